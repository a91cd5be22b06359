"""The lines of 校验 on the names of repeated rows: the same in each table, and none twice (KD-02)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from toolkit.form.model import Severity, Table
from toolkit.form.repeating import NAME
from toolkit.rules.live_checks import CheckLine, FormulaValue, counted
from toolkit.rules.row_names import CODE
from toolkit.workbook.plan import Plan
from toolkit.workbook.references import column_of
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.check_lines import parted


def row_name_lines(plan: Plan, values: CachedValues) -> Iterator[CheckLine]:
    """For each table with such rows the names that stand twice, for each two with the same rows those that differ."""
    tables = [table for table in plan.form.tables if table.repeat]
    for table in tables:
        yield from _doubled(plan, values, table)
    for one, other in combinations(tables, 2):
        if one.repeat and other.repeat and one.repeat.id == other.repeat.id:
            yield _differing(plan, values, one, other)


def _doubled(plan: Plan, values: CachedValues, table: Table) -> Iterator[CheckLine]:
    """Rows a certain way apart are held against one another at once; as many lines as formulas have room for."""
    cells = _cells(plan, table)
    names = [_name(values, cell) for cell in cells]
    addresses = [plan.at(cell) for cell in cells]
    terms, pairs = {}, {}
    for apart in range(1, len(cells)):
        upper, lower = column_of(addresses[:-apart]), column_of(addresses[apart:])
        terms[str(apart)] = f"SUMPRODUCT(EXACT(TRIM({upper}),TRIM({lower}))*(LEN(TRIM({upper}))>0))"
        pairs[str(apart)] = sum(
            bool(above) and above == below for above, below in zip(names, names[apart:], strict=False)
        )
    for part in parted(terms):
        count = FormulaValue(formula="+".join(part.values()), shown=sum(pairs[apart] for apart in part))
        rule = f"{table.short}各行的名称不应重复（左边是重复的次数）"
        yield counted(CODE, rule, count, Severity.ERROR, tuple(addresses))


def _differing(plan: Plan, values: CachedValues, one: Table, other: Table) -> CheckLine:
    pairs = list(zip(_cells(plan, one), _cells(plan, other), strict=False))
    left, right = ([plan.at(pair[side]) for pair in pairs] for side in (0, 1))
    formula = f"SUMPRODUCT(1-EXACT(TRIM({column_of(left)}),TRIM({column_of(right)})))"
    shown = sum(_name(values, here) != _name(values, there) for here, there in pairs)
    rule = f"{one.short}和{other.short}的同一行应是同一个名称（左边是不同的行数）"
    return counted(CODE, rule, FormulaValue(formula=formula, shown=shown), Severity.ERROR, (*left, *right))


def _cells(plan: Plan, table: Table) -> list[str]:
    """The cells that hold the names of the rows prepared."""
    rows = (plan.form.cells[cells[0]].row for cells in plan.form.repeated_rows[table.id])
    return [f"{table.id}.{row}.{NAME}" for row in rows]


def _name(values: CachedValues, cell: str) -> str:
    return values.filing.entry(cell).text
