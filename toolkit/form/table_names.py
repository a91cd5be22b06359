"""What text calls the cells of a table: by the names of its rows and the labels of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toolkit.form.cells import row_leaves
from toolkit.form.expression import Total, parse_sum
from toolkit.form.model import Node, Sum, Table
from toolkit.patterns import regex

_BRACKETED = regex(r"\s{0,9}[（(][^（()）]{0,99}[）)]$")
_SIGNS = regex(r"\W++")


def names_of_cells(table: Table, sums: Iterable[Sum]) -> Iterator[tuple[str, str, str]]:
    """(row id, column id, name): ``name`` for the row's total, ``name_列`` for the others, ``names`` by column."""
    whole = _whole(_summed(table, sums))
    for row_id, row in _named_rows(table):
        for column_id, column in table.columns:
            yield row_id, column_id, row.name if column_id == whole else f"{row.name}_{_written(column.label)}"
    for row_id, row in row_leaves(table):
        yield from ((row_id, column_id, name) for column_id, name in row.names.items())


def names_of_groups(table: Table, sums: Iterable[Sum]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """``name_group``: a named row over a group of columns, none of them a sum of others."""
    summed = _summed(table, sums)
    groups = [
        (tuple(column for column, _ in group.leaves()), group.label)
        for block in table.blocks
        for top in block.columns
        for group in _groups(top)
        if all(leaf.holds.adds and column not in summed for column, leaf in group.leaves())
    ]
    for row_id, row in _named_rows(table):
        yield from ((row_id, columns, f"{row.name}_{_written(label)}") for columns, label in groups)


def _written(label: str) -> str:
    """``label`` as a name may hold it: without a unit in brackets behind it, its signs and blanks as ``_``."""
    return _SIGNS.sub("_", _BRACKETED.sub("", label) or label).strip("_")


def _summed(table: Table, sums: Iterable[Sum]) -> Mapping[str, Total]:
    """The columns that a sum derives in every row, with the columns that they add up."""
    own = (each for each in sums if each.table == table.id and each.column and not each.row)
    return {each.column: parse_sum(each.of, lambda ref: (ref,)) for each in own}


def _whole(summed: Mapping[str, Total]) -> str:
    """The total that stands for its row: the only one that is no part of another; nothing if there is none."""
    parts = {ref for total in summed.values() for ref in total.refs}
    wholes = [column for column in summed if column not in parts]
    return wholes[0] if len(wholes) == 1 else ""


def _named_rows(table: Table) -> list[tuple[str, Node]]:
    """Rows and row groups that carry a name, with their ids."""
    found: list[tuple[str, Node]] = []

    def visit(node: Node, prefix: str) -> None:
        path = ".".join(part for part in (prefix, node.id) if part)
        if node.name:
            found.append((path, node))
        for child in node.children:
            visit(child, path)

    for block in table.blocks:
        for node in block.rows:
            visit(node, "")
    return found


def _groups(node: Node) -> list[Node]:
    return [node, *(g for child in node.children for g in _groups(child))] if node.children else []
