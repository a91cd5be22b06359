"""Whose file it is: by the agency's name, and by the folders it lies in where several units bear that name."""

from __future__ import annotations

import re
from collections.abc import Set
from pathlib import PurePosixPath

from toolkit.rollup.roster import Roster, Unit, plain_name

_SEPARATORS = re.compile(r"[\s_\-—·（）()]+")


def units_of(roster: Roster, agency: str, shown: str) -> tuple[Unit, ...]:
    """The unit that files as ``agency`` in the file ``shown``: one, none, or all those that it may be."""
    named = roster.named(agency)
    if len(named) < 2:
        return named
    words = _words(shown)
    meant = {unit.code for word in words for unit in roster.named(word)} | words
    scores = {unit.code: _score(roster, unit, words, meant) for unit in named}
    best = max(scores.values())
    return tuple(unit for unit in named if scores[unit.code] == best) if best else named


def unit_by_path(roster: Roster, shown: str) -> Unit | None:
    """The unit that the file's name gives by code or full name; for files that cannot tell themselves."""
    stem = PurePosixPath(shown).stem
    parts = (stem, *_SEPARATORS.split(stem))
    if coded := [roster.by_code[part] for part in parts if part in roster.by_code]:
        return coded[0]
    for part in parts:
        units = units_of(roster, part, shown)
        if len(units) == 1:
            return units[0]
    return None


def _score(roster: Roster, unit: Unit, words: Set[str], meant: Set[str]) -> int:
    """How many of those above the unit the path means, by name or code; its own code settles it."""
    return sum(above.code in meant for above in roster.ancestors(unit.code)) + 100 * (unit.code in words)


def _words(shown: str) -> frozenset[str]:
    """The folders and the file's stem, whole and in parts."""
    path = PurePosixPath(shown)
    parts = [*path.parent.parts, path.stem]
    return frozenset(word for part in parts for word in (plain_name(part), *_SEPARATORS.split(part)) if word)
