"""Cells for words: choices, days and texts as a filing holds them."""

from __future__ import annotations

from toolkit.filing import Entry
from toolkit.filing.values import entry_for
from toolkit.form.excel import Spot
from toolkit.form.kinds import Date, Words
from toolkit.workbook.reading.contents import Contents, written
from toolkit.workbook.reading.dates import date_of
from toolkit.workbook.reading.source import Valueless


def word_entry(contents: Contents, kind: Words, spot: Spot, key: str) -> Entry:
    """What the cell shows, in the writing of its kind; as it stands where it is none of it (KD-01 says so)."""
    content = contents.at(spot, key)
    if isinstance(content, Valueless):
        return Entry(where=spot.where, text=written(content))
    if isinstance(kind, Date) and (day := date_of(content, contents.book.epoch)):
        return Entry(where=spot.where, text=day.isoformat())
    shown = str(content).upper() if isinstance(content, bool) else contents.text(spot, key)
    return entry_for(kind, shown, spot.where)
