"""The annotated copy holds what the file held, and reads as any workbook."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from tests.annotate.conftest import Check, Checked
from tests.at_hand import FORMS
from tests.built import built, opened
from tests.conftest import Convert
from tests.profiles import examples
from tests.regenerate import WORKBOOK
from tests.rules.cases import TODAY, with_text
from tests.rules.cases import filing as case
from tests.sizes import sampled
from tests.strategies import filings
from tests.workbook_reading.surgery import Package, Typed
from tests.workbook_reading.test_values import essence
from toolkit.filing import Filing, Original
from toolkit.rules.engine import check_filing
from toolkit.workbook.marking.annotate import annotated_workbook
from toolkit.workbook.package_faults import faults
from toolkit.workbook.plan import META
from toolkit.workbook.reading.read import read_workbook

MENDED = {"WB-07", "WB-08"}
"""Found in the file, and gone from the copy: formulas are whole, and nothing stands where nothing is read."""


def remaining(checked: Checked) -> set[tuple[str, str]]:
    """Faults that the copy still has; a formula without a result is text there, and no number."""
    places = {(code, where) for code, where in checked.places if code not in MENDED}
    return {("T2-01", where) if code == "WB-09" else (code, where) for code, where in places}


def test_the_copy_has_the_same_faults(broken: Package, check: Check) -> None:
    first = check(broken)
    again = check(first.annotated())
    assert again.places == remaining(first)
    assert essence(again.filing) == essence(replace(first.filing, stated={}))


def test_values_that_were_no_numbers_stand_as_typed(broken: Package, check: Check) -> None:
    sheets = check(broken).sheets()
    typed: dict[str, dict[str, object]] = {
        "三 申请办理": {"D7": "20件", "E8": None},
        "封面": {"B5": "二零二五"},
        "指标": {"A8": "新收申请", "B8": 12, "A9": None, "B9": "十二", "C9": "场"},
        "一 总体情况": {"A5": "乱写"},
        "六 其他事项": {"A4": "=1/0"},
    }
    for sheet, cells in typed.items():
        assert {address: sheets[sheet][address].value for address in cells} == cells
    assert sheets["六 其他事项"]["A4"].data_type == "s"


def test_a_formula_is_whole_again_and_the_finding_tells(broken: Package, check: Check) -> None:
    checked = check(broken)
    data = checked.annotated()
    assert load_workbook(io.BytesIO(data))["三 申请办理"]["J6"].value == "=SUM(D6:I6)"
    assert load_workbook(io.BytesIO(data), data_only=True)["三 申请办理"]["J6"].value == 33
    assert "WB-07" in {finding.code for finding in check(broken).findings}


def test_the_corrected_copy_is_clean(broken: Package, check: Check) -> None:
    whole = check(WORKBOOK.read_bytes())
    copy = Package.of(check(broken).annotated())
    copy.put("三 申请办理!D7", 0)
    copy.put("三 申请办理!E8", int(whole.filing.entry("applications.granted.business").number or 0))
    copy.put("封面!B5", 2021)
    for place in ("指标!A8", "指标!B8", "指标!B9"):
        copy.put(place, None)
    copy.put("一 总体情况!A5", "正文")
    copy.put("一 总体情况!B5", whole.filing.narrative["overview"][1].text)
    copy.put("六 其他事项!A4", 0)
    assert [finding.text for finding in check(copy).findings] == []


def test_a_renamed_sheet_is_marked_under_its_own_name(package: Package, check: Check) -> None:
    package.rename("三 申请办理", "申请")
    package.put("申请!D7", "两件")
    checked = check(package)
    assert ("T3-47", "申请!D7") in checked.places
    assert ("T3-47", "三 申请办理!D7") in check(checked.annotated()).places


@pytest.mark.parametrize(
    "text", sampled(["=HYPERLINK(1)", "+1", "-x", "@a", "字" * 2000, "\x00\x1f", "𠮷" * 400, "]]>&<x/>", "{{"], 2)
)
def test_any_text_makes_a_sound_file(text: str, package: Package, check: Check) -> None:
    package.put("三 申请办理!D7", text.replace("\x00", "").replace("\x1f", "") or "空")
    package.put("封面!B5", text.replace("\x00", "").replace("\x1f", "") or "空")
    checked = check(package)
    finding = replace(checked.findings[0], message=text, remedy=text, expected=text, actual=text)
    data = annotated_workbook(checked.filing, (finding, *checked.findings))
    assert faults(data) == []
    assert all(
        not isinstance(cell.value, str) or cell.data_type != "f"
        for row in load_workbook(io.BytesIO(data))["校验结果"]
        for cell in row
    )


@settings(max_examples=examples(5), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filings())
def test_any_filing(check: Check, filing: Filing) -> None:
    filing = replace(filing, prior=None)
    findings = check_filing(filing)
    again = check(annotated_workbook(filing, findings))
    assert again.reading == ()
    assert essence(again.filing) == essence(filing)


def test_libreoffice_keeps_it(broken: Package, check: Check, soffice: Convert, tmp_path: Path) -> None:
    first = check(broken)
    path = tmp_path / "校验结果.xlsx"
    path.write_bytes(first.annotated())
    again = check(soffice(path, "xlsx").read_bytes())
    assert again.places == remaining(first)


def test_a_formula_with_a_stale_value_is_reported_and_kept(package: Package, check: Check) -> None:
    package.put("三 申请办理!D7", Typed("=NOW()", "#NAME?"))
    assert check(package).sheets()["三 申请办理"]["D7"].data_type == "s"


def test_a_copy_says_on_each_sheet_how_many_findings_the_check_had(tmp_path: Path) -> None:
    """Its formulas may find nothing, as where only the text is at fault."""
    filed = with_text(case(), "problems", "存在的主要问题：一是栏目更新不及时。二是{{ 没有的名称 }}。")
    path = tmp_path / "表.xlsx"
    path.write_bytes(built(filed.form, filing=filed))
    read, reading = read_workbook(path, FORMS)
    findings = check_filing(read, reading, today=TODAY)
    assert [each.code for each in findings if each.blocks] == ["TX-10"]
    book = load_workbook(io.BytesIO(annotated_workbook(read, findings)), data_only=True)
    badges = {sheet.title: next((str(c.value) for c in sheet[1] if c.style == "状态"), "") for sheet in book}
    assert badges["五 问题改进"].startswith("检查时有 1 项错误")
    assert "项错误" in badges["封面"]
    assert badges["二 主动公开"] == "本表检查通过"
    listed = {row[0].value: str(row[1].value) for row in book["封面"].iter_rows(max_col=2)}
    assert listed["五 问题改进"] == badges["五 问题改进"]
    assert listed["二 主动公开"] == "本表检查通过"


def test_the_original_is_noted_below_all_other_metadata(package: Package, check: Check) -> None:
    checked = check(package)
    noted = annotated_workbook(checked.filing, checked.findings, original=Original(name="填报.xlsx", digest="0" * 64))
    plain, marked = ([*opened(data)[META].values] for data in (checked.annotated(), noted))
    assert marked[: len(plain)] == plain
    assert [row[1] for row in marked[len(plain) :]] == ["填报.xlsx", "0" * 64]
