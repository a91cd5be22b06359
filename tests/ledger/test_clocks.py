"""Every clock of a request at its edges, by the notices of three years."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.at_hand import FORMS
from tests.ledger.test_working_days import by_hand
from toolkit.form.ledger import LedgerDeclaration
from toolkit.ledger.clocks import Clock, Clocks, ClockState, RequestDates, Unclear
from toolkit.ledger.working_days import UnknownYear


def declared() -> LedgerDeclaration:
    ledger = FORMS.form("gkgb-2021").ledger
    assert ledger
    return ledger


CLOCKS = Clocks(by_hand(2024, 2025), declared().limits)


def at(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2025-{text}")


def dates(**days: str | int) -> RequestDates:
    return RequestDates(**{name: at(day) if isinstance(day, str) else day for name, day in days.items()})  # type: ignore[arg-type]  # what a field takes


def due(**days: str | int) -> dt.date | None:
    return CLOCKS.clock(dates(**days), at("03-03")).due


def test_an_answer_is_due_twenty_working_days_after_the_day_of_receipt() -> None:
    assert due(received="03-03") == at("03-31")
    assert due(received="03-01") == due(received="03-02") == at("03-28")  # a Saturday and a Sunday
    assert due(received="01-20") == at("02-21")  # the Spring Festival, and two weekends worked


def test_a_completed_request_starts_the_clock_again() -> None:
    asked = {"received": "03-03", "correction_asked": "03-12", "correct_by": "03-26"}
    waiting = dates(**asked)
    assert CLOCKS.clock(waiting, at("06-01")) == Clock(state=ClockState.AWAITING)
    assert CLOCKS.waiting_until(waiting) == at("03-26")
    assert due(**asked, corrected="03-17") == at("04-15")
    assert CLOCKS.clock(replace(waiting, closed=at("03-27")), at("06-01")).state is ClockState.CLOSED


def test_consultation_is_not_counted() -> None:
    consulted = dates(received="03-03", consulted="03-10")
    assert CLOCKS.clock(consulted, at("03-20")) == Clock(state=ClockState.PAUSED)
    assert CLOCKS.waiting_until(consulted) == at("03-31")
    assert due(received="03-03", consulted="03-10", replied="03-10") == at("03-31")  # none of that day
    assert due(received="03-03", consulted="03-10", replied="03-11") == at("04-01")
    assert due(received="03-03", consulted="03-07", replied="03-09") == at("03-31")  # over a weekend


def test_only_consultation_while_the_clock_runs_lengthens_it() -> None:
    assert due(received="03-03", consulted="03-31", replied="04-02") == at("04-02")  # on the last day
    assert due(received="03-03", consulted="04-01", replied="04-10") == at("03-31")  # too late
    corrected = {"received": "03-03", "correction_asked": "03-05", "corrected": "03-17"}
    assert due(**corrected, consulted="03-12", replied="03-14") == due(**corrected)
    assert due(**corrected, consulted="03-12", replied="03-18") == at("04-16")  # one day of it


def test_an_extension_notified_in_time_adds_its_days() -> None:
    assert due(received="03-03", extended="03-31", extension=20) == at("04-28")
    assert due(received="03-03", extended="03-31", extension=1) == at("04-01")
    assert due(received="03-03", extended="04-01", extension=20) == at("03-31")  # notified too late
    late = {"received": "03-03", "consulted": "03-10", "replied": "03-12"}
    assert due(**late, extended="04-02", extension=1) == at("04-03")  # in time, thanks to the pause
    assert due(received="03-03", extended="03-10", extension=20, consulted="04-10", replied="04-11") == at("04-29")


@pytest.mark.parametrize("days", [None, 0, 21])
def test_an_extension_of_no_lawful_length_is_not_guessed(days: int | None) -> None:
    extended = replace(dates(received="03-03", extended="03-10"), extension=days)
    assert CLOCKS.clock(extended, at("03-20")) == Clock(state=ClockState.UNKNOWN, unknown=Unclear.EXTENSION)


def test_a_fee_notice_leaves_the_answer_open_until_staff_settle_it() -> None:
    notified = dates(received="03-03", fee_notified="03-10")
    assert CLOCKS.clock(notified, at("03-20")) == Clock(state=ClockState.UNKNOWN, unknown=Unclear.FEE)
    assert CLOCKS.waiting_until(notified) == at("04-08")
    settled = replace(notified, settled_due=at("04-30"))
    assert CLOCKS.clock(settled, at("04-30")) == Clock(state=ClockState.NEAR, due=at("04-30"), left=0)
    assert CLOCKS.waiting_until(settled) is None


@pytest.mark.parametrize(
    ("on", "state", "left"),
    [
        ("03-03", ClockState.OPEN, 20),
        ("03-21", ClockState.OPEN, 6),
        ("03-24", ClockState.NEAR, 5),
        ("03-31", ClockState.NEAR, 0),
        ("04-01", ClockState.OVERDUE, -1),
        ("04-06", ClockState.OVERDUE, -3),
    ],
)
def test_days_left_on_a_day(on: str, state: ClockState, left: int) -> None:
    clock = CLOCKS.clock(dates(received="03-03"), at(on))
    assert (clock.state, clock.left, clock.due) == (state, left, at("03-31"))


def test_a_closed_request_is_late_or_not_whatever_the_day() -> None:
    for on in ("03-03", "12-01"):
        closed = CLOCKS.clock(dates(received="03-03", closed="03-31"), at(on))
        assert closed == Clock(state=ClockState.CLOSED, due=at("03-31"))
        late = CLOCKS.clock(dates(received="03-03", closed="04-01"), at(on))
        assert late == Clock(state=ClockState.CLOSED_LATE, due=at("03-31"))


def test_a_clock_that_runs_into_an_unknown_year_says_which_notice_is_needed() -> None:
    assert CLOCKS.clock(dates(received="11-28"), at("12-01")).due == at("12-26")
    into = CLOCKS.clock(dates(received="12-01"), at("12-01"))
    assert into == Clock(state=ClockState.UNKNOWN, unknown=UnknownYear(2026))
    overdue = CLOCKS.clock(dates(received="03-03"), dt.date(2026, 2, 1))
    assert overdue == Clock(state=ClockState.OVERDUE, due=at("03-31"), unknown=UnknownYear(2026))


def test_without_a_receipt_there_is_no_clock() -> None:
    assert CLOCKS.clock(RequestDates(), at("03-03")).unknown is Unclear.NOT_RECEIVED
    assert CLOCKS.clock(RequestDates(closed=at("03-03")), at("03-03")).state is ClockState.CLOSED
