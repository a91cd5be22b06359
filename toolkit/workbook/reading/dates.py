"""Years and dates as staff write them; None for whatever is not certain."""

from __future__ import annotations

import datetime as dt

from toolkit.characters import nfkc_of_widths, without_hidden
from toolkit.form.dates import parse_date
from toolkit.patterns import regex
from toolkit.workbook.reading.cell_contents import cell_text
from toolkit.workbook.reading.source_workbook import WINDOWS_EPOCH, Content, FormattedNumber

_YEAR = regex(r"((?:19|20|21)\d\d)年?度?")
_LONGEST = 200
_YEARS = range(2000, 2200)
_SERIALS = 35_000, 73_051
"""Numbers that are dates of this century, from whichever epoch they count, and nothing else that staff may type."""
_TIME = regex(r"(?<=[\d日号])[T\s]\s?\d{1,2}[:：]\d\d(?:[:：]\d\d(?:\.\d{1,9})?)?\Z")


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
    return parse_date(_text(content, without_time=True))


def _text(content: Content, *, without_time: bool = False) -> str:
    """Numbers without ``.0``, text in plain widths, nothing that shows no sign; nothing of a long text."""
    text = cell_text(content)
    if len(text) > _LONGEST:
        return ""
    return "".join(nfkc_of_widths(without_hidden(_TIME.sub("", text) if without_time else text)).split())
