"""Years and dates as staff write them; None for whatever is not certain."""

from __future__ import annotations

import datetime as dt

from toolkit.characters import nfkc_of_widths, without_hidden
from toolkit.patterns import regex
from toolkit.workbook.reading.contents import written
from toolkit.workbook.reading.source import WINDOWS_EPOCH, Content, FormattedNumber

_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "O": "0"}
_YEAR = regex(r"((?:19|20|21)\d\d)年?度?")
_LONGEST = 200
_YEARS = range(2000, 2200)
_SERIALS = 35_000, 73_051
"""Numbers that are dates of this century, from whichever epoch they count, and nothing else that staff may type."""
_DATES = (
    regex(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?"),
    regex(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"),
    regex(r"(\d{4})(\d\d)(\d\d)"),
)
_TIME = regex(r"(?<=[\d日号])[T\s]\s?\d{1,2}[:：]\d\d(?:[:：]\d\d(?:\.\d{1,9})?)?\Z")
_CHINESE = regex(r"([〇零○O一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]")


def year_of(content: Content) -> int | None:
    """A real date's year, or ``2025``, ``"2025年"``, ``"２０２５"``."""
    if isinstance(content, dt.date):
        return content.year if content.year in _YEARS else None
    match = _YEAR.fullmatch(_text(content))
    return int(match[1]) if match else None


def date_of(content: Content, epoch: dt.datetime = WINDOWS_EPOCH) -> dt.date | None:
    """A real date, the number that stores one, or ``2026-01-18``, ``2026年1月18日``, ``2026/1/18``, ``20260118``,
    ``二〇二六年一月十八日``; a time behind it does not matter.
    """
    if isinstance(content, FormattedNumber):
        content = content.number
    if isinstance(content, int | float) and _SERIALS[0] <= content < _SERIALS[1]:
        return (epoch + dt.timedelta(days=int(content))).date()
    if isinstance(content, dt.datetime):
        return content.date()
    if isinstance(content, dt.date):
        return content
    text = _text(content, without_time=True)
    if chinese := _CHINESE.fullmatch(text):
        return _date("".join(_DIGITS[digit] for digit in chinese[1]), _small(chinese[2]), _small(chinese[3]))
    for pattern in _DATES:
        if match := pattern.fullmatch(text):
            return _date(*(part for part in match.groups() if part.isdecimal()))
    return None


def _text(content: Content, *, without_time: bool = False) -> str:
    """Numbers without ``.0``, text in plain widths, nothing that shows no sign; nothing of a long text."""
    text = written(content).strip()
    if len(text) > _LONGEST:
        return ""
    return "".join(nfkc_of_widths(without_hidden(_TIME.sub("", text) if without_time else text)).split())


def _small(text: str) -> str:
    """``二十一`` → ``21``."""
    tens, ten, ones = text.rpartition("十")
    first = int(_DIGITS[tens]) if tens in _DIGITS else int(bool(ten))
    return str(first * 10 + int(_DIGITS.get(ones, "0")))


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
