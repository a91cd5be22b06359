"""Paints a PDF's pages as signs, rules, fills and pictures, in the order in which the file has them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_pt, apply_matrix_rect

from toolkit.bounds import PDF_PAGE_RULES, PDF_PAGE_SIGNS
from toolkit.ingest.pdfpages.clipping import Clip, Point
from toolkit.ingest.pdfpages.described_figures import DescribedFigures
from toolkit.ingest.pdfpages.dotted_rules import DOT
from toolkit.ingest.pdfpages.geometry import Box, Colour, Glyph
from toolkit.ingest.pdfpages.layers import Layers

_ASCENT, _DESCENT = 0.85, -0.15  # of the em square, whatever a font says of itself
_INVISIBLE = (3, 7)
_ASLANT = 0.02  # sine of the angle from which text does not run along an edge of the page
_STRAIGHT = 0.5  # points by which the ends of a rule may differ
_WIDE, _THICK = 0.6, 3.0  # of the page's width, and points: from there a filled rectangle is paper, no cell
_PEN = 2.0  # points: half of a rule on the edge of what may be painted on is seen
_CUT = 0.1  # of a sign's size: a digit that reaches so far beyond what may be painted on may be another one
_STEPS = 20  # of red, green and blue, as fine as an eye distinguishes them
WHITE: Colour = (_STEPS, _STEPS, _STEPS)


class PageTooLarge(Exception):
    """A page holds more than any report's does."""


@dataclass(frozen=True, slots=True)
class FilledArea:
    """A filled rectangle or a picture; ``over`` is the number of signs painted before it, which it may cover.

    ``sides`` are those of a rectangle that is no paper behind whole lines: they may be rules of a table.
    """

    box: Box
    over: int
    colour: Colour | None = None
    picture: bool = False
    sides: tuple[Box, ...] = ()

    @property
    def white(self) -> bool:
        """Whether it is of the colour of paper."""
        return self.colour == WHITE


@dataclass(frozen=True, slots=True)
class _Mark:
    """The begin of a figure: its alternative text, and how much there was before it."""

    alternative: str
    glyphs: int
    rules: int
    fills: int
    words: int


@dataclass
class PageContent:
    """What is on a page. ``aslant`` are signs of text that runs along no edge; ``unseen`` counts signs without ink.

    ``layered`` are signs of layers that are not shown.
    """

    box: Box
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    fills: list[FilledArea] = field(default_factory=list)
    aslant: list[str] = field(default_factory=list)
    layered: list[str] = field(default_factory=list)
    unseen: int = 0


class Device(PDFTextDevice):
    """Gathers what an interpreter paints on :attr:`page`; :class:`PageTooLarge` where that is too much.

    ``layers`` are those of the document, ``figures`` its tagged ones.
    """

    page = PageContent(Box(0, 0, 0, 0))
    page_matrix: Matrix = (1, 0, 0, 1, 0, 0)
    clip = Clip(page.box)
    alpha = 1.0
    _render = 0

    def __init__(self, resources: PDFResourceManager, layers: Layers, figures: DescribedFigures) -> None:
        super().__init__(resources)
        self._declared = layers
        self._described = figures

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        _, low, _, high = apply_matrix_rect(ctm, page.mediabox)
        self._height = high - low
        self.page_matrix = ctm
        self.clip = Clip(self._box(apply_matrix_rect(ctm, page.cropbox)))
        self.page = PageContent(self.clip.box)
        self.alpha = 1.0
        self._hidden: list[bool] = []
        self._marks: list[_Mark | None] = []
        self._words: list[str] = []
        self._alternatives = self._described.of(page.pageid)
        self._figures: list[tuple[Clip, float, int]] = []

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self._figures.append((self.clip, self.alpha, len(self._hidden)))
        left, low, right, high = bbox
        square = ((left, low), (right, low), (right, high), (left, high))
        self.narrow([[apply_matrix_pt(matrix, point) for point in square]])

    def end_figure(self, name: str) -> None:
        self.clip, self.alpha, layers = self._figures.pop()
        del self._hidden[layers:]  # of marks that the figure did not end
        del self._marks[layers:]

    def thin(self, alpha: float) -> None:
        """Paint no denser than so; a figure is as a whole as dense as what it was begun with."""
        self.alpha = alpha * (self._figures[-1][1] if self._figures else 1.0)

    def narrow(self, outlines: Sequence[Sequence[Point]], *, evenodd: bool = False) -> None:
        """Paint only within a path of the content's own."""
        placed = [[self._point(apply_matrix_pt(self._matrix, point)) for point in outline] for outline in outlines]
        self.clip = self.clip.narrowed(placed, evenodd)

    def enter(self, layer: object, mark: object = None) -> None:
        """Go on with marked content, that of a layer or (None) of none; :meth:`leave` ends it.

        By its ``mark`` it may be that of a figure.
        """
        self._hidden.append(layer is not None and self._declared.hides(layer))
        alternative = self._alternatives.get(mark, "") if isinstance(mark, int) else ""
        page = self.page
        counts = len(page.glyphs), len(page.rules), len(page.fills), len(self._words)
        self._marks.append(_Mark(alternative, *counts) if alternative else None)

    def leave(self) -> None:
        """End the marked content that was entered last."""
        if len(self._hidden) > (self._figures[-1][2] if self._figures else 0):
            self._hidden.pop()
            if mark := self._marks.pop():
                self._pass_over(mark)

    def _pass_over(self, mark: _Mark) -> None:
        """Take a figure for the picture that it is, if its alternative text holds all of its words: none is lost."""
        words = self._words[mark.words :]
        if words and all(word.strip() in mark.alternative for word in words):
            signs = [glyph.box for glyph in self.page.glyphs[mark.glyphs :]]
            del self.page.glyphs[mark.glyphs :], self.page.rules[mark.rules :], self.page.fills[mark.fills :]
            left, top = min(box.left for box in signs), min(box.top for box in signs)
            right, bottom = max(box.right for box in signs), max(box.bottom for box in signs)
            self._lay(FilledArea(Box(left, top, right, bottom), len(self.page.glyphs), picture=True))

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        self._render = textstate.render
        before = len(self.page.glyphs)
        super().render_string(textstate, seq, ncs, graphicstate)
        if any(self._marks):
            self._words.append("".join(glyph.text for glyph in self.page.glyphs[before:]))

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        advance = font.char_width(cid) * fontsize * scaling
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        if font.is_vertical():
            square = (-fontsize / 2, rise + advance, fontsize / 2, rise)
        else:
            square = (0, rise + _DESCENT * fontsize, advance, rise + _ASCENT * fontsize)
        self._add(text, self._box(apply_matrix_rect(matrix, square)), _turn(matrix, fontsize), graphicstate)
        return advance

    def add_text(self, text: str, rect: Sequence[float]) -> None:
        """Put ``text`` where a form field of that rectangle on the page stands."""
        x0, y0, x1, y1 = map(float, rect)
        box = self._box(apply_matrix_rect(self.page_matrix, (x0, y0, x1, y1)))
        if self._shows(text):
            self.page.glyphs.append(Glyph(text, box))

    def paint_path(
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[PathSegment],
    ) -> None:
        for outline in _outlines(path):
            points = [apply_matrix_pt(self._matrix, point) for point in outline]
            sides = [self._side(one, other) for one, other in pairwise(points)]
            straight = [side for side in sides if side is not None]
            paper = self.clip.box.grown(_PEN)
            seen = tuple(side.within(paper) for side in straight if side.meets(paper))
            box = self._around(points)
            if fill and max(box.width, box.height) <= DOT:
                self._lay(FilledArea(box, len(self.page.glyphs), _colour(graphicstate.ncolor, self.alpha)))
                continue
            if not fill or len(points) < 4 or len(straight) < len(sides):
                self._rule(seen)
                continue
            behind = box.width > _WIDE * self.page.box.width and box.height > _THICK
            colour = _colour(graphicstate.ncolor, self.alpha)
            self._lay(FilledArea(box, len(self.page.glyphs), colour, sides=() if stroke or behind else seen))
            if stroke:
                self._rule(seen)

    def render_image(self, name: str, stream: PDFStream) -> None:
        translucent = any(key in stream.attrs for key in ("SMask", "Mask", "ImageMask"))
        box = self._box(apply_matrix_rect(self._matrix, (0, 0, 1, 1)))
        self._lay(FilledArea(box, 0 if translucent else len(self.page.glyphs), picture=True))

    @property
    def _matrix(self) -> Matrix:
        return self.ctm or self.page_matrix

    def _add(self, text: str, box: Box, turn: int | None, state: PDFGraphicState) -> None:
        if not self._shows(text):
            pass
        elif self._render in _INVISIBLE:
            self.page.unseen += 1
        elif turn is None:
            self.page.aslant.append(text)
        else:
            ink, hidden = _colour(state.ncolor, self.alpha), not self.clip.holds(box.middle)
            cut = text.isdecimal() and not self.clip.box.holds_across(box, _CUT * box.height)
            self.page.glyphs.append(Glyph(text, box, turn, ink, doubtful=cut, hidden=hidden))
        page = self.page
        if len(page.glyphs) + len(page.aslant) + len(page.layered) + page.unseen > PDF_PAGE_SIGNS:
            raise PageTooLarge

    def _shows(self, text: str) -> bool:
        """Whether the layers that ``text`` is on are shown; else it is kept apart."""
        if any(self._hidden):
            self.page.layered.append(text)
        return not any(self._hidden)

    def _lay(self, fill: FilledArea) -> None:
        if fill.box.meets(self.clip.box) and not any(self._hidden):
            self.page.fills.append(replace(fill, box=fill.box.within(self.clip.box)))
            self._check(self.page.fills)

    def _rule(self, rules: Sequence[Box]) -> None:
        self.page.rules += () if any(self._hidden) else rules
        self._check(self.page.rules)

    def _check(self, gathered: Sequence[object]) -> None:
        if len(gathered) > PDF_PAGE_RULES:
            raise PageTooLarge

    def _box(self, rect: Sequence[float]) -> Box:
        """A rectangle of the file's, whose y grows upwards, on the page."""
        left, low, right, high = rect
        return Box(left, self._height - high, right, self._height - low)

    def _point(self, point: Point) -> Point:
        return point[0], self._height - point[1]

    def _around(self, points: Sequence[Point]) -> Box:
        across, up = zip(*points, strict=True)
        return self._box((min(across), min(up), max(across), max(up)))

    def _side(self, one: Point, other: Point) -> Box | None:
        """The rule between two points; None for one that is neither level nor upright."""
        box = self._around((one, other))
        return box if min(box.width, box.height) <= _STRAIGHT else None


def _turn(matrix: Matrix, fontsize: float) -> int | None:
    """The direction in which text of that matrix runs; None for aslant."""
    across, up = matrix[0] * fontsize, matrix[1] * fontsize
    length = math.hypot(across, up)
    if min(abs(across), abs(up)) > _ASLANT * length:
        return None
    if abs(across) >= abs(up):
        return 0 if across >= 0 else 180
    return 90 if up > 0 else 270


def _outlines(path: Sequence[PathSegment]) -> Iterator[list[Point]]:
    """The corners of each part of a path; a curve counts as the line between its ends."""
    points: list[Point] = []
    for kind, *numbers in path:
        if kind == "m":
            if points:
                yield points
            points = []
        if kind == "h":
            points += points[:1]
        else:
            points.append((float(numbers[-2]), float(numbers[-1])))
    if points:
        yield points


def _colour(color: object, alpha: float) -> Colour | None:
    """What a colour of any of the device's spaces looks like on paper where it is so dense; a pattern is none."""
    parts = color if isinstance(color, tuple) else (color,)
    numbers = [float(part) for part in parts if isinstance(part, int | float)]
    if len(numbers) != len(parts) or len(numbers) not in (1, 3, 4):
        return None
    if len(numbers) == 4:
        *inks, black = numbers
        numbers = [(1 - ink) * (1 - black) for ink in inks]
    red, green, blue = (round(_STEPS * (1 - alpha * (1 - part))) for part in numbers * (3 // len(numbers)))
    return red, green, blue
