"""A table as it lies on paper: labels and numbers with their spans; workbook, report and reader share this shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from toolkit.form.model import Block, Layout, Node, Table


class Role(StrEnum):
    """What a place on the grid is for."""

    TITLE = "title"  # lies across a block
    HEAD = "head"  # heads columns
    STUB = "stub"  # heads the row labels (信息内容, or the 勾稽 note of 表三)
    ROW = "row"  # labels rows
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A rectangle of the grid, 0-based. ``cell`` is the id of a number; ``unit`` the unit of an amount column."""

    row: int
    column: int
    role: Role
    text: str = ""
    cell: str = ""
    rowspan: int = 1
    colspan: int = 1
    vertical: bool = False  # one character a line (三、本年度办理结果)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """All places of a table. The first ``header_rows`` rows repeat on each page (0: none do)."""

    rows: int
    columns: int
    header_rows: int
    label_columns: int
    places: tuple[Place, ...]


def grid_of(table: Table) -> Grid:
    """The statutory shape of ``table`` (domain: rows, merges and notes of the notice's annex)."""
    if table.layout is Layout.MATRIX:
        return _matrix(table, table.blocks[0])
    if table.layout is Layout.STRIP:
        return _strip(table, table.blocks[0])
    return _blocks(table)


def _blocks(table: Table) -> Grid:
    """Blocks under one another: a title across, a header line, the rows; the last column takes what width is left."""
    width = 1 + max(len(block.columns) for block in table.blocks)
    places: list[Place] = []
    top = 0
    for block in table.blocks:
        places.append(Place(row=top, column=0, role=Role.TITLE, text=block.title, colspan=width))
        places.append(Place(row=top + 1, column=0, role=Role.STUB, text=block.stub))
        spans = [1] * (len(block.columns) - 1) + [width - len(block.columns)]
        for index, (column, span) in enumerate(zip(block.columns, spans, strict=True)):
            places.append(Place(row=top + 1, column=index + 1, role=Role.HEAD, text=column.label, colspan=span))
        for offset, row in enumerate(block.rows, start=top + 2):
            places.append(Place(row=offset, column=0, role=Role.ROW, text=row.label))
            for index, (column, span) in enumerate(zip(block.columns, spans, strict=True)):
                cell = f"{table.id}.{row.id}.{column.id}"
                places.append(Place(row=offset, column=index + 1, role=Role.NUMBER, cell=cell, colspan=span))
        top += 2 + len(block.rows)
    return Grid(rows=top, columns=width, header_rows=0, label_columns=1, places=tuple(places))


def _matrix(table: Table, block: Block) -> Grid:
    """Row labels in columns of their own; the stub fills the corner."""
    head_depth = max(node.depth for node in block.columns)
    label_depth = max(node.depth for node in block.rows)
    places = [Place(row=0, column=0, role=Role.STUB, text=block.stub, rowspan=head_depth, colspan=label_depth)]
    places += _heads(block.columns, head_depth, label_depth)
    rows = list(_row_labels(block.rows, head_depth, label_depth))
    places += rows
    column_ids = [leaf for node in block.columns for leaf, _ in node.leaves()]
    row_ids = [leaf for node in block.rows for leaf, _ in node.leaves()]
    for y, row_id in enumerate(row_ids, start=head_depth):
        for x, column_id in enumerate(column_ids, start=label_depth):
            places.append(Place(row=y, column=x, role=Role.NUMBER, cell=f"{table.id}.{row_id}.{column_id}"))
    return Grid(
        rows=head_depth + len(row_ids),
        columns=label_depth + len(column_ids),
        header_rows=head_depth,
        label_columns=label_depth,
        places=tuple(places),
    )


def _strip(table: Table, block: Block) -> Grid:
    """Rows head their columns; one line of numbers below."""
    nested = tuple(_with_columns(node, block.columns) for node in block.rows)
    depth = max(node.depth for node in nested)
    places = list(_heads(nested, depth, 0))
    ids = [f"{row}.{column.id}" for node in block.rows for row, _ in node.leaves() for column in block.columns]
    places += [Place(row=depth, column=x, role=Role.NUMBER, cell=f"{table.id}.{cell}") for x, cell in enumerate(ids)]
    return Grid(rows=depth + 1, columns=len(ids), header_rows=depth, label_columns=0, places=tuple(places))


def _with_columns(node: Node, columns: tuple[Node, ...]) -> Node:
    """The row node with the columns hung under each of its leaves."""
    children = tuple(_with_columns(child, columns) for child in node.children) or columns
    return Node(label=node.label, children=children)


def _width(node: Node) -> int:
    return sum(1 for _ in node.leaves())


def _heads(nodes: tuple[Node, ...], depth: int, left: int, top: int = 0) -> Iterator[Place]:
    """Column labels downwards; a leaf above the lowest level spans down to it."""
    for node in nodes:
        rowspan = 1 if node.children else depth - top
        yield Place(row=top, column=left, role=Role.HEAD, text=node.label, rowspan=rowspan, colspan=_width(node))
        yield from _heads(node.children, depth, left, top + 1)
        left += _width(node)


def _row_labels(nodes: tuple[Node, ...], top: int, depth: int, left: int = 0) -> Iterator[Place]:
    """Row labels rightwards; a leaf left of the last level spans up to the numbers."""
    for node in nodes:
        colspan = 1 if node.children else depth - left
        yield Place(
            row=top,
            column=left,
            role=Role.ROW,
            text=node.label,
            rowspan=_width(node),
            colspan=colspan,
            vertical=bool(node.children) and left == 0,
        )
        yield from _row_labels(node.children, top, depth, left + 1)
        top += _width(node)
