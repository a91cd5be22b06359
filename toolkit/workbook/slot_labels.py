"""What staff call the places of a workbook that are no numbers of the form."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.filing.cover import COVER_ENTRIES
from toolkit.form import Form
from toolkit.form.references import Family, Slot

_LABELS: Mapping[str, str] = {
    **{entry.slot: entry.label for entry in COVER_ENTRIES.values()},
    "prior.year": "上年年度",
    "prior.form": "上年表式",
    "indicators": "指标表",
    "waivers": "情况说明",
    "review": "审核表",
    "review.names": "审核轮次",
    "prior": "上年数据",
}


def label_of(form: Form, quantity: str) -> str:
    """The label of any id of a plan."""
    if quantity in _LABELS:
        return _LABELS[quantity]
    if quantity in form.cells or quantity in form.fields:
        return form.label(quantity)
    slot = Slot.parse(quantity)
    if slot is None:
        return quantity
    if slot.family is Family.HEADING:
        return f"“{form.section(slot.name).heading}”的标题"
    if slot.family is Family.ZEROS:
        return form.table(slot.name).zeros
    if slot.family is Family.TEXT:
        return next((section.heading for section in form.sections if section.id == slot.name), "引言")
    return form.label(slot.name) if slot.name in form.cells else quantity  # a figure handed on
