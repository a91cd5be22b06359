"""What cells accept, in Chinese: error boxes, and prompts with guidance and legal basis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openpyxl.worksheet.datavalidation import DataValidation

from toolkit.characters import cut
from toolkit.filing import Decision, Filing
from toolkit.filing.cover import COVER_ENTRIES, OFF, ON
from toolkit.form import Field, Kind
from toolkit.form.excel import CellAddress, column_letters
from toolkit.form.kinds import Limits
from toolkit.form.model import Cell
from toolkit.workbook.plan import KINDS, ZEROS_ALL, ZEROS_OPEN, Plan
from toolkit.workbook.references import rectangles
from toolkit.workbook.writing.excel_canvas import ExcelPage
from toolkit.workbook.writing.unread_marks import state_words

LONGEST_TITLE, LONGEST_PROMPT = 32, 255
_SWITCHES = {
    "charts": "选“是”，报告里就有图；选“否”或空着，没有。图里的数就是各表里的数。",
    "for_review": "选“是”，各轮审核都签过并通过以前，只能生成送审稿；选“否”或空着，不必审核。",
}
"""What each switch of the cover does."""
_PROMPTS = {
    "indicators": {
        "name": "自己起的名称，如“网站发布信息条数”。只用汉字、字母、数字和下划线，不以数字开头，不与右边的名称相同。",
        "value": "本年的数。正文里写 {{{{ 名称 }}}}，就换成这个数。",
        "unit": "如“条”“次”“件”，可以不填。",
        "prior": "上年的数，正文要写同比、增减时才用，可以不填。",
    },
    "waivers": {
        "code": "不通过项的编号，如 {code}。只有确有原因、无法改正的才写；勾稽、总计等错误不能用理由代替改正。",
        "cells": "只对其中几格有效时，写位置，如“{place}”，多个用顿号隔开；不写就对这一编号的全部位置有效。",
        "reason": "写明原因，如“机构改革，职能划入”。不写理由的不起作用。",
    },
    "review": {
        "name": "是哪一轮，与上面“审核轮次”里的名称相同。",
        "reviewer": "审核人的姓名。写了还不算数，要再由程序签认（xl-report sign）。",
        "role": "可以不填。",
        "opinion": "可以不填。",
        "reason": "退回的必须写明为什么。",
    },
}
"""What the columns of staff's own registers ask for."""


def validate(pages: Mapping[str, ExcelPage], plan: Plan, filing: Filing) -> None:
    """Give every input its validation."""
    _numbers(pages, plan, filing)
    _cover(pages, plan)
    _texts(pages, plan)
    _registers(pages, plan)
    _review(pages, plan)


def prompt_of(quantity: Cell | Field, state: str = "") -> tuple[str, str]:
    """Title and text of an input's prompt: its label, how its source had it, what goes in, the guidance, the basis."""
    label = quantity.row_label if isinstance(quantity, Cell) else quantity.label
    kind = quantity.holds.prompt(quantity.unit)
    basis = f"依据：{quantity.basis}" if quantity.basis else ""
    room = LONGEST_PROMPT - len(state) - len(kind) - len(basis) - 3
    parts = (state, kind, cut(quantity.guidance, room), basis)
    return cut(label, LONGEST_TITLE), "\n".join(part for part in parts if part)


def accept(page: ExcelPage, area: str, limits: Limits | None, title: str, prompt: str, error: str = "") -> None:
    """Have the cells of ``area`` take what ``limits`` says, or anything, with a prompt."""
    rule = _rule(limits)
    rule.promptTitle, rule.prompt = cut(title, LONGEST_TITLE), cut(prompt, LONGEST_PROMPT)
    rule.error = error or None
    _add(page, rule, [area])


def _numbers(pages: Mapping[str, ExcelPage], plan: Plan, filing: Filing) -> None:
    """What the cells of tables and the fields accept; inputs with the same prompt share one rule."""
    groups: dict[tuple[str, Kind, str, str], list[CellAddress]] = {}
    for name in plan.form.inputs:
        quantity = plan.form.declared(name)
        cell_address = plan.at(name)
        words = prompt_of(quantity, state_words(filing, name))
        groups.setdefault((cell_address.sheet, quantity.holds, *words), []).append(cell_address)
    for (sheet, kind, title, prompt), cell_addresses in groups.items():
        rule = _rule(kind.limits)
        rule.promptTitle, rule.prompt = title, prompt
        if kind.error:
            rule.error = kind.error
        _add(pages[sheet], rule, rectangles(cell_addresses))


def _rule(limits: Limits | None) -> DataValidation:
    """A list, bounds, or nothing but a prompt."""
    if limits is None:
        return DataValidation()
    if limits.type == "list":
        return DataValidation(type="list", formula1=limits.first)
    return DataValidation(
        type=limits.type, operator=limits.operator, formula1=limits.first, formula2=limits.second or None
    )


def _cover(pages: Mapping[str, ExcelPage], plan: Plan) -> None:
    year, day = (plan.at(f"cover.{slot}") for slot in ("year", "issued_on"))
    if levels := [known.label for known in plan.form.levels]:
        _choose(pages, plan.at("cover.level"), levels, "单位层级", "请从列表中选择本单位的层级。")
    for name, prompt in _SWITCHES.items():
        if switch := plan.cell_addresses.get(COVER_ENTRIES[name].slot):
            _choose(pages, switch, [ON, OFF], COVER_ENTRIES[name].label, prompt)
    rule = DataValidation(type="whole", operator="between", formula1="2008", formula2="2100")
    rule.promptTitle, rule.prompt = "报告年度", "数据所属的年度，四位数字。例如 2026 年初公布的报告，填 2025。"
    rule.error = "请填四位数字的年度，如 2025。"
    _add(pages[year.sheet], rule, [year.address])
    rule = _days("成文日期", "报告落款的日期，如 2026-01-18。")
    _add(pages[day.sheet], rule, [day.address])
    for table in plan.form.tables:
        if not table.zeros:
            continue
        cell_address = plan.at(f"zeros.{table.id}")
        text = "表格应逐格填写。确认空着的格子都是 0 时，选“均为 0”，空格就按 0 计算和公布。"
        _choose(pages, cell_address, [ZEROS_OPEN, ZEROS_ALL], table.zeros, text)


def _texts(pages: Mapping[str, ExcelPage], plan: Plan) -> None:
    for region in plan.texts.values():
        letter = column_letters(region.columns["kind"])
        rule = _list(KINDS)
        rule.promptTitle = "层级"
        rule.prompt = "小标题或正文，空着按正文处理。“（原文）”的段落按字面照登，花括号不换成数字。"
        _add(pages[region.sheet], rule, [f"{letter}{region.first}:{letter}{region.last}"])


def _registers(pages: Mapping[str, ExcelPage], plan: Plan) -> None:
    """Prompts alone: names, words and reasons may be anything."""
    example = _example(plan)
    for region_id, prompts in _PROMPTS.items():
        region = plan.regions[region_id]
        for role, prompt in prompts.items():
            letter = column_letters(region.columns[role])
            rule = DataValidation(promptTitle=region.titles[role], prompt=prompt.format_map(example))
            _add(pages[region.sheet], rule, [f"{letter}{region.first}:{letter}{region.last}"])


def _review(pages: Mapping[str, ExcelPage], plan: Plan) -> None:
    region = plan.regions["review"]
    decision, day = (column_letters(region.columns[role]) for role in ("decision", "day"))
    rule = _list(Decision)
    rule.promptTitle, rule.prompt = region.titles["decision"], "通过，或者退回；退回的要写明理由。"
    _add(pages[region.sheet], rule, [f"{decision}{region.first}:{decision}{region.last}"])
    rule = _days(region.titles["day"], "审核的日期，如 2026-01-18。")
    _add(pages[region.sheet], rule, [f"{day}{region.first}:{day}{region.last}"])


def _example(plan: Plan) -> Mapping[str, str]:
    """A code that may be answered for, and a place: of a figure handed on from last year, where there is one."""
    form = plan.form
    listed = [listed for _, _, listed in form.listed_checks]
    codes = (*(each.code for each in listed if each.waivable), *(rule.code for rule in form.rules), "PD-01")
    places = (*form.carried, *form.inputs, "cover.issued_on")
    return {"code": codes[0], "place": str(plan.at(places[0]).where)}


def _choose(
    pages: Mapping[str, ExcelPage], cell_address: CellAddress, choices: list[str], title: str, prompt: str
) -> None:
    rule = _list(choices)
    rule.promptTitle, rule.prompt = title, prompt
    _add(pages[cell_address.sheet], rule, [cell_address.address])


def _days(title: str, prompt: str) -> DataValidation:
    last = "DATE(2101,12,31)"  # 20260118 would be a day some 55,000 years from now
    rule = DataValidation(type="date", operator="between", formula1="DATE(2008,1,1)", formula2=last)
    rule.promptTitle, rule.prompt = title, prompt
    rule.error = "请填日期，如 2026-01-18。"
    return rule


def _list(choices: Iterable[str]) -> DataValidation:
    """A choice from a literal list, which holds 255 characters and no commas: enough for every form (the lint sees)."""
    return DataValidation(type="list", formula1=f'"{",".join(choices)}"', error="请从列表中选择。")


def _add(page: ExcelPage, rule: DataValidation, areas: list[str]) -> None:
    rule.allow_blank = True
    rule.showErrorMessage = rule.showInputMessage = True
    rule.errorTitle = "填写有误"
    rule.sqref = " ".join(areas)
    page.sheet.add_data_validation(rule)
