"""The sheet 说明: how the ledger is kept, by which limits its clocks run, and what each outcome rests on."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.form import Form
from toolkit.form.ledger import TimeLimits
from toolkit.ledger.clocks import NEAR
from toolkit.ledger.columns import GUIDE
from toolkit.ledger.declared import declaration_of, outcomes_of, registers_of
from toolkit.workbook.writing.excel_canvas import ExcelCanvas
from toolkit.workbook.writing.pages import lines_of

_STEPS = (
    ("登记", "收到一件，在“申请台账”加一行，填编号、承办人、申请人类型和收到日期。承办人的名单在“今日”表右边。"),
    ("补正", "告知补正的，填告知日和限期；收到补正后填收到日，期限从那一天重新起算。收到以前不计期限。"),
    (
        "征求意见",
        "征求第三方或其他机关意见的，填征求日和收回日，中间的工作日不计入期限；期限届满以后才征求的除外。",
    ),
    ("延期", "填告知申请人的日期和延长的工作日数。期限届满以后才告知的，不能延长。"),
    ("收费", "填申请人收到收费通知的日期。缴费以后的期限请依收费办法自行核定，填在“核定答复日”；填写以前显示“未知”。"),
    ("办结", "填答复日期、结果大类和办理结果。计入哪一年，看答复日期；没有答复日期的都算在办。"),
    ("每天看", f"打开“今日”：逾期的是红色，剩余 {NEAR} 个工作日以内的是黄色，按承办人和日期排列。"),
    ("统计", "各本台账现在得出的数在“统计”表。一行也没有登记的，确实没有的才在那里选“已录全”，否则不计数。"),
    ("放假调休", "每年的放假通知公布后，录入“放假调休”。没有录入的年份，涉及它的期限显示“未知”，不作推算。"),
    ("保密", "台账只留在本单位。申请人一列可以只写代号；它和申请内容都不会写进报告和检查结果。"),
)
_WIDTHS = {"A": 26.0, "B": 44.0, "C": 40.0}


def write_ledger_guide(canvas: ExcelCanvas, form: Form) -> None:
    """The sheet."""
    page = canvas.page(GUIDE)
    page.put(1, 1, "台账说明", "标题", columns=3)
    declared, outcomes = declaration_of(form), outcomes_of(form)
    others = [(each.title, each.text) for register in registers_of(form) for each in register.guidance]
    row = 3
    for title, text in (*_STEPS, ("期限", "".join(_limits(declared.limits))), *others):
        page.put(row, 1, title, "行名")
        page.put(row, 2, text, "正文说明", columns=2)
        page.height(row, max(38, 17 * lines_of(text, _WIDTHS["B"] + _WIDTHS["C"]) + 8))
        row += 1
    page.put(row + 1, 1, f"办理结果（计入“{form.table(declared.table).short}”）", "小标题")
    top = row + 2
    for column, title in enumerate(("大类", "办理结果", "依据"), start=1):
        page.put(top, column, title, "表头")
    for line, each in enumerate(outcomes, start=top + 1):
        for column, text in enumerate((each.kind, each.label, each.basis), start=1):
            page.put(line, column, text, "含义")
        page.height(line, 30)
    page.widths(_WIDTHS)


def _limits(limits: TimeLimits) -> Iterator[str]:
    yield "都以工作日计，当日不计，从次日起算。"
    yield f"收到后 {limits.correction.days} 个工作日内告知补正（{limits.correction.basis}）；"
    yield f"收到申请或补正后 {limits.answer.days} 个工作日内答复（{limits.answer.basis}）；"
    yield f"经批准可以延长，最多 {limits.extension.days} 个工作日（{limits.extension.basis}）；"
    yield f"被征求意见的，收到后 {limits.consultation.days} 个工作日内答复（{limits.consultation.basis}）；"
    yield f"申请人收到收费通知后 {limits.payment.days} 个工作日内缴费（{limits.payment.basis}）。"
