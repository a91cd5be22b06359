"""A number means what the person saw; where that is not certain, nothing is read and the cell is named."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.workbook_reading.conftest import Read, cells, codes
from tests.workbook_reading.surgery import Package, Typed
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.form import Severity
from toolkit.rules.engine import check_filing

COUNT, FEE, DATE, YEAR = "三 申请办理!D6", "二 主动公开!B16", "封面!B9", "封面!B5"
STRUCK = "<strike/>"
RAISED, LOWERED = '<vertAlign val="superscript"/>', '<vertAlign val="subscript"/>'


def count(filing: Filing) -> tuple[object, str]:
    entry = filing.entry("applications.received.natural_person")
    return entry.number, entry.text


def at(place: str, filing: Filing, reading: tuple[Finding, ...]) -> list[Finding]:
    """All that is found at a cell."""
    return [each for each in check_filing(filing, reading) if str(each.where) == place]


def fee(filing: Filing) -> tuple[object, str]:
    entry = filing.entry("disclosure.fees.amount")
    return entry.number, entry.text


@pytest.mark.parametrize(
    ("stored", "code", "text", "said"),
    [
        (33.4, "0", "33.4（显示为 33）", "存的数是 33.4，按单元格的格式显示成“33”"),
        (0.33, 9, "33%", "显示成“33%”，而这一格的单位（件）不是 %"),
        (0.334, 9, "0.334（显示为 33%）", "按单元格的格式显示成“33%”"),
        (33, '0"人"', "33人", "显示的是“33人”，存的数是 33"),
        (33, "0!d", "33d", "显示的是“33d”"),
        (330000, '0!.0,"万"', "330000（显示为 33.0万）", "显示成“33.0万”"),
        (33000, "#,##0,", "33000（显示为 33）", "显示成“33”"),
        (33, ";;;", "33（看不见）", "却看不见（单元格的格式什么也不显示"),
        (0, "0;-0;;@", "0（看不见）", "却看不见（单元格的格式什么也不显示"),
        (-33, "0;0", "-33（显示为 33）", "显示成“33”"),
        (33, 31, "1900-02-02", "显示的是日期或时间“1900-02-02”"),
        (33, 58, "1900-02-02", "显示的是日期或时间“1900-02-02”"),
        (0.5, "h:mm", "12:00:00", "显示的是日期或时间“12:00:00”"),
        (33, "[h]:mm", "792:00:00", "显示的是日期或时间"),
        (-33, "yyyy-mm-dd", "-33（显示为 ########）", "显示成“########”"),
        (60, "yyyy-mm-dd", "60（显示为 1900-02-29）", "显示成“1900-02-29”"),
        (59, "yyyy-mm-dd", "1900-02-28", "显示的是日期或时间“1900-02-28”"),
        (99999999, "yyyy-mm-dd", "99999999（显示为 ########）", "显示成“########”"),
    ],
)
def test_a_count_that_is_seen_otherwise(
    package: Package, read: Read, stored: float, code: str | int, text: str, said: str
) -> None:
    package.put(COUNT, stored)
    package.style(COUNT, code)
    filing, findings = read(package)
    assert count(filing) == (None, text)
    (own,) = at(COUNT, filing, findings)
    assert (own.code, own.severity) == ("WB-12", Severity.ERROR)
    assert said in own.message


@pytest.mark.parametrize(
    ("stored", "code"),
    [(33, "0.00"), (33, "#,##0_);(#,##0)"), (33, '0"件"'), (33, "000"), (33, 11), (33.00000000000001, "0"), (33, 49)],
)
def test_a_count_that_is_seen_as_it_is(package: Package, read: Read, stored: float, code: str | int) -> None:
    package.put(COUNT, stored)
    package.style(COUNT, code)
    filing, findings = read(package)
    assert (count(filing), codes(findings)) == ((33, ""), [])


@pytest.mark.parametrize(
    ("stored", "code", "number"),
    [
        (12.3456, "General", Decimal("12.3456")),
        (0.1 + 0.2, "General", Decimal("0.3")),
        (1234.5, '#,##0.00"万元"', Decimal("1234.5")),
        (0, 44, 0),
        (12.3456, "0.00", None),
        (58732164, '0!.0000"万元"', None),
        (5, '"¥"#,##0.00', None),
        (5, '0"元"', None),
    ],
)
def test_amounts(package: Package, read: Read, stored: float, code: str | int, number: Decimal | None) -> None:
    package.put(FEE, stored)
    package.style(FEE, code)
    filing, findings = read(package)
    assert fee(filing)[0] == number
    assert codes(findings) == ([] if number is not None else ["WB-12"])


@pytest.mark.parametrize(("unit", "number"), [("%", 98), ("％", 98), ("条", None), ("", None)])
def test_a_percentage_is_one_where_the_unit_says_so(
    package: Package, read: Read, unit: str, number: int | None
) -> None:
    package.put("指标!B5", 0.98)
    package.put("指标!C5", unit)
    package.style("指标!B5", 9)
    filing, findings = read(package)
    assert [(each.entry.number, each.unit) for each in filing.indicators] == [(number, unit)]
    assert [each.code for each in at("指标!B5", filing, findings)] == ([] if number else ["WB-12"])


def test_digits_that_a_percentage_hides(package: Package, read: Read) -> None:
    package.put("指标!B5", 0.9845)
    package.put("指标!C5", "%")
    package.style("指标!B5", 9)
    filing, findings = read(package)
    assert (filing.indicators[0].entry.number, codes(findings)) == (None, ["WB-12"])


def test_what_a_formula_shows_is_seen_too(package: Package, read: Read) -> None:
    package.put(COUNT, Typed("=65/2", None))
    package.raw(COUNT, "n", "32.5")
    package.style(COUNT, "0")
    assert count(read(package)[0]) == (None, "32.5（显示为 33）")


def test_a_hidden_number_is_no_blank(package: Package, read: Read) -> None:
    """Not even where blanks are zeros."""
    package.put("三 申请办理!C2", "均为0")
    package.put(COUNT, 33)
    package.style(COUNT, ";;;")
    filing, findings = read(package)
    assert count(filing) == (None, "33（看不见）")
    assert codes(findings) == ["WB-12"]


def test_many_cells_are_one_finding(package: Package, read: Read) -> None:
    for column in "DEFGHI":
        package.put(f"三 申请办理!{column}6", 0.05)
        package.style(f"三 申请办理!{column}6", 9)
    (own,) = read(package)[1]
    assert [str(cell.where) for cell in own.cells] == [f"三 申请办理!{column}6" for column in "DEFGHI"]
    assert "本表共 6 格" in own.message


@pytest.mark.parametrize(
    ("font", "text"),
    [(STRUCK, "33（划去）"), (RAISED, "33（上标或下标）"), (LOWERED, "33（上标或下标）")],
)
def test_a_struck_or_raised_number(package: Package, read: Read, font: str, text: str) -> None:
    package.put(COUNT, 33)
    package.style(COUNT, font=font)
    filing, findings = read(package)
    assert (count(filing), cells(findings, "WB-12")) == ((None, text), [COUNT])


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ((("33", ""), ("1", RAISED)), "33¹"),
        ((("33", ""), ("1", LOWERED)), "33₁"),
        ((("50", STRUCK), ("33", "<b/>")), "〔划去：50〕33"),
        ((("33", STRUCK),), "〔划去：33〕"),
    ],
)
def test_a_text_with_marks_is_no_number(
    package: Package, read: Read, runs: tuple[tuple[str, str], ...], text: str
) -> None:
    package.runs(COUNT, *runs)
    filing, findings = read(package)
    assert (count(filing), cells(findings, "WB-12")) == ((None, text), [COUNT])
    assert f"“{text}”" in findings[0].message


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ((("公开386", ""), ("1", RAISED), ("条。", "")), "公开386¹条。"),
        ((("灌溉5m", "<b/>"), ("2", RAISED), ("、CO", "<b/>"), ("2", LOWERED)), "灌溉5m²、CO₂"),
        ((("公开386条。", RAISED),), "公开386条。"),
    ],
)
def test_small_digits_of_a_paragraph_join_no_figure(
    package: Package, read: Read, runs: tuple[tuple[str, str], ...], text: str
) -> None:
    package.runs("五 问题改进!B4", *runs)
    filing, findings = read(package)
    assert ([each.text for each in filing.narrative["problems"]], codes(findings)) == ([text], [])


def test_a_text_of_plain_runs_is_a_text(package: Package, read: Read) -> None:
    package.runs(COUNT, ("3", "<b/>"), ("3", '<strike val="0"/><vertAlign val="baseline"/>'))
    filing, findings = read(package)
    assert (count(filing), codes(findings)) == ((33, "33"), [])  # as text, which T3-47 says


def test_runs_without_a_font_stand_as_their_cell(package: Package, read: Read) -> None:
    package.runs("五 问题改进!B4", ("旧的一句。", ""), ("新的一句。", "<b/>"))
    package.style("五 问题改进!B4", font=STRUCK)
    filing, findings = read(package)
    assert [each.text for each in filing.narrative["problems"]] == ["新的一句。"]
    assert codes(findings) == ["WB-13"]
    assert "“旧的一句。”划了删除线" in findings[0].message


@pytest.mark.parametrize(("font", "code"), [(STRUCK, 0), ("", ";;;")])
def test_text_that_is_struck_or_hidden_is_reported_and_not_read(
    package: Package, read: Read, font: str, code: str | int
) -> None:
    package.put("五 问题改进!B4", "此处待核。")
    package.style("五 问题改进!B4", code, font)
    package.style("封面!B10", code, font)
    filing, findings = read(package)
    assert filing.narrative["problems"] == ()
    assert str(filing.contact) == ""
    assert sorted(cells(findings, "WB-13")) == ["五 问题改进!B4", "封面!B10"]
    assert {each.severity for each in findings} == {Severity.WARNING}


@pytest.mark.parametrize("value", ["1", "true"])
def test_a_tick_is_no_count(package: Package, read: Read, value: str) -> None:
    package.raw(COUNT, "b", value)
    filing, findings = read(package)
    (own,) = at(COUNT, filing, findings)
    assert own.code == "T3-47"
    assert "“TRUE”" in own.message


def test_an_empty_result_is_a_blank(package: Package, read: Read) -> None:
    package.put(COUNT, Typed('=IF(1=1,"","")', ""))
    filing, findings = read(package)
    assert (filing.entry("applications.received.natural_person").blank, codes(findings)) == (True, [])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (46040, 0),
        (46040, "0"),
        (46040, "#,##0"),
        (46040, 31),
        (46040, 58),
        (46040.354, "yyyy/m/d h:mm"),
        (46040.354, 0),
        (20260118, "yyyy-mm-dd"),
        (20260118, 0),
        ("二O二六年一月十八日", 0),
        ("2026-01\u200b-18", 0),
        ("2026-01-18 09:30", 0),
        ("2026年1月18日 9：30：05", 0),
        ("2026-1-18T09:30:00.5", 0),
    ],
)
def test_dates_however_they_are_shown(package: Package, read: Read, value: float | str, code: str | int) -> None:
    package.put(DATE, value)
    package.style(DATE, code)
    filing, findings = read(package)
    assert (filing.issued_on, codes(findings)) == (dt.date(2026, 1, 18), [])


@pytest.mark.parametrize("text", ["2026-01-18", "2026-01-18T00:00:00", "2026-01-18T08:30:00Z"])
def test_dates_as_strict_packages_write_them(package: Package, read: Read, text: str) -> None:
    package.raw(DATE, "d", text)
    assert read(package)[0].issued_on == dt.date(2026, 1, 18)


def test_dates_counted_from_1904(package: Package, read: Read) -> None:
    package.book.find("{*}workbookPr").set("date1904", "1")
    package.put(DATE, 46040 - 1462)
    assert read(package)[0].issued_on == dt.date(2026, 1, 18)
    package.style(DATE, 0)
    assert read(package)[0].issued_on == dt.date(2026, 1, 18)


@pytest.mark.parametrize("value", [5, 18, 3000, 99999, -46040, 0.5])
def test_other_numbers_are_no_dates(package: Package, read: Read, value: float) -> None:
    package.put(DATE, value)
    package.style(DATE, 0)
    filing, findings = read(package)
    assert (filing.issued_on, codes(findings)) == (None, ["WB-10"])


@pytest.mark.parametrize("value", [-5, 0, 60, 60.5, 2958466, 1e300])
def test_serials_of_no_date_are_none(package: Package, read: Read, value: float) -> None:
    package.put(DATE, value)
    package.style(DATE, "yyyy-mm-dd")
    filing, findings = read(package)
    assert (filing.issued_on, len(findings)) == (None, 1)


@pytest.mark.parametrize(
    ("value", "code"),
    [(46022, 14), (46022.5, 22), (2025, '0"年"'), (2025, "0"), ("2025年\u200b", 0), ("2025\ufeff", 0)],
)
def test_years_however_they_are_shown(package: Package, read: Read, value: float | str, code: str | int) -> None:
    package.put(YEAR, value)
    package.style(YEAR, code)
    filing, findings = read(package)
    assert (filing.year, codes(findings)) == (2025, [])


@pytest.mark.parametrize(("value", "code"), [(2025, 14), (2025, "0,"), (0.2025, 9), ("202²", 0), ("2025①", 0)])
def test_what_is_seen_is_no_year(package: Package, read: Read, value: float | str, code: str | int) -> None:
    package.put(YEAR, value)
    package.style(YEAR, code)
    filing, findings = read(package)
    assert (filing.year, codes(findings)) == (None, ["WB-10"])


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("s", "99999"),
        ("s", "-1"),
        ("s", "甲"),
        ("n", "3 3"),
        ("n", "1_000"),
        ("n", "３３"),
        ("n", "1e999"),
        ("n", "inf"),
        ("b", "是"),
        ("d", "2021-13-45"),
        ("d", "昨天"),
    ],
)
def test_one_bad_cell_is_reported_and_the_file_is_read(package: Package, read: Read, kind: str, value: str) -> None:
    package.raw(COUNT, kind, value)
    package.raw("封面!B10", kind, value)
    filing, findings = read(package)
    assert sorted(cells(findings, "WB-09")) == [COUNT, "封面!B10"]
    assert all(f"“{value}”" in each.message for each in findings)
    assert (count(filing), str(filing.contact)) == ((None, f"〔读不出：{value}〕"), "")
    assert str(filing.agency) == "某市市场监督管理局"
    assert [each.code for each in at(COUNT, filing, findings)] == ["WB-09"]


def test_what_is_out_of_sight(package: Package, read: Read) -> None:
    """Text in a cell of which nothing is seen never comes out, whatever hides it."""
    package.put("五 问题改进!B4", "\u200b")
    assert read(package)[0].narrative["problems"][0].text == "\u200b"


def test_choices_with_hidden_characters(package: Package, read: Read) -> None:
    package.put("封面!B3", "某市\u200b市场监督管理局\ufeff")
    package.put("封面!B4", "市级部门\u200b")
    package.put("三 申请办理!C2", "\ufeff均为 0")
    package.put("三 申请办理!D7", None)
    package.put("五 问题改进!A4", "正文\u200b")
    filing, findings = read(package)
    assert (str(filing.agency), filing.level, codes(findings)) == ("某市市场监督管理局", "city_department", [])
    assert filing.entry("applications.carried_in.natural_person").number == 0
