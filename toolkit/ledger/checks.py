"""What is wrong with a ledger on a day: with each request, between requests, and with its holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.finding.model import CellRef, Finding
from toolkit.form.excel import CellAddress
from toolkit.ledger.clocks import Clock, Clocks, ClockState, Unclear
from toolkit.ledger.columns import COLUMNS, HOLIDAYS, TITLES, Holds
from toolkit.ledger.faults import Faults
from toolkit.ledger.formulas import HOLIDAY_ROWS, YEAR_ROWS, years_around
from toolkit.ledger.model import Ledger, LedgerRequest
from toolkit.ledger.published_holidays import published
from toolkit.ledger.working_days import UnknownYear

_DAYS = tuple(column.key for column in COLUMNS if column.holds is Holds.DATE)
_AHEAD = frozenset({"correct_by", "settled_due"})
"""Days that may well be to come."""
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


def check_requests(ledger: Ledger, on: dt.date) -> tuple[Finding, ...]:
    """What is found on the day ``on``, beside what reading found, one finding a kind of fault with all its cells."""
    faults = Faults()
    clocks = ledger.clocks
    for request in ledger.requests:
        _RowCheck(request, clocks, faults, on).check(ledger.year)
    _numbers(ledger.requests, faults)
    _holidays(ledger, faults)
    return faults.findings()


@dataclass(frozen=True, slots=True)
class _RowCheck:
    request: LedgerRequest
    clocks: Clocks
    faults: Faults
    on: dt.date

    def check(self, year: int) -> None:
        self._entries()
        self._order()
        self._clock(self.clocks.clock(self.request.dates, self.on))
        self._steps()
        dates = self.request.dates
        if dates.closed and dates.closed.year < year:
            self._add("RQ-11", "closed", variant="closed", year=str(year))
        elif dates.received and dates.received.year > year:
            self._add("RQ-11", "received", variant="received", year=str(year))

    def _entries(self) -> None:
        request, written = self.request, self.request.written
        for key in ("received", "applicant"):
            if key not in written:
                self._add("RQ-03", key, variant=key)
        if "number" not in written:
            self._add("RQ-04", "number", variant="missing")
        if "closed" in written and not {"kind", "outcome"} & written.keys():
            self._add("RQ-03", "outcome", "closed", variant="outcome")
        if "closed" not in written and request.outcome:
            self._add("RQ-03", "closed", "outcome", variant="closed")

    def _order(self) -> None:
        dates = self.request.dates
        if dates.received and dates.closed and dates.closed < dates.received:
            self._add("RQ-05", "closed", "received")
        for first, second in _ORDERS:
            earlier, later = getattr(dates, first), getattr(dates, second)
            if earlier and later and later < earlier:
                self._add("RQ-06", second, first, first=TITLES[first], second=TITLES[second])
        for first, second in _FOLLOW:
            if second in self.request.written and first not in self.request.written:
                self._add("RQ-06", first, second, variant="lacking", first=TITLES[first], second=TITLES[second])
        for key in _DAYS:
            day = getattr(dates, key)
            if day and day > self.on and key not in _AHEAD:
                self._add("RQ-12", key, title=TITLES[key])

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


def _numbers(requests: Sequence[LedgerRequest], faults: Faults) -> None:
    """Requests of the same number."""
    known: dict[str, list[LedgerRequest]] = {}
    for request in requests:
        if request.number:
            known.setdefault(request.number, []).append(request)
    for number, same in known.items():
        if len(same) > 1:
            faults.add("RQ-04", *(each.cell("number") for each in same), number=number)


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
