"""A long table of several blocks as a table for each, so that on every page the head of its block can be repeated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from toolkit.document.blocks import ReportTable, Role

_MOST = 24  # rows of a table of several blocks that stay together


def split_table(table: ReportTable) -> Iterator[ReportTable]:
    """``table``, or where it is long each of its blocks."""
    tops = [cell.row for cell in table.cells if cell.role is Role.STUB]
    titles = {cell.row: cell.text for cell in table.cells if cell.role is Role.TITLE}
    if len(tops) < 2 or table.rows <= _MOST:
        yield table
        return
    starts = [top - (top - 1 in titles) for top in tops]
    for number, (start, end) in enumerate(pairwise([*starts, table.rows]), start=1):
        cells = tuple(replace(cell, row=cell.row - start) for cell in table.cells if start <= cell.row < end)
        title = titles.get(start)
        yield replace(
            table,
            id=f"{table.id}-{number}",
            caption=f"{table.caption}（{title or number}）",
            rows=end - start,
            header_rows=min(cell.row for cell in cells if cell.role is Role.NUMBER),
            cells=cells,
        )
