"""A table as rows of HTML cells: which are headers, of what, and which headers each number answers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.document.blocks import Place, Role, Table
from toolkit.document.heads import column_heads, row_heads, rows_of
from toolkit.render.page import by_words, from_left, label_lines, number_size, table_size

_SCOPES: Mapping[tuple[Role, bool], str] = {
    (Role.TITLE, False): "rowgroup",
    (Role.TITLE, True): "rowgroup",
    (Role.STUB, False): "col",
    (Role.STUB, True): "colgroup",
    (Role.HEAD, False): "col",
    (Role.HEAD, True): "colgroup",
    (Role.ROW, False): "row",
    (Role.ROW, True): "rowgroup",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """An HTML cell. ``scope`` empty: a number, whose ``headers`` are the ids of its labels."""

    id: str
    scope: str
    headers: tuple[str, ...]
    lines: tuple[str, ...]
    kind: str  # CSS classes
    rowspan: int
    colspan: int
    fit: float  # type size relative to the table's


Row = tuple[Cell, ...]


def head_rows(table: Table) -> tuple[Row, ...]:
    """The rows that repeat on each page."""
    return tuple(_row(table, cells) for row, cells in rows_of(table) if row < table.header_rows)


def groups(table: Table) -> tuple[tuple[Row, ...], ...]:
    """The other rows, each block with a title of its own as one group."""
    found: list[list[Row]] = []
    for row, cells in rows_of(table):
        if row < table.header_rows:
            continue
        if not found or any(cell.role is Role.TITLE for cell in cells):
            found.append([])
        found[-1].append(_row(table, cells))
    return tuple(tuple(group) for group in found)


def _row(table: Table, cells: tuple[Place, ...]) -> Row:
    return tuple(_cell(table, cell) for cell in cells)


def _cell(table: Table, cell: Place) -> Cell:
    number = cell.role is Role.NUMBER
    spans = cell.rowspan > 1 if cell.role is Role.ROW else cell.colspan > 1
    labels = (*row_heads(table, cell), *column_heads(table, cell)) if number else ()
    return Cell(
        id="" if number else _id(table, cell),
        scope="" if number else _SCOPES[cell.role, spans],
        headers=tuple(_id(table, label) for label in labels),
        lines=label_lines(table, cell),
        kind=" ".join(_classes(table, cell)),
        rowspan=cell.rowspan,
        colspan=cell.colspan,
        fit=number_size(table, cell) / table_size(table) if number else 1,
    )


def _id(table: Table, cell: Place) -> str:
    return f"{table.id}-{cell.row}-{cell.column}"


def _classes(table: Table, cell: Place) -> Iterator[str]:
    yield cell.role.value
    if cell.column < table.label_columns:
        yield f"label{cell.column}"
    if from_left(table, cell):
        yield "left"
    if by_words(table, cell):
        yield "words"
    if cell.vertical:
        yield "vertical"
