"""Whose file it is: by the agency's name, and by the path where that is not enough or cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from toolkit.patterns import regex
from toolkit.rollup.namesakes import Namesakes
from toolkit.rollup.roster import Roster, Unit, plain_name

_PIECES = regex(r"[^\s_\-—·（）()]+")
_COPY = regex(r"(?<![\s_-])[\s_-]*+(?:[（(]\d{1,2}[）)]|副本|复件|copy)[\s_-]*+[（(]?\d{0,2}[）)]?$", re.IGNORECASE)
_TITLE = regex(r"(?:19|20)\d\d年.*$")  # 某局2025年填报工作簿
_MOST_PIECES = 12
_TELLING = 3
"""Characters of a part of a name, at least, by which a unit may be guessed."""
_CODE = 3  # characters of a code that is one wherever it stands; a shorter one begins the name


class UnitMatcher:
    """Finds the units of a roster that files are of."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._namesakes: dict[str, Namesakes] = {}

    def by_name(self, agency: str, shown: str) -> tuple[Unit, ...]:
        """The unit that files as ``agency`` in the file ``shown``: one, none, or all those that it may be.

        Of several the one whose governments the path means most of, by name or code; then the one whose code it holds.
        """
        named = self._roster.named(agency)
        if len(named) < 2:
            return named
        path = PurePosixPath(shown)
        words = _words(_stem(path)).union(*map(_words, path.parent.parts))
        key = plain_name(agency)
        if key not in self._namesakes:
            self._namesakes[key] = Namesakes(self._roster, named)
        return self._namesakes[key].meant_by(words)

    def by_path(self, shown: str) -> Unit | None:
        """The unit whose file it is by its path alone: by full name, by code, by the folder of a unit."""
        path = PurePosixPath(shown)
        stem = _stem(path)
        for name in (stem, _TITLE.sub("", stem), *_runs(stem)):
            units = self.by_name(name, shown)
            if len(units) == 1:
                return units[0]
        for code in _runs(stem):
            if code in self._roster.by_code and (len(code) >= _CODE or stem.startswith(code)):
                return self._roster.by_code[code]
        for folder in reversed(path.parent.parts):
            units = self.by_name(folder, shown)
            if len(units) == 1 and self._roster.is_leaf(units[0].code):
                return units[0]
        return None

    def likely(self, shown: str) -> Unit | None:
        """The unit of whose name the path holds a part that no other has: a guess, which decides nothing."""
        path = PurePosixPath(shown)
        stem = _stem(path)
        for piece in (_TITLE.sub("", stem), *_runs(stem), *reversed(path.parent.parts)):
            part = plain_name(piece)
            found = [unit for unit in self._roster.units if part in unit.name] if len(part) >= _TELLING else []
            if len(found) == 1:
                return found[0]
        return None


@lru_cache(maxsize=1_000)  # files of one folder come one after another
def _words(part: str) -> frozenset[str]:
    """What a part of a path may name."""
    return frozenset((plain_name(part), *_runs(part)))


def _stem(path: PurePosixPath) -> str:
    """The file's name without what copying adds to it."""
    return _COPY.sub("", path.stem) or path.stem


def _runs(text: str) -> Iterator[str]:
    """Every run of the pieces of a name, longest first: codes may hold what separates them too."""
    spans = [match.span() for match in _PIECES.finditer(text)][:_MOST_PIECES]
    for length in range(len(spans), 0, -1):
        for first in range(len(spans) - length + 1):
            yield text[spans[first][0] : spans[first + length - 1][1]]
