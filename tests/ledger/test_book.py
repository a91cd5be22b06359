"""A ledger's workbook: what it is, and that its formulas run the same clocks as the program."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from tests.at_hand import FORMS
from tests.conftest import Convert
from tests.forms.made_up import FORMS as MADE_UP
from tests.ledger.filled import AGENCY, HANDLERS, blank, filled, form, made_up
from tests.libreoffice import LibreOffice
from tests.workbook.test_conformance import REMARKS
from toolkit.bounds import LEDGER_ROWS
from toolkit.errors import InvalidRequest
from toolkit.ledger.book import ledger_book
from toolkit.ledger.clocks import ClockState
from toolkit.ledger.columns import COLUMNS, FIRST_ROW, HEADER, NUMBERS, REQUESTS, TODAY
from toolkit.ledger.declared import request_register
from toolkit.ledger.reading import read_ledger
from toolkit.ledger.today_sheet import HEAD
from toolkit.ledger.working_days import UnknownYear, WorkingDays


def test_the_sheets_are_locked_but_for_what_staff_fill_in() -> None:
    book = load_workbook(io.BytesIO(blank(5)))
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [
        *("今日", "申请台账", "复议诉讼台账", "主动公开台账", "统计", "放假调休", "说明")
    ]
    assert all(sheet.protection.sheet for sheet in book)
    assert book.security.lockStructure
    sheet, filled_in = book[REQUESTS], {column.key for column in request_register(form()).filled}
    for column in COLUMNS:
        assert sheet.cell(HEADER, NUMBERS[column.key]).value == column.title
        cell = sheet.cell(FIRST_ROW, NUMBERS[column.key])
        assert cell.protection.locked == (column.key not in filled_in), column.key
        assert (cell.data_type == "f") == (column.key not in filled_in), column.key


def test_the_schema_checker_finds_nothing_new(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(blank(5))
    found = [error.description for error in OpenXmlValidator().validate(str(path)).errors]
    assert [text for text in found if not any(remark in text for remark in REMARKS)] == []


def test_the_same_ledger_is_the_same_bytes() -> None:
    assert ledger_book(form(), AGENCY, 2025, WorkingDays(), 3) == ledger_book(form(), AGENCY, 2025, WorkingDays(), 3)


def test_a_blank_ledger_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(blank(5))
    ledger, findings = read_ledger(path, FORMS)
    assert (ledger.form.id, ledger.agency, ledger.year, ledger.requests) == ("gkgb-2021", AGENCY, 2025, ())
    assert ledger.completed == {2023, 2024, 2025, 2026}
    assert findings == ()


def test_a_form_without_a_ledger_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="没有写明怎样由台账得出"):
        ledger_book(MADE_UP.form("rexian-2025"), AGENCY, 2025, WorkingDays())


@pytest.mark.parametrize(
    ("seed", "on", "years"), [(1, dt.date(2025, 6, 3), ()), (2, dt.date(2025, 12, 8), (2024, 2025))]
)
def test_formulas_run_the_same_clocks(
    seed: int, on: dt.date, years: tuple[int, ...], soffice: Convert, tmp_path: Path
) -> None:
    """With all years known but the last, and with two of them."""
    rows = made_up(seed, 150)
    path = filled(tmp_path / "台账.xlsx", rows, on, blank(len(rows), *years))
    ledger, _ = read_ledger(path, FORMS)
    shown = load_workbook(soffice(path, "xlsx"), data_only=True)
    sheet = shown[REQUESTS]
    clocks, states = ledger.clocks, set()
    if years:  # the program knows the years that the sheet lacks; formulas do not
        clocks = type(clocks)(WorkingDays(clocks.calendar.arrangements, ledger.completed), clocks.limits)
    for request in ledger.requests:
        clock = clocks.clock(request.dates, on)
        due, left, state = (sheet.cell(request.row, NUMBERS[key]).value for key in ("due", "left", "state"))
        states.add(state)
        assert state == clock.state, (request, clock)
        assert (due.date() if isinstance(due, dt.datetime) else None) == clock.due, (request, clock, due)
        unknown = isinstance(clock.unknown, UnknownYear) and clock.due and not request.dates.closed
        assert left == (clock.left if clock.left is not None else "未知" if unknown else None), (request, clock)
    assert states | {ClockState.NEAR} == {*map(str, ClockState)}


def test_today_lists_what_is_open_by_handler_and_day(soffice: Convert, tmp_path: Path) -> None:
    rows, on = made_up(3, 60), dt.date(2025, 6, 3)
    path = filled(tmp_path / "台账.xlsx", rows, on)
    ledger, _ = read_ledger(path, FORMS)
    sheet = load_workbook(soffice(path, "xlsx"), data_only=True)[TODAY]
    listed = [line for line in sheet.iter_rows(HEAD + 1, max_col=7, values_only=True) if line[1]]
    open_ones = [row for row in rows if "closed" not in row]
    due = {request.number: ledger.clocks.clock(request.dates, on).due for request in ledger.requests}

    def place(row: object) -> tuple[int, dt.date, str]:
        number, handler = str(row["number"]), row["handler"]  # type: ignore[index]  # a row
        known = HANDLERS.index(handler) if handler in HANDLERS else len(HANDLERS)
        return known, due[number] or dt.date.max, number

    assert [line[1] for line in listed] == [row["number"] for row in sorted(open_ones, key=place)]
    assert sheet["G6"].value == len(open_ones)


@pytest.mark.timing
def test_libreoffice_computes_five_thousand_requests_in_three_seconds(libreoffice: LibreOffice, tmp_path: Path) -> None:
    path = filled(tmp_path / "台账.xlsx", made_up(4, LEDGER_ROWS), dt.date(2025, 6, 3))
    runs = (libreoffice.edit(path, tmp_path / "算过.xlsx", show=[f"{TODAY}!G6"], timed=True) for _ in range(3))
    assert min(float(shown["seconds"]) for shown in runs) < 3
