"""Units that a report states for its figures: above a table, in the label of a row or column."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.characters import compact, is_shorter
from toolkit.patterns import regex

_SCALE = "十百千万亿"
_COUNTED = rf"[{_SCALE}]{{0,3}}(?:元|件次|件|项|个|条|次|起|宗)"
_SHARES = frozenset("%‰")
_UNIT = regex(rf"{_COUNTED}|[%‰]")
_UNIT_BEHIND = regex(rf"(?:{_COUNTED})$")
_LONGEST_UNIT = 6
_STATED = regex(r"单位(?:[:为是]){0,2}([^()。;]{1,20})")
_BRACKETED = regex(r"\(([^():]{1,8})\)$")
_PARTING = regex(r"[、,/和及或]")
_LONGEST = 60


def units_in(texts: Iterable[str]) -> frozenset[str]:
    """The units that any of ``texts`` states, as 单位：万元 or behind it in brackets; a sentence states none."""
    return frozenset(unit for text in texts if is_shorter(text, _LONGEST) for unit in _units(compact(text)))


def without_unit(text: str, unit: str = "") -> str:
    """``text`` without ``unit`` behind it, or without any if that is empty; empty where there is none."""
    plain = text.rstrip()
    found = None if unit else _UNIT_BEHIND.search(plain[-_LONGEST_UNIT:])
    behind = unit or (found[0] if found else "")
    return plain.removesuffix(behind).rstrip() if behind and plain.endswith(behind) else ""


def other_unit(unit: str, near: Iterable[frozenset[str]], around: frozenset[str]) -> str:
    """The unit of the same kind, or the share of something, that is stated instead of ``unit``; empty where none is.

    ``near`` are those of the row's label and of the columns', each of which counts; where both are silent, those of the
    whole table, ``around``.
    """
    near = tuple(near)
    if not (around or any(near)):
        return ""
    share = next((each for stated in near for each in sorted(stated & _SHARES) if unit not in stated), "")
    if share:
        return share
    kinds = [alike for stated in near if (alike := _alike(unit, stated))] or [_alike(unit, around)]
    return next((alike[0] for alike in kinds if alike and unit not in alike), "")


def states_like(unit: str, stated: Iterable[frozenset[str]]) -> bool:
    """Whether a unit of the kind of ``unit`` is among ``stated``."""
    return any(_alike(unit, each) for each in stated)


def _alike(unit: str, stated: frozenset[str]) -> list[str]:
    return sorted(each for each in stated if _kind(each) == _kind(unit))


def _units(plain: str) -> list[str]:
    named = [match[1] for pattern in (_STATED, _BRACKETED) for match in pattern.finditer(plain)]
    parts = [part.replace("人民币", "") for text in named for part in _PARTING.split(text)]
    return [part for part in parts if _UNIT.fullmatch(part)]


def _kind(unit: str) -> str:
    return unit.lstrip(_SCALE)
