"""The cells of a table, and what the refs of a form file stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from toolkit.errors import ExpressionError
from toolkit.form.expression import Resolve, Total, parse_sum
from toolkit.form.kinds import RowName
from toolkit.form.model import Block, Cell, Node, Sum, Table
from toolkit.form.repeating import NAME

_COMPARED = 2_000
Directory = Mapping[str, tuple[str, ...]]
"""The cells that an id stands for: a cell for itself, a group of rows with a column for all its leaves."""
Directories = Mapping[str, Directory]
"""Those of each table of a form, by its id."""


def directory_of(table: Table) -> Directory:
    """Every id of ``table`` that a form file may name."""
    found: dict[str, list[str]] = {}
    for block in table.blocks:
        for row_id, _ in _leaves(block.rows):
            for column_id, column in _leaves(block.columns):
                if not block.has(row_id, column):
                    continue
                parts = row_id.split(".")
                for length in range(1, len(parts) + 1):
                    name = f"{table.id}.{'.'.join(parts[:length])}.{column_id}"
                    found.setdefault(name, []).append(f"{table.id}.{row_id}.{column_id}")
    return {name: tuple(cells) for name, cells in found.items()}


def cells_of(table: Table, sums: Iterable[Sum], directories: Directories) -> Iterator[Cell]:
    """Every number of ``table`` in reading order, derived ones with what they add up.

    Where a row's sum and a column's meet, the column's is the formula (总计 is the sum of its row); a cell's own goes
    before both.
    """
    own = {(declared.row, declared.column): declared for declared in sums if declared.table == table.id}
    for block in table.blocks:
        groups = _groups_named(block)
        for row_id, row in _leaves(block.rows):
            group = groups.get(row_id)
            row_label = block.called(row_id, (group.label if group else "") + row.label)
            for column_id, column in _leaves(block.columns):
                if not block.has(row_id, column):
                    continue
                places = ((row_id, column_id), ("", column_id), (row_id, ""))
                declared = next((own[place] for place in places if place in own), None)
                yield Cell(
                    id=f"{table.id}.{row_id}.{column_id}",
                    table=table.id,
                    row=row_id,
                    column=column_id,
                    row_label=row_label,
                    column_label=column.label,
                    label=_label(row_label, column.label),
                    was=_labels(group, row, column) - {_label(row_label, column.label)},
                    holds=RowName() if block.repeat and column_id == NAME else column.holds,
                    unit=column.unit or column.holds.unit,
                    basis=row.basis,
                    guidance=row.guidance + column.guidance,
                    of=_added_up(declared, directories, row_id, column_id) if declared else Total(),
                    code=declared.code if declared else "",
                )


def totals_of(table: Table, declared: Sum, directories: Directories) -> Iterator[tuple[str, Total]]:
    """Each cell of ``table`` that ``declared`` is about, with what it adds up there."""
    for block in table.blocks:
        rows = [row for row, _ in _leaves(block.rows) if declared.row in ("", row)]
        for column in (column for column, _ in _leaves(block.columns) if declared.column in ("", column)):
            for row in rows:
                yield f"{table.id}.{row}.{column}", _added_up(declared, directories, row, column)


def _added_up(declared: Sum, directories: Directories, row: str, column: str) -> Total:
    """What ``declared`` adds up for the cell of that row and column."""
    if declared.row and declared.column:
        return parse_sum(declared.of, id_resolver(directories.values(), ()))
    scope = {"row": row} if declared.column else {"column": column}
    return parse_sum(declared.of, line_resolver(directories, declared.table, **scope))


def line_resolver(directories: Directories, table: str, *, row: str = "", column: str = "") -> Resolve:
    """Refs within one row (they name columns) or within one column (they name rows; a group is all its leaves).

    ``other.ref`` is the same row or column of another table; a full id is what it is anywhere.
    """

    def resolve(ref: str) -> tuple[str, ...]:
        other, _, rest = ref.partition(".")
        for home, name in ((table, ref), (other, rest)):
            full = f"{home}.{row}.{name}" if row else f"{home}.{name}.{column}"
            if found := directories.get(home, {}).get(full):
                return found
        if found := directories.get(other, {}).get(ref):
            return found
        head, tail = (f"{table}.{row}.", "") if row else (f"{table}.", f".{column}")
        own = (name for name in directories[table] if name.startswith(head) and name.endswith(tail))
        choices = [name.removeprefix(head).removesuffix(tail) for name in own]
        elsewhere = any(f".{ref}." in f"{name}." for name in directories[table])
        where = f"{table} 的“{row or column}”" if elsewhere else f"{table} "
        raise ExpressionError(f"表 {where}中没有“{ref}”{did_you_mean(ref, choices)}")

    return resolve


def id_resolver(directories: Iterable[Directory], fields: Iterable[str]) -> Resolve:
    """Full ids: of a cell, of a field, or of a group row with a column (all its leaves)."""
    known: dict[str, tuple[str, ...]] = {name: (name,) for name in fields}
    for directory in directories:
        known.update(directory)

    def resolve(ref: str) -> tuple[str, ...]:
        if ref not in known:
            raise ExpressionError(f"没有“{ref}”这个单元格或数据项{did_you_mean(ref, known)}")
        return known[ref]

    return resolve


def row_leaves(table: Table) -> Iterator[tuple[str, Node]]:
    """Every row of the table with its full id."""
    for block in table.blocks:
        yield from _leaves(block.rows)


def unknown(missing: str, names: Iterable[str], known: Iterable[str], what: str = "") -> Iterator[str]:
    """A mistake for each of ``names`` that is not ``known``: what is ``missing``, its name, and the nearest known."""
    choices = dict.fromkeys(known)
    for name in names:
        if name not in choices:
            yield f"{missing}“{name}”{what}{did_you_mean(name, choices)}"


def did_you_mean(wrong: str, choices: Iterable[str]) -> str:
    """The nearest of ``choices`` as a Chinese aside; nothing if none is near, or there are too many to compare."""
    known = list(choices)
    signs = frozenset(wrong)
    # Two words are near where six in ten of their characters match: first, cheaply, only those that share so many.
    near = [each for each in known if 10 * sum(map(signs.__contains__, each)) >= 3 * (len(wrong) + len(each))]
    if not near or len(known) > _COMPARED:
        return ""
    from difflib import get_close_matches

    close = get_close_matches(wrong, near, n=1)
    return f"（是否想写“{close[0]}”？）" if close else ""


def _leaves(nodes: Iterable[Node]) -> Iterator[tuple[str, Node]]:
    for node in nodes:
        yield from node.leaves()


def _groups_named(block: Block) -> Mapping[str, Node]:
    """The groups of the rows whose own label does not distinguish them from others (three rows are “其他”)."""
    rows = dict(_leaves(block.rows))
    times = Counter(row.label for row in rows.values())
    group_of = {id(child): group for group in _groups(block.rows) for child in group.children}
    return {row_id: group_of[id(row)] for row_id, row in rows.items() if times[row.label] > 1 and id(row) in group_of}


def _label(row: str, column: str) -> str:
    return f"{row}，{column}"


def _labels(group: Node | None, row: Node, column: Node) -> frozenset[str]:
    """What a cell may have been called, now or while its row, the group before it or its column had a former label."""
    groups = (group.label, *group.was) if group else ("",)
    rows, heads = (row.label, *row.was), (column.label, *column.was)
    return frozenset(_label(before + each, head) for before in groups for each in rows for head in heads)


def _groups(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.children:
            yield node
            yield from _groups(node.children)


def named_nodes(table: Table, key: str) -> Iterator[tuple[str, Node]]:
    """Each row or column with its full id, groups that have one too."""
    for block in table.blocks:
        yield from _below(getattr(block, key), "")


def _below(nodes: tuple[Node, ...], prefix: str) -> Iterator[tuple[str, Node]]:
    for node in nodes:
        name = ".".join(part for part in (prefix, node.id) if part)
        if node.id:
            yield name, node
        yield from _below(node.children, name)
