"""Cells for words: choices, days and texts as a filing holds them."""

from __future__ import annotations

from toolkit.filing import Entry
from toolkit.filing.values import entry_for
from toolkit.form.excel import CellAddress
from toolkit.form.kinds import Date, NonNumeric
from toolkit.workbook.reading.cell_contents import CellReader, written
from toolkit.workbook.reading.dates import date_of
from toolkit.workbook.reading.source_workbook import Valueless


def word_entry(contents: CellReader, kind: NonNumeric, cell_address: CellAddress, key: str) -> Entry:
    """What the cell shows, in the writing of its kind; as it stands where it is none of it (KD-01 says so)."""
    content = contents.at(cell_address, key)
    if isinstance(content, Valueless):
        return Entry(where=cell_address.where, text=written(content))
    if isinstance(kind, Date) and (day := date_of(content, contents.book.epoch)):
        return Entry(where=cell_address.where, text=day.isoformat())
    shown = str(content).upper() if isinstance(content, bool) else contents.text(cell_address, key)
    return entry_for(kind, shown, cell_address.where)
