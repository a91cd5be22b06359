"""Rows that a page cut in two, made one again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.pdfpages.geometry import Box
from toolkit.ingest.pdfpages.page_chrome import Pieces
from toolkit.ingest.pdfpages.tables import RuledTable

_NEAR = 3.0
"""Points by which the edges of a cell may differ from page to page."""


def rejoined(pages: Mapping[int, Pieces]) -> dict[int, Pieces]:
    """``pages`` with what a page has of the last row of the page before put back there."""
    joined = dict(pages)
    for number in joined:
        above = joined[number][-1] if joined[number] else None
        below = joined[number + 1][0] if joined.get(number + 1) else None
        whole = _with_row(above, below) if isinstance(above, RuledTable) and isinstance(below, RuledTable) else None
        if whole and isinstance(below, RuledTable):
            joined[number] = (*joined[number][:-1], whole)
            rest = replace(below, rows=below.rows[1:], frames=below.frames[1:])
            joined[number + 1] = (*([rest] if rest.rows else []), *joined[number + 1][1:])
    return joined


def _with_row(above: RuledTable, below: RuledTable) -> RuledTable | None:
    """``above`` with the first row of ``below`` put to its cut cells; None where that is not what the row is."""
    rows = [list(row) for row in above.rows]
    cut = {
        (row, column): frame.box
        for row, frames in enumerate(above.frames)
        for column, frame in enumerate(frames)
        if frame.open_below
    }
    for cell, frame in zip(below.rows[0], below.frames[0], strict=True):
        place = next((place for place, box in cut.items() if _alike(box, frame.box)), None)
        if place and frame.open_above:
            row, column = place
            rows[row][column] = _put_together(rows[row][column], cell)
        elif cell.text or cell.uncertain:
            return None
    return replace(above, rows=tuple(map(tuple, rows)))


def _alike(one: Box, other: Box) -> bool:
    return abs(one.left - other.left) <= _NEAR and abs(one.right - other.right) <= _NEAR


def _put_together(above: SourceCell, below: SourceCell) -> SourceCell:
    """One cell of two; numbers in both are not made one."""
    between = "\n" if above.text[-1:].isdecimal() and below.text[:1].isdecimal() else ""
    doubt = above.uncertain or below.uncertain
    uncertain = f"{above.uncertain or above.text}{below.uncertain or below.text}" if doubt else ""
    return replace(above, text=f"{above.text}{between}{below.text}", uncertain=uncertain)
