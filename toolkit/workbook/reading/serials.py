"""Dates as workbooks store them: days since an epoch, or ISO 8601."""

from __future__ import annotations

import datetime as dt

from toolkit.workbook.reading.source_workbook import WINDOWS_EPOCH

_MILLISECONDS = 24 * 3600 * 1000
LEAP_DAY = 60
"""Excel counts a 29th of February 1900, which never was; the serials before it are a day behind."""


def moment_of(serial: float, epoch: dt.datetime = WINDOWS_EPOCH) -> dt.datetime | dt.time:
    """The date of a serial number, a time of day for a fraction; to the millisecond.

    :class:`OverflowError` or :class:`ValueError` where no date has that number.
    """
    day, fraction = divmod(serial, 1)
    if serial < 0 or (epoch == WINDOWS_EPOCH and day == LEAP_DAY):  # programs show different dates for them, or none
        raise ValueError(serial)
    time = dt.timedelta(milliseconds=round(fraction * _MILLISECONDS))
    if 0 <= serial < 1 and not time.days:
        return (epoch + time).time()
    early = epoch == WINDOWS_EPOCH and 0 < serial < LEAP_DAY
    return epoch + dt.timedelta(days=day + early) + time


def span_of(serial: float) -> dt.timedelta:
    """The span of time of so many days, to the millisecond; :class:`OverflowError` beyond what there is."""
    span = dt.timedelta(days=serial)
    return dt.timedelta(span.days, span.seconds, round(span.microseconds, -3))


def iso_moment(text: str) -> dt.datetime | dt.date | dt.time:
    """A cell's date in ISO 8601, with or without a time, or a time; :class:`ValueError` where it is none."""
    text = text.removesuffix("Z")
    if "T" in text:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    return dt.time.fromisoformat(text) if ":" in text else dt.date.fromisoformat(text)
