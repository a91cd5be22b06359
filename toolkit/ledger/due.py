"""The requests that are open on a day: whose they are, until when, and how they stand, in words for staff."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.ledger.clocks import Clock, ClockState, Unclear
from toolkit.ledger.icalendar import CalendarDay, calendar_file
from toolkit.ledger.model import Ledger, RegisterRow
from toolkit.ledger.working_days import UnknownYear

_AWAITED = {ClockState.AWAITING: "补正限期", ClockState.PAUSED: "意见收回期限", ClockState.UNKNOWN: "缴费期限"}
"""What the last day is called of those whom the office waits for."""
_DUE = "应答复日"
_UNCLEAR = {
    Unclear.NOT_RECEIVED: "没有填收到日期",
    Unclear.FEE: "缴费以后请核定答复日",
    Unclear.EXTENSION: "延长的工作日数没有填，或者不合规定",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest:
    """An open request on a day.

    ``day`` is when the office must answer, or, while its clock waits, the last day of those whom it waits for; None
    where that is not known. ``left`` are the working days to it, negative since; None where that is not known.
    """

    request: RegisterRow
    on: dt.date
    clock: Clock
    day: dt.date | None
    left: int | None

    @property
    def name(self) -> str:
        """Its number, or else its row."""
        return self.request.number or f"第 {self.request.row} 行"

    @property
    def what(self) -> str:
        """What ``day`` is called."""
        return _DUE if self.clock.due else _AWAITED.get(self.clock.state, _DUE)

    def is_within(self, days: int | None) -> bool:
        """Whether at most so many working days are left, or it is not known how many; None: however many."""
        return days is None or self.left is None or self.left <= days

    @property
    def standing(self) -> str:
        """The day and how far it is, or why it is not known."""
        reason = self.clock.unknown
        why = f"要看 {reason.notice}" if isinstance(reason, UnknownYear) else _UNCLEAR[reason] if reason else ""
        if self.day is None:
            return why or f"没有填{self.what}"
        return "，".join(filter(None, (f"{self.what} {self.day}", self._distance(self.day), why)))

    def _distance(self, day: dt.date) -> str:
        if day == self.on:
            return "就是当天"
        if self.left is None:
            return "已过" if day < self.on else ""
        return f"已过 {-self.left} 个工作日" if day < self.on else f"还剩 {self.left} 个工作日"


def open_requests(ledger: Ledger, on: dt.date) -> tuple[OpenRequest, ...]:
    """Those that are not closed, as they stand on the day ``on``: by handler as listed, by day, as entered."""
    places = {name: place for place, name in enumerate(ledger.handlers)}

    def order(each: OpenRequest) -> tuple[int, dt.date, int]:
        return places.get(each.request.handler, len(places)), each.day or dt.date.max, each.request.row

    return tuple(sorted(_open(ledger, on), key=order))


def due_calendar(ledger: Ledger, requests: Iterable[OpenRequest], on: dt.date) -> bytes:
    """The days of ``requests`` as a calendar file: by their numbers, and nothing of who applied for what.

    One of them is the same to a calendar whatever it waits for, and in next year's ledger too.
    """
    used: Counter[str] = Counter()
    days = []
    for each in requests:
        if each.day is None:
            continue
        known = f"{ledger.agency}\n{each.name}"
        used[known] += 1  # two requests of one number are two
        uid = hashlib.sha256(f"{known}\n{used[known]}".encode()).hexdigest()[:32]
        of = f"{each.request.handler}，" if each.request.handler else ""
        description = f"{of}{each.clock.state}。{each.standing}（{on} 的情况）。"
        summary = f"{each.name} {each.what}"
        days.append(CalendarDay(uid=f"{uid}@xl-report", day=each.day, summary=summary, description=description))
    return calendar_file(f"{ledger.agency}{ledger.year}年台账", days, on)


def _open(ledger: Ledger, on: dt.date) -> Iterator[OpenRequest]:
    clocks = ledger.clocks
    for request in ledger.requests:
        if request.dates.closed:
            continue
        clock = clocks.clock(request.dates, on)
        until = clock.due or clocks.waiting_until(request.dates)
        day = until if isinstance(until, dt.date) else None
        left = clocks.calendar.between(on, day) if day else None
        known = left if isinstance(left, int) else None
        yield OpenRequest(request=request, on=on, clock=clock, day=day, left=known)
