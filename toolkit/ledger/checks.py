"""What is wrong with a ledger on a day: with the rows of its registers, the course of its requests, its holidays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from toolkit.finding.model import CellRef, Finding
from toolkit.form.excel import CellAddress
from toolkit.ledger.clocks import Clock, Clocks, ClockState, Unclear
from toolkit.ledger.columns import HOLIDAYS, TITLES
from toolkit.ledger.faults import Faults
from toolkit.ledger.formulas import HOLIDAY_ROWS, YEAR_ROWS, years_around
from toolkit.ledger.model import Ledger, RegisterRow
from toolkit.ledger.published_holidays import published
from toolkit.ledger.row_checks import check_rows
from toolkit.ledger.working_days import UnknownYear

_ORDERS = (
    ("received", "correction_asked"),
    ("correction_asked", "correct_by"),
    ("correction_asked", "corrected"),
    ("received", "consulted"),
    ("consulted", "replied"),
    ("received", "extended"),
    ("received", "fee_notified"),
)
"""What cannot be before what, beside the answer before the receipt."""
_FOLLOW = (
    ("correction_asked", "correct_by"),
    ("correction_asked", "corrected"),
    ("consulted", "replied"),
    ("extended", "extension"),
    ("fee_notified", "charged"),
    ("fee_notified", "paid"),
)
"""What is not entered without what."""


def check_ledger_rows(ledger: Ledger, on: dt.date) -> tuple[Finding, ...]:
    """What is found on the day ``on``, beside what reading found, one finding a kind of fault with all its cells."""
    faults = Faults()
    check_rows(ledger, faults, on)
    clocks = ledger.clocks
    for request in ledger.requests:
        _CourseCheck(request, clocks, faults, on).check()
    _holidays(ledger, faults)
    return faults.findings()


@dataclass(frozen=True, slots=True)
class _CourseCheck:
    """The steps of a request, and its clock."""

    request: RegisterRow
    clocks: Clocks
    faults: Faults
    on: dt.date

    def check(self) -> None:
        self._order()
        self._clock(self.clocks.clock(self.request.dates, self.on))
        self._steps()

    def _order(self) -> None:
        dates = self.request.dates
        for first, second in _ORDERS:
            earlier, later = getattr(dates, first), getattr(dates, second)
            if earlier and later and later < earlier:
                self._add("RQ-06", second, first, first=TITLES[first], second=TITLES[second])
        for first, second in _FOLLOW:
            if second in self.request.written and first not in self.request.written:
                self._add("RQ-06", first, second, variant="lacking", first=TITLES[first], second=TITLES[second])

    def _clock(self, clock: Clock) -> None:
        closed, written = self.request.dates.closed is not None, self.request.written
        if clock.state in (ClockState.OVERDUE, ClockState.CLOSED_LATE):
            self._add("RQ-07", "closed" if closed else "due", variant="closed" if closed else "open")
        if clock.due is None and isinstance(clock.unknown, UnknownYear):
            self._add("RQ-09", "due", variant="year", notice=clock.unknown.notice)
        elif clock.unknown is Unclear.FEE and not closed:
            unpaid = self._waited_too_long() and "paid" not in written
            self._add("RQ-09", "settled_due", variant="payment" if unpaid else "fee")
        elif clock.unknown is Unclear.EXTENSION:
            most = self.clocks.limits.extension
            self._add("RQ-10", "extension", variant="length", days=str(most.days), basis=most.basis)
        if clock.state is ClockState.AWAITING and self._waited_too_long():
            self._add("RQ-09", "correct_by", variant="awaiting")
        if closed and clock.due is None and "consulted" in written and "replied" not in written:
            self._add("RQ-09", "replied", variant="unreplied")
        if clock.state is ClockState.PAUSED and self._waited_too_long():
            limit = self.clocks.limits.consultation
            self._add("RQ-09", "consulted", variant="consulting", days=str(limit.days), basis=limit.basis)

    def _waited_too_long(self) -> bool:
        """Whether those whom the office waits for have let their time run out."""
        until = self.clocks.waiting_until(self.request.dates)
        return isinstance(until, dt.date) and until < self.on

    def _steps(self) -> None:
        """Steps taken when their time was over, by the articles that set it."""
        dates, limits = self.request.dates, self.clocks.limits
        after = self.clocks.calendar.after
        for start, end, limit, variant in (
            (dates.received, dates.correction_asked, limits.correction, "correction_asked"),
            (dates.consulted, dates.replied, limits.consultation, "replied"),
        ):
            last = after(start, limit.days) if start and end else None
            if isinstance(last, dt.date) and end and end > last:
                self._add("RQ-10", variant, variant=variant, days=str(limit.days), basis=limit.basis)
        for key in self.clocks.too_late(dates):
            self._add("RQ-10", key, variant=key)

    def _add(self, code: str, *keys: str, variant: str = "default", **values: str) -> None:
        self.faults.add(code, *(self.request.cell(key) for key in keys), variant=variant, **values)


def _holidays(ledger: Ledger, faults: Faults) -> None:
    """Years that staff completed otherwise than their notices read, or left open though these are known."""
    notices = published(ledger.completed)
    for year in sorted(notices.years):
        days = (dt.date(year, 1, 1) + dt.timedelta(n) for n in range(366))
        odd = [
            day
            for day in days
            if day.year == year and not isinstance(notices.is_working(day), UnknownYear)
            if notices.is_working(day) != ledger.calendar.is_working(day)
        ]
        if odd:
            place = CellAddress(HOLIDAYS, 2, HOLIDAY_ROWS[0]).where
            cell = CellRef(id=f"holidays.{year}", where=place, value=odd[0].isoformat())
            faults.add("RQ-13", cell, year=str(year), days=str(len(odd)))
    around = years_around(ledger.year)
    for year in sorted(published(around).years - ledger.completed):
        place = CellAddress(HOLIDAYS, 7, YEAR_ROWS[0] + around.index(year)).where
        faults.add("RQ-13", CellRef(id=f"holidays.{year}", where=place), variant="lacking", year=str(year))
