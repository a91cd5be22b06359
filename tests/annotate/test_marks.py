"""Marks, prompts and the list of findings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.annotate.conftest import Check
from tests.rules.cases import filing as case
from tests.workbook_reading.surgery import Package
from toolkit.filing import Entry, Indicator
from toolkit.finding import CellRef
from toolkit.form import Severity
from toolkit.workbook.marking.cell_marks import MARKS, shortened
from toolkit.workbook.marking.mark_places import MarkPlaces
from toolkit.workbook.writing.build import assemble


def rule_at(book: Any, place: str) -> Any:
    """The one rule that holds for a cell."""
    sheet, _, address = place.rpartition("!")

    (rule,) = [rule for rule in book[sheet].data_validations.dataValidation if address in rule.sqref]
    return rule


def test_every_cell_of_a_finding_is_marked_by_its_severity(broken: Package, check: Check) -> None:
    checked = check(broken)
    book = checked.sheets()
    errors = {ref.where for each in checked.findings if each.severity is Severity.ERROR for ref in each.cells if ref.id}
    assert len(errors) > 8
    for place in errors:
        cell = book[place.sheet][place.place]
        assert cell.border.left.style == cell.border.top.style == "thick", place
        assert cell.fill.fgColor.rgb.endswith(MARKS[Severity.ERROR].fill)
        assert not cell.protection.locked or cell.data_type == "f"
    assert book["三 申请办理"]["D9"].border.left.style == "thin"


def test_weights_differ_without_colour() -> None:
    assert len({mark.line for mark in MARKS.values()}) == len(Severity)


def test_the_prompt_says_what_is_wrong_and_the_cell_accepts_what_it_did(broken: Package, check: Check) -> None:
    book = check(broken).sheets()
    rule = rule_at(book, "三 申请办理!D7")
    assert (rule.promptTitle, rule.type, rule.showInputMessage) == ("校验：错误 T3-47", "whole", True)
    assert rule.prompt == "内容是“20件”，应只填 20。请只填写不小于 0 的整数；没有的填 0。"
    neighbour = rule_at(book, "三 申请办理!D8")
    assert (neighbour.promptTitle, neighbour.type) == ("（一）予以公开", "whole")
    assert rule_at(book, "一 总体情况!A5").type == "list"
    assert "“不存在”" in rule_at(book, "一 总体情况!B5").prompt
    assert "WB-07" in rule_at(book, "三 申请办理!J6").promptTitle


def test_prompts_fit(broken: Package, check: Check) -> None:
    for sheet in check(broken).sheets():
        for rule in sheet.data_validations.dataValidation:
            assert len((rule.prompt or "").encode("utf-16-le")) <= 510
            assert len((rule.promptTitle or "").encode("utf-16-le")) <= 64


def test_shortened_counts_as_spreadsheet_programs_do() -> None:
    assert shortened("𠮷" * 10, 20) == "𠮷" * 10
    assert shortened("𠮷" * 10, 19) == "𠮷" * 9 + "…"
    assert shortened("字" * 10, 9) == "字" * 8 + "…"


def test_the_list_comes_first_and_leads_to_each_cell(broken: Package, check: Check) -> None:
    checked = check(broken)
    book = checked.sheets()
    sheet = book.worksheets[0]
    assert (sheet.title, book.active.title) == ("校验结果", "校验结果")
    rows = list(sheet.iter_rows(min_row=4))
    heads = [cell.value for cell in rows[0]]
    assert heads == ["程度", "位置", "问题", "怎么改", "项目", "所填", "应为", "另见", "规则"]
    ordered = sorted(checked.findings, key=lambda finding: finding.severity.rank)
    assert ordered != list(checked.findings)
    assert [row[2].value for row in rows[1:]] == [finding.message for finding in ordered]
    for row, finding in zip(rows[1:], ordered, strict=True):
        assert row[0].value == finding.severity.label
        assert row[1].value == str(finding.where)
        assert (row[1].hyperlink is not None) == bool(finding.cells[0].id)
        assert row[8].value.startswith(finding.code)
        assert row[3].value == (
            "本文件里公式已经恢复，请核对填报的各数。" if finding.code == "WB-07" else finding.remedy
        )
    looks = {row[0].value: row[0].fill.fgColor.rgb for row in rows[1:]}
    assert len(set(looks.values())) == len(looks) > 1
    stated = next(row for row in rows if row[8].value.startswith("WB-07"))
    assert (stated[5].value, stated[6].value) == ("77", "33")
    assert stated[1].hyperlink.location == "'三 申请办理'!J6"


def test_text_is_quoted_by_its_sentence(broken: Package, check: Check) -> None:
    rows = check(broken).sheets()["校验结果"].iter_rows(min_row=5, values_only=True)
    quoted = next(row for row in rows if str(row[8]).startswith("TX-10"))
    assert quoted[5] == "全年新收 {{ 不存在 }}件。"


def test_the_list_filters_prints_and_stays_in_view(broken: Package, check: Check) -> None:
    checked = check(broken)
    sheet = checked.sheets()["校验结果"]
    assert sheet.auto_filter.ref == f"A4:I{4 + len(checked.findings)}"
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert all(sheet.column_dimensions[letter].width >= 8 for letter in "ABCDEFGHI")
    read = sum(sheet.column_dimensions[letter].width for letter in "ABCDEFGH")
    assert read * 8 + 8 * 5 + 40 <= 1600  # pixels: 8 a character and 5 a column, and the row numbers
    assert not sheet.protection.sheet


def test_a_waived_finding_is_listed_with_its_reason_and_not_marked(package: Package, check: Check) -> None:
    package.put("封面!B26", "二、主动公开信息的情况")
    package.put("校验!I5", "TX-07")
    package.put("校验!K5", "沿用历年写法")
    checked = check(package)
    assert [finding.waived for finding in checked.findings if finding.code == "TX-07"] == ["沿用历年写法"]
    book = checked.sheets()
    row = next(
        row for row in book["校验结果"].iter_rows(min_row=5, values_only=True) if str(row[8]).startswith("TX-07")
    )
    assert (row[0], row[3]) == ("已说明", "已说明理由：沿用历年写法")
    assert book["封面"]["B26"].border.left.style == "thin"


def test_nothing_found_is_said(package: Package, check: Check) -> None:
    checked = check(package)
    assert checked.findings == ()
    book = checked.sheets()
    assert book["校验结果"]["A1"].value.endswith("（没有发现问题）")
    assert "检查时有" not in "".join(str(cell.value) for row in book["封面"].iter_rows() for cell in row)


def test_dashes_stand_as_typed_and_other_places_are_counted_without_the_first(package: Package, check: Check) -> None:
    places = [f"{letter}{row}" for row in (9, 10, 11) for letter in "DEFGHI"]
    for place in places:
        package.put(f"三 申请办理!{place}", "/")
    book = check(package).sheets()
    assert {book["三 申请办理"][place].value for place in places} == {"/"}
    line = [cell.value for cell in book["校验结果"][5]]
    assert (line[5], line[6] or "") == ("/", "")
    assert line[7].endswith("、I9 其他（/） 等 17 处")


def test_of_a_cell_of_several_lines_the_line_is_marked(package: Package, check: Check) -> None:
    """Each is a paragraph, which the copy has in a row of its own."""
    package.put("五 问题改进!B5", "解读不够，将丰富形式。\n检索不便，将由××整改。\n更新偏慢，将改进。")
    sheet = check(package).sheets()["五 问题改进"]
    lines = {str(sheet.cell(row, 2).value)[:4]: sheet.cell(row, 2).border.left.style for row in range(4, 12)}
    assert lines["解读不够"] == lines["更新偏慢"] == "thin"
    assert lines["检索不便"] not in ("thin", None)


def test_an_indicator_that_came_from_no_sheet_is_found_by_its_name() -> None:
    own = tuple(Indicator(name=name, entry=Entry(number=1)) for name in ("培训", "来访"))
    placing = MarkPlaces(assemble(replace(case(), indicators=own)))
    rows = [placing.cell_address(CellRef(id=f"indicators.{each.name}")) for each in own]
    assert [each and each.row for each in rows] == [5, 6]
