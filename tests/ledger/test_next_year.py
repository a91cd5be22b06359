"""Next year's ledger: what goes on into it, cell by cell, and what of last year's it says that it leaves."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.at_hand import FORMS
from tests.command_line import run
from tests.ledger.filled import AGENCY, HANDLERS, Row, blank, filled, form, made_up, registered, rows_in
from tests.sizes import sampled
from toolkit import api
from toolkit.errors import InvalidRequest, ReportError
from toolkit.ledger.columns import FIRST_ROW, HOLIDAYS, NUMBERS, REQUESTS, TODAY
from toolkit.ledger.declared import applicants_of
from toolkit.ledger.formulas import HANDLER_ROWS

pytestmark = pytest.mark.usefixtures("short_books")


def sound(seed: int, count: int) -> list[Row]:
    """Requests without errors."""
    return [row if "closed" in row else {**row, "kind": None} for row in made_up(seed, count)]


def begun(last: Path, target: Path) -> api.NewLedger:
    made = api.new_ledger(last=last, forms=FORMS)
    made.file.save(target)
    return made


@pytest.mark.parametrize("seed", sampled(range(6), 1))
def test_what_was_open_goes_on_as_it_stands_and_counts_column_by_column(seed: int, tmp_path: Path) -> None:
    rows = sound(seed, 60)
    last, after = filled(tmp_path / "2025.xlsx", rows), tmp_path / "2026.xlsx"
    made = begun(last, after)
    end = dt.date(2025, 12, 31)
    open_ones = [row for row in rows if "closed" not in row or row["closed"] > end]  # type: ignore[operator]  # a day
    assert made.file.name == f"{AGENCY}2026年申请台账.xlsx"
    assert rows_in(after) == rows_in(filled(tmp_path / "再填.xlsx", open_ones))
    (carried,) = [each for each in made.carried if each.sheet == REQUESTS]
    assert (len(carried.kept), carried.left) == (len(open_ones), len(rows) - len(open_ones))
    old, new = [api.check_ledger(path, on=dt.date(2026, 1, 5), forms=FORMS).ledger for path in (last, after)]
    assert (new.year, new.agency, new.handlers) == (2026, AGENCY, HANDLERS)
    due = {each.number: old.clocks.clock(each.dates, dt.date(2026, 1, 5)) for each in old.requests}
    for each in new.requests:
        assert new.clocks.clock(each.dates, dt.date(2026, 1, 5)) == due[each.number]
    before, now = api.ledger_figures([last], forms=FORMS), api.ledger_figures([after], forms=FORMS)
    for column in applicants_of(form()).values():
        out, into = f"applications.carried_out.{column}", f"applications.carried_in.{column}"
        assert now[into].number == before[out].number
    assert before["applications.carried_out.natural_person"].number


CASES: list[Row] = [
    {"number": "（2025）复1号", "kind": "行政复议", "accepted": dt.date(2025, 3, 3)},
    {
        "number": "（2025）复2号",
        "kind": "行政复议",
        "accepted": dt.date(2025, 3, 4),
        "closed": dt.date(2025, 5, 6),
        "class": "结果维持",
        "remark": "已经审结",
    },
]
CHANNEL = {"channel": "政府网站公开信息"}
PUBLISHED: list[Row] = [
    {"number": "1", "kind": "行政规范性文件", "made": dt.date(2023, 5, 5), "published": dt.date(2023, 5, 9)} | CHANNEL,
    {"number": "2", "kind": "行政规范性文件", "made": dt.date(2024, 5, 5), "repealed": dt.date(2025, 6, 1)},
    {"number": "3", "kind": "行政许可", "made": dt.date(2025, 5, 5), "pieces": 30},
    {"number": "4", "kind": "行政许可", "made": dt.date(2026, 1, 4), "pieces": 3},
]


def test_other_registers_go_on_with_what_still_counts(tmp_path: Path) -> None:
    last, after = tmp_path / "2025.xlsx", tmp_path / "2026.xlsx"
    registered(last, {"cases": CASES, "publications": PUBLISHED})
    begun(last, after)
    assert [row["number"] for row in rows_in(after, "cases")] == ["（2025）复1号"]
    assert [row["number"] for row in rows_in(after, "publications")] == ["1", "4"]
    figures = api.ledger_figures([after], forms=FORMS)
    assert figures["disputes.reconsideration.pending"].number == 1
    assert figures["disclosure.normative_documents.repealed"].number == 0
    assert "disclosure.normative_documents.in_force" not in figures, "nobody marked this year's as complete"


def test_a_request_that_came_early_or_an_answer_that_came_late_is_not_lost(tmp_path: Path) -> None:
    """Nor is a text that begins as formulas do taken for one."""
    rows: list[Row] = [
        {"number": "1", "applicant": "自然人", "received": dt.date(2026, 1, 4)},
        {
            "number": "2",
            "applicant": "自然人",
            "received": dt.date(2025, 12, 4),
            "closed": dt.date(2026, 1, 4),
            "kind": "（一）予以公开",
        },
        {
            "number": "3",
            "applicant": "自然人",
            "received": dt.date(2025, 12, 4),
            "closed": dt.date(2025, 12, 31),
            "kind": "（一）予以公开",
            "correction_asked": dt.date(2025, 12, 5),
            "correct_by": dt.date(2026, 1, 5),
        },
    ]
    last, after = filled(tmp_path / "2025.xlsx", rows), tmp_path / "2026.xlsx"
    book = load_workbook(last)
    cell = book[REQUESTS].cell(FIRST_ROW, NUMBERS["number"])
    cell.value, cell.data_type = "=1+1", "s"
    book.save(last)
    begun(last, after)
    assert [row["number"] for row in rows_in(after)] == ["=1+1", "2"]
    assert load_workbook(after)[REQUESTS].cell(FIRST_ROW, NUMBERS["number"]).data_type == "s"


def test_the_holidays_that_staff_entered_go_on(tmp_path: Path) -> None:
    """Those of a year that the program does not know, and not what its calendar no longer reaches."""
    book = load_workbook(filled(tmp_path / "2025.xlsx", [], book=blank(60, 2023, 2024, 2025)))
    sheet = book[HOLIDAYS]
    last = next(row for row in range(5, 205) if sheet.cell(row, 2).value is None)
    for column, value in enumerate(("元旦", dt.date(2027, 1, 1), dt.date(2027, 1, 3), "放假"), start=1):
        sheet.cell(last, column).value = value  # type: ignore[assignment]  # what a cell holds
    sheet.cell(last + 1, 1).value = "等 2028 年的通知"
    next(row for row in sheet.iter_rows(5, 9) if row[5].value == 2027)[6].value = "是"
    book.save(tmp_path / "2025.xlsx")
    made = begun(tmp_path / "2025.xlsx", tmp_path / "2026.xlsx")
    (lost,) = made.findings
    assert (lost.code, str(lost.where)) == ("RQ-30", f"{HOLIDAYS}!A{last + 1}")
    checked = api.check_ledger(tmp_path / "2026.xlsx", on=dt.date(2026, 1, 5), forms=FORMS)
    assert checked.findings == ()
    assert checked.ledger.completed == {2024, 2025, 2026, 2027}
    shown = load_workbook(tmp_path / "2026.xlsx")[HOLIDAYS]
    days = [f"{row[1].value:%F}" for row in shown.iter_rows(5, 204) if row[1].value]
    assert days == sorted(days)
    assert (days[0], days[-1]) == ("2023-12-30", "2027-01-01")


def test_what_cannot_go_on_is_said(tmp_path: Path) -> None:
    path = filled(tmp_path / "2025.xlsx", [{"number": "1", "applicant": "自然人", "received": dt.date(2025, 12, 4)}])
    book = load_workbook(path)
    sheet = book[REQUESTS]
    sheet.cell(FIRST_ROW, NUMBERS["remark"]).value = CellRichText(
        "已电话联系", TextBlock(InlineFont(strike=True), "，再等")
    )
    sheet.cell(FIRST_ROW, len(NUMBERS) + 2).value = "栏目以外"
    struck = sheet.cell(FIRST_ROW, NUMBERS["person"])
    struck.value, struck.font = "王某某", Font(strike=True)
    book.create_sheet("草稿")["A1"] = "自己算的"
    book.save(path)
    made = begun(path, tmp_path / "2026.xlsx")
    cells, sheets = made.findings
    assert [each.place for each in (ref.where for ref in cells.cells)] == ["D5", "AA5", "AJ5"]
    assert sheets.message == "另外加的工作表没有移过来：草稿。"
    (row,) = rows_in(tmp_path / "2026.xlsx")
    assert row["remark"] == "已电话联系"
    assert "person" not in row


def test_a_ledger_with_errors_or_of_another_year_is_not_gone_on_from(tmp_path: Path) -> None:
    broken = filled(tmp_path / "错.xlsx", [{"number": "1", "applicant": "自然人", "received": "元月"}])
    with pytest.raises(ReportError, match="1 项错误，不能确定到 2025年12月31日哪些没有办结"):
        api.new_ledger(last=broken, forms=FORMS)
    whole = filled(tmp_path / "2025.xlsx", [])
    with pytest.raises(ReportError, match="是 2025 年的，不能接着做 2027 年的台账"):
        api.new_ledger(year=2027, last=whole, forms=FORMS)
    with pytest.raises(InvalidRequest, match="请用 --agency"):
        api.new_ledger(year=2027, forms=FORMS)


def test_the_command_says_what_goes_on_and_what_does_not(tmp_path: Path) -> None:
    last = filled(tmp_path / "2025.xlsx", sound(5, 60))
    first, second = [
        run("ledger", "new", "--from", str(last), "--form", "gkgb-2021", "-o", str(tmp_path / name))
        for name in ("2026.xlsx", "再.xlsx")
    ]
    count = len(rows_in(tmp_path / "2026.xlsx"))
    assert f"“{REQUESTS}”带过来 {count} 行，其余 {60 - count} 行与 2026 年无关，没有带过来。" in first.stderr
    assert first.stderr == second.stderr
    assert (tmp_path / "2026.xlsx").read_bytes() == (tmp_path / "再.xlsx").read_bytes()
    assert run("ledger", "new", "--agency", AGENCY).exit_code == 2
    names = [row[0].value for row in load_workbook(tmp_path / "2026.xlsx")[TODAY].iter_rows(HANDLER_ROWS[0], 8, 11, 11)]
    assert names == [*HANDLERS, None]
    assert "上年的台账是" not in first.stderr
    renamed = run("ledger", "new", "--from", str(last), "--agency", "某市大数据局", "-o", str(tmp_path / "改名.xlsx"))
    assert f"上年的台账是“{AGENCY}”的，新台账写的是“某市大数据局”" in renamed.stderr
