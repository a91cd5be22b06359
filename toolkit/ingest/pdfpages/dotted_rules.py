"""Rules of which dots or dashes are painted one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from toolkit.ingest.pdfpages.geometry import Box

DOT = 2.5
"""Points: as thick as a dot is, and as wide as a filled one, at most."""
_DASH, _GAP = 8.0, 5.0
"""Points: a longer dash is a rule by itself; what is farther apart is of no one rule."""
_FEWEST = 5


def dotted_rules(marks: Iterable[Box]) -> Iterator[Box]:
    """The level and upright rules that small ``marks`` in a row make."""
    small = [mark for mark in marks if max(mark.width, mark.height) <= _DASH]
    level, upright = defaultdict[float, list[Box]](list), defaultdict[float, list[Box]](list)
    for mark in small:
        across, down = mark.middle
        if mark.height <= DOT:
            level[round(down, 1)].append(mark)
        if mark.width <= DOT:
            upright[round(across, 1)].append(mark)
    for down, row in level.items():
        for left, right in _runs((mark.left, mark.right) for mark in row):
            yield Box(left, down, right, down)
    for across, column in upright.items():
        for top, bottom in _runs((mark.top, mark.bottom) for mark in column):
            yield Box(across, top, across, bottom)


def _runs(spans: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """From where to where marks follow on one another, apart and often enough."""
    start, end, count = 0.0, 0.0, 0
    for first, last in sorted(set(spans)):
        if count and first > end + _GAP:
            if count >= _FEWEST:
                yield start, end
            count = 0
        if not count:
            start, end = first, last
        count += first > end or not count
        end = max(end, last)
    if count >= _FEWEST:
        yield start, end
