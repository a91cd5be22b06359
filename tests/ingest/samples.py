"""A consistent filing of each form, with a different number in almost every cell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache

from tests.at_hand import FORMS
from toolkit.filing import Entry, Filing, Paragraph, Source, Text
from toolkit.form import Forms, Kind
from toolkit.form.expression import Number
from toolkit.form.kinds import Amount, SignedCount

AGENCY = "某市市场监督管理局"
_TEXT = {
    "preamble": (
        "根据《中华人民共和国政府信息公开条例》要求，编制本报告。统计期限自{year}年1月1日至{year}年12月31日。",
    ),
    "overview": (
        "（一）主动公开",
        "通过政府网站公开政府信息 120 条。",
        "（二）依申请公开",
        "畅通渠道，依法答复。",
        "（三）政府信息管理",
        "定期清理和更新。",
        "（四）政府信息公开平台建设",
        "优化专栏，便于检索。",
        "（五）监督保障",
        "开展考核、评议，没有责任追究的情形。",
    ),
    "problems": ("政策解读的形式不够多样，下一步将增加图解。", "个别栏目更新不及时，下一步将按月检查。"),
    "other": ("{year}年没有收取信息处理费。",),
}


@cache
def sample(form_id: str, forms: Forms = FORMS) -> Filing:
    """A filing of that one of ``forms`` in which every rule of the tables holds."""
    form = forms.form(form_id)
    year = form.years.last or max(2024, form.years.first)
    numbers = {cell: _number(place, form.kind_of(cell)) for place, cell in enumerate(form.inputs) if cell in form.cells}
    for column, _ in form.table("applications").columns[:-1]:
        done = sum(numbers[part] for part in form.cells[f"applications.total.{column}"].of.refs)
        numbers[f"applications.received.{column}"] = done + numbers[f"applications.carried_out.{column}"]
        numbers[f"applications.carried_in.{column}"] = 0
    numbers |= {cell: 0 for cell in form.fields if cell.endswith("received")}  # as the text says
    return Filing(
        form=form,
        source=Source.DATA,
        agency=Text(value=AGENCY),
        year=year,
        issued_on=dt.date(year + 1, 1, 18),
        inputs={cell: Entry(number=number) for cell, number in numbers.items()},
        narrative={
            slot: tuple(Paragraph(text=text.format(year=year), heading=text.startswith("（")) for text in texts)
            for slot, texts in _TEXT.items()
        },
    )


def _number(place: int, kind: Kind) -> Number:
    """A third are zero; the rest differ."""
    if isinstance(kind, Amount):
        return Decimal("24252.311082")
    value = 0 if place % 3 == 0 else 7 * place + 1001 * (place % 5 == 0)
    return -value if isinstance(kind, SignedCount) and place % 2 else value
