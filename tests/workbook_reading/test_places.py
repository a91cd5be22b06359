"""Values are found wherever names, the metadata sheet and headers put them."""

from __future__ import annotations

import pytest

from tests.workbook_reading.conftest import Read, base, cells, codes
from tests.workbook_reading.surgery import Package
from tests.workbook_reading.test_values import essence
from toolkit.errors import UnreadableFile
from toolkit.finding import Finding
from toolkit.form import Severity

FIRST = "applications.received.natural_person"


def notes(findings: tuple[Finding, ...]) -> list[tuple[str, Severity]]:
    return [(finding.code, finding.severity) for finding in findings]


def test_a_renamed_sheet(package: Package, read: Read) -> None:
    package.rename("三 申请办理", "申请情况（改名）")
    package.rename("封面", "Cover 1")
    package.rename("一 总体情况", "总体")
    filing, findings = read(package)
    assert findings == ()
    assert essence(filing) == essence(base())
    assert str(filing.entry(FIRST).where) == "申请情况（改名）!D6"
    assert str(filing.narrative["overview"][0].where) == "总体!B4"


def test_sheets_in_another_order(package: Package, read: Read) -> None:
    sheets = next(each for each in package.book if each.tag.endswith("}sheets"))
    sheets[:] = reversed(sheets)
    filing, findings = read(package)
    assert (findings, essence(filing)) == ((), essence(base()))


def test_a_removed_name_is_found_by_its_place_and_told(package: Package, read: Read) -> None:
    package.refer(FIRST, None)
    filing, findings = read(package)
    assert notes(findings) == [("WB-06", Severity.NOTE)]
    assert cells(findings, "WB-06") == ["三 申请办理!D6"]
    assert essence(filing) == essence(base())


def test_a_name_that_refers_to_nothing(package: Package, read: Read) -> None:
    package.refer("cover.year", "#REF!")
    package.refer("disputes.reconsideration.upheld", "'四 复议诉讼'!#REF!")
    filing, findings = read(package)
    assert sorted(cells(findings, "WB-06")) == ["四 复议诉讼!A6", "封面!B5"]
    assert essence(filing) == essence(base())


def test_a_cell_that_was_cut_and_pasted(package: Package, read: Read) -> None:
    """Its name went along, the other's is gone; the labels say that nothing on the sheet has moved."""
    package.refer(FIRST, "'三 申请办理'!$E$6")
    package.refer("applications.received.business", "#REF!")
    filing, findings = read(package)
    assert sorted(cells(findings, "WB-06")) == ["三 申请办理!D6", "三 申请办理!E6"]
    assert (filing.entry(FIRST).number, filing.entry("applications.received.business").number) == (33, 2)


def test_all_names_lost(package: Package, read: Read) -> None:
    package.forget_names()
    filing, findings = read(package)
    assert notes(findings) == [("WB-06", Severity.NOTE)]
    assert cells(findings, "WB-06") == []
    assert essence(filing) == essence(base())


def test_all_names_lost_and_a_table_sheet_renamed(package: Package, read: Read) -> None:
    package.forget_names()
    package.rename("三 申请办理", "表三")
    filing, findings = read(package)
    assert codes(findings) == ["WB-06"]
    assert essence(filing) == essence(base())


def test_all_names_lost_and_the_labels_over_a_cell(package: Package, read: Read) -> None:
    """Nothing but the plan says where it is, and nothing on the sheet has moved."""
    package.forget_names()
    package.put("四 复议诉讼!A4", "改了")
    package.put("四 复议诉讼!A5", "改了")
    filing, _ = read(package)
    assert essence(filing)["inputs"] == essence(base())["inputs"]


def test_the_metadata_sheet_lost(package: Package, read: Read) -> None:
    package.drop("_xl_report")
    filing, findings = read(package)
    assert findings == ()
    assert essence(filing) == essence(base())


def test_quotes_dropped_as_libreoffice_does(package: Package, read: Read) -> None:
    package.refer("cover.agency", "封面!$B$3")
    package.refer("cover.year", "$封面.$B$5")  # an address of its own dialect is no reference at all
    filing, findings = read(package)
    assert cells(findings, "WB-06") == ["封面!B5"]
    assert (str(filing.agency), filing.year) == ("某市市场监督管理局", 2025)


def test_rows_inserted_on_a_text_sheet(package: Package, read: Read) -> None:
    package.move_rows("一 总体情况", 2, 3)
    filing, findings = read(package)
    assert findings == ()
    assert essence(filing) == essence(base())
    assert str(filing.narrative["overview"][0].where) == "一 总体情况!B7"


def test_a_paragraph_inserted_and_one_deleted(package: Package, read: Read) -> None:
    package.move_rows("一 总体情况", 6, 1)
    package.put("一 总体情况!A6", "正文")
    package.put("一 总体情况!B6", "添的一段。")
    package.move_rows("一 总体情况", 5, -1)
    overview = read(package)[0].narrative["overview"]
    assert [each.text for each in overview] == ["（一）主动公开", "添的一段。", "原文里的{{ 花括号 }}"]


def test_rows_inserted_above_the_fee_figures(package: Package, read: Read) -> None:
    package.put("六 其他事项!A4", 7)
    package.move_rows("六 其他事项", 3, 2)
    filing, _ = read(package)
    assert filing.entry("processing_fee.notices").number == 7
    assert str(filing.entry("processing_fee.notices").where) == "六 其他事项!A6"
    assert [each.text for each in filing.narrative["other"]] == ["没有收取信息处理费。"]


def test_a_row_inserted_into_a_table(package: Package, read: Read) -> None:
    package.move_rows("三 申请办理", 20, 1)
    filing, _ = read(package)
    assert essence(filing)["inputs"] == essence(base())["inputs"]
    assert str(filing.entry("applications.carried_out.natural_person").where) == "三 申请办理!D31"


def test_a_row_deleted_from_a_table(package: Package, read: Read) -> None:
    package.move_rows("三 申请办理", 9, -1)
    with pytest.raises(UnreadableFile) as stop:
        read(package)
    assert stop.value.code == "WB-06"
    assert "“三 申请办理”表的“（二）部分公开" in stop.value.message
    assert stop.value.message.endswith("等 7 处。")


def test_a_sheet_deleted(package: Package, read: Read) -> None:
    package.drop("四 复议诉讼")
    with pytest.raises(UnreadableFile) as stop:
        read(package)
    assert stop.value.code == "WB-06"
    assert "找不到“四 复议诉讼”表。" in stop.value.message


def test_nothing_left_but_the_cells(package: Package, read: Read) -> None:
    package.forget_names()
    package.drop("_xl_report")
    with pytest.raises(UnreadableFile) as stop:
        read(package)
    assert stop.value.code == "WB-02"


def test_a_header_typed_over(package: Package, read: Read) -> None:
    package.put("五 问题改进!A3", "层次")
    package.put("五 问题改进!B3", "内容")
    assert [each.text for each in read(package)[0].narrative["problems"]] == ["解读形式不够丰富。"]
