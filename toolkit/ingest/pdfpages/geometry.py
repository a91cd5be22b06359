"""Places on a page, in points from its upper left corner as a reader holds it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether the point is inside."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def holds_across(self, other: Box, slack: float) -> bool:
        """Whether ``other`` reaches beyond neither its left nor its right side by more than ``slack``."""
        return self.left - slack <= other.left and other.right <= self.right + slack

    def grown(self, by: float) -> Box:
        """The rectangle that is larger by so much on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def within(self, other: Box) -> Box:
        """The part of it that is within ``other``; one without extent where none does."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Box(left, top, max(left, min(self.right, other.right)), max(top, min(self.bottom, other.bottom)))

    def meets(self, other: Box) -> bool:
        """Whether the two have a point in common."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def turned(self, degrees: int, page: Box) -> Box:
        """Where the rectangle is once ``page`` is turned so that text running at ``degrees`` runs to the right."""
        if degrees == 90:  # upwards
            return Box(page.bottom - self.bottom, self.left, page.bottom - self.top, self.right)
        if degrees == 180:
            return Box(
                page.right - self.right, page.bottom - self.bottom, page.right - self.left, page.bottom - self.top
            )
        if degrees == 270:  # downwards
            return Box(self.top, page.right - self.right, self.bottom, page.right - self.left)
        return self


Colour = tuple[int, int, int]
"""Red, green and blue in steps that can be distinguished."""

_TOUCHING = 0.1
"""Of a sign's size: the gap at which two digits are of one number."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A sign. ``box`` is its em square as far as it is wide, so that signs of one line and size are equally high.

    ``turn`` is the direction in which its text runs, anticlockwise in degrees; ``ink`` its colour, None for a pattern.
    ``doubtful``: it may not show;
    ``stamped``: a picture is painted over it, as a rule a seal, through which it may be seen; ``hidden``: it lies
    outside the page, or outside what may be painted on.
    """

    text: str
    box: Box
    turn: int = 0
    ink: Colour | None = None
    doubtful: bool = False
    stamped: bool = False
    hidden: bool = False

    @property
    def blank(self) -> bool:
        """Whether the sign leaves no ink: a space, or a control character that stands for one."""
        return all(sign.isspace() or unicodedata.category(sign) == "Cc" for sign in self.text)

    @property
    def size(self) -> float:
        """The height of the em square."""
        return self.box.height

    def turned(self, degrees: int, page: Box) -> Glyph:
        """The same once ``page`` is turned."""
        return replace(self, box=self.box.turned(degrees, page), turn=(self.turn - degrees) % 360)


def strings(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """``glyphs`` in runs of those that touch one another, blanks included."""
    yield from _runs(glyphs, _touches)


def numbers(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """``glyphs`` in runs: those that follow on one another and are digits of one number, and all others alone."""
    yield from _runs(glyphs, _continues)


def _runs(glyphs: Sequence[Glyph], go_on: Callable[[Glyph, Glyph], bool]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not go_on(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _continues(one: Glyph, other: Glyph) -> bool:
    return one.text.isdecimal() and other.text.isdecimal() and _touches(one, other)


def _touches(one: Glyph, other: Glyph) -> bool:
    if one.turn != other.turn:
        return False
    gap = max(other.box.left - one.box.right, one.box.left - other.box.right)
    drop = max(other.box.top - one.box.bottom, one.box.top - other.box.bottom)
    return max(gap, drop) <= _TOUCHING * one.size
