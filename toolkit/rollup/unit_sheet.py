"""The sheet with a line for each unit and a column for each cell, laid out so that its pages can be held and read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from toolkit.form import Form
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.unit_figures import UNIT_HEADER, SumOver, unit_cells, values_of
from toolkit.rollup.unit_status import UnitState
from toolkit.workbook.reading.adjustments import ADJUSTMENTS
from toolkit.workbook.writing.plain_sheets import PAGE_WIDTH, PlainSheet, Value

UNITS = "汇总 各单位数据"
_ABOUT = (*UNIT_HEADER, "文件")
_ABOUT_WIDTHS = (9, 22, 11, 16, 32)
_FROZEN = 2
_FIGURE = 8.2  # characters wide


def unit_sheet(
    parent: UnitResult, children: Sequence[UnitResult], adjusting: UnitResult | None, form: Form
) -> PlainSheet:
    """A line a unit, a column a cell; what is not known stays empty, and so do units that do not count. Behind them
    their sum and what is adjusted of it, if anything is.

    Rows that repeat have sheets of their own; their totals are here, whatever the rows are called.
    """
    quantities = tuple(quantity for quantity in form.input_sums if quantity not in form.repeated)
    over_rows = {q for q in quantities if not form.repeated.isdisjoint(form.input_sums[q].refs)}
    counted = [child for child in children if child.figures is not None]
    totals = [form.input_sums[quantity] for quantity in quantities]
    ends = tuple(_page_ends(quantities, form))

    def lines() -> Iterator[list[Value]]:
        def added_up(name: str, units: Sequence[UnitResult]) -> list[Value]:
            return ["", name, "", "", "", *map(SumOver(units).of, totals)]

        for child in children:
            file = "" if child.state is UnitState.ADDED_UP else child.shown
            yield [*unit_cells(child), file, *values_of(child, quantities, form)]
        if adjusting:
            yield added_up("各单位之和", counted)
            yield added_up(f"{adjusting.name}（见“{ADJUSTMENTS}”表）", [adjusting])
        every, own = SumOver([*counted, *([adjusting] if adjusting else [])]), SumOver([parent])
        sums = ((every if q in over_rows else own).of(form.input_sums[q]) for q in quantities)
        yield ["", "合计", "", "", "", *sums]

    return PlainSheet(
        name=UNITS,
        title=f"{parent.name}：各单位数据",
        note="每行一个直接下级单位，每列一格；没有读出、没有填写的数和未计入的单位空着，有下级缺数的和注明“不全”。"
        "合计与前面各表一致，总计均由各输入格重新计算。"
        "rollup explain 后面写上表头里行和列的名称（中间用逗号），可以查到每个数来自哪些文件。",
        headers=_headers(quantities, form, ends),
        rows=lines(),
        widths=[*_ABOUT_WIDTHS, *([_FIGURE] * len(quantities))],
        frozen=_FROZEN,
        page_ends=ends,
    )


def _names(quantity: str, form: Form) -> tuple[str, str, str]:
    """What stands over a column: the table, the row and the column; of a field its section, itself and its unit."""
    cell = form.cells.get(quantity)
    if cell is None:
        home = form.section_of(quantity)
        return (home.heading if home else ""), form.label(quantity), form.declared(quantity).unit or "数"
    table = form.table(cell.table)
    return table.short, cell.row_label or table.caption, cell.column_label


def _groups(quantities: Sequence[str], form: Form) -> Iterator[int]:
    """How many columns each row of a table has, in order."""
    for _, group in groupby(quantities, key=lambda quantity: _names(quantity, form)[:2]):
        yield len(list(group))


def _page_ends(quantities: Sequence[str], form: Form) -> Iterator[int]:
    """The columns after which a page ends: as many whole rows of a table as fit on one beside the units' names."""
    repeated = float(sum(_ABOUT_WIDTHS[:_FROZEN]))
    column, used = len(_ABOUT), float(sum(_ABOUT_WIDTHS))
    for count in _groups(quantities, form):
        if used + count * _FIGURE > PAGE_WIDTH and used > repeated:
            yield column
            used = repeated
        column, used = column + count, used + count * _FIGURE


def _headers(quantities: Sequence[str], form: Form, ends: Sequence[int]) -> list[list[str]]:
    """Three rows; a name stands over the first of its columns, and again where a page begins."""
    rows: list[list[str]] = [[*_ABOUT], [""] * len(_ABOUT), [""] * len(_ABOUT)]
    before: tuple[str, ...] = ()
    for column, quantity in enumerate(quantities, start=len(_ABOUT) + 1):
        names = _names(quantity, form)
        new_page = column - 1 in ends
        for depth, row in enumerate(rows):
            last = depth == len(rows) - 1
            row.append(names[depth] if last or new_page or names[: depth + 1] != before[: depth + 1] else "")
        before = names
    return rows
