"""Working days, against notices entered by hand and against another library's."""

from __future__ import annotations

import datetime as dt
import importlib.util
import random
import sys

import pytest

from tests.required import missing
from toolkit.ledger.published_holidays import FIRST, published
from toolkit.ledger.working_days import Arrangement, UnknownYear, WorkingDays

NOTICES = {
    2024: (
        "01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
    2025: ("01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08", "01-26 02-08 04-27 09-28 10-11"),
    2026: (
        "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}
"""What the notices for these years put down as off, and as worked."""


def by_hand(*years: int) -> WorkingDays:
    listed = [
        Arrangement(first=day(year, first), last=day(year, last or first), works=works)
        for year in years
        for works, text in zip((False, True), NOTICES[year], strict=True)
        for first, _, last in (each.partition("..") for each in text.split())
    ]
    return WorkingDays(tuple(listed), frozenset(years))


def day(year: int, text: str) -> dt.date:
    return dt.date.fromisoformat(f"{year}-{text}")


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(n) for n in range((last - first).days + 1)]


def test_the_librarys_years_are_those_of_the_notices() -> None:
    ours, theirs = by_hand(2024, 2025, 2026), published((2024, 2025, 2026))
    assert theirs.years == ours.years
    for each in days(dt.date(2024, 1, 1), dt.date(2026, 12, 31)):
        assert theirs.is_working(each) == ours.is_working(each), each


@pytest.mark.scale
def test_twenty_years_are_those_of_another_library() -> None:
    """``holidays`` keeps the notices on its own; for 2005, which we do not take, it differs in one day."""
    if not importlib.util.find_spec("holidays"):
        missing("holidays")
    import holidays

    years = range(FIRST, 2027)
    ours, theirs = published(years), holidays.country_holidays("CN", years=years)
    assert ours.years == frozenset(years)
    for each in days(dt.date(FIRST, 1, 1), dt.date(2026, 12, 27)):
        assert ours.is_working(each) == theirs.is_working_day(each), each


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2025-01-24", 1, "2025-01-26"),  # a Sunday that is worked
        ("2025-01-25", 1, "2025-01-26"),  # counted from a Saturday
        ("2025-01-27", 1, "2025-02-05"),  # over the Spring Festival
        ("2025-01-26", 20, "2025-02-28"),  # with the Saturday worked after it
        ("2025-09-26", 3, "2025-09-30"),  # the Sunday worked before the national holidays
        ("2025-09-30", 3, "2025-10-11"),  # the Saturday worked after them
        ("2024-12-31", 1, "2025-01-02"),  # from one year into the next
    ],
)
def test_the_nth_working_day_is_counted_from_the_day_after(start: str, count: int, end: str) -> None:
    calendar = by_hand(2024, 2025, 2026)
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    assert calendar.after(first, count) == last
    assert calendar.between(first, last) == count
    assert calendar.between(last, first) == -count


def test_what_no_notice_settles_is_unknown() -> None:
    calendar = by_hand(2025)
    assert calendar.is_working(dt.date(2024, 12, 31)) == UnknownYear(2024)
    assert calendar.is_working(dt.date(2025, 12, 27)) is False
    assert calendar.is_working(dt.date(2025, 12, 28)) == UnknownYear(2026)
    assert calendar.after(dt.date(2025, 12, 25), 1) == dt.date(2025, 12, 26)
    assert calendar.after(dt.date(2025, 12, 26), 1) == UnknownYear(2026)
    assert calendar.between(dt.date(2025, 12, 26), dt.date(2025, 12, 27)) == 0
    assert calendar.between(dt.date(2025, 12, 26), dt.date(2025, 12, 28)) == UnknownYear(2026)
    assert calendar.between(dt.date(2026, 1, 5), dt.date(2025, 12, 26)) == UnknownYear(2026)
    assert UnknownYear(2026).notice == "2026 年的放假安排通知"


def test_a_year_between_two_known_ones_is_not_leapt_over() -> None:
    calendar = by_hand(2024, 2026)
    assert calendar.after(dt.date(2024, 12, 20), 20) == UnknownYear(2025)
    assert calendar.between(dt.date(2024, 12, 20), dt.date(2026, 1, 5)) == UnknownYear(2025)
    assert calendar.after(dt.date(2026, 1, 2), 1) == dt.date(2026, 1, 4)


def test_counting_is_asking_day_by_day() -> None:
    calendar, chance = by_hand(2024, 2025, 2026), random.Random(16)
    for _ in range(300):
        at = start = dt.date(2024, 1, 1) + dt.timedelta(chance.randrange(900))
        count = left = chance.randint(1, 60)
        while left:
            at += dt.timedelta(1)
            left -= calendar.is_working(at) is True
        assert calendar.after(start, count) == at


def test_without_the_library_no_year_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chinese_calendar.constants", None)
    assert published((2025,)) == WorkingDays()


def test_the_library_is_not_asked_for_years_that_it_has_not() -> None:
    assert published((2003, 2005, 2025, 2099)).years == {2025}


def test_the_notices_are_kept_as_they_read() -> None:
    spring = [each for each in published((2025,)).arrangements if each.name == "春节"]
    assert [(str(each.first), str(each.last), each.works) for each in spring] == [
        ("2025-01-26", "2025-01-26", True),
        ("2025-01-28", "2025-02-04", False),
        ("2025-02-08", "2025-02-08", True),
    ]
