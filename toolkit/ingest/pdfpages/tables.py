"""Tables between rules: their cells, and the text in each."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from toolkit.characters import is_wide
from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.note_marks import Appearance, Fragment, cell_of
from toolkit.ingest.pdfpages.geometry import Box, Glyph, strings
from toolkit.ingest.pdfpages.pages import PrintedPage
from toolkit.ingest.pdfpages.text_lines import lines_of, rows_of, sideways_rows

_Edge = dict[str, Any]
"""As pdfplumber has it."""
_NEAR = 3.0
"""Points: rules so near are one, and meet where their ends are so near; shorter ones are none."""
_SPACED = 6.0
"""The same where each cell has a frame of its own, with some space to the next."""
_MOST_ALONE = 3
"""Frames by themselves in a band of rules; more of them, and more than are in tables, are the cells of one."""
_LONGEST_CELL = 400
"""Signs; a cell that holds more is a frame around text."""


@dataclass(frozen=True, slots=True)
class CellEdges:
    """The edges of a cell; ``open_above``, ``open_below``: no rule is there, the page cuts the cell."""

    box: Box
    open_above: bool
    open_below: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledTable:
    """A table on a page; ``frames`` are those of its cells."""

    page: int
    box: Box
    rows: tuple[tuple[SourceCell, ...], ...]
    frames: tuple[tuple[CellEdges, ...], ...]


@dataclass(slots=True)
class _Place:
    """A cell with what stands in it."""

    frame: CellEdges
    glyphs: list[Glyph] = field(default_factory=list)
    sideways: list[Glyph] = field(default_factory=list)
    beside: list[Glyph] = field(default_factory=list)
    """Digits in its row that are in no cell: if it is empty, one of them may be its own."""

    @property
    def box(self) -> Box:
        return self.frame.box


def ruled_tables(page: PrintedPage) -> tuple[list[RuledTable], PrintedPage]:
    """The tables of a page, and the page without what stands in their cells."""
    tables = []
    groups = [frames for band in _bands(page.rules) for frames in _groups(band)]
    for frames in sorted(groups, key=lambda frames: _around(frames).area):  # a frame around a table comes after it
        places = [_Place(frame) for frame in sorted(frames, key=lambda frame: (frame.box.top, frame.box.left))]
        left = _fill(places, page)
        _doubt_blanks(places, left)
        if max(len(place.glyphs) for place in places) <= _LONGEST_CELL:
            tables.append(_ruled(places, page))
            page = left
    return tables, page


def _bands(rules: Sequence[Box]) -> Iterator[list[Box]]:
    """Rules with nothing between them from the top down: those of one table must not draw those of the next."""
    band: list[Box] = []
    bottom = 0.0
    for rule in sorted(rules, key=lambda rule: rule.top):
        if band and rule.top > bottom + _SPACED:
            yield band
            band = []
        bottom = max(bottom, rule.bottom) if band else rule.bottom
        band.append(rule)
    if band:
        yield band


def _groups(rules: Sequence[Box]) -> list[list[CellEdges]]:
    """The cells of each table: the smallest rectangles between rules, those that touch together."""
    edges = [_edge(rule) for rule in rules if max(rule.width, rule.height) >= 1]
    groups, alone = _framed(edges, _NEAR)
    return _framed(edges, _SPACED)[0] if alone > max(_MOST_ALONE, sum(map(len, groups))) else groups


def _framed(edges: list[_Edge], near: float) -> tuple[list[list[CellEdges]], int]:
    """The cells of each table, and how many rectangles touch no other."""
    merged = _merged(edges, near)
    level = [edge for edge in merged if edge["orientation"] == "h"]
    merged += _cut_rows(merged, level)
    rectangles = intersections_to_cells(edges_to_intersections(merged, near, near))
    tables = [[_frame(Box(*cell), level) for cell in cells] for cells in cells_to_tables(rectangles) if len(cells) > 1]
    return tables, len(rectangles) - sum(map(len, tables))


def _frame(box: Box, level: Sequence[_Edge]) -> CellEdges:
    across = [edge for edge in level if edge["x0"] - _NEAR <= box.left and box.right <= edge["x1"] + _NEAR]
    above = any(abs(edge["top"] - box.top) <= _NEAR for edge in across)
    below = any(abs(edge["top"] - box.bottom) <= _NEAR for edge in across)
    return CellEdges(box, open_above=not above, open_below=not below)


def _merged(edges: list[_Edge], near: float) -> list[_Edge]:
    """Coinciding edges made one; scraps left out."""
    merged = merge_edges(edges, near, near, near, near) if edges else []
    return [edge for edge in merged if max(edge["width"], edge["height"]) >= _NEAR]


def _cut_rows(edges: Sequence[_Edge], level: Sequence[_Edge]) -> list[_Edge]:
    """Level edges where upright ones end together and some meet none, as where a page cuts a row in two."""
    found = []
    for side in ("top", "bottom"):
        together: dict[int, list[_Edge]] = defaultdict(list)
        for edge in edges:
            if edge["orientation"] == "v":
                together[round(edge[side] / _NEAR)].append(edge)
        for ends in together.values():
            across = [edge["x0"] for edge in ends]
            loose = any(not any(_meets(edge["x0"], edge[side], other) for other in level) for edge in ends)
            if loose and len(ends) > 1:
                found.append(_edge(Box(min(across), ends[0][side], max(across), ends[0][side])))
    return found


def _meets(across: float, down: float, level: _Edge) -> bool:
    return bool(abs(level["top"] - down) <= _NEAR and level["x0"] - _NEAR <= across <= level["x1"] + _NEAR)


def _edge(rule: Box) -> _Edge:
    across, down = rule.middle
    if rule.width > rule.height:
        rule = Box(rule.left, down, rule.right, down)
    else:
        rule = Box(across, rule.top, across, rule.bottom)
    return {
        "orientation": "h" if rule.width > rule.height else "v",
        "x0": rule.left,
        "x1": rule.right,
        "top": rule.top,
        "bottom": rule.bottom,
        "doctop": rule.top,
        "width": rule.width,
        "height": rule.height,
    }


def _around(frames: Sequence[CellEdges]) -> Box:
    boxes = [frame.box for frame in frames]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _ruled(places: Sequence[_Place], page: PrintedPage) -> RuledTable:
    lefts = sorted({place.box.left for place in places})
    rows = [list(row) for _, row in groupby(places, key=lambda place: place.box.top)]
    return RuledTable(
        page=page.number,
        box=_around([place.frame for place in places]),
        rows=tuple(tuple(_cell(place, page, lefts) for place in row) for row in rows),
        frames=tuple(tuple(place.frame for place in row) for row in rows),
    )


def _fill(places: Sequence[_Place], page: PrintedPage) -> PrintedPage:
    """Put each sign into the cell in which its middle is, and give the page without those.

    Digits are in doubt where what they touch goes on beyond a rule: whose they are cannot be seen.
    """
    rest: list[Glyph] = []
    sideways: list[Glyph] = []
    for line in lines_of(page.glyphs):
        top, bottom = min(glyph.box.top for glyph in line), max(glyph.box.bottom for glyph in line)
        here = [place for place in places if place.box.top < bottom and place.box.bottom > top]
        for string in strings(line):
            held = [_holder(glyph, here) for glyph in string]
            across = len({id(place) for glyph, place in zip(string, held, strict=True) if not glyph.blank}) > 1
            for glyph, place in zip(string, held, strict=True):
                kept = place.glyphs if place else rest
                kept.append(replace(glyph, doubtful=True) if across and glyph.text.isdecimal() else glyph)
    for glyph in page.sideways:
        place = _holder(glyph, places)
        (place.sideways if place else sideways).append(glyph)
    return replace(page, glyphs=tuple(rest), sideways=tuple(sideways))


def _doubt_blanks(places: Sequence[_Place], rest: PrintedPage) -> None:
    around = _around([place.frame for place in places])
    digits = [glyph for glyph in rest.glyphs if glyph.text.isdecimal() and around.holds(glyph.box.middle)]
    for place in places if digits else ():
        place.beside += [glyph for glyph in digits if place.box.top <= glyph.box.middle[1] <= place.box.bottom]


def _holder(glyph: Glyph, places: Sequence[_Place]) -> _Place | None:
    """The smallest of the cells around the sign: where frames have space between them, cells may be within others."""
    middle = glyph.box.middle
    around = [place for place in places if place.box.holds(middle)]
    return min(around, key=lambda place: place.box.area, default=None)


def _cell(place: _Place, page: PrintedPage, lefts: Sequence[float]) -> SourceCell:
    """The cell over the columns that begin at ``lefts``; its lines are joined, but two numbers are not made one."""
    fragments: list[Fragment] = []
    for row in (*rows_of(place.glyphs), *sideways_rows(place.sideways, page.box)):
        if fragments and (between := _between(fragments[-1].text[-1:], row.text[:1])):
            fragments.append(Fragment(text=between))
        fragments += row.fragments
    if any(picture.within(place.box.grown(_NEAR)) == picture for picture in page.pictures):
        fragments.append(Fragment(text="〔图片〕", role=Appearance.PICTURE))
    if not fragments and place.beside:
        text = "".join(glyph.text for glyph in place.beside)
        fragments.append(Fragment(text=text, role=Appearance.DOUBTFUL))
    column, end = (bisect_left(lefts, edge) for edge in (place.box.left, place.box.right - _NEAR))
    return cell_of(fragments, column=column, span=max(1, end - column))


def _between(last: str, first: str) -> str:
    """What stands between two lines of a cell that end and begin so: two words are not made one either."""
    if last.isdecimal() and first.isdecimal():
        return "\n"
    words = last.isalpha() or first.isalpha()
    return " " if words and last != "-" and not (is_wide(last) or is_wide(first)) else ""
