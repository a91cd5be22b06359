"""The plain sheets behind a government's added-up workbook: who reported what, what was found, who did not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolkit.finding import Finding
from toolkit.form import Form
from toolkit.rollup.adjustments import adjusting_unit
from toolkit.rollup.common_rows import CommonRows, name_cell, row_label
from toolkit.rollup.row_sheets import row_sheets
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.unit_figures import UNIT_HEADER, SumOver, unit_cells
from toolkit.rollup.unit_progress import UnitStep, latest
from toolkit.rollup.unit_sheet import unit_sheet
from toolkit.workbook.writing.plain_sheets import PlainFormat, PlainSheet, Value

KINDS, REPORTING, FINDINGS = "汇总 分类合计", "汇总 报送情况", "汇总 检查结果"


def sheets_of(
    parent: UnitResult,
    children: Sequence[UnitResult],
    form: Form,
    found: Mapping[str, Sequence[Finding]],
    unassigned_files: Sequence[Finding],
    passed_over: Mapping[str, str],
    steps: Mapping[str, Sequence[UnitStep]],
    letters: Iterable[PlainSheet],
) -> list[PlainSheet]:
    """All of them, in order. ``found``: each unit's findings; ``unassigned_files``: those on files of no unit;
    ``passed_over``: why other files are no filings; ``steps``: how far each unit has come; ``letters``: the sheets that
    the office writes to units by."""
    adjusting = adjusting_unit(parent)
    return [
        unit_sheet(parent, children, adjusting, form),
        *row_sheets(parent, children, form),
        _kinds(parent, [*children, adjusting] if adjusting else children, form),
        _reporting(parent, children, unassigned_files, passed_over, steps),
        *letters,
        _findings(parent, children, found),
    ]


def _kinds(parent: UnitResult, children: Sequence[UnitResult], form: Form) -> PlainSheet:
    """A line a cell, a column a kind of unit, in the form's order."""
    present = dict.fromkeys(child.kind for child in children)
    kinds = sorted(present, key=[*form.unit_kinds, *present].index)
    counted = [child for child in children if child.figures is not None]
    by_kind = [[child for child in counted if child.kind == kind] for kind in kinds]
    counts = [sum(bool(child.unit) for child in own) for own in by_kind]

    rows = CommonRows(form=form, units=counted)
    aligned = [[rows.aligned(child) for child in own] for own in by_kind]
    sums = [SumOver(own) for own in (*by_kind, counted)]
    row_sums = [SumOver(own) for own in (*aligned, [each for own in aligned for each in own])]

    def lines() -> Iterator[list[Value]]:
        yield ["计入单位数", "个", *counts, sum(counts)]
        for quantity, total in form.input_sums.items():
            repeated = quantity in form.repeated
            if not form.adds_up(quantity) or (repeated and name_cell(quantity) not in parent.words):
                continue
            label, unit = row_label(form, parent.words, quantity), form.declared(quantity).unit
            yield [label, unit, *(each.of(total) for each in (row_sums if repeated else sums))]

    return PlainSheet(
        name=KINDS,
        title=f"{parent.name}：分类合计",
        note=form.rollup_note,
        headers=[["项目", "单位", *kinds, "合计"]],
        rows=lines(),
        widths=[62, 8, *([14] * (len(kinds) + 1))],
        frozen=1,
    )


def _reporting(
    parent: UnitResult,
    children: Sequence[UnitResult],
    unassigned_files: Sequence[Finding],
    passed_over: Mapping[str, str],
    steps: Mapping[str, Sequence[UnitStep]],
) -> PlainSheet:
    """Findings on units and on files of no unit, then every unit without findings, then what is no filing."""

    def about(unit: UnitResult) -> list[Value]:
        return [*unit_cells(unit), *latest(steps.get(unit.unit, ()))]

    def lines() -> Iterator[list[Value]]:
        everyone = (*children, parent)
        for each in everyone:
            yield from ([*about(each), *_reported(remark, each.shown), ""] for remark in each.reported)
        for unassigned_file in unassigned_files:
            yield ["", "", "", "不属于名册中的单位", "", None, *_reported(unassigned_file, ""), ""]
        yield from ([*about(each), "", "", "", each.shown, ""] for each in everyone if not each.reported)
        for shown, reason in passed_over.items():
            yield ["", "", "", "没有读的文件", "", None, "", "", reason, shown, ""]

    return PlainSheet(
        name=REPORTING,
        title=f"{parent.name}：报送情况",
        note=f"{_summary(children)}备注由您填写，下次汇总时带进新的一份。",
        headers=[[*UNIT_HEADER, "进展", "日期", "级别", "规则", "说明", "文件", "备注"]],
        rows=lines(),
        widths=[9, 22, 9, 16, 8, 12, 7, 8, 48, 26, 20],
        frozen=2,
        inputs={11: PlainFormat.INPUT},
        keys=(1, 2, 8, 10),
    )


def _findings(parent: UnitResult, children: Sequence[UnitResult], found: Mapping[str, Sequence[Finding]]) -> PlainSheet:
    """What is wrong inside the units' files and the government's own, unit by unit, errors first."""

    def lines() -> Iterator[list[Value]]:
        for unit in (*children, parent):
            inside = (*found.get(unit.unit, ()), *unit.across)
            for each in sorted(inside, key=lambda each: each.severity.rank):
                state = f"{each.severity.label}（已说明理由）" if each.waived else each.severity.label
                yield [unit.name, state, each.code, str(each.where), f"{each.message}{each.remedy}", unit.shown, ""]

    return PlainSheet(
        name=FINDINGS,
        title=f"{parent.name}：各单位检查结果",
        note="按单位排列，先错误后提醒；有下级的单位见它自己的汇总工作簿。处理情况由您填写，下次汇总时带进新的一份。",
        headers=[["单位名称", "级别", "规则", "位置", "问题和改法", "文件", "处理情况"]],
        rows=lines(),
        widths=[28, 12, 9, 24, 90, 40, 20],
        frozen=1,
        inputs={7: PlainFormat.INPUT},
        keys=(1, 3, 4),
    )


def _reported(remark: Finding, shown: str) -> list[Value]:
    """``shown`` is the unit's file; a remark about a whole file names that file instead."""
    file = shown if any(ref.id for ref in remark.cells) else str(remark.where) or shown
    return [remark.severity.label, remark.code, f"{remark.message}{remark.remedy}", file]


def _summary(children: Sequence[UnitResult]) -> str:
    states: dict[str, int] = {}
    for child in children:
        states[child.state.value] = states.get(child.state.value, 0) + 1
    return f"直接下级 {len(children)} 个：" + "，".join(f"{state} {count} 个" for state, count in states.items()) + "。"
