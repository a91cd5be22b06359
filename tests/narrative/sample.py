"""Filings for the tests of this folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from tests.at_hand import FORMS
from toolkit.filing import Entry, Filing, Indicator, Paragraph, Prior, Source, Text
from toolkit.form.expression import Number
from toolkit.narrative import UsedValue, pieces


def used_values(text: str | Paragraph, filing: Filing) -> tuple[UsedValue, ...]:
    """The values behind ``text``, each once, in order of first use; a sentence counts as the values it is made from."""
    every = (use for piece in pieces(text, filing) for use in piece.uses)
    return tuple({use.name: use for use in every}.values())


def filled(form_id: str = "gkgb-2021", values: Mapping[str, Number] | None = None, **changes: object) -> Filing:
    """A filing of 2025 with ``values`` and zero in every other input."""
    form = FORMS.form(form_id)
    numbers: dict[str, Number] = dict.fromkeys(form.inputs, 0)
    for quantity, number in (values or {}).items():
        assert quantity in numbers, quantity
        numbers[quantity] = number
    filing = Filing(
        form=form,
        source=Source.WORKBOOK,
        agency=Text(value="某市某局"),
        year=2025,
        level="city_department",
        issued_on=dt.date(2026, 1, 8),
        inputs={quantity: Entry(number=number) for quantity, number in numbers.items()},
        indicators=(
            Indicator(name="网站信息", entry=Entry(number=666), unit="条", prior=600),
            Indicator(name="公报", entry=Entry(text="约 20"), unit="期"),
        ),
    )
    return replace(filing, **changes)  # type: ignore[arg-type]


def last_year(**numbers: Number) -> Prior:
    """2024, with 新收申请 and whatever else is given by cell id (dots as double underscores)."""
    return Prior(year=2024, numbers={quantity.replace("__", "."): number for quantity, number in numbers.items()})


ONE: Mapping[str, Number] = {
    "applications.received.natural_person": 1,
    "applications.granted.natural_person": 1,
    "disputes.reconsideration.upheld": 1,
    "processing_fee.notices": 1,
    "processing_fee.charged": 100,
}
MANY: Mapping[str, Number] = {
    "applications.received.natural_person": 30,
    "applications.received.business": 3,
    "applications.carried_in.natural_person": 2,
    "applications.granted.natural_person": 20,
    "applications.partial.natural_person": 6,
    "applications.denied.third_party.business": 3,
    "applications.carried_out.natural_person": 6,
    "disputes.reconsideration.upheld": 5,
    "disputes.reconsideration.corrected": 1,
    "disputes.direct_litigation.upheld": 3,
    "disputes.litigation_after_reconsideration.pending": 2,
    "processing_fee.notices": 25,
    "processing_fee.charged": Decimal("3940.5"),
    "processing_fee.received": 2950,
}
MANY_2021: Mapping[str, Number] = {
    **MANY,
    "disclosure.normative_documents.issued": 11,
    "disclosure.normative_documents.repealed": 2,
    "disclosure.normative_documents.in_force": 420,
    "disclosure.regulations.in_force": 12,
    "disclosure.licensing.decisions": 10944,
    "disclosure.penalties.decisions": 100,
    "disclosure.coercion.decisions": 6,
    "disclosure.fees.amount": Decimal("96171.60"),
}
