"""The plain sheets of rows that repeat: each table with the rows of every unit, and those added by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.form import Form
from toolkit.form.model import Table
from toolkit.form.repeating import NAME
from toolkit.rollup.common_rows import rows_of
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.unit_figures import UNIT_HEADER, unit_cells, values_of
from toolkit.rollup.unit_status import UnitState
from toolkit.workbook.writing.plain_sheets import PlainSheet, Value

_LONGEST_NAME = 31  # of a sheet


def row_sheets(parent: UnitResult, children: Sequence[UnitResult], form: Form) -> Iterator[PlainSheet]:
    """A sheet for each table with such rows."""
    for number, table in enumerate((table for table in form.tables if table.repeat), start=1):
        yield _sheet(number, table, parent, children, form)


def _sheet(number: int, table: Table, parent: UnitResult, children: Sequence[UnitResult], form: Form) -> PlainSheet:
    """A line a row of a unit, then a line for each name with the sum of its rows."""
    columns = table.columns
    label = table.repeat.label if table.repeat else ""
    sheet = next(section.sheet for section in form.sections if section.table == table.id)

    def lines() -> Iterator[list[Value]]:
        for child in children:
            file = "" if child.state is UnitState.ADDED_UP else child.shown
            yield from ([*unit_cells(child), file, *values] for values in _rows(child, table, form))
        yield from (["", "合计", "", "", "", *values] for values in _rows(parent, table, form))

    return PlainSheet(
        name=f"汇总 明细{number} {sheet}"[:_LONGEST_NAME].rstrip(),
        title=f"{parent.name}：各单位的{table.caption}",
        note="每行是一个单位的一行，最后是各单位名称相同的行之和。不能相加的（如比率、文字）只在一个单位有这一行时列出；"
        "没有读出、没有填写的空着，有下级缺数的和注明“不全”。",
        headers=[[*UNIT_HEADER, "文件", label, *(node.label for column, node in columns if column != NAME)]],
        rows=lines(),
        widths=[16, 30, 11, 16, 40, 30, *([18] * (len(columns) - 1))],
        frozen=2,
    )


def _rows(unit: UnitResult, table: Table, form: Form) -> Iterator[list[Value]]:
    """The rows of a unit's table that there are, each with its name first."""
    for row, (name, _) in rows_of(form, table, unit).items():
        cells = [f"{table.id}.{row}.{column}" for column, _ in table.columns if column != NAME]
        yield [name, *values_of(unit, cells, form)]
