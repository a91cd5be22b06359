"""Every formula's value as we write it, against LibreOffice's own; and 校验 against the Python rules."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.at_hand import FORMS
from tests.built import built, opened
from tests.conftest import Convert
from tests.notices import NOTICE
from tests.sizes import sampled
from toolkit.filing import Entry, Filing, Indicator, Paragraph, Prior, Source, Text
from toolkit.form import Form
from toolkit.form.expression import Number
from toolkit.form.kinds import SignedCount
from toolkit.workbook.plan import CHECKS, plan_of
from toolkit.workbook.writing.check_sheet import HEADER


def random_filing(form: Form, seed: int) -> Filing:
    """Figures at random, right or wrong, some blank where the seed is odd."""
    chance = random.Random(seed)

    def number(name: str) -> Number | None:
        if seed % 2 and chance.random() < 0.03:
            return None
        return (
            chance.randint(-9, 9)
            if isinstance(form.kind_of(name), SignedCount)
            else chance.choice((0, 0, 1, 7, 123456))
        )

    level = chance.choice([None, *(level.id for level in form.levels)])
    return Filing(
        form=form,
        source=Source.DATA,
        agency=Text(value=chance.choice(("", "某县教育局"))),
        year=chance.choice((None, 2020, 2025)),
        level=level,
        charts=bool(form.charts) and seed % 3 != 1,
        issued_on=chance.choice((None, dt.date(2026, 1, 18), dt.date(2026, 4, 1), dt.date(2025, 12, 1))),
        inputs={name: Entry(number=number(name)) for name in form.inputs},
        indicators=(Indicator(name="网站条数", entry=Entry(number=666)), Indicator(name="无数", entry=Entry())),
        narrative={
            "overview": (
                Paragraph(text="（一）主动公开", heading=True),
                Paragraph(
                    text="{{ 年度 }}年{{机关名称}}新收{{ 新收申请 }}件，{{ 网站条数 }}、{{ 无数 }}、{{ 没有此名 }}。"
                ),
            ),
            "problems": (Paragraph(text=chance.choice(("无", "问题一是…。"))),),
        },
    )


def carried_on(form: Form) -> Filing:
    """One with last year's figures, one of them replaced."""
    filing = replace(random_filing(form, 4), year=2025)
    numbers: dict[str, Number] = {f"applications.carried_out.{column}": 5 for column in ("natural_person", "business")}
    inputs = {**filing.inputs, "applications.carried_in.business": Entry()}
    return replace(filing, inputs=inputs, prior=Prior(form=form, year=2024, numbers=numbers))


FILINGS = [
    *(random_filing(FORMS.form("gkgb-2021"), seed) for seed in (1, 2, 3)),
    random_filing(FORMS.form("gkgb-2021-condensed"), 5),
    random_filing(FORMS.form("gkgb-2019"), 7),
    carried_on(FORMS.form("gkgb-2021")),
    replace(random_filing(FORMS.form("gkgb-2021"), 8), requirements=(NOTICE,)),
]


@pytest.mark.parametrize("filing", FILINGS, ids=range(len(FILINGS)))
def test_every_formula_shows_what_libreoffice_computes(filing: Filing, soffice: Convert, tmp_path: Path) -> None:
    """But a total to which a figure is missing: SUM passes over a blank, and we write no sum of the others."""
    plan = plan_of(filing.form, prior=filing.prior is not None)
    partial = {
        str(plan.at(cell).where) for cell in filing.form.derived if filing.prior is None and filing.number(cell) is None
    }
    package = built(filing.form, filing=filing)
    path = tmp_path / "filled.xlsx"
    path.write_bytes(package)
    ours, formulas = opened(package, values=True), opened(package)
    theirs = load_workbook(soffice(path, "xlsx"), data_only=True)
    different = [
        (
            sheet.title,
            cell.coordinate,
            ours[sheet.title][cell.coordinate].value,
            theirs[sheet.title][cell.coordinate].value,
        )
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
        and (ours[sheet.title][cell.coordinate].value or "") != (theirs[sheet.title][cell.coordinate].value or "")
    ]
    assert {f"{sheet}!{address}" for sheet, address, *_ in different} <= partial
    assert {value for _, _, value, _ in different} <= {None}


@pytest.mark.parametrize("filing", sampled(FILINGS, 2), ids=range(len(FILINGS)))
def test_states_are_those_of_the_rules(filing: Filing) -> None:
    sheet = opened(built(filing.form, filing=filing), values=True)[CHECKS]
    shown: dict[str, list[str]] = {}
    for code, *_, state in sheet.iter_rows(HEADER + 1, max_col=5, values_only=True):
        if code:
            shown.setdefault(str(code), []).append(str(state))
    expected: dict[str, list[str]] = {}
    if filing.prior is None:  # else a blank figure is the one handed on
        for check in filing.form.rule_instances:
            state = check.relation.evaluate(filing.number, filing.level).state
            expected.setdefault(check.rule.code, []).append(state.label)
    assert {code: shown[code] for code in expected} == expected
