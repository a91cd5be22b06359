"""Which labels of a table say what a number is: its row heads and column heads, read off the grid."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from toolkit.document.blocks import Place, Role, Table


def row_heads(table: Table, number: Place) -> tuple[Place, ...]:
    """The labels of the number's row, outermost first; the title of its block before them."""
    title = _title_above(table, number)
    labels = (
        cell for cell in table.cells if cell.role is Role.ROW and cell.row <= number.row < cell.row + cell.rowspan
    )
    return (*((title,) if title else ()), *sorted(labels, key=lambda cell: cell.column))


def column_heads(table: Table, number: Place) -> tuple[Place, ...]:
    """The labels above the number within its block, topmost first."""
    title = _title_above(table, number)
    top = title.row if title else -1
    heads = (cell for cell in table.cells if cell.role is Role.HEAD and top < cell.row < number.row)
    return tuple(cell for cell in heads if cell.column <= number.column < cell.column + cell.colspan)


def rows_of(table: Table) -> Iterator[tuple[int, tuple[Place, ...]]]:
    """Each row's number with the places that begin in it, left to right."""
    by_row = {row: tuple(places) for row, places in groupby(table.cells, key=lambda cell: cell.row)}
    return ((row, by_row.get(row, ())) for row in range(table.rows))


def _title_above(table: Table, number: Place) -> Place | None:
    titles = [cell for cell in table.cells if cell.role is Role.TITLE and cell.row < number.row]
    return titles[-1] if titles else None
