"""The examples in phrases.yaml are read as it says, and one that is not is a mistake of the form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.at_hand import FORMS
from tests.forms.made_up import FORMS as WITH_MADE_UP
from toolkit.filing import Filing, Paragraph, Source, Text
from toolkit.filing.numerals import entry_of
from toolkit.form.loader import parse_form
from toolkit.rules import figures_in_text
from toolkit.rules.phrase_examples import example_faults


@pytest.mark.parametrize("form_id", WITH_MADE_UP.available)
def test_every_example_is_read_as_stated(form_id: str) -> None:
    assert list(example_faults(WITH_MADE_UP.form(form_id))) == []


@pytest.mark.parametrize("form_id", FORMS.available)
def test_our_own_phrases_have_both_kinds_of_examples(form_id: str) -> None:
    phrases = FORMS.form(form_id).phrases
    assert phrases is not None
    assert all(each.yes and each.no for each in (*phrases.figures, *phrases.readings))


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        (
            "figures: {received: {yes: {收到政府信息公开申请3件: 新收申请 4}}}",
            "phrases.figures.received.yes：“收到政府信息公开申请3件”读出的是“新收申请 3”，不是“新收申请 4”",
        ),
        (
            "figures: {fees: {no: [行政事业性收费3万元]}}",
            "phrases.figures.fees.no：“行政事业性收费3万元”不应读出，现读出“行政事业性收费 3”",
        ),
        (
            "figures: {charged: {yes: {总金额0.5万元: 通知收费金额 0.5}}}",
            "phrases.figures.charged.yes：“总金额0.5万元”读出的是“通知收费金额 5000”，不是“通知收费金额 0.5”",
        ),
        (
            "readings: {no_charge: {no: [未收取信息处理费]}}",
            "phrases.readings.no_charge.no：“未收取信息处理费”不应读出，现读出“实收金额 0”",
        ),
    ],
)
def test_an_example_that_is_read_otherwise_is_a_mistake(patch: str, expected: str) -> None:
    form = parse_form(b"extends: gkgb-2021\nid: trial\n", "trial", phrases=patch.encode())
    assert list(example_faults(form)) == [expected]


def test_a_form_without_phrases_is_held_to_its_names() -> None:
    form = WITH_MADE_UP.form("gongju-2024")
    assert form.phrases is None
    values = {"stock.hammers.bought": 3, "deposit.sum": 120}
    filing = Filing(
        form=form,
        source=Source.DATA,
        agency=Text(value="某某工具间"),
        year=2024,
        inputs={name: entry_of(values.get(name, 0)) for name in form.inputs},
    )
    text = "全年锤子购入4把，押金金额共120元；押金次数为2次。没有锤子购入9把的说法。"
    [slot] = [section.id for section in form.sections if section.id == "repairs"]
    reported = list(figures_in_text.check(replace(filing, narrative={slot: (Paragraph(text=text),)})))
    assert [(each.actual, each.expected) for each in reported] == [("全年锤子购入4把", "3"), ("押金次数为2次", "0")]
