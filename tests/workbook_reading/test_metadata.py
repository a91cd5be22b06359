"""What the hidden metadata sheet may say: where it contradicts the form, it is an error and never followed."""

from __future__ import annotations

import pytest

from tests.workbook_reading.conftest import Read, base, cells, codes
from tests.workbook_reading.surgery import Package
from tests.workbook_reading.test_values import essence
from toolkit.form import Severity
from toolkit.form.excel import column_letters
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook

LICENSING, PENALTIES = "disclosure.licensing.decisions", "disclosure.penalties.decisions"


def swap(package: Package, one: str, other: str, *, names: bool = False) -> None:
    """Let two ids change places in the metadata sheet, and in the defined names."""
    said = XlsxWorkbook(package.to_bytes()).cells("_xl_report")
    rows = {str(key): row for (row, column), key in said.items() if column == 1}
    for key, instead in ((one, other), (other, one)):
        address = str(said[rows[instead], 2])
        package.put(f"_xl_report!B{rows[key]}", address)
        if names:
            package.refer(key, address)


@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LICENSING, PENALTIES),
        ("applications.received.natural_person", "applications.received.business"),
        ("cover.agency", "cover.contact"),
        ("processing_fee.notices", "processing_fee.charged"),
        ("headings.disclosure", "headings.disputes"),
        ("zeros.disclosure", "zeros.disputes"),
    ],
)
def test_two_addresses_that_change_places(package: Package, read: Read, one: str, other: str, names: bool) -> None:
    swap(package, one, other, names=names)
    filing, findings = read(package)
    assert {(each.code, each.severity) for each in findings} == {("WB-17", Severity.ERROR)} | (
        {("WB-06", Severity.WARNING)} if names else set()
    )
    assert essence(filing) == essence(base())
    assert {cell.id for cell in findings[0].cells} == {one, other}


@pytest.mark.parametrize("names", [False, True])
def test_two_texts_that_change_places(package: Package, read: Read, names: bool) -> None:
    swap(package, "narrative.overview", "narrative.problems", names=names)
    filing, findings = read(package)
    assert essence(filing) == essence(base())
    assert codes(findings) == [*(["WB-06"] if names else []), "WB-17"]


def test_an_address_that_leads_astray(package: Package, read: Read) -> None:
    package.put("_xl_report!B5", "x")  # of the fixed words
    said = XlsxWorkbook(package.to_bytes()).cells("_xl_report")
    row = next(row for (row, column), key in said.items() if key == LICENSING)
    package.put(f"_xl_report!B{row}", "'校验'!$A$1")
    package.refer(LICENSING, None)
    filing, findings = read(package)
    assert essence(filing) == essence(base())
    assert codes(findings) == ["WB-06", "WB-17"]


def test_an_address_that_a_program_spoiled_is_no_contradiction(package: Package, read: Read) -> None:
    said = XlsxWorkbook(package.to_bytes()).cells("_xl_report")
    for (row, column), value in said.items():
        if column == 2 and row > 5:
            package.put(f"_xl_report!{column_letters(column)}{row}", str(value).removeprefix("'"))
    assert read(package)[1] == ()


def test_rows_that_were_inserted_contradict_nothing(package: Package, read: Read) -> None:
    package.move_rows("三 申请办理", 8, 1)
    package.move_rows("封面", 1, 2)
    package.move_rows("一 总体情况", 1, 2)
    package.rename("二 主动公开", "表二")
    filing, findings = read(package)
    assert (findings, essence(filing)) == ((), essence(base()))


def test_a_figure_astray_is_found_whatever_program_made_the_workbook(package: Package, read: Read) -> None:
    package.put("_xl_report!B4", "9.9.9")
    package.put("_xl_report!B5", "words of another version")
    package.put("三 申请办理!M10", 123)
    package.put("封面!C27", 5)
    package.put("封面!C3", 13800138000)
    package.put("封面!B17", 6)
    package.put("封面!E3", "写在边上")
    package.put("填报说明!B7", 6)
    package.put("一 总体情况!C6", "写在预览上")
    package.put("封面!B7", "自己的标题")
    findings = read(package)[1]
    assert set(cells(findings, "WB-08")) == {
        "三 申请办理!M10",
        "封面!E3",
        "填报说明!B7",
        "封面!C27",
        "封面!C3",
        "一 总体情况!C6",
    }
    assert cells(findings, "WB-07") == ["封面!B7", "封面!B17"]


def test_words_of_another_version_are_no_fault_and_the_forms_are(package: Package, read: Read) -> None:
    package.put("_xl_report!B5", "")
    for place in (
        "填报说明!B5",
        "封面!A3",
        "封面!C3",
        "校验!B5",
        "指标!F5",
        "一 总体情况!A2",
        "校验!B90",
        "填报说明!A40",
    ):
        package.put(place, "别的版本的话")
    package.put("二 主动公开!A5", "部门规章")
    package.put("封面!A26", "二、公开")
    filing, findings = read(package)
    assert (codes(findings), sorted(cells(findings, "WB-08"))) == (["WB-08", "WB-08"], ["二 主动公开!A5", "封面!A26"])
    assert essence(filing) == essence(base())


def test_a_figure_over_the_label_of_a_fee_in_a_workbook_of_another_version(package: Package, read: Read) -> None:
    package.put("_xl_report!B5", "words of another version")
    package.put("六 其他事项!B5", "4950元")
    assert cells(read(package)[1], "WB-08") == ["六 其他事项!B5"]
