"""Tables between rules: their cells, and the text in each."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from toolkit.ingest.marks import Appearance, Fragment, cell_of
from toolkit.ingest.pdfpages.geometry import Box, Glyph
from toolkit.ingest.pdfpages.pages import Page
from toolkit.ingest.pdfpages.rows import lines_of, rows_of, sideways_rows
from toolkit.ingest.source import Cell

_Edge = dict[str, Any]
"""As pdfplumber has it."""
_NEAR = 3.0
"""Points: rules so near are one, and meet where their ends are so near; shorter ones are none."""
_TOUCHING = 0.1
"""Of a sign's size: the gap at which two digits are of one number, on whichever side of a rule they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """A table on a page."""

    page: int
    box: Box
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(slots=True)
class _Place:
    """A cell with what stands in it."""

    box: Box
    glyphs: list[Glyph] = field(default_factory=list)


def ruled_tables(page: Page) -> list[Ruled]:
    """The tables of a page from the top down."""
    tables = [_ruled(boxes, page) for band in _bands(page.rules) for boxes in _groups(band)]
    return sorted(tables, key=lambda table: table.box.top)


def _bands(rules: Sequence[Box]) -> Iterator[list[Box]]:
    """Rules with nothing between them from the top down: those of one table must not draw those of the next."""
    band: list[Box] = []
    bottom = 0.0
    for rule in sorted(rules, key=lambda rule: rule.top):
        if band and rule.top > bottom + _NEAR:
            yield band
            band = []
        bottom = max(bottom, rule.bottom) if band else rule.bottom
        band.append(rule)
    if band:
        yield band


def _groups(rules: Sequence[Box]) -> Iterator[list[Box]]:
    """The cells of each table: the smallest rectangles between rules, those that touch together."""
    edges = _merged([_edge(rule) for rule in rules if max(rule.width, rule.height) >= 1])
    edges += _cut_rows(edges)
    for cells in cells_to_tables(intersections_to_cells(edges_to_intersections(edges, _NEAR, _NEAR))):
        if len(cells) > 1:
            yield [Box(*cell) for cell in cells]


def _merged(edges: list[_Edge]) -> list[_Edge]:
    """Edges that lie on one another made one; scraps left out."""
    merged = merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR) if edges else []
    return [edge for edge in merged if max(edge["width"], edge["height"]) >= _NEAR]


def _cut_rows(edges: Sequence[_Edge]) -> list[_Edge]:
    """Level edges where upright ones end together and some meet none, as where a page cuts a row in two."""
    level = [edge for edge in edges if edge["orientation"] == "h"]
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


def _ruled(boxes: Sequence[Box], page: Page) -> Ruled:
    around = Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
    places = sorted((_Place(box) for box in boxes), key=lambda place: (place.box.top, place.box.left))
    _fill(places, [glyph for glyph in page.glyphs if around.holds(glyph.box.middle)])
    lefts = sorted({box.left for box in boxes})
    rows = groupby(places, key=lambda place: place.box.top)
    return Ruled(
        page=page.number,
        box=around,
        rows=tuple(tuple(_cell(place, page, lefts) for place in row) for _, row in rows),
    )


def _fill(places: Sequence[_Place], glyphs: Sequence[Glyph]) -> None:
    """Put each sign into the cell in which its middle is; digits of one number across a rule are in doubt."""
    for line in lines_of(glyphs):
        top, bottom = min(glyph.box.top for glyph in line), max(glyph.box.bottom for glyph in line)
        here = [place for place in places if place.box.top < bottom and place.box.bottom > top]
        held = [(glyph, _holder(glyph, here)) for glyph in line]
        for run in _numbers(held):
            doubtful = len({id(place) for _, place in run}) > 1
            for glyph, place in run:
                if place:
                    place.glyphs.append(replace(glyph, doubtful=True) if doubtful else glyph)


def _holder(glyph: Glyph, places: Sequence[_Place]) -> _Place | None:
    return next((place for place in places if place.box.holds(glyph.box.middle)), None)


_Held = tuple[Glyph, _Place | None]


def _numbers(line: Sequence[_Held]) -> Iterator[list[_Held]]:
    """The signs of a line, those of one number together."""
    run = [line[0]]
    for before, after in pairwise(line):
        one, other = before[0], after[0]
        joined = one.text.isdecimal() and other.text.isdecimal()
        if not joined or other.box.left - one.box.right > _TOUCHING * one.size:
            yield run
            run = []
        run.append(after)
    yield run


def _cell(place: _Place, page: Page, lefts: Sequence[float]) -> Cell:
    """The cell over the columns that begin at ``lefts``; its lines are joined, but two numbers are not made one."""
    fragments: list[Fragment] = []
    turned = [glyph for glyph in page.sideways if place.box.holds(glyph.box.middle)]
    for row in (*rows_of(place.glyphs), *sideways_rows(turned, page.box)):
        if fragments and fragments[-1].text[-1:].isdecimal() and row.text[:1].isdecimal():
            fragments.append(Fragment(text="\n"))
        fragments += row.fragments
    if any(place.box.holds(picture.middle) for picture in page.pictures):
        fragments.append(Fragment(text="〔图片〕", role=Appearance.PICTURE))
    column, end = (bisect_left(lefts, edge) for edge in (place.box.left, place.box.right - _NEAR))
    return cell_of(fragments, column=column, span=max(1, end - column))
