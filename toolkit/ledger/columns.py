"""The sheets of a ledger, what its columns are, and those of its requests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toolkit.bounds import LEDGER_ROWS
from toolkit.form.excel import column_letters
from toolkit.form.kinds import Limits
from toolkit.form.registers import LEDGER_SHEETS

TODAY, REQUESTS, SUMMARY, HOLIDAYS, GUIDE, LISTS, CALENDAR = LEDGER_SHEETS
GROUPS, HEADER = 3, 4
"""The rows of a register's sheet that head groups of columns, and columns."""
FIRST_ROW = HEADER + 1
LAST_ROW = HEADER + LEDGER_ROWS
MOST_COUNTED = 999_999
"""By which a row may stand for many things."""


class Holds(StrEnum):
    """What a column is filled in with; ``FORMULA``: nothing, it is worked out; ``HIDDEN``: so, and out of sight.

    Of ``TEXT`` nothing is read but whether anything stands there. ``NUMBER`` is what a row is known by, ``LINK`` that
    of a request.
    """

    NUMBER = "number"
    TEXT = "text"
    LINK = "link"
    CHOICE = "choice"
    DATE = "date"
    COUNT = "count"
    MONEY = "money"
    FORMULA = "formula"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its key, its title, the group that heads it, what it holds, how wide it is, and what to fill in.

    ``not_before``: the day before which it cannot be. ``together``: with which other it is filled in, both or neither.
    ``ahead``: a day that may well be to come. ``most``: the largest count that there can be. ``names``: what else such
    a column is called.
    """

    key: str
    title: str
    group: str
    holds: Holds
    width: float = 12
    prompt: str = ""
    required: bool = False
    not_before: str = ""
    together: str = ""
    ahead: bool = False
    most: int = MOST_COUNTED
    names: tuple[str, ...] = ()


_REQUIRED, _AHEAD = frozenset({"applicant", "received"}), frozenset({"correct_by", "settled_due"})
_NOT_BEFORE, _TOGETHER = {"closed": "received"}, {"outcome": "closed"}
_NAMES = {
    "number": ("申请编号", "受理编号", "登记编号", "申请单编号", "申请号", "受理号", "登记号"),
    "handler": (
        *(f"{does}{who}" for does in ("承办", "办理") for who in ("单位", "部门", "科室", "处室", "机构")),
        *("经办人", "办理人", "责任科室"),
    ),
    "applicant": ("申请人类别", "申请人性质", "申请主体类型", "申请主体类别"),
    "person": ("申请人姓名", "申请人名称", "申请人姓名或名称", "申请人姓名/名称", "申请人姓名(名称)", "姓名"),
    "channel": ("申请渠道", "申请途径", "申请形式", "提交方式", "收件方式", "接收方式", "来件方式"),
    "received": (
        "收到时间",
        "收到申请日期",
        "收到申请时间",
        "收到之日",
        "收到日",
        "收件日期",
        "收件时间",
        "接收日期",
        "接收时间",
    ),
    "subject": (
        "申请事项",
        "申请信息",
        "申请信息内容",
        "申请公开内容",
        "信息内容描述",
        "所需信息",
        "申请内容摘要",
        "内容摘要",
    ),
    "correction_asked": ("补正告知日期", "告知补正日期", "补正通知日期", "要求补正日期"),
    "correct_by": ("补正期限", "补正截止日期", "补正截止日"),
    "corrected": ("收到补正日期", "补正收到日期", "申请人补正日期"),
    "consulted": ("征求意见日期", "征求第三方意见日期", "书面征求意见日期"),
    "replied": ("意见收回日期", "意见反馈日期", "收到意见日期", "第三方答复日期"),
    "extended": ("延期告知日期", "延期答复告知日期", "延期告知书日期"),
    "extension": ("延长工作日数",),
    "fee_notified": ("收费通知送达日期", "收费通知日期", "收费通知书日期"),
    "charged": ("应缴金额",),
    "paid": ("实际缴纳金额", "缴费金额", "已缴金额"),
    "settled_due": ("核定答复日期",),
    "closed": ("答复时间", "答复日", "办结日期", "办结时间", "办结日", "答复书日期"),
    "kind": ("答复类型", "答复大类", "办理结果大类", "结果类别"),
    "outcome": ("答复结果", "处理结果", "办理情况", "答复情况"),
    "reference": ("答复书文号", "告知书文号", "答复书编号", "文号"),
    "remark": ("备注说明",),
}
"""What such columns are called by other systems; not by what may be another day or another thing: 申请日期, 序号."""


def _columns(group: str, *columns: tuple[str, str, Holds, float, str]) -> tuple[Column, ...]:
    return tuple(
        Column(
            key=key,
            title=title,
            group=group,
            holds=holds,
            width=width,
            prompt=prompt,
            required=key in _REQUIRED,
            not_before=_NOT_BEFORE.get(key, ""),
            together=_TOGETHER.get(key, ""),
            ahead=key in _AHEAD,
            names=_NAMES.get(key, ()),
        )
        for key, title, holds, width, prompt in columns
    )


_TEXT, _CHOICE, _DATE, _FORMULA, _HIDDEN = Holds.TEXT, Holds.CHOICE, Holds.DATE, Holds.FORMULA, Holds.HIDDEN

COLUMNS = (
    *_columns(
        "登记",
        ("number", "编号", Holds.NUMBER, 14, "本单位的编号，不重复。检查时只用编号和行号指明是哪一件。"),
        ("handler", "承办人", _CHOICE, 11, "承办的人或科室，从“今日”表右边的名单里选；名单可以修改。"),
        ("applicant", "申请人类型", _CHOICE, 14, "一件只计入一类，年度终了后不要再改。"),
        ("person", "申请人", _TEXT, 14, "可以只写代号。这一列只留在台账里，不会写进报告和检查结果。"),
        ("channel", "申请方式", _CHOICE, 13, "从列表中选择。收到之日怎样定，看“说明”。"),
        ("received", "收到日期", _DATE, 12, "依法确定的收到之日。"),
        ("subject", "申请内容", _TEXT, 30, "摘要即可。一份申请要求几件事、分别答复的，每件一行。"),
    ),
    *_columns(
        "补正",
        ("correction_asked", "补正告知日", _DATE, 12, "一次性告知补正的日期。没有的空着。"),
        ("correct_by", "补正限期", _DATE, 12, "告知申请人补正的最后一天。"),
        ("corrected", "收到补正日", _DATE, 12, "填了以后，期限从这一天重新起算。"),
    ),
    *_columns(
        "征求意见",
        (
            "consulted",
            "征求意见日",
            _DATE,
            12,
            "书面征求第三方或其他机关意见的日期。几次征求首尾相接的，填最早的一天。",
        ),
        ("replied", "意见收回日", _DATE, 12, "收到意见，或者依法不再等待的日期。征求意见所需的时间不计入期限。"),
    ),
    *_columns(
        "延期",
        ("extended", "延期告知日", _DATE, 12, "告知申请人延期答复的日期。期限届满以后才告知的，不能延长。"),
        ("extension", "延长工作日", Holds.COUNT, 9, "延长多少个工作日。"),
    ),
    *_columns(
        "收费和核定",
        ("fee_notified", "收费通知送达日", _DATE, 12, "申请人收到收费通知的日期。填了以后，应答复日要自行核定。"),
        ("charged", "通知金额（元）", Holds.MONEY, 14, "收费通知上的金额。"),
        ("paid", "实缴金额（元）", Holds.MONEY, 14, "申请人实际缴纳的金额。"),
        ("settled_due", "核定答复日", _DATE, 12, "公式推算不出时，依法自行核定的最后一天；填了就以它为准。"),
    ),
    *_columns(
        "期限",
        ("due", "应答复日", _FORMULA, 12, ""),
        ("left", "剩余工作日", _FORMULA, 9, ""),
        ("state", "状态", _FORMULA, 11, ""),
    ),
    *_columns(
        "办结",
        ("closed", "答复日期", _DATE, 12, "答复或者不再处理的日期，以它确定计入哪一年。没有办结的空着。"),
        ("kind", "结果大类", _CHOICE, 20, "先选大类，再选右边的结果。"),
        ("outcome", "办理结果", _CHOICE, 30, "列表随大类变化；大类只有一种结果的，可以不选。"),
        ("basis", "依据", _FORMULA, 24, ""),
        ("reference", "答复文号", _TEXT, 18, "没有的空着。"),
        ("remark", "备注", _TEXT, 24, "随意填写。"),
    ),
    *_columns(
        "",
        ("start", "起算日", _HIDDEN, 10, ""),
        ("worked", "起算序号", _HIDDEN, 10, ""),
        ("waits", "等待", _HIDDEN, 10, ""),
        ("pause", "暂停", _HIDDEN, 10, ""),
        ("granted", "期限", _HIDDEN, 10, ""),
        ("last", "推算日", _HIDDEN, 10, ""),
        ("order", "次序", _HIDDEN, 10, ""),
    ),
)
"""Those of requests, in the order of their sheet."""

DATES = Limits(type="date", first="DATE(2000,1,1)", second="DATE(2101,12,31)")
"""What a cell for a day takes."""

NUMBERS = {column.key: number for number, column in enumerate(COLUMNS, start=1)}
"""Each column's number by its key."""
TITLES = {column.key: column.title for column in COLUMNS}
"""Each column's title by its key."""


def letters(key: str) -> str:
    """The letters of a column."""
    return column_letters(NUMBERS[key])
