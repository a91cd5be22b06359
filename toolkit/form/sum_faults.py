"""What can be wrong with the sums of a form: cells that are not there, twice there, or wait for one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from toolkit.bounds import FORM_TERMS
from toolkit.errors import ExpressionError
from toolkit.form.cells import Directories, did_you_mean, row_leaves, totals_of
from toolkit.form.expression import Total
from toolkit.form.model import Sum, Table


def sum_faults(sums: tuple[Sum, ...], tables: tuple[Table, ...], directories: Directories) -> Iterator[str]:
    """Every mistake of ``sums`` as “path：what is wrong”; with any, the cells of the form cannot be made."""
    known = {table.id: table for table in tables}
    of: dict[str, Total] = {}
    taken: set[tuple[str, str, str]] = set()
    faulty = False
    for index, declared in enumerate(sums):
        mistakes = list(_own_faults(declared, known, directories, of))
        place = (declared.table, declared.row, declared.column)
        if place in taken:
            mistakes.append("：同一行、列或格已经有一条合计")
        taken.add(place)
        yield from (f"sums[{index}]{mistake}" for mistake in mistakes)
        faulty |= bool(mistakes)
    if not faulty:
        yield from _chain_faults(of)


def _own_faults(
    declared: Sum, tables: Mapping[str, Table], directories: Directories, of: dict[str, Total]
) -> Iterator[str]:
    """What is wrong with one sum; what its cells add up is put into ``of``."""
    if declared.table not in tables:
        yield f".table：没有表“{declared.table}”{did_you_mean(declared.table, tables)}"
        return
    if not declared.row and not declared.column:
        yield "：row 与 column 至少应写一个"
        return
    table = tables[declared.table]
    rows = [row for row, _ in row_leaves(table)]
    columns = [column for block in table.blocks for node in block.columns for column, _ in node.leaves()]
    for key, wanted, there in (("row", declared.row, rows), ("column", declared.column, columns)):
        if wanted and wanted not in there:
            yield f".{key}：表 {table.id} 中没有“{wanted}”{did_you_mean(wanted, there)}"
            return
    try:
        made = dict(totals_of(table, declared, directories))
    except ExpressionError as error:
        yield f".of：{error.message}"
        return
    if not made:
        yield f"：表 {table.id} 中没有这一格"
    for cell, total in made.items():
        twice = next((ref for ref, times in Counter(total.refs).items() if times > 1), "")
        if twice:
            yield f".of：“{twice}”加了不止一次"
            break
        of[cell] = total


def _chain_faults(of: Mapping[str, Total]) -> Iterator[str]:
    """Sums that add up one another for ever, or come to more terms than any form has."""
    try:
        order = list(TopologicalSorter({cell: total.refs for cell, total in of.items()}).static_order())
    except CycleError as error:
        yield f"sums：互相加来加去，算不出数：{' ← '.join(error.args[1])}"
        return
    lengths: dict[str, int] = {}
    for cell in order:
        lengths[cell] = sum(lengths[ref] for ref in of[cell].refs) if cell in of else 1
    if sum(lengths.values()) > FORM_TERMS:
        yield f"sums：全部展开超过 {FORM_TERMS} 项"
