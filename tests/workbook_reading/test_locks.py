"""What must not be changed, and was: totals, labels, formulas, and values where nothing is read."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from tests.workbook_reading.conftest import Read, base, cells, codes
from tests.workbook_reading.surgery import Error, Package, Typed
from tests.workbook_reading.test_values import essence
from toolkit.form import Severity

TOTAL = "三 申请办理!J6"
CELL = "applications.received.total"


def test_a_total_pasted_over(package: Package, read: Read) -> None:
    package.put(TOTAL, 20)
    filing, findings = read(package)
    assert [(each.code, each.severity, each.actual, each.expected) for each in findings] == [
        ("WB-07", Severity.ERROR, "20", "35")
    ]
    assert cells(findings, "WB-07") == [TOTAL]
    assert "J6 是 20（应为 35）" in findings[0].text
    assert (filing.stated[CELL].number, filing.number(CELL)) == (20, 35)


def test_a_total_pasted_over_with_the_right_value(package: Package, read: Read) -> None:
    package.put(TOTAL, "35")
    filing, findings = read(package)
    assert [(each.code, each.severity) for each in findings] == [("WB-07", Severity.WARNING)]
    assert filing.stated[CELL].number == 35


def test_a_total_deleted(package: Package, read: Read) -> None:
    package.put(TOTAL, None)
    filing, findings = read(package)
    assert [(each.code, each.severity) for each in findings] == [("WB-07", Severity.WARNING)]
    assert "公式没有了：J6（应为 35）" in findings[0].text
    assert filing.stated == {}


@pytest.mark.parametrize(
    ("formula", "cached", "stated"),
    [("=SUM(D6:H6)", 35, 35), ("=SUM(D6:I7)", None, None), ("=#REF!+E6", None, None)],
)
def test_another_formula_states_what_it_showed(
    package: Package, read: Read, formula: str, cached: int | None, stated: int | None
) -> None:
    package.put(TOTAL, Typed(formula, cached))
    filing, findings = read(package)
    assert codes(findings) == ["WB-07"]
    assert (filing.stated[CELL].number if CELL in filing.stated else None) == stated


def test_the_forms_own_formula_over_cells_that_moved_states_nothing(package: Package, read: Read) -> None:
    package.exchange_rows("三 申请办理", 6, 12, first=1)
    package.put("三 申请办理!D6", "?")  # a part of the total that its formula does not reach any more
    filing, findings = read(package)
    total = "applications.total.natural_person"
    assert (filing.number(total), filing.stated.get(total)) == (None, None)
    (left_behind,) = [each for each in findings if "还是加原来位置上的数" in each.message]
    assert (left_behind.code, left_behind.severity) == ("WB-07", Severity.ERROR)
    assert total in [ref.id for ref in left_behind.cells]


@pytest.mark.parametrize("formula", ["=sum(D6:I6)", "=SUM( D6:I6 )", "=SUM($D$6:$I$6)", "=+SUM(D6:I6)"])
def test_the_same_formula_written_otherwise(package: Package, read: Read, formula: str) -> None:
    package.put(TOTAL, Typed(formula, 999))
    filing, findings = read(package)
    assert (codes(findings), dict(filing.stated)) == ([], {})


def test_a_whole_column_of_totals_is_one_finding(package: Package, read: Read) -> None:
    for row in range(6, 31):
        package.put(f"三 申请办理!J{row}", 1)
    findings = read(package)[1]
    assert codes(findings) == ["WB-07"]
    assert len(findings[0].cells) == 25
    assert "等 25 格" in findings[0].text


def test_an_error_in_a_total(package: Package, read: Read) -> None:
    package.put(TOTAL, Error("#REF!"))
    filing, findings = read(package)
    assert [(each.code, each.severity) for each in findings] == [("WB-07", Severity.ERROR)]
    assert filing.number(CELL) == 35


def test_values_where_nothing_is_read(package: Package, read: Read) -> None:
    places = ("三 申请办理!L6", "三 申请办理!A40", "封面!F3", "校验!C70", "一 总体情况!N5", "一 总体情况!C6")
    for place in places:
        package.put(place, "备注")
    filing, findings = read(package)
    assert set(codes(findings)) == {"WB-08"}
    assert sorted(cells(findings, "WB-08")) == sorted(places)
    assert all(each.severity is Severity.WARNING for each in findings)
    assert essence(filing) == essence(base())


def test_a_far_value_is_reported(package: Package, read: Read) -> None:
    package.put("三 申请办理!XFD1048576", 1)
    assert cells(read(package)[1], "WB-08") == ["三 申请办理!XFD1048576"]


def test_a_pasted_block_is_one_finding(package: Package, read: Read) -> None:
    for row in range(40, 140):
        package.put(f"二 主动公开!B{row}", row)
    findings = read(package)[1]
    assert codes(findings) == ["WB-08"]
    assert "共 100 处" in findings[0].text


def test_a_changed_label(package: Package, read: Read) -> None:
    package.put("二 主动公开!A5", "部门规章")
    findings = read(package)[1]
    assert (codes(findings), cells(findings, "WB-08")) == (["WB-08"], ["二 主动公开!A5"])
    assert "部门规章" in findings[0].text


def test_other_formulas_replaced(package: Package, read: Read) -> None:
    package.put("封面!B7", "某某报告")
    package.put("校验!E6", "通过")
    package.put("校验!E7", None)
    findings = read(package)[1]
    assert codes(findings) == ["WB-07", "WB-07"]
    assert sorted(cells(findings, "WB-07")) == ["封面!B7", "校验!E6", "校验!E7"]
    assert all(each.severity is Severity.WARNING for each in findings)


def test_a_copy_of_a_sheet_is_reported_and_another_sheet_is_not(package: Package, read: Read) -> None:
    book = load_workbook(io.BytesIO(package.to_bytes()))
    book.copy_worksheet(book["三 申请办理"]).title = "三 申请办理 (2)"
    book["三 申请办理 (2)"]["D6"] = 99
    book.create_sheet("指标来源")["A1"] = "自己的记录"
    saved = io.BytesIO()
    book.save(saved)
    (each,) = read(Package.of(saved.getvalue()))[1]
    assert (each.code, each.blocks) == ("WB-08", False)
    assert each.message == "“三 申请办理 (2)”是“三 申请办理”表的副本，里面的内容不读取，不会进入报告。"
