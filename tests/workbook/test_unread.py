"""What was not read, or printed blank, stays so in the workbook until its cell holds something, whoever saves it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Border

from tests.at_hand import FORMS
from tests.built import built, opened
from tests.conftest import Convert
from tests.rules.cases import TODAY, filing, with_printed_blanks, with_stated, with_values, without
from tests.sizes import sampled
from tests.tables import filled, form_of, raw_form
from tests.workbook_reading.surgery import Package
from toolkit.filing import Filing, Source
from toolkit.finding import Finding
from toolkit.rules.engine import check_filing
from toolkit.workbook.plan import CHECKS, plan_of
from toolkit.workbook.reading.read import read_workbook
from toolkit.workbook.writing.build import blank_filing
from toolkit.workbook.writing.check_sheet import HEADER

REPORT = filing(Source.REPORT)
PLAN = plan_of(REPORT.form)
ROW = "applications.received."
BLANKS = ("applications.granted.research", "applications.granted.other", "disputes.reconsideration.other")
LOST = with_stated(
    without(with_printed_blanks(REPORT, *BLANKS), ROW, "disputes.direct_litigation.pending"), f"{ROW}total", 33
)


def unread(filed: Filing) -> set[str]:
    return set(filed.unread) & set(filed.form.inputs)


def printed_blank(filed: Filing) -> set[str]:
    return {cell for cell, entry in filed.inputs.items() if entry.printed_blank}


def reread(package: bytes, folder: Path) -> tuple[Filing, list[Finding]]:
    path = folder / "表.xlsx"
    path.write_bytes(package)
    filed, reading = read_workbook(path, FORMS)
    return filed, list(check_filing(filed, reading, today=TODAY))


def messages(findings: list[Finding], code: str) -> str:
    return "".join(each.message for each in findings if each.code == code)


def states(package: bytes) -> Mapping[tuple[str, str], str]:
    sheet = load_workbook(io.BytesIO(package), data_only=True)[CHECKS]
    lines = (line for line in sheet.iter_rows(HEADER + 1, max_col=7, values_only=True) if line[0])
    return {(str(line[0]), str(line[6])): str(line[4]) for line in lines}


@pytest.fixture(scope="module")
def written() -> bytes:
    return built(LOST.form, filing=LOST)


@pytest.fixture(scope="module")
def saved(written: bytes, soffice: Convert, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("unread") / "表.xlsx"
    path.write_bytes(written)
    return soffice(path, "xlsx").read_bytes()


@pytest.fixture(params=["as written", pytest.param("as saved by LibreOffice", marks=pytest.mark.program)])
def package(request: pytest.FixtureRequest, written: bytes) -> bytes:
    found: bytes = written if request.param == "as written" else request.getfixturevalue("saved")
    return found


def test_the_states_are_kept(package: bytes, tmp_path: Path) -> None:
    filed, findings = reread(package, tmp_path)
    assert (unread(filed), printed_blank(filed)) == (unread(LOST), printed_blank(LOST))
    assert filed.stated[f"{ROW}total"].number == filed.number(f"{ROW}total") == 33
    assert "没有读出" in messages(findings, "IM-06")
    assert "计为 0" in messages(findings, "T3-47")


def test_nothing_stands_in_their_cells(written: bytes) -> None:
    book = load_workbook(io.BytesIO(written), data_only=True)
    for cell in (*unread(LOST), *BLANKS, f"{ROW}total", "disputes.direct_litigation.total"):
        assert book[PLAN.at(cell).sheet][PLAN.at(cell).address].value in (None, ""), cell


@pytest.mark.parametrize("value", sampled([None, "4?2", "三十"], 1))
def test_no_sum_is_written_to_which_a_figure_is_missing(value: str | None) -> None:
    """Neither in a total nor beside the rule that it is a side of."""
    own = with_values(filing(), applications__granted__research=value)
    book = load_workbook(io.BytesIO(built(own.form, filing=own)), data_only=True)
    sheet = book[PLAN.at("applications.granted.total").sheet]
    totals = ("applications.granted.total", "applications.total.research", "applications.total.total")
    assert [sheet[PLAN.at(total).address].value for total in totals] == [None] * 3
    assert sheet[PLAN.at("applications.granted.research").address].value == value
    place = str(PLAN.at("applications.received.research").where)
    line = next(row for row in book[CHECKS].iter_rows(values_only=True) if (row[0], row[6]) == ("T3-01", place))
    assert line[2:5] == (own.number("applications.received.research"), None, "未填")


def test_the_sheet_says_what_check_says(package: bytes) -> None:
    lines = states(package)
    assert lines["T3-47", str(PLAN.at(f"{ROW}natural_person").where)] == "未填"
    assert lines["T3-47", str(PLAN.at("disputes.reconsideration.upheld").where)] == "未填"
    assert lines["T3-01", str(PLAN.at(f"{ROW}research").where)] == "未填"


def test_printed_blanks_alone_leave_nothing_to_fill_in(soffice: Convert, tmp_path: Path) -> None:
    blanks = with_printed_blanks(REPORT, *BLANKS)
    filled = built(blanks.form, filing=replace(blanks, source=Source.WORKBOOK))
    path = tmp_path / "填报.xlsx"
    path.write_bytes(filled)
    for package in (filled, soffice(path, "xlsx").read_bytes()):
        lines = states(package)
        assert lines["T3-47", str(PLAN.at(f"{ROW}natural_person").where)] == "通过"
        assert lines["T3-01", str(PLAN.at(f"{ROW}research").where)] == "通过"
        filed, findings = reread(package, tmp_path)
        assert filed.number(BLANKS[0]) == 0
        assert not [each for each in findings if each.blocks]


@pytest.mark.parametrize(
    ("place", "value", "state"),
    [(BLANKS[0], 5, "通过"), (BLANKS[0], "五", "不通过"), ("applications.granted.business", None, "未填")],
)
def test_what_is_typed_into_a_printed_blank_counts(
    place: str, value: int | str | None, state: str, soffice: Convert, tmp_path: Path
) -> None:
    """And a blank that a clerk leaves beside it is still missed."""
    blanks = with_printed_blanks(REPORT, *BLANKS)
    package = Package.of(built(blanks.form, filing=blanks))
    package.put(str(PLAN.at(place).where), value)
    path = tmp_path / "填报.xlsx"
    path.write_bytes(package.to_bytes())
    saved = soffice(path, "xlsx").read_bytes()
    assert states(saved)["T3-47", str(PLAN.at(f"{ROW}natural_person").where)] == state
    filed, findings = reread(saved, tmp_path)
    assert place not in printed_blank(filed)
    assert any(each.blocks for each in findings if each.code == "T3-47") == (state != "通过")


def test_filling_in_ends_it(written: bytes, tmp_path: Path) -> None:
    package = Package.of(written)
    for cell in unread(LOST):
        package.put(str(PLAN.at(cell).where), int(REPORT.inputs[cell].number or 0))
    filed, findings = reread(package.to_bytes(), tmp_path)
    assert unread(filed) == set()
    assert filed.number(f"{ROW}total") == REPORT.number(f"{ROW}total")
    assert not messages(findings, "IM-06")


def test_an_incomplete_sum_is_one_until_its_number_is_changed(soffice: Convert, tmp_path: Path) -> None:
    cell = f"{ROW}business"
    entry = replace(REPORT.inputs[cell], partial=True)
    path = tmp_path / "填报.xlsx"
    path.write_bytes(built(REPORT.form, filing=replace(REPORT, inputs={**REPORT.inputs, cell: entry})))
    saved = soffice(path, "xlsx").read_bytes()
    filed, findings = reread(saved, tmp_path)
    assert filed.entry(cell).partial
    assert "不完整" in messages(findings, "IM-08")
    package = Package.of(saved)
    package.put(str(PLAN.at(cell).where), 4)
    filed, findings = reread(package.to_bytes(), tmp_path)
    assert not filed.entry(cell).partial
    assert not messages(findings, "IM-08")


def test_each_table_says_of_its_own_blanks_whether_they_are_zeros() -> None:
    """Also where a total of another table waits for them."""
    raw = raw_form("matrix", ["数量"], ["甲", "乙"])
    second = {
        **raw["tables"][0],
        "id": "u",
        "short": "总表",
        "blocks": raw_form("matrix", ["数量"], ["总"])["tables"][0]["blocks"],
    }
    wording = dict.fromkeys(("title", "message", "remedy", "why", "source", "example"), "合计")
    own = {"code": "T-1", "table": "u", "row": "r1", "column": "c1", "of": "t.r1.c1 + t.r2.c1", "wording": wording}
    section = {"id": "whole", "heading": "四、总表", "sheet": "四 总表", "table": "u"}
    form = form_of(raw | {"tables": [*raw["tables"], second], "sections": [*raw["sections"], section], "sums": [own]})
    lost = without(replace(filled(form), source=Source.REPORT), "t.r2.c1")
    assert "u.r1.c1" in lost.unread
    plan, book = plan_of(form), load_workbook(io.BytesIO(built(form, filing=lost)))
    formulas = [
        rule.formula[0]
        for area in book["四 总表"].conditional_formatting
        for rule in area.rules
        if str(area.sqref) == plan.at("u.r1.c1").address and "COUNT(" in rule.formula[0]
    ]
    (incomplete,) = formulas
    zeros = plan.at("zeros.t")
    assert incomplete.startswith(f"AND('{zeros.sheet}'!{zeros.address}<>\"均为 0\",COUNT('{zeros.sheet}'!")


def test_declaring_blanks_zeros_is_a_statement(written: bytes, tmp_path: Path) -> None:
    package = Package.of(written)
    for table in ("applications", "disputes"):
        package.put(str(PLAN.at(f"zeros.{table}").where), "均为 0")
    filed, _ = reread(package.to_bytes(), tmp_path)
    assert (unread(filed), printed_blank(filed)) == (set(), set())
    assert filed.number(f"{ROW}total") == 0


def test_a_blank_workbook_is_blank_not_unread(tmp_path: Path) -> None:
    blank = blank_filing(REPORT.form, "某局", 2025, "county")
    filed, findings = reread(built(blank.form, filing=blank), tmp_path)
    assert not filed.unread
    assert not messages(findings, "IM-06")
    assert "没有填写" in messages(findings, "T3-47")


def test_a_required_figure_typed_as_words_is_open(soffice: Convert, tmp_path: Path) -> None:
    unpaid = with_values(
        REPORT, applications__other__fee_unpaid__natural_person=2, applications__granted__natural_person=18
    )
    package = Package.of(built(unpaid.form, filing=unpaid))
    place = str(PLAN.at("processing_fee.notices").where)
    path = tmp_path / "填报.xlsx"
    for typed, state in (("三件", "未填"), (0, "不通过")):
        package.put(place, typed)
        path.write_bytes(package.to_bytes())
        saved = soffice(path, "xlsx").read_bytes()
        assert states(saved)["T3-49", place] == state
        assert bool(messages(reread(saved, tmp_path)[1], "T3-49")) == (state == "不通过")


def test_a_required_figure_that_was_not_read_is_open_in_the_sheet_too(tmp_path: Path) -> None:
    unpaid = with_values(
        REPORT, applications__other__fee_unpaid__natural_person=2, applications__granted__natural_person=18
    )
    lost = built(unpaid.form, filing=without(unpaid, "processing_fee.notices"))
    place = str(PLAN.at("processing_fee.notices").where)
    assert states(lost)["T3-49", place] == "未填"
    _, findings = reread(lost, tmp_path)
    assert not messages(findings, "T3-49")


def test_the_empty_form_does_not_become_zeros_with_the_first_figure(tmp_path: Path) -> None:
    empty = with_printed_blanks(REPORT, *REPORT.form.cells)
    package = Package.of(built(empty.form, filing=empty))
    package.put(str(PLAN.at(f"{ROW}business").where), 3)
    filed, findings = reread(package.to_bytes(), tmp_path)
    assert filed.number(f"{ROW}research") is None
    assert "还有 143 格没有填写" in messages(findings, "T3-47")


def test_a_total_of_nothing_shows_no_figure() -> None:
    """As long as an input of it is empty that is no zero printed as a blank."""
    sheets = load_workbook(io.BytesIO(built(REPORT.form)))
    for cell in REPORT.form.derived:
        place = PLAN.at(cell)
        (condition,) = (
            rule.formula[0]
            for area in sheets[place.sheet].conditional_formatting
            if place.address in area.sqref
            for rule in area.rules
            if rule.dxf.numFmt and rule.dxf.numFmt.formatCode == "General;-General;"
        )
        assert "COUNTBLANK(" in condition
        assert "均为 0" in condition


def test_the_question_of_blanks_fades_once_there_are_none() -> None:
    sheet = opened(built(FORMS.form("gkgb-2021"), filing=filing()))["二 主动公开"]
    rules = {str(each.sqref): each.rules for each in sheet.conditional_formatting}
    for place in ("A2", "B2"):
        settled = 'AND($B$2="尚未填完",COUNTBLANK(B5:D6)+COUNTBLANK(B9)+COUNTBLANK(B12:B13)+COUNTBLANK(B16)=0)'
        (look,) = (rule.dxf for rule in rules[place] if rule.formula == [settled])
        assert look.fill.bgColor.rgb.endswith("FFFFFF")
        assert sheet[place].border == Border()
