"""Days as people write them, None for whatever is not certain; and the day that it is."""

from __future__ import annotations

import datetime as dt

from toolkit.characters import nfkc_of_widths, without_hidden
from toolkit.chinese_numerals import TO_TEN, YEAR_DIGITS, arabic_digits, value_of
from toolkit.patterns import regex

_LONGEST = 200
_DATES = (
    regex(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?"),
    regex(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"),
    regex(r"(\d{4})(\d\d)(\d\d)"),
)
_MONTH_AND_DAY = regex(r"[0-9]{2}-[0-9]{2}")
_CHINESE = regex(rf"([{YEAR_DIGITS}]{{4}})年([{TO_TEN}]{{1,3}})月([{TO_TEN}]{{1,3}})[日号]")


def today() -> dt.date:
    """The day where this computer is."""
    return dt.datetime.now().astimezone().date()


def parse_date(text: str) -> dt.date | None:
    """``2026-01-18``, ``2026年1月18日``, ``2026/1/18``, ``20260118`` or ``二〇二六年一月十八日``."""
    plain = "".join(nfkc_of_widths(without_hidden(text)).split()) if len(text) <= _LONGEST else ""
    if chinese := _CHINESE.fullmatch(plain):
        return _date(arabic_digits(chinese[1]), value_of(chinese[2]), value_of(chinese[3]))
    for pattern in _DATES:
        if match := pattern.fullmatch(plain):
            return _date(*(part for part in match.groups() if part.isdecimal()))
    return None


def is_month_and_day(text: str) -> bool:
    """Whether it is a day that every year has, written ``01-31``."""
    return bool(_MONTH_AND_DAY.fullmatch(text)) and _date("2001", text[:2], text[3:]) is not None


def format_chinese_date(day: dt.date) -> str:
    """``2026年1月18日``: no padded zeros (GB/T 9704 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _date(year: str, month: str | int, day: str | int) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
