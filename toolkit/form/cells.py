"""The cells of a table, and what the refs of a form file stand for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from toolkit.errors import ExpressionError
from toolkit.form.expression import Resolve, Total, parse_sum
from toolkit.form.model import Block, Cell, Node, Sum, Table


def cells_of(table: Table, sums: Iterable[Sum]) -> Iterator[Cell]:
    """Every number of ``table`` in reading order, derived ones with the cells that they add up.

    Where a row's sum and a column's meet, the column's is the formula (总计 is the sum of its row).
    """
    own = [declared for declared in sums if declared.table == table.id]
    by_column = {declared.column: declared for declared in own if declared.column}
    by_row = {declared.row: declared for declared in own if declared.row}
    for block in table.blocks:
        for row_id, row in _leaves(block.rows):
            for column_id, column in _leaves(block.columns):
                declared = by_column.get(column_id) or by_row.get(row_id)
                of: tuple[str, ...] = ()
                if declared:
                    scope = {"row": row_id} if declared.column else {"column": column_id}
                    of = parse_sum(declared.of, scoped(table, **scope)).refs
                yield Cell(
                    id=f"{table.id}.{row_id}.{column_id}",
                    table=table.id,
                    row=row_id,
                    column=column_id,
                    label=_label(block, row_id, row, column),
                    kind=column.kind,
                    unit=column.unit,
                    basis=row.basis,
                    guidance=" ".join(part for part in (row.guidance, column.guidance) if part),
                    of=of,
                    code=declared.code if declared else "",
                )


def total_of(cell: Cell) -> Total:
    """The formula of a derived cell."""
    return parse_sum(" + ".join(cell.of), lambda ref: (ref,))


def scoped(table: Table, *, row: str = "", column: str = "") -> Resolve:
    """Refs within one row (they name columns) or within one column (they name rows; a group is all its leaves)."""

    def resolve(ref: str) -> tuple[str, ...]:
        found = tuple(_scoped_cells(table, ref, row, column))
        if not found:
            choices = [leaf for leaf, _ in (table.columns if row else row_leaves(table))]
            raise ExpressionError(f"表 {table.id} 中没有“{ref}”{did_you_mean(ref, choices)}")
        return found

    return resolve


def anywhere(tables: Iterable[Table], fields: Iterable[str]) -> Resolve:
    """Full ids: of a cell, of a field, or of a group row with a column (all its leaves)."""
    known_fields = set(fields)
    by_id = {table.id: table for table in tables}

    def resolve(ref: str) -> tuple[str, ...]:
        if ref in known_fields:
            return (ref,)
        table_id, _, rest = ref.partition(".")
        row, _, column = rest.rpartition(".")
        if table_id in by_id and row:
            found = tuple(_scoped_cells(by_id[table_id], row, "", column))
            if found:
                return found
        everything = [f"{t.id}.{r}.{c}" for t in by_id.values() for r, c in _pairs(t)]
        raise ExpressionError(f"没有“{ref}”这个单元格或数据项{did_you_mean(ref, [*everything, *known_fields])}")

    return resolve


def row_leaves(table: Table) -> Iterator[tuple[str, Node]]:
    """Every row of the table with its full id."""
    for block in table.blocks:
        yield from _leaves(block.rows)


def did_you_mean(wrong: str, choices: Iterable[str]) -> str:
    """The nearest of ``choices`` as a Chinese aside, or nothing."""
    close = difflib.get_close_matches(wrong, list(choices), n=1)
    return f"（是否想写“{close[0]}”？）" if close else ""


def _leaves(nodes: Iterable[Node]) -> Iterator[tuple[str, Node]]:
    for node in nodes:
        yield from node.leaves()


def _pairs(table: Table) -> Iterator[tuple[str, str]]:
    for block in table.blocks:
        for row_id, _ in _leaves(block.rows):
            for column_id, _ in _leaves(block.columns):
                yield row_id, column_id


def _scoped_cells(table: Table, ref: str, row: str, column: str) -> Iterator[str]:
    for row_id, column_id in _pairs(table):
        if row and row_id == row and column_id == ref:
            yield f"{table.id}.{row_id}.{column_id}"
        if column and column_id == column and (row_id == ref or row_id.startswith(f"{ref}.")):
            yield f"{table.id}.{row_id}.{column_id}"


def _label(block: Block, row_id: str, row: Node, column: Node) -> str:
    """Row and column label; the group before a row whose own label does not tell it from another."""
    rows: Mapping[str, Node] = dict(_leaves(block.rows))
    alike = [other for other in rows.values() if other.label == row.label]
    group = next((g.label for g in _groups(block.rows) if row in g.children), "") if len(alike) > 1 else ""
    return f"{group}{row.label}，{column.label}"


def _groups(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.children:
            yield node
            yield from _groups(node.children)
