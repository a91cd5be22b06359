"""The sheet 催报: whom the office must write to, how to reach them, and the words to send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toolkit.rollup.roster import Unit
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.unit_figures import UNIT_HEADER, unit_cells
from toolkit.rollup.unit_status import RollupScope, UnitState, due_date
from toolkit.workbook.writing.plain_sheets import PlainFormat, PlainSheet, Value

REMINDERS = "汇总 催报"
_MISSING = frozenset({UnitState.MISSING})
_AGAIN: Mapping[UnitState, str] = {
    UnitState.LEFT_OUT: "有错误，没有计入汇总，请校验、改正后重新报送",
    UnitState.WRONG_YEAR: "不是{year}年度的，请重新报送",
    UnitState.WRONG_FORM: "用的不是“{form}”，请用规定的表式重新报送",
    UnitState.UNREADABLE: "无法读取，请重新报送",
    UnitState.UNDECIDED: "有几份，数不一样，请告知以哪一份为准",
}
"""What is wrong with what a unit has handed in, and what it is asked for."""


def reminders(
    parent: UnitResult, children: Sequence[UnitResult], units: Mapping[str, Unit], scope: RollupScope
) -> Iterator[PlainSheet]:
    """The sheet, if anybody must be written to: a line a unit, then one with words for all of them together."""
    asked = [child for child in children if child.state in _MISSING or child.state in _AGAIN]
    if not asked:
        return
    title = scope.form.title.format(year=scope.year)
    rows: list[list[Value]] = []
    for child in asked:
        unit = units[child.unit]
        text = f"{child.name}：{_request(child, unit, title, scope)}。"
        rows.append([*unit_cells(child), due_date(unit, scope), unit.contact, unit.telephone, text, ""])
    rows.append(["", "一并通知", "", "", None, "", "", _to_all(asked, title), ""])
    yield PlainSheet(
        name=REMINDERS,
        title=f"{parent.name}：催报",
        note="每行一个还要报送或重新报送的直接下级单位，最后一行是给全部这些单位的一份通知。联系人和电话在名册里填写。"
        "办理情况由您填写，下次汇总时带进新的一份。",
        headers=[[*UNIT_HEADER, "报送截止日", "联系人", "联系电话", "通知内容", "办理情况"]],
        rows=rows,
        widths=[9, 22, 9, 16, 12, 10, 15, 52, 20],
        frozen=2,
        inputs={9: PlainFormat.INPUT},
        keys=(1, 2),
    )


def _request(child: UnitResult, unit: Unit, title: str, scope: RollupScope) -> str:
    due = due_date(unit, scope)
    if child.state in _MISSING:
        until = f"，报送期限是{due.year}年{due.month}月{due.day}日" if due else ""
        return f"贵单位{title}的填报材料还没有收到{until}，请尽快报送；已经报送的，请告知"
    return f"贵单位报送的{title}填报材料{_AGAIN[child.state].format(year=scope.year, form=scope.form.name)}"


def _to_all(asked: Sequence[UnitResult], title: str) -> str:
    missing = "、".join(child.name for child in asked if child.state in _MISSING)
    again = "、".join(child.name for child in asked if child.state in _AGAIN)
    parts = [f"还没有报送的有{missing}"] if missing else []
    parts += [f"需要改正或重新报送的有{again}"] if again else []
    return f"{title}填报材料，{'；'.join(parts)}。请尽快报送。"
