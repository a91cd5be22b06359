"""Which labels of a table say what a number is: its row heads and column heads, read off the grid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from toolkit.document.blocks import GridCell, ReportTable, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLabels:
    """The labels of a number: those of its row, outermost first, after the title of its block; those above it."""

    row: tuple[GridCell, ...]
    column: tuple[GridCell, ...]


def number_labels(table: ReportTable) -> Mapping[GridCell, NumberLabels]:
    """The labels of each number of ``table``."""
    found: dict[GridCell, NumberLabels] = {}
    labels: dict[int, tuple[GridCell, ...]] = defaultdict(tuple)
    above: dict[int, tuple[GridCell, ...]] = defaultdict(tuple)
    title: tuple[GridCell, ...] = ()
    for cell in table.cells:
        if cell.role is Role.TITLE:
            title = (cell,)
        if cell.role in (Role.TITLE, Role.STUB):  # a block begins
            above.clear()
        elif cell.role is Role.HEAD:
            for column in range(cell.column, cell.column + cell.colspan):
                above[column] += (cell,)
        elif cell.role is Role.ROW:
            for row in range(cell.row, cell.row + cell.rowspan):
                labels[row] += (cell,)
        else:
            found[cell] = NumberLabels(row=(*title, *labels[cell.row]), column=above[cell.column])
    return found


def rows_of(table: ReportTable) -> Iterator[tuple[int, tuple[GridCell, ...]]]:
    """Each row's number with the places that begin in it, left to right."""
    by_row = {row: tuple(places) for row, places in groupby(table.cells, key=lambda cell: cell.row)}
    return ((row, by_row.get(row, ())) for row in range(table.rows))
