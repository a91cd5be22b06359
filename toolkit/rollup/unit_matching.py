"""Whose file it is: by the agency's name, and by the path where that is not enough or cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from toolkit.patterns import regex
from toolkit.rollup.roster import Roster, Unit, plain_name

_PIECES = regex(r"[^\s_\-—·（）()]+")
_COPY = regex(r"(?<![\s_-])[\s_-]*+(?:[（(]\d{1,2}[）)]|副本|复件|copy)[\s_-]*+[（(]?\d{0,2}[）)]?$", re.IGNORECASE)
_TITLE = regex(r"(?:19|20)\d\d年.*$")  # 某局2025年填报工作簿
_MOST_PIECES = 12
_CODE = 3  # characters of a code that is one wherever it stands; a shorter one begins the name


def units_of(roster: Roster, agency: str, shown: str) -> tuple[Unit, ...]:
    """The unit that files as ``agency`` in the file ``shown``: one, none, or all those that it may be.

    Of several the one whose governments the path means most of, by name or code; then the one whose code it holds.
    """
    named = roster.named(agency)
    if len(named) < 2:
        return named
    path = PurePosixPath(shown)
    words = {word for part in (*path.parent.parts, _stem(path)) for word in (plain_name(part), *_runs(part))}
    meant = {unit.code for word in words for unit in roster.named(word)} | words
    scores = {
        unit.code: (sum(above.code in meant for above in roster.ancestors(unit.code)), unit.code in words)
        for unit in named
    }
    best = max(scores.values())
    return tuple(unit for unit in named if scores[unit.code] == best)


def unit_by_path(roster: Roster, shown: str) -> Unit | None:
    """The unit whose file it is by its path alone: by full name, by code, by the folder of a unit."""
    path = PurePosixPath(shown)
    stem = _stem(path)
    for name in (stem, _TITLE.sub("", stem), *_runs(stem)):
        units = units_of(roster, name, shown)
        if len(units) == 1:
            return units[0]
    for code in _runs(stem):
        if code in roster.by_code and (len(code) >= _CODE or stem.startswith(code)):
            return roster.by_code[code]
    for folder in reversed(path.parent.parts):
        units = units_of(roster, folder, shown)
        if len(units) == 1 and roster.is_leaf(units[0].code):
            return units[0]
    return None


def _stem(path: PurePosixPath) -> str:
    """The file's name without what copying adds to it."""
    return _COPY.sub("", path.stem) or path.stem


def _runs(text: str) -> Iterator[str]:
    """Every run of the pieces of a name, longest first: codes may hold what separates them too."""
    spans = [match.span() for match in _PIECES.finditer(text)][:_MOST_PIECES]
    for length in range(len(spans), 0, -1):
        for first in range(len(spans) - length + 1):
            yield text[spans[first][0] : spans[first + length - 1][1]]
