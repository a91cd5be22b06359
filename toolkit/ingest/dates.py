"""Dates and years as reports write them."""

from __future__ import annotations

import datetime as dt

from toolkit.characters import compact_visible
from toolkit.chinese_numerals import TO_TEN, YEAR_DIGITS, ZEROS, arabic_digits, value_of
from toolkit.patterns import regex

_CHINESE_YEAR = rf"二[{ZEROS}][{YEAR_DIGITS}]{{2}}"
_NUMBER = rf"[一二三]?十?[{TO_TEN[:9]}]?|[{ZEROS}][{TO_TEN[:9]}]"
_DATE = regex(r"(20\d\d)(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?")
_CHINESE_DATE = regex(
    rf"({_CHINESE_YEAR})年({_NUMBER})月({_NUMBER})日",
    matches=("二〇二六年一月十八日", "二零二六年十二月三十日", "二O二六年〇一月十日"),
    misses=("二〇二六年一月", "2026年1月18日"),
)
YEAR = regex(rf"((?:19|20)\d\d|{_CHINESE_YEAR})年")
_FROM = regex(r"(20\d\d)年0?1月0?1日")


def date_at_end(text: str) -> tuple[str, dt.date] | None:
    """What stands before a date that ends ``text``, without blanks, and the date."""
    plain = compact_visible(text).rstrip(")]】。.")
    for pattern in (_DATE, _CHINESE_DATE):
        found = list(pattern.finditer(plain))
        if found and found[-1].end() == len(plain):
            year, month, day = (_number(part) for part in found[-1].groups())
            try:
                return plain[: found[-1].start()].rstrip("([【"), dt.date(year, month, day)
            except ValueError:
                return None
    return None


def year_of(written: str) -> int:
    """The year that a match of :data:`YEAR` writes."""
    return int(arabic_digits(written))


def period_year(text: str) -> int | None:
    """The year of the period that ``text`` says it covers (自2025年1月1日…)."""
    found = _FROM.search(compact_visible(text))
    return int(found[1]) if found else None


def _number(written: str) -> int:
    """A year in digits of either kind, or a day or month up to 三十一."""
    return value_of(written) or int(arabic_digits(written) or "0")
