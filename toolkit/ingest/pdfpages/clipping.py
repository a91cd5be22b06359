"""The part of a page that content may paint on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pdfminer.utils import PathSegment

from toolkit.ingest.pdfpages.geometry import Box

Point = tuple[float, float]

_STEPS = 8
"""Chords that stand for a curve."""
_MOST_CORNERS = 2_000
"""Of a clipping path that is followed; of a longer one only the rectangle around it counts."""


@dataclass(frozen=True, slots=True)
class ClipOutline:
    """A path that is no rectangle, as the chords around what is inside it."""

    outlines: tuple[tuple[Point, ...], ...]
    evenodd: bool

    def holds(self, point: Point) -> bool:
        """Whether the point is inside."""
        across, down = point
        winding = crossings = 0
        for outline in self.outlines:
            for (x, y), (to_x, to_y) in pairwise((*outline, outline[0])):
                if (y <= down) != (to_y <= down) and across < x + (down - y) / (to_y - y) * (to_x - x):
                    winding += 1 if to_y > y else -1
                    crossings += 1
        return bool(crossings % 2 if self.evenodd else winding)


@dataclass(frozen=True, slots=True)
class Clip:
    """What is within a rectangle and every one of some shapes."""

    box: Box
    shapes: tuple[ClipOutline, ...] = ()

    def holds(self, point: Point) -> bool:
        """Whether the point is painted on."""
        return self.box.holds(point) and all(shape.holds(point) for shape in self.shapes)

    def narrowed(self, outlines: Sequence[Sequence[Point]], evenodd: bool) -> Clip:
        """What of it a path leaves; all of it where the path is empty."""
        corners = [point for outline in outlines for point in outline]
        if not corners:
            return self
        across, down = zip(*corners, strict=True)
        within = replace(self, box=Box(min(across), min(down), max(across), max(down)).within(self.box))
        if len(corners) > _MOST_CORNERS or (len(outlines) == 1 and _is_rectangle(outlines[0])):
            return within
        shape = ClipOutline(tuple(tuple(outline) for outline in outlines if len(outline) > 2), evenodd)
        return within if shape in self.shapes else replace(within, shapes=(*self.shapes, shape))


def outlines_of(path: Sequence[PathSegment]) -> Iterator[list[Point]]:
    """The corners of each part of a path, curves as chords."""
    points: list[Point] = []
    for kind, *numbers in path:
        places = [(float(x), float(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if kind == "m" and points:
            yield points
            points = []
        if kind in ("c", "v", "y") and points:
            points += _chords(kind, points[-1], places)
        elif kind != "h":
            points += places[-1:]
    if points:
        yield points


def _chords(kind: str, start: Point, places: Sequence[Point]) -> Iterator[Point]:
    """Points of a cubic curve, the last of them its end."""
    end = places[-1]
    first, second = {"c": (places[0], places[-2]), "v": (start, places[0]), "y": (places[0], end)}[kind]
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        parts = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        yield tuple(  # type: ignore[misc]  # two of them
            sum(part * point[axis] for part, point in zip(parts, (start, first, second, end), strict=True))
            for axis in (0, 1)
        )


def _is_rectangle(outline: Sequence[Point]) -> bool:
    """Whether its sides are level and upright by turns, back to where it began."""
    corners = list(outline[:-1] if len(outline) == 5 and _same(outline[0], outline[-1]) else outline)
    if len(corners) != 4:
        return False
    sides = list(pairwise((*corners, corners[0])))
    turns = [_near(one[0], other[0]) for one, other in sides]
    level = [_near(one[1], other[1]) for one, other in sides]
    return all(a != b for a, b in zip(turns, level, strict=True)) and all(a != b for a, b in pairwise(turns))


def _same(one: Point, other: Point) -> bool:
    return _near(one[0], other[0]) and _near(one[1], other[1])


def _near(one: float, other: float) -> bool:
    return abs(one - other) < 0.01
