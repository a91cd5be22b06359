"""The statutory shape of each table, as its columns and rows follow from the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.characters import is_full_width
from toolkit.form.grid import Grid, GridCell, Role
from toolkit.form.model import Block, Node, Table, TableLayout
from toolkit.form.widths import fit_columns

NO_TOTAL = "—"
"""Stands in the total of repeated rows below what does not add up."""
_UPRIGHT = 1.5  # characters, one a line, for which the height of a row has room


def grid_of(table: Table, rows: tuple[Node, ...] | None = None) -> Grid:
    """The shape of ``table`` (domain: rows, merges and notes of the notice's annex).

    ``rows`` stand in place of those of its first block, where only a filing knows how many there are: their labels are
    the names, which need no column.
    """
    return table.once(_shape) if rows is None else _shape(table, rows)


def _shape(table: Table, rows: tuple[Node, ...] | None = None) -> Grid:
    blocks = table.blocks if rows is None else (_with_rows(table.blocks[0], rows), *table.blocks[1:])
    return _strip(table.id, blocks[0]) if table.layout is TableLayout.STRIP else _stacked(table.id, blocks)


def _with_rows(block: Block, rows: tuple[Node, ...]) -> Block:
    if block.repeat is None:
        return replace(block, rows=rows)
    return replace(block, rows=rows, columns=block.columns[1:], stub=block.repeat.label)


def column_count(table: Table) -> int:
    """How many columns that is."""
    if table.layout is TableLayout.STRIP:
        return _width(table.blocks[0].rows) * _width(table.blocks[0].columns)
    return _label_columns(table.blocks) + _number_columns(table.blocks)


def _label_columns(blocks: tuple[Block, ...]) -> int:
    return max(node.depth for block in blocks for node in block.rows)


def _number_columns(blocks: tuple[Block, ...]) -> int:
    return max(_width(block.columns) for block in blocks)


def _stacked(table: str, blocks: tuple[Block, ...]) -> Grid:
    """Blocks under one another, row labels in columns of their own on the left; the stub fills the corner.

    The last column of a block takes what width is left. The head of a single block repeats on each page.
    """
    labels, numbers = _label_columns(blocks), _number_columns(blocks)
    places: list[GridCell] = []
    top = head = 0
    for block in blocks:
        if block.title:
            places.append(GridCell(row=top, column=0, role=Role.TITLE, text=block.title, colspan=labels + numbers))
            top += 1
        depth = max(node.depth for node in block.columns)
        spare = numbers - _width(block.columns)
        places.append(GridCell(row=top, column=0, role=Role.STUB, text=block.stub, rowspan=depth, colspan=labels))
        places += _heads(block.columns, top, depth, labels, spare)
        top += depth
        head = head or top
        places += _row_labels(block.rows, top, labels)
        places += _numbers(table, block, top, labels, spare)
        top += _width(block.rows)
    return _grid(places, rows=top, columns=labels + numbers, header=head if len(blocks) == 1 else 0, labels=labels)


def _strip(table: str, block: Block) -> Grid:
    """Rows head their columns; one line of numbers below."""
    nested = tuple(_with_columns(node, block.columns) for node in block.rows)
    depth = max(node.depth for node in nested)
    across = Block(columns=nested, rows=(Node(label=""),))
    places = [*_heads(nested, 0, depth, 0), *_numbers(table, across, depth, 0)]
    return _grid(places, rows=depth + 1, columns=_width(nested), header=depth, labels=0)


def _grid(places: list[GridCell], *, rows: int, columns: int, header: int, labels: int) -> Grid:
    fit = fit_columns(places, columns, labels)
    return Grid(
        rows=rows,
        columns=columns,
        header_rows=header,
        label_columns=labels,
        places=tuple(places),
        widths=fit.widths,
        size=fit.size,
        landscape=fit.landscape,
    )


def _with_columns(node: Node, columns: tuple[Node, ...]) -> Node:
    """The row node with the columns hung under each of its leaves."""
    return replace(node, children=tuple(_with_columns(child, columns) for child in node.children) or columns)


def _width(nodes: tuple[Node, ...]) -> int:
    return sum(len(node.leaves()) for node in nodes)


def _numbers(table: str, block: Block, top: int, left: int, spare: int = 0) -> Iterator[GridCell]:
    """A number for each row and column; those of the last column are ``spare`` columns wider."""
    columns = [leaf for node in block.columns for leaf in node.leaves()]
    rows = [row for node in block.rows for row, _ in node.leaves()]
    for y, row in enumerate(rows, start=top):
        for x, (column, node) in enumerate(columns, start=left):
            cell = ".".join(part for part in (table, row, column) if part)
            last = x == left + len(columns) - 1
            wide = 1 + spare if last else 1
            if block.has(row, node):
                yield GridCell(row=y, column=x, role=Role.NUMBER, cell=cell, kind=node.holds, colspan=wide)
            else:
                yield GridCell(row=y, column=x, role=Role.NUMBER, text=NO_TOTAL, kind=node.holds, colspan=wide)


def _heads(nodes: tuple[Node, ...], top: int, depth: int, left: int, spare: int = 0) -> Iterator[GridCell]:
    """Column labels downwards over ``depth`` levels; a leaf above the lowest spans down to it."""
    for node in nodes:
        wider = spare if node is nodes[-1] else 0
        rowspan, width = 1 if node.children else depth, _width((node,))
        yield GridCell(row=top, column=left, role=Role.HEAD, text=node.label, rowspan=rowspan, colspan=width + wider)
        yield from _heads(node.children, top + 1, depth - 1, left, wider)
        left += width


def _row_labels(nodes: tuple[Node, ...], top: int, depth: int, left: int = 0) -> Iterator[GridCell]:
    """Row labels rightwards over ``depth`` columns; a leaf left of the last spans up to the numbers."""
    for node in nodes:
        rows = _width((node,))
        yield GridCell(
            row=top,
            column=left,
            role=Role.ROW,
            text=node.label,
            rowspan=rows,
            colspan=1 if node.children else depth,
            vertical=bool(node.children) and left == 0 and _fits_vertically(node.label, rows),
        )
        yield from _row_labels(node.children, top, depth - 1, left + 1)
        top += rows


def _fits_vertically(label: str, rows: int) -> bool:
    """Whether ``label`` is Chinese throughout and can be written downwards beside so many rows."""
    return len(label) <= _UPRIGHT * rows and is_full_width(label)
