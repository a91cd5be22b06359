"""Every value comes back with its cell, however staff and other programs wrote it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from tests.profiles import examples
from tests.strategies import filings
from tests.workbook_reading.conftest import Read, base, cells, codes
from tests.workbook_reading.surgery import Error, Package, Typed
from toolkit.filing import Filing, Source
from toolkit.workbook.writing.build import build_workbook


def essence(filing: Filing) -> dict[str, object]:
    """What a filing says, places left out."""
    return {
        "facts": (str(filing.agency), filing.year, filing.level, str(filing.title), filing.issued_on),
        "contact": str(filing.contact),
        "inputs": {key: (entry.number, entry.text) for key, entry in filing.inputs.items() if not entry.blank},
        "stated": dict(filing.stated),
        "headings": {key: text.value for key, text in filing.headings.items()},
        "indicators": [(each.name, each.entry.number, each.unit, each.prior) for each in filing.indicators],
        "narrative": {
            slot: [(each.text, each.heading, each.literal) for each in texts]
            for slot, texts in filing.narrative.items()
            if texts
        },
        "waivers": [(each.code, each.reason, each.cells) for each in filing.waivers],
    }


def test_a_filled_workbook_comes_back_whole(filled: bytes, read: Read) -> None:
    filing, findings = read(filled)
    assert findings == ()
    assert essence(filing) == essence(base())
    assert filing.source is Source.WORKBOOK
    assert str(filing.entry("applications.received.natural_person").where) == "三 申请办理!D6"
    assert (str(filing.agency.where), str(filing.year_where), str(filing.level_where)) == (
        "封面!B3",
        "封面!B5",
        "封面!B4",
    )
    assert str(filing.narrative["overview"][1].where) == "一 总体情况!B5"
    assert str(filing.headings["disclosure"].where) == "封面!B26"


@settings(max_examples=examples(6), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filings())
def test_any_consistent_filing_comes_back(read: Read, filing: Filing) -> None:
    again, findings = read(build_workbook(filing.form, filing=replace(filing, prior=None)))
    assert findings == ()
    assert essence(again) == essence(filing)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (" 3 ", 3),
        ("３３", 33),
        ("1,234", 1234),
        ("１，２３４", 1234),
        ("12\n", 12),
        (7.0, 7),
        (Typed("=30+3", 33), 33),
        (Typed('="3"&"3"', "33"), 33),
    ],
)
def test_numbers_as_staff_write_them(package: Package, read: Read, typed: int | str | Typed, number: int) -> None:
    package.put("三 申请办理!D6", typed)
    filing, findings = read(package)
    assert filing.entry("applications.received.natural_person").number == number
    assert codes(findings) == []


@pytest.mark.parametrize("dash", ["-", "—", "/", "无", "——"])
def test_dashes_are_zero(package: Package, read: Read, dash: str) -> None:
    package.put("三 申请办理!D6", dash)
    entry = read(package)[0].entry("applications.received.natural_person")
    assert (entry.number, entry.dash) == (0, True)


@pytest.mark.parametrize("text", ["3件", "22（其中修订16件）", "三", "约10", "1.2.3"])
def test_what_is_no_number_stays_text(package: Package, read: Read, text: str) -> None:
    package.put("三 申请办理!D6", text)
    entry = read(package)[0].entry("applications.received.natural_person")
    assert (entry.number, entry.text) == (None, text)


def test_amounts_keep_their_digits(package: Package, read: Read) -> None:
    package.put("二 主动公开!B16", 96171.6)
    assert str(read(package)[0].entry("disclosure.fees.amount").number) == "96171.6"


def test_a_formula_never_calculated(package: Package, read: Read) -> None:
    package.put("三 申请办理!D6", Typed("=30+3"))
    filing, findings = read(package)
    assert codes(findings) == ["WB-09"]
    assert cells(findings, "WB-09") == ["三 申请办理!D6"]
    assert "=30+3" in findings[0].text
    assert filing.entry("applications.received.natural_person").number is None


def test_excel_errors_are_one_finding_a_sheet(package: Package, read: Read) -> None:
    package.put("三 申请办理!D6", Error("#DIV/0!"))
    package.put("三 申请办理!E6", Error("#DIV/0!"))
    package.put("封面!B3", Error("#N/A"))
    findings = read(package)[1]
    assert codes(findings) == ["WB-09", "WB-09"]
    assert sorted(cells(findings, "WB-09")) == ["三 申请办理!D6", "三 申请办理!E6", "封面!B3"]


def test_blanks_that_are_zeros(package: Package, read: Read) -> None:
    package.put("三 申请办理!D7", None)
    package.put("四 复议诉讼!A6", None)
    package.put("三 申请办理!C2", "均为0")
    filing, findings = read(package)
    assert codes(findings) == []
    assert filing.entry("applications.carried_in.natural_person").number == 0
    assert filing.entry("disputes.reconsideration.upheld").blank


@pytest.mark.parametrize(
    "typed",
    [
        46040,
        "2026-01-18",
        "2026年1月18日",
        "2026/1/18",
        "2026.01.18",
        "20260118",
        "２０２６年１月１８日",
        "二〇二六年一月十八日",
        " 2026年 1月 18日 ",
    ],
)
def test_dates_as_staff_write_them(package: Package, read: Read, typed: int | str) -> None:
    if typed != 46040:
        package.put("封面!B9", typed)
    filing, findings = read(package)
    assert filing.issued_on == dt.date(2026, 1, 18)
    assert codes(findings) == []


@pytest.mark.parametrize("typed", ["2025年", "２０２５", " 2025 ", "2025年度", 2025.0])
def test_years_as_staff_write_them(package: Package, read: Read, typed: float | str) -> None:
    package.put("封面!B5", typed)
    filing, findings = read(package)
    assert (filing.year, codes(findings)) == (2025, [])


@pytest.mark.parametrize(
    ("place", "typed"),
    [("封面!B5", "去年"), ("封面!B5", "25"), ("封面!B9", "元月中旬"), ("封面!B9", "2026-02-30"), ("封面!B4", "市局")],
)
def test_facts_that_cannot_be_told(package: Package, read: Read, place: str, typed: str) -> None:
    package.put(place, typed)
    findings = read(package)[1]
    assert (codes(findings), cells(findings, "WB-10")) == (["WB-10"], [place])
    assert f"“{typed}”" in findings[0].text


def test_escaped_characters_are_characters(package: Package, read: Read) -> None:
    package.put("五 问题改进!B4", "前半_x000D_\n后半")
    assert [each.text for each in read(package)[0].narrative["problems"]] == ["前半", "后半"]
