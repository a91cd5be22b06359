"""Signs into lines of text, from the top down and from left to right."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from toolkit.ingest.note_marks import Appearance, Fragment, shown
from toolkit.ingest.pdfpages.geometry import Box, Glyph
from toolkit.ingest.radicals import plain_ideographs

_SAME_LINE = 0.5
"""Of the lower of two signs: how much of its height another must share to stand on one line with it."""
_BLANK = 0.35
"""Of a sign's size: the gap that is a blank."""
_BLANK_SIGN = 0.12
"""Likewise where the file has a blank between them."""
_APART = 1.8
"""Of a sign's size: the gap between things that stand apart, as cells of a table without rules do."""
_SMALL = 0.85
"""Of a line's size: signs below it are marks where they are also raised or lowered."""
_RAISED, _LOWERED = 0.12, 0.08
_TINY = 0.3
"""Likewise: nobody reads signs below it beside the others."""
_BELOW_LINE = 0.15
_OVERLAID = 0.4
"""Of the narrower of two digits: how much of it the other may cover before they are printed over one another."""


_BETWEEN = Fragment(text=" ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Signs of a line that stand together."""

    fragments: tuple[Fragment, ...]
    box: Box

    @property
    def text(self) -> str:
        """What they show."""
        return shown(self.fragments)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """A line of text. ``size`` is that of most of its signs."""

    page: int
    segments: tuple[Segment, ...]
    size: float

    @property
    def text(self) -> str:
        """What the line shows."""
        return shown(self.fragments)

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """The fragments of all segments, with a blank between two of these."""
        return tuple(part for segment in self.segments for part in (*segment.fragments, _BETWEEN))[:-1]

    @property
    def box(self) -> Box:
        """Around all segments."""
        boxes = [segment.box for segment in self.segments]
        return Box(boxes[0].left, min(box.top for box in boxes), boxes[-1].right, max(box.bottom for box in boxes))


def rows_of(glyphs: Iterable[Glyph], page: int = 0) -> list[TextRow]:
    """The lines that ``glyphs`` form."""
    return [row for line in lines_of(glyphs) if (row := _row(line, page))]


def sideways_rows(glyphs: Sequence[Glyph], paper: Box, page: int = 0) -> Iterator[TextRow]:
    """The lines that signs form which run in other directions, each seen with its text upright."""
    for turn in sorted({glyph.turn for glyph in glyphs}):
        yield from rows_of((glyph.turned(turn, paper) for glyph in glyphs if glyph.turn == turn), page)


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Signs by line; the largest of a line decides what else stands on it."""
    lines: list[tuple[Box, list[Glyph]]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.box.top + glyph.box.bottom, glyph.box.left)):
        for place in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            box, line = lines[place]
            shared = min(box.bottom, glyph.box.bottom) - max(box.top, glyph.box.top)
            if shared >= _SAME_LINE * min(box.height, glyph.size):
                line.append(glyph)
                lines[place] = (glyph.box if glyph.size > box.height else box, line)
                break
        else:
            lines.append((glyph.box, [glyph]))
    lines.sort(key=lambda entry: entry[0].bottom)
    return [sorted(line, key=lambda glyph: glyph.box.left) for _, line in lines]


def _row(line: Sequence[Glyph], page: int) -> TextRow | None:
    inked = [glyph for glyph in line if not glyph.blank]
    if not inked:
        return None
    line = _doubted(line)
    size = statistics.median_high(glyph.size for glyph in inked)
    main = [glyph for glyph in inked if glyph.size >= _SMALL * size]
    base = statistics.median(_base(glyph) for glyph in main)
    segments = (
        Segment(fragments=tuple(_fragments(part, base, size)), box=_around(part)) for part in _parts(line, size)
    )
    return TextRow(page=page, segments=tuple(segments), size=size)


def _doubted(line: Sequence[Glyph]) -> list[Glyph]:
    """``line`` with digits in doubt that are printed over one another."""
    doubted = list(line)
    digits = [place for place, glyph in enumerate(line) if glyph.text.isdecimal()]
    for one, other in pairwise(digits):
        left, right = line[one].box, line[other].box
        if min(left.right, right.right) - right.left > _OVERLAID * min(left.width, right.width):
            for place in (one, other):
                doubted[place] = replace(line[place], doubtful=True)
    return doubted


def _parts(line: Sequence[Glyph], size: float) -> Iterator[list[Glyph]]:
    """The signs that stand together, with one blank where there is one."""
    part: list[Glyph] = []
    blank: Glyph | None = None
    for glyph in line:
        if glyph.blank:
            blank = glyph
            continue
        gap = glyph.box.left - part[-1].box.right if part else 0.0
        if gap > _APART * size:
            yield part
            part = []
        elif part and (gap > _BLANK * size or (blank and gap > _BLANK_SIGN * size)):
            part.append(Glyph(" ", Box(part[-1].box.right, glyph.box.top, glyph.box.left, glyph.box.bottom)))
        blank = None
        part.append(glyph)
    if part:
        yield part


def _fragments(part: Sequence[Glyph], base: float, size: float) -> Iterator[Fragment]:
    for role, signs in groupby(part, key=lambda glyph: _role(glyph, base, size)):
        yield Fragment(text=plain_ideographs("".join(glyph.text for glyph in signs)), role=role)


def _role(glyph: Glyph, base: float, size: float) -> Appearance:
    if glyph.doubtful or glyph.stamped or (glyph.size < _TINY * size and not glyph.blank):
        return Appearance.DOUBTFUL
    if glyph.size < _SMALL * size and not glyph.blank:
        above = base - _base(glyph)
        if above > _RAISED * size:
            return Appearance.RAISED
        if above < -_LOWERED * size:
            return Appearance.LOWERED
    return Appearance.PLAIN


def _base(glyph: Glyph) -> float:
    """The line that the sign stands on."""
    return glyph.box.bottom - _BELOW_LINE * glyph.size


def _around(part: Sequence[Glyph]) -> Box:
    boxes = [glyph.box for glyph in part]
    return Box(boxes[0].left, min(box.top for box in boxes), boxes[-1].right, max(box.bottom for box in boxes))
