"""A table as rows of HTML cells: which are headers, of what, and which headers each number answers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.document.blocks import GridCell, ReportTable, Role
from toolkit.document.number_labels import NumberLabels, number_labels, rows_of
from toolkit.render.page import breaks_between_words, fits_page, is_left_aligned, label_lines, number_size, row_height

_DENSE = 9.0
"""The type of tables that, on a screen, are as wide as they need and scroll; larger ones are as wide as the text."""
_PIXELS = 4.7
"""For a mm of a dense table in that type."""
_DOWNWARDS, _GROUP, _LABEL = (3.5, 7 / 3), (5.6, 64 / 15), (4.5, 53 / 26)
"""The same for columns of labels, on a wide screen and on a narrow one, where they must leave room for numbers."""

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
class HtmlCell:
    """An HTML cell. ``scope`` empty: a number, whose ``headers`` are the ids of its labels."""

    id: str
    scope: str
    headers: tuple[str, ...]
    lines: tuple[str, ...]
    classes: tuple[str, ...]  # how it is set, as the style sheet names it
    rowspan: int
    colspan: int
    fit: float  # type size relative to the table's
    share: float  # percent of the table's width; 0 for a cell over several columns


Row = tuple[HtmlCell, ...]


def style(table: ReportTable) -> str:
    """How wide the columns of the table are: in mm on paper, in whole pixels (of 16 to a rem) on a screen."""
    downwards = {cell.column for cell in table.cells if cell.vertical}
    last = table.label_columns - 1
    parts = [f"--type:{table.size};--row:{row_height(table)}mm;--sum:{round(sum(table.widths), 2)}"]
    for name, screen in (("l", 0), ("s", 1)):
        left = 0
        for column in range(table.label_columns):
            each = _DOWNWARDS if column in downwards else _LABEL if column == last else _GROUP
            pixels = round(table.widths[column] * each[screen])
            parts.append(f"--{name}{column}:{pixels / 16:g}rem;--{name}{column}-left:{left / 16:g}rem")
            left += pixels
    return ";".join(parts)


def classes(table: ReportTable) -> str:
    """The CSS classes of the whole table."""
    long = "" if fits_page(table) else "long"
    return " ".join(filter(None, ["dense" if table.size <= _DENSE else "", long]))


def columns(table: ReportTable) -> tuple[str, ...]:
    """The CSS of each column."""
    pixels = _PIXELS * _DENSE / min(_DENSE, table.size)
    return tuple(f"--mm:{width:g};--px:{width * pixels / 16:.3f}rem" for width in table.widths)


def head_rows(table: ReportTable) -> tuple[Row, ...]:
    """The rows that repeat on each page."""
    return tuple(
        tuple(_cell(table, cell) for cell in cells) for row, cells in rows_of(table) if row < table.header_rows
    )


def groups(table: ReportTable) -> tuple[tuple[Row, ...], ...]:
    """The other rows, each block with a title of its own as one group."""
    found: list[list[Row]] = []
    heads = number_labels(table)
    for row, cells in rows_of(table):
        if row < table.header_rows:
            continue
        if not found or any(cell.role is Role.TITLE for cell in cells):
            found.append([])
        found[-1].append(tuple(_cell(table, cell, heads.get(cell)) for cell in cells))
    return tuple(tuple(group) for group in found)


def _cell(table: ReportTable, cell: GridCell, heads: NumberLabels | None = None) -> HtmlCell:
    number = cell.role is Role.NUMBER
    spans = cell.rowspan > 1 if cell.role is Role.ROW else cell.colspan > 1
    labels = (*heads.row, *heads.column) if heads else ()
    return HtmlCell(
        id="" if number else _id(table, cell),
        scope="" if number else "colgroup" if cell.row < table.header_rows and spans else _SCOPES[cell.role, spans],
        headers=tuple(_id(table, label) for label in labels),
        lines=label_lines(table, cell),
        classes=tuple(_classes(table, cell)),
        rowspan=cell.rowspan,
        colspan=cell.colspan,
        fit=number_size(table, cell) / table.size if number else 1,
        share=round(100 * table.widths[cell.column] / sum(table.widths), 1) if cell.colspan == 1 else 0,
    )


def _id(table: ReportTable, cell: GridCell) -> str:
    return f"{table.id}-{cell.row}-{cell.column}"


def _classes(table: ReportTable, cell: GridCell) -> Iterator[str]:
    yield cell.role.value
    if cell.column < table.label_columns:
        yield f"label{cell.column}"
    if is_left_aligned(table, cell):
        yield "left"
    if breaks_between_words(table, cell):
        yield "words"
    if cell.vertical:
        yield "vertical"
    if cell.row + cell.rowspan == table.rows:
        yield "lowest"
    if cell.column + cell.colspan == len(table.widths):
        yield "rightmost"
