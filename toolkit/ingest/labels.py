"""Labels as they are compared: no blanks, numbering, note marks, quotes, brackets or widths."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import lru_cache

from toolkit.characters import DASHES, compact, without_hidden
from toolkit.form.model import Node
from toolkit.ingest.note_marks import without_marks
from toolkit.ingest.units import without_unit
from toolkit.patterns import regex

_NUMBERING = regex(
    r"""
      [(\[]? (?:[一二三四五六七八九十]{1,3}|\d{1,2}) [)\]、.,:]+ (?!\d)
    | \d{1,2} (?=[^\W\d_]) (?![万元件个年月])
    """,
    re.VERBOSE,
    matches=("一、甲类", "(一)甲类", "1.甲类", "1甲类"),
    misses=("3件", "2.5", "甲类"),
)
_FIGURE = regex(r"[+-]?\d")
_SIGNS = regex(r"[^\w]|_")
_UNIT = regex(r"单位(\w{1,12})$")
_ALIKE = 0.7
_SHORTEST = 4
"""A label of fewer characters has no near miss: too many words are one character away."""


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """What two writings of one label have in common; empty for what is no label."""
    plain = _plain(without_marks(text))
    numbering = _NUMBERING.match(plain)
    return _SIGNS.sub("", plain[numbering.end() :] if numbering else plain)


@lru_cache(maxsize=8192)
def rest_key(text: str) -> str:
    """Like :func:`key` for what goes on from an earlier piece of a label, where nothing is a number of its own."""
    return _SIGNS.sub("", _plain(text))


@lru_cache(maxsize=8192)
def is_figure(text: str) -> bool:
    """Whether ``text`` is meant as a number: one, a dash for zero, or one with words around it (22件)."""
    plain = _plain(text)
    return plain in DASHES or bool(_FIGURE.match(plain) and not _NUMBERING.match(plain))


def _plain(text: str) -> str:
    return compact(without_hidden(text)).replace("。", ".")


def keys(node: Node) -> tuple[str, ...]:
    """The keys under which a row or column is known: its label, its aliases and its former labels."""
    return tuple(dict.fromkeys(key(label) for label in node.labels if label))


def likeness(one: str, other: str) -> float:
    """How alike two keys are, from 0 to 1; 0 where they are too short to compare, or differ in their unit.

    The same with a unit behind it is no other label, however short: whether the unit is right shows with the figures.
    """
    if other and without_unit(one).removesuffix("单位") == other:
        return 1.0
    if min(len(one), len(other)) < _SHORTEST or max(len(one), len(other)) > 3 * min(len(one), len(other)):
        return 0.0
    units = _UNIT.search(one), _UNIT.search(other)
    if units[0] and units[1] and units[0][1] != units[1][1]:
        return 0.0
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def nearest(wanted: str, choices: Iterable[tuple[int, tuple[str, ...]]]) -> int | None:
    """The one choice that ``wanted`` is a near miss of; None if none is near, or two are about equally near."""
    ranked = sorted(
        ((max((likeness(wanted, k) for k in known), default=0.0), number) for number, known in choices), reverse=True
    )
    if not ranked or ranked[0][0] < _ALIKE or (len(ranked) > 1 and ranked[1][0] > ranked[0][0] - 0.1):
        return None
    return ranked[0][1]
