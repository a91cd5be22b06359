"""What staff call the places of a workbook that are no numbers of the form."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.form import Form

_COVER: Mapping[str, str] = {
    "cover.agency": "机关全称",
    "cover.level": "单位层级",
    "cover.year": "报告年度",
    "cover.form": "表式",
    "cover.title_shown": "报告标题",
    "cover.title": "报告标题（另拟）",
    "cover.issued_on": "成文日期",
    "cover.contact": "联系方式",
    "prior.year": "上年年度",
    "prior.form": "上年表式",
    "indicators": "指标表",
    "waivers": "情况说明",
    "prior": "上年数据",
}


def label_of(form: Form, quantity: str) -> str:
    """The label of any id of a plan."""
    if quantity in _COVER:
        return _COVER[quantity]
    if quantity in form.cells or quantity in form.fields:
        return form.label(quantity)
    kind, _, rest = quantity.partition(".")
    if kind == "headings":
        return f"“{form.section(rest).heading}”的标题"
    if kind == "zeros":
        return form.table(rest).zeros
    if kind == "narrative":
        return next((section.heading for section in form.sections if section.id == rest), "引言")
    if rest in form.cells:  # carried, override, reason
        return form.label(rest)
    return quantity
