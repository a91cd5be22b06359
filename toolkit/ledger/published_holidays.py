"""The notices that a library keeps (chinesecalendar, the extra ``ledger``): none where it is not installed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import groupby

from toolkit.ledger.working_days import Arrangement, WorkingDays

FIRST = 2007
"""The first year taken from the library: for 2005 it lacks a Saturday that the notice for 2006 made a working day."""


def published(years: Iterable[int]) -> WorkingDays:
    """What the notices for those of ``years`` say that the library has, each with the days of the year before it."""
    try:
        from chinese_calendar.constants import Holiday, holidays, workdays
    except ImportError:
        return WorkingDays()
    known = frozenset(years) & {day.year for day in holidays if day.year >= FIRST}
    names = {holiday.value: holiday.chinese for holiday in Holiday}
    found = [
        *_arrangements({day: names[value] for day, value in holidays.items() if _of(day) in known}, works=False),
        *_arrangements({day: names[value] for day, value in workdays.items() if _of(day) in known}, works=True),
    ]
    return WorkingDays(tuple(sorted(found, key=lambda each: each.first)), known)


def _of(day: dt.date) -> int:
    """The year whose notice arranges ``day``: what it says of December belongs to New Year."""
    return day.year + (day.month == 12)


def _arrangements(days: Mapping[dt.date, str], *, works: bool) -> Iterable[Arrangement]:
    """Days that follow one another and go by the same name as one."""
    numbered = ((day.toordinal() - place, days[day], day) for place, day in enumerate(sorted(days)))
    for (_, name), group in groupby(numbered, key=lambda each: each[:2]):
        run = [day for *_, day in group]
        yield Arrangement(first=run[0], last=run[-1], works=works, name=name)
