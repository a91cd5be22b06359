"""Labels as they are compared: no blanks, numbering, quotes, brackets or widths."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

from toolkit.form.model import Node

_NUMBERING = re.compile(
    r"[(\[]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)\]、.,:]+|[(\[](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)\]]|\d{1,2}(?=[^\d.%万元件])"
)
_SIGNS = re.compile(r"[^\w]|_")
_UNIT = re.compile(r"单位(\w+)$")
_ALIKE = 0.7
_SHORTEST = 4
"""A label of fewer characters has no near miss: too many words are one character away."""


def key(text: str) -> str:
    """What two writings of one label have in common; empty for what is no label."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("。", ".").replace("、", "、")
    return _SIGNS.sub("", _NUMBERING.sub("", plain, count=1) if _NUMBERING.match(plain) else plain)


def keys(node: Node) -> tuple[str, ...]:
    """The keys under which a row or column is known: its label and its aliases."""
    return tuple(dict.fromkeys(key(label) for label in (node.label, *node.aliases) if label))


def likeness(one: str, other: str) -> float:
    """How alike two keys are, from 0 to 1; 0 where they are too short to tell, or differ in their unit."""
    if min(len(one), len(other)) < _SHORTEST or max(len(one), len(other)) > 3 * min(len(one), len(other)):
        return 0.0
    units = _UNIT.search(one), _UNIT.search(other)
    if units[0] and units[1] and units[0][1] != units[1][1]:
        return 0.0
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def nearest(wanted: str, choices: Iterable[tuple[int, tuple[str, ...]]]) -> int | None:
    """The one choice that ``wanted`` is a near miss of; None if none is near, or two are about equally near."""
    ranked = sorted(((max(likeness(wanted, k) for k in known), number) for number, known in choices), reverse=True)
    if not ranked or ranked[0][0] < _ALIKE or (len(ranked) > 1 and ranked[1][0] > ranked[0][0] - 0.1):
        return None
    return ranked[0][1]
