"""Where the rows and columns of a planned sheet stand now, after staff inserted, deleted or moved some.

What a person sees decides: a line (a row or a column) is where its fixed words are, in the order of the plan as far as
that goes. The defined names, which follow their cells, help where words are alike or gone.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.characters import without_hidden
from toolkit.workbook.fixed_cells import FixedSheet, Place
from toolkit.workbook.reading.source_workbook import Cells, Formula, RichText

_FORMULA = "="
"""Stands for any formula among the words of a line; no fixed word is this."""
_WORD, _CALCULATED, _NAMED, _UNMOVED = 16, 4, 2, 1
"""How much a shared word, a formula in both, the names, and the same number speak for two lines being the same."""
_MOST = 600
"""Lines with fixed words on a sheet; where there are more, a program wrote it, and none of them is matched."""

_Words = Mapping[int, set[str]]
"""The fixed words of each line, and whether it has formulas."""


@dataclass(frozen=True)
class LineAlignment:
    """Planned lines with the present ones. Of the ``doubtful`` not all words are there, nor do their names confirm it.

    ``moved``: some line is elsewhere than planned, doubtful or not.
    """

    present: Mapping[int, int]
    doubtful: frozenset[int] = frozenset()
    moved: bool = False

    @cached_property
    def planned(self) -> Mapping[int, int]:
        """The planned line of each present one."""
        return {now: then for then, now in self.present.items()}

    @cached_property
    def _last(self) -> int:
        return max(self.present.values(), default=0)

    def certain(self, line: int) -> int | None:
        """Where a planned line certainly is."""
        return None if line in self.doubtful else self.present.get(line)

    def allows(self, line: int, other: int) -> bool:
        """Whether nothing speaks against a planned line being in a present one."""
        known = self.certain(line)
        return other == known if known else self.planned.get(other) in (None, line)

    def inserted(self, line: int) -> bool:
        """Whether a present line stands among planned ones, and is none."""
        return line not in self.planned and line < self._last


@dataclass(frozen=True, slots=True)
class Alignment:
    """The rows and the columns of one sheet."""

    rows: LineAlignment
    columns: LineAlignment

    def planned(self, place: Place) -> Place | None:
        """What a present place is in the plan; None if it is none there."""
        row, column = self.rows.planned.get(place[0]), self.columns.planned.get(place[1])
        return None if row is None or column is None else (row, column)

    @property
    def moved(self) -> bool:
        """Whether any line is elsewhere than planned."""
        return self.rows.moved or self.columns.moved

    def allows(self, place: Place, other: Place) -> bool:
        """Whether nothing speaks against a planned place being in a present one."""
        return self.rows.allows(place[0], other[0]) and self.columns.allows(place[1], other[1])

    def certain(self, place: Place) -> Place | None:
        """Where a planned place certainly is."""
        row, column = self.rows.certain(place[0]), self.columns.certain(place[1])
        return None if row is None or column is None else (row, column)


def plain(text: object) -> str:
    """Text without white space, which programs and staff change at will, and hidden characters; nothing for None."""
    return "" if text is None else "".join(without_hidden(str(text)).split())


def align(fixed: FixedSheet, cells: Cells, named: Iterable[tuple[Place, Place]]) -> Alignment:
    """``cells`` against what is fixed on the sheet; ``named`` are planned places with those that their names give."""
    moves = list(named)
    if all(then == now for then, now in moves) and _unmoved(fixed, cells):
        return Alignment(*(LineAlignment({line: line for line in range(1, last + 1)}) for last in fixed.end))
    return Alignment(*(_lines(fixed, cells, moves, axis) for axis in (0, 1)))


def _unmoved(fixed: FixedSheet, cells: Cells) -> bool:
    """Whether every fixed word and formula is in its place."""
    return all(
        (now := cells.get(place)) == text or plain(now) == plain(text) for place, text in fixed.words.items()
    ) and all(isinstance(cells.get(place), Formula) for place in fixed.formulas | fixed.totals)


def _lines(fixed: FixedSheet, cells: Cells, moves: list[tuple[Place, Place]], axis: int) -> LineAlignment:
    """The rows (axis 0) or the columns (axis 1)."""
    then, now = dict[int, set[str]](), dict[int, set[str]]()
    for place, text in fixed.words.items():
        if place not in (fixed.wide if axis else fixed.tall):  # what stands for several lines identifies none of them
            then.setdefault(place[axis], set()).add(plain(text))
    words = {word for own in then.values() for word in own}
    for place in fixed.formulas | fixed.totals:
        then.setdefault(place[axis], set()).add(_FORMULA)
    for place, content in cells.items():
        word = plain(content) if isinstance(content, str | RichText) else ""
        if isinstance(content, Formula):
            now.setdefault(place[axis], set()).add(_FORMULA)
        elif word in words:
            now.setdefault(place[axis], set()).add(word)
    votes: dict[int, Counter[int]] = {}
    for planned, present in moves:
        votes.setdefault(planned[axis], Counter())[present[axis]] += 1
    named = {line: other for line, own in votes.items() if (other := _majority(own))}
    if len(now) > _MOST:
        now = {}
    found = _in_order(then, now, named)
    found |= dict(_out_of_order(found, then, now))
    found |= dict(_by_name(found, then, now, named))
    unsure = {line: other for line, other in found.items() if named.get(line) != other}
    partial = {line for line, other in unsure.items() if not then[line] - {_FORMULA} <= now[other]}
    return _filled(found, partial, then, fixed.end[axis])


def _majority(votes: Counter[int]) -> int | None:
    """The line in which more than half of them are."""
    ((other, count),) = votes.most_common(1)
    return other if 2 * count > votes.total() else None


def _in_order(then: _Words, now: _Words, named: Mapping[int, int]) -> dict[int, int]:
    """The lines that match best, none of them past another: the longest common sequence, by weight."""
    planned, present = sorted(then), sorted(now)
    best = [[0] * (len(present) + 1) for _ in range(len(planned) + 1)]
    for i, line in enumerate(planned):
        above, own = best[i], best[i + 1]
        for j, other in enumerate(present):
            weight = _weight(then[line], now[other])
            if weight:
                weight += above[j] + _NAMED * (named.get(line) == other) + _UNMOVED * (line == other)
            own[j + 1] = max(above[j + 1], own[j], weight)
    found = {}
    i, j = len(planned), len(present)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found[planned[i]] = present[j]
    return found


def _weight(words: set[str], others: set[str]) -> int:
    """How well two lines match; not at all where the planned one has words and the other none of them."""
    shared = words & others
    if not shared or (shared == {_FORMULA} and words != {_FORMULA}):
        return 0
    return _WORD * len(shared - {_FORMULA}) + _CALCULATED * (_FORMULA in shared)


def _out_of_order(found: Mapping[int, int], then: _Words, now: _Words) -> Iterator[tuple[int, int]]:
    """Lines that were moved past others: all their words are in one line alone, which is no other's."""
    taken = set(found.values())
    for line, words in then.items():
        if line not in found and words != {_FORMULA}:
            places = [other for other, others in now.items() if words - {_FORMULA} <= others]
            if len(places) == 1 and places[0] not in taken:
                taken.add(places[0])
                yield line, places[0]


def _by_name(
    found: Mapping[int, int], then: _Words, now: _Words, named: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Lines without words, or whose words are nowhere any more, where their names are."""
    taken = set(found.values())
    seen = {word for words in now.values() for word in words} - {_FORMULA}
    for line, other in named.items():
        if line not in found and other not in taken and not then.get(line, set()) & seen:
            taken.add(other)
            yield line, other


def _filled(found: Mapping[int, int], partial: set[int], then: _Words, last: int) -> LineAlignment:
    """With the lines that nothing identifies, if no line came or went between them and their neighbours.

    They are doubtful where something identified them before, or where there is a neighbour on one side only.
    """
    taken, known = set(found.values()), sorted(found)
    present, doubtful = dict(found), set(partial)
    for line in range(1, last + 1):
        near = bisect(known, line)
        sides = {found[other] + line - other for other in known[max(0, near - 1) : near + 1]}
        if line not in found and len(sides) == 1 and (place := sides.pop()) > 0 and place not in taken:
            present[line] = place
            if line in then or not 0 < near < len(known):
                doubtful.add(line)
    return LineAlignment(present, frozenset(doubtful), any(line != other for line, other in found.items()))
