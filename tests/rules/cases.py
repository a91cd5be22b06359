"""A small filing that breaks no rule, and ways to plant one fault in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tests.at_hand import FORMS
from toolkit.filing import Entry, Filing, Paragraph, Prior, Source, Text
from toolkit.filing.numerals import entry_of
from toolkit.finding import Finding
from toolkit.form import Severity
from toolkit.form.expression import Number
from toolkit.location import Location
from toolkit.rules.engine import check_filing

TODAY = dt.date(2026, 1, 20)

FIGURES: Mapping[str, Number] = {
    "disclosure.normative_documents.issued": 2,
    "disclosure.normative_documents.repealed": 1,
    "disclosure.normative_documents.in_force": 13,
    "disclosure.licensing.decisions": 550,
    "applications.received.natural_person": 30,
    "applications.received.business": 3,
    "applications.carried_in.natural_person": 2,
    "applications.granted.natural_person": 20,
    "applications.granted.business": 3,
    "applications.denied.registry_query.natural_person": 4,
    "applications.not_processed.petition.natural_person": 6,
    "applications.carried_out.natural_person": 2,
    "disputes.reconsideration.upheld": 3,
    "disputes.direct_litigation.pending": 1,
    "disputes.litigation_after_reconsideration.corrected": 1,
}
OVERVIEW = (
    "通过政府网站主动公开政府信息，重点公开民生领域信息。",
    "全年新收政府信息公开申请33件，均依法办理。",
    "落实公开属性源头认定，定期清理已公开的政府信息。",
    "优化政府信息公开专栏，完善检索、查阅、下载功能。",
    "开展工作考核和社会评议，没有发生责任追究的情形。",
)


def filing(source: Source = Source.WORKBOOK) -> Filing:
    """某市市场监督管理局, 2025, on gkgb-2021; places look like a workbook's."""
    form = FORMS.form("gkgb-2021")
    inputs = {
        cell: Entry(number=FIGURES.get(cell, 0), where=Location(str(place), "表"))
        for place, cell in enumerate(form.inputs)
    }
    heads = form.section("overview").subheads
    overview = [
        part
        for row, (head, text) in enumerate(zip(heads, OVERVIEW, strict=True))
        for part in (
            Paragraph(text=head, heading=True, where=Location.parse(f"一 总体情况!B{4 + 2 * row}")),
            Paragraph(text=text, where=Location.parse(f"一 总体情况!B{5 + 2 * row}")),
        )
    ]
    return Filing(
        form=form,
        source=source,
        agency=Text(value="某市市场监督管理局", where=Location.parse("封面!B3")),
        year=2025,
        year_where=Location.parse("封面!B5"),
        level="city_department",
        level_where=Location.parse("封面!B4"),
        issued_on=dt.date(2026, 1, 18),
        issued_on_where=Location.parse("封面!B9"),
        inputs=inputs,
        narrative={
            "preamble": (Paragraph(text="统计期限自2025年1月1日至2025年12月31日。", where=Location.parse("引言!B4")),),
            "overview": tuple(overview),
            "problems": (Paragraph(text="政策解读形式不够丰富，将增加图解。", where=Location.parse("五 问题改进!B4")),),
            "other": (Paragraph(text="全年没有收取信息处理费。", where=Location.parse("六 其他事项!B9")),),
        },
    )


def with_values(base: Filing, **values: object) -> Filing:
    """``base`` with other values; ids are written with ``__`` for their dots."""
    changed = dict(base.inputs)
    for name, value in values.items():
        cell = name.replace("__", ".")
        changed[cell] = entry_of(value, base.where(cell))
    return replace(base, inputs=changed)


def with_printed_blanks(base: Filing, *cells: str) -> Filing:
    """``base`` read from a report that prints these cells empty."""
    blanks = {cell: Entry(where=base.where(cell), printed_blank=True) for cell in cells}
    inputs = {**base.inputs, **{cell: entry for cell, entry in blanks.items() if cell in base.form.inputs}}
    return replace(base, inputs=inputs, stated={**base.stated, **{c: blanks[c] for c in cells if c not in inputs}})


def without(base: Filing, *beginnings: str) -> Filing:
    """``base`` with the inputs whose ids begin like that not read."""
    return replace(base, inputs={cell: e for cell, e in base.inputs.items() if not cell.startswith(beginnings)})


def with_stated(base: Filing, cell: str, value: object) -> Filing:
    """``base`` stating ``value`` for a derived cell."""
    return replace(base, stated={**base.stated, cell: entry_of(value, Location.parse(f"表!{cell}"))})


def with_text(base: Filing, slot: str, *texts: str, literal: bool = False) -> Filing:
    """``base`` with other body paragraphs in a slot; the sub-heads of section one stay, its last text is replaced."""
    new = tuple(
        Paragraph(text=text, where=Location.parse(f"{slot}!B{row}"), literal=literal)
        for row, text in enumerate(texts, 80)
    )
    kept = base.narrative[slot] if slot == "overview" else ()
    return replace(base, narrative={**base.narrative, slot: (*kept, *new)})


def with_prior(base: Filing, **numbers: Number) -> Filing:
    """``base`` with last year's numbers; ids are written with ``__`` for their dots."""
    last = {name.replace("__", "."): value for name, value in numbers.items()}
    return replace(base, prior=Prior(form=base.form, year=2024, numbers=last))


def found(base: Filing, reading: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """All findings but the notes on typography, which text made for other rules may draw."""
    return tuple(each for each in check_filing(base, reading, today=TODAY) if each.code != "TX-09")


def codes(base: Filing, reading: Iterable[Finding] = ()) -> list[str]:
    """Codes of all findings but notes."""
    return [each.code for each in found(base, reading) if each.severity is not Severity.NOTE]


def only(base: Filing, reading: Iterable[Finding] = ()) -> Finding:
    """The one finding there is."""
    every = found(base, reading)
    assert len(every) == 1, [each.text for each in every]
    return every[0]
