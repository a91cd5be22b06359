"""Working days as the State Council's yearly notices settle them.

Weekends are off and other days worked, but for what a year's notice arranges. Without the notice nothing is known of a
year, and nothing of the last days of December without that of the year after, which may move them. What is not known
is said with the year whose notice is missing; it is never guessed.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

SETTLED_NEXT_YEAR = 12, 28
"""Month and day from which the next year's notice decides too: none since 2006 has reached back beyond 29 December."""
_DAY = dt.timedelta(days=1)
_WEEKEND = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """What a notice says of the days from ``first`` to ``last``: that they are off, or worked."""

    first: dt.date
    last: dt.date
    works: bool
    name: str = ""

    @property
    def days(self) -> Iterator[dt.date]:
        """Each of them."""
        return (self.first + _DAY * n for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class UnknownYear:
    """That something is not known without the notice for ``year``."""

    year: int

    @property
    def notice(self) -> str:
        """What staff know the notice by."""
        return f"{self.year} 年的放假安排通知"


@dataclass(frozen=True)
class WorkingDays:
    """The working days of the ``years`` whose notices are known in full.

    Of two arrangements of the same day the first counts.
    """

    arrangements: tuple[Arrangement, ...] = ()
    years: frozenset[int] = frozenset()

    def is_working(self, day: dt.date) -> bool | UnknownYear:
        """Whether ``day`` is one."""
        missing = self._missing(day)
        return self.would_work(day) if missing is None else UnknownYear(missing)

    def after(self, day: dt.date, count: int) -> dt.date | UnknownYear:
        """The ``count``-th working day after ``day``, which does not count itself; ``count`` is 1 or more."""
        end = self._first_unknown(day)
        place = bisect_right(self._worked, day) + count - 1
        if place < len(self._worked) and self._worked[place] < end:
            return self._worked[place]
        return self._unknown(end)

    def between(self, start: dt.date, end: dt.date) -> int | UnknownYear:
        """How many working days there are after ``start`` up to and with ``end``; negative if ``end`` is earlier."""
        if end < start:
            before = self.between(end, start)
            return before if isinstance(before, UnknownYear) else -before
        unknown = self._first_unknown(start)
        if unknown <= end:
            return self._unknown(unknown)
        return bisect_right(self._worked, end) - bisect_right(self._worked, start)

    @cached_property
    def _worked(self) -> tuple[dt.date, ...]:
        """All that are known, in order."""
        days = (dt.date(year, 1, 1) + _DAY * n for year in sorted(self.years) for n in range(366))
        return tuple(sorted({day for day in days if self._missing(day) is None and self.would_work(day)}))

    @cached_property
    def _arranged(self) -> dict[dt.date, bool]:
        return {day: each.works for each in reversed(self.arrangements) for day in each.days}

    def would_work(self, day: dt.date) -> bool:
        """Whether ``day`` is worked if no notice but those known arranges it."""
        return self._arranged.get(day, day.weekday() < _WEEKEND)

    def _missing(self, day: dt.date) -> int | None:
        """The year whose notice is needed to tell of ``day``; None if it is known."""
        needed = (day.year, day.year + 1) if (day.month, day.day) >= SETTLED_NEXT_YEAR else (day.year,)
        return next((year for year in needed if year not in self.years), None)

    def _first_unknown(self, day: dt.date) -> dt.date:
        """The first day after ``day`` of which nothing is known: the next, or where a year or its last days begin."""
        at = day + _DAY
        while self._missing(at) is None:
            late = dt.date(at.year, *SETTLED_NEXT_YEAR)
            at = late if at < late else dt.date(at.year + 1, 1, 1)
        return at

    def _unknown(self, day: dt.date) -> UnknownYear:
        missing = self._missing(day)
        return UnknownYear(day.year if missing is None else missing)
