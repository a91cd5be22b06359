"""A ledger's requests counted into the table: known answers, identities, and what is compared and explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.at_hand import FORMS
from tests.command_line import run
from tests.ledger.filled import AGENCY, Row, filled, form, made_up
from toolkit import api
from toolkit.errors import InvalidRequest, ReportError
from toolkit.filing import Entry, Filing, Source, Text
from toolkit.ledger.counting import figures_of
from toolkit.ledger.declared import applicants_of, outcomes_of, request_register
from toolkit.ledger.model import Ledger, RegisterRow
from toolkit.ledger.working_days import WorkingDays
from toolkit.rules.engine import check_filing

COLUMNS, OUTCOMES = [*applicants_of(form()).values()], [each.row for each in outcomes_of(form())]
_DAYS = st.dates(dt.date(2023, 12, 1), dt.date(2026, 2, 1))


@st.composite
def requests(draw: st.DrawFn) -> RegisterRow:
    """A request of any year; if it is closed, not before it was received."""
    received, applicant = draw(_DAYS), draw(st.sampled_from(COLUMNS))
    closed = draw(st.none() | st.dates(received, dt.date(2026, 3, 1)))
    return request(received, closed, applicant, draw(st.sampled_from(OUTCOMES)) if closed else "")


def request(received: dt.date, closed: dt.date | None, applicant: str, outcome: str) -> RegisterRow:
    days = {"received": received} | ({"closed": closed} if closed else {})
    chosen = {"applicant": applicant} | ({"outcome": outcome} if outcome else {})
    return RegisterRow(register=request_register(form()), row=5, number="1", days=days, chosen=chosen)


def ledger_of(rows: Sequence[RegisterRow]) -> Ledger:
    return Ledger(
        source=Path("台账.xlsx"),
        form=form(),
        agency=AGENCY,
        year=2025,
        registers={request_register(form()): tuple(rows)},
        calendar=WorkingDays(),
    )


@given(st.lists(st.lists(requests(), max_size=25), min_size=1, max_size=2))
def test_what_came_in_is_what_went_out_and_what_stays(departments: list[list[RegisterRow]]) -> None:
    figures = figures_of([ledger_of(rows) for rows in departments])
    assert bool(figures) is any(departments)
    inputs = {name: Entry(number=0) for name in form().inputs}
    inputs |= {cell: Entry(number=figure.number) for cell, figure in figures.items()}
    filing = Filing(form=form(), source=Source.DATA, agency=Text(value=AGENCY), year=2025, inputs=inputs)
    of_table = [each for each in check_filing(filing) if each.cells and each.cells[0].id in form().cells]
    assert not [each for each in of_table if each.blocks]
    year = range(dt.date(2025, 1, 1).toordinal(), dt.date(2026, 1, 1).toordinal())
    dates = [request.dates for rows in departments for request in rows]
    assert filing.number("applications.received.total") == sum(
        each.received.toordinal() in year for each in dates if each.received
    )
    assert filing.number("applications.total.total") == sum(
        each.closed.toordinal() in year for each in dates if each.closed
    )


def test_a_request_counts_in_the_year_of_each_of_its_days() -> None:
    def of(received: str, closed: str | None) -> list[str]:
        day = dt.date.fromisoformat
        made = request(day(received), day(closed) if closed else None, "business", "granted" if closed else "")
        return [cell.split(".")[1] for cell, figure in figures_of([ledger_of([made])]).items() if figure.behind]

    assert of("2025-01-01", "2025-12-31") == ["received", "granted"]
    assert of("2024-12-31", "2025-01-01") == ["carried_in", "granted"]
    assert of("2025-12-31", "2026-01-01") == ["received", "carried_out"]
    assert of("2024-12-31", None) == ["carried_in", "carried_out"]
    assert of("2024-06-01", "2024-12-31") == of("2026-01-01", None) == []


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """One of sixty requests."""
    rows: list[Row] = [row if "closed" in row else {**row, "kind": None} for row in made_up(11, 60)]
    return filled(tmp_path / "台账.xlsx", rows)


def test_a_workbook_is_filled_and_a_difference_names_its_requests(ledger: Path, tmp_path: Path) -> None:
    made = tmp_path / "新.xlsx"
    done = run("new", "--agency", AGENCY, "--year", "2025", "--ledger", str(ledger), "-o", str(made))
    assert done.exit_code == 0, done.stderr
    figures = api.ledger_figures([ledger])
    filing = api.read(made).filing
    assert {cell: filing.number(cell) for cell in figures} == {cell: each.number for cell, each in figures.items()}
    assert not [each for each in api.check_with_ledgers(made, [ledger]).findings if each.code == "RQ-20"]

    cell = next(cell for cell, each in figures.items() if each.behind)
    other = api.ReadResult(source=made, filing=_with(filing, cell, 99), findings=())
    (different,) = [each for each in api.check_with_ledgers(other, [ledger]).findings if each.code == "RQ-20"]
    assert different.message == f"填的是 99，按台账是 {figures[cell].number}。"
    assert [ref.value for ref in different.cells[1:]] == [each.row.number for each in figures[cell].behind]

    filled_again = api.fill_from_ledgers(other, [ledger])
    assert [each.cells[0].id for each in filled_again.changed] == [cell]
    assert filled_again.checked.filing.number(cell) == figures[cell].number


def _with(filing: Filing, cell: str, number: int) -> Filing:
    return replace(filing, inputs={**filing.inputs, cell: Entry(number=number)})


def test_departments_add_up_and_none_counts_twice(ledger: Path, tmp_path: Path) -> None:
    other = filled(tmp_path / "乙科.xlsx", [{**row, "number": "乙"} for row in made_up(12, 9) if "closed" not in row])
    apart, both = [api.ledger_figures([each]) for each in (ledger, other)], api.ledger_figures([ledger, other])
    assert {cell: sum(each[cell].number for each in apart) for cell in both} == {
        c: each.number for c, each in both.items()
    }
    with pytest.raises(InvalidRequest, match="完全相同"):
        api.ledger_figures([ledger, ledger])


def test_a_ledger_of_another_agency_is_reported(ledger: Path, tmp_path: Path) -> None:
    made = tmp_path / "新.xlsx"
    done = run("new", "--agency", "某市财政局", "--year", "2025", "--ledger", str(ledger), "-o", str(made))
    assert (
        run("new", "--agency", "某市财政局", "--year", "2025", "--ledger", str(ledger), "-o", str(made)).exit_code == 0
    )
    assert f"“{AGENCY}”的台账，填报的是“某市财政局”" in done.stderr
    assert "没有填" not in done.stderr
    codes = {each.code for each in api.check_with_ledgers(made, [ledger]).findings}
    assert codes & {"RQ-20", "RQ-21"} == {"RQ-21"}


def test_explain_lists_the_requests_behind_a_figure(ledger: Path) -> None:
    figures = api.ledger_figures([ledger])
    cell = next(cell for cell, each in figures.items() if each.behind)
    shown = run("ledger", "explain", str(ledger), cell).stdout.splitlines()
    assert shown[0] == f"{figures[cell].number}（{figures[cell].number} 行）"
    assert [line.split()[0] for line in shown[1:]] == [each.row.number for each in figures[cell].behind]
    total = run("ledger", "explain", str(ledger), "applications.total.total").stdout.splitlines()
    cells = (f"applications.{row}.{column}" for row in OUTCOMES for column in COLUMNS)
    assert total[0].startswith(f"{sum(figures[cell].number for cell in cells)}（")
    assert run("ledger", "explain", str(ledger), "applications.nothing.total").exit_code == 2


def test_a_ledger_with_errors_or_of_another_year_or_form_is_not_counted(ledger: Path, tmp_path: Path) -> None:
    broken = filled(tmp_path / "错.xlsx", [{"number": "1", "received": dt.date(2025, 3, 3)}])
    with pytest.raises(ReportError, match="有 1 项错误，不能逐件计数"):
        api.ledger_figures([broken])
    for other, words in (
        (api.new(AGENCY, 2026, forms=FORMS).filing, "是 2025 年的，填报的是2026 年"),
        (api.new(AGENCY, 2025, forms=api.forms_at_hand(["gkgb-2021-condensed"])).filing, "不同"),
    ):
        with pytest.raises(InvalidRequest, match=words):
            api.fill_from_ledgers(api.ReadResult(source=Path("a.xlsx"), filing=other, findings=()), [ledger])


def test_a_filled_copy_is_written_and_says_what_changed(ledger: Path, tmp_path: Path) -> None:
    blank = api.new(AGENCY, 2025, forms=FORMS).file.save(tmp_path / "空.xlsx")
    done = run("ledger", "fill", str(ledger), str(blank), "-o", str(tmp_path / "填好.xlsx"))
    assert "没有填，按台账是" in done.stderr
    assert "王某某" not in done.stderr + done.stdout
    figures = api.ledger_figures([ledger])
    filing = api.read(tmp_path / "填好.xlsx").filing
    assert all(filing.number(cell) == each.number for cell, each in figures.items())


def test_what_a_ledger_leaves_to_be_seen_is_said_once(ledger: Path, tmp_path: Path) -> None:
    made = tmp_path / "新.xlsx"
    said = "请运行 xl-report ledger check"
    done = run("new", "--agency", AGENCY, "--year", "2025", "--ledger", str(ledger), "-o", str(made))
    assert done.stderr.count(said) == 1
    done = run("ledger", "fill", str(ledger), str(made), "-o", str(tmp_path / "填好.xlsx"))
    assert done.stderr.count(said) == 1
    done = run("check", str(made), "--ledger", str(ledger))
    assert done.stdout.count(said) == 1
    sound = filled(tmp_path / "乙科.xlsx", [])
    assert "RQ-22" not in {each.code for each in api.check_with_ledgers(made, [sound]).findings}
