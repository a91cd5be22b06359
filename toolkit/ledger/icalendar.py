"""Calendar files (RFC 5545) of whole days: text escaped, lines folded, the same bytes for the same days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.patterns import regex

_OCTETS = 75
_FIRST = dt.date(2000, 1, 1)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_LINE_ENDS = regex(r"\r\n?|[\v\f\x85\u2028\u2029]")
_CONTROLS = regex(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """Something that falls on a day. ``uid`` is the same for it in every file; calendars know it again by that."""

    uid: str
    day: dt.date
    summary: str
    description: str


def calendar_file(name: str, days: Iterable[CalendarDay], on: dt.date) -> bytes:
    """The calendar called ``name``, as it stood on the day ``on``: a later one goes before an earlier one.

    It stands in the way of no other appointment on its days.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//xl-report//ledger//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for day in days for line in _event(day, on)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(day: CalendarDay, on: dt.date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(day.uid)}"
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{(on - _FIRST).days}"
    yield f"DTSTART;VALUE=DATE:{day.day:%Y%m%d}"
    yield f"SUMMARY:{_text(day.summary)}"
    yield f"DESCRIPTION:{_text(day.description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """``text`` as a value: in one line, without signs that no calendar takes."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)).translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """``line`` in pieces of at most 75 octets, cut between characters; all but the first begin with a space."""
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _OCTETS:
            yield piece
            piece, octets = " ", 1
        piece, octets = piece + character, octets + size
    yield piece
