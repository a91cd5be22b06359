"""The clock of a request: until when it must be answered, and how it stands on a day.

The working days that an answer may take (``TimeLimits``, with their articles) begin after the day of receipt, or of the
receipt of the completed request. What is spent on consulting others is not counted. An extension makes them more. A
step taken after they ran out changes nothing. What a fee notice does to them is not derived here: staff enter the day
that they worked out, or it is unknown.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from toolkit.form.ledger import TimeLimits
from toolkit.ledger.working_days import UnknownYear, WorkingDays

T = TypeVar("T", int, dt.date)

NEAR = 5
"""Working days left from which on a request is about to fall due."""


class ClockState(StrEnum):
    """How a request stands, as staff read it."""

    OPEN = "在办"
    NEAR = "临期"
    OVERDUE = "逾期"
    AWAITING = "待补正"
    PAUSED = "征求意见中"
    UNKNOWN = "未知"
    CLOSED = "已办结"
    CLOSED_LATE = "逾期办结"


class Unclear(StrEnum):
    """Why there is no day, where no notice is missing."""

    NOT_RECEIVED = "not received"
    FEE = "a fee notice was sent"
    EXTENSION = "the extension has no lawful length"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDates:
    """The days in the course of one request, as far as they have come.

    ``correct_by``: until when the applicant may complete the request; ``corrected``: it was received so. ``consulted``
    and ``replied``: others were asked, and had answered. ``extended``: the applicant was notified that it takes
    ``extension`` working days more. ``fee_notified``: the applicant received the notice of a fee. ``settled_due``: the
    day that staff worked out for themselves.
    """

    received: dt.date | None = None
    correction_asked: dt.date | None = None
    correct_by: dt.date | None = None
    corrected: dt.date | None = None
    consulted: dt.date | None = None
    replied: dt.date | None = None
    extended: dt.date | None = None
    extension: int | None = None
    fee_notified: dt.date | None = None
    settled_due: dt.date | None = None
    closed: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How a request stands on a day.

    ``due`` is the last day for the answer, ``left`` the working days to it of an open one (negative: since). Without
    ``due`` the clock waits for others, or ``unknown`` says why.
    """

    state: ClockState
    due: dt.date | None = None
    left: int | None = None
    unknown: Unclear | UnknownYear | None = None


class _NoDay(Exception):
    """There is none, and why."""

    def __init__(self, why: Unclear | UnknownYear) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Clocks:
    """Clocks by a calendar and the limits of the law."""

    calendar: WorkingDays
    limits: TimeLimits

    def clock(self, dates: RequestDates, on: dt.date) -> Clock:
        """How a request stands on the day ``on``."""
        if waits := _waits(dates):
            return Clock(state=ClockState.CLOSED if dates.closed else waits)
        try:
            due = self._due(dates)
        except _NoDay as none:
            return Clock(state=ClockState.CLOSED if dates.closed else ClockState.UNKNOWN, unknown=none.why)
        if dates.closed:
            return Clock(state=ClockState.CLOSED_LATE if dates.closed > due else ClockState.CLOSED, due=due)
        left = self.calendar.between(on, due)
        if isinstance(left, UnknownYear):
            return Clock(state=ClockState.OVERDUE if on > due else ClockState.OPEN, due=due, unknown=left)
        state = ClockState.OVERDUE if on > due else ClockState.NEAR if left <= NEAR else ClockState.OPEN
        return Clock(state=state, due=due, left=left)

    def waiting_until(self, dates: RequestDates) -> dt.date | UnknownYear | None:
        """The last day for those whom the office waits for: the applicant, or who was consulted; None if for nobody."""
        if dates.fee_notified and not dates.settled_due:
            return self.calendar.after(dates.fee_notified, self.limits.payment.days)
        if _waits(dates) is ClockState.AWAITING:
            return dates.correct_by
        if dates.consulted and _waits(dates) is ClockState.PAUSED:
            return self.calendar.after(dates.consulted, self.limits.consultation.days)
        return None

    def too_late(self, dates: RequestDates) -> tuple[str, ...]:
        """Which of ``consulted`` and ``extended`` came when the time had run out, as far as that is known."""
        if dates.received is None or dates.fee_notified or dates.settled_due:
            return ()
        start = dates.corrected or dates.received
        late = []
        with suppress(_NoDay):
            if dates.extended and not self._extended_in_time(dates, start):
                late.append("extended")
            if dates.consulted and dates.consulted > self._after(start, self._allowed(dates, start)):
                late.append("consulted")
        return tuple(late)

    def _due(self, dates: RequestDates) -> dt.date:
        if dates.settled_due:
            return dates.settled_due
        if dates.received is None:
            raise _NoDay(Unclear.NOT_RECEIVED)
        if dates.fee_notified:
            raise _NoDay(Unclear.FEE)
        start = dates.corrected or dates.received
        return self._last(dates, start, self._allowed(dates, start))

    def _allowed(self, dates: RequestDates, start: dt.date) -> int:
        """The working days that the answer may take, without those of consultation."""
        if not self._extended_in_time(dates, start):
            return self.limits.answer.days
        if dates.extension is None or not 0 < dates.extension <= self.limits.extension.days:
            raise _NoDay(Unclear.EXTENSION)
        return self.limits.answer.days + dates.extension

    def _extended_in_time(self, dates: RequestDates, start: dt.date) -> bool:
        return dates.extended is not None and dates.extended <= self._last(dates, start, self.limits.answer.days)

    def _last(self, dates: RequestDates, start: dt.date, days: int) -> dt.date:
        return self._after(start, days + self._pause(dates, start, days))

    def _pause(self, dates: RequestDates, start: dt.date, days: int) -> int:
        """The working days of consultation that are not counted; none if it began when ``days`` had run out."""
        if not dates.consulted or not dates.replied or dates.consulted > self._after(start, days):
            return 0
        return max(0, _known(self.calendar.between(max(dates.consulted, start), dates.replied)))

    def _after(self, day: dt.date, count: int) -> dt.date:
        return _known(self.calendar.after(day, count))


def _waits(dates: RequestDates) -> ClockState | None:
    """Whom the clock waits for; a day that staff worked out does not wait."""
    if dates.settled_due or dates.received is None or dates.fee_notified:
        return None
    if dates.correction_asked and not dates.corrected:
        return ClockState.AWAITING
    return ClockState.PAUSED if dates.consulted and not dates.replied else None


def _known(result: T | UnknownYear) -> T:
    if isinstance(result, UnknownYear):
        raise _NoDay(result)
    return result
