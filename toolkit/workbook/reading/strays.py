"""Values typed where nothing is read (WB-08), be it a copy of a sheet, and locked formulas other than totals that are
gone (WB-07).

What stands where in a blank is known from the blank itself, which lies beside the form file; a workbook that another
version of the form or the program made is not held against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form.excel import Spot
from toolkit.form.loader import form_folders
from toolkit.form.model import Severity
from toolkit.workbook.meta import Meta, read_meta
from toolkit.workbook.plan import META, PRIOR, Region
from toolkit.workbook.reading.binding import SHOWN_ONLY, Binding, plain
from toolkit.workbook.reading.contents import written
from toolkit.workbook.reading.source import Book, Cells, Formula
from toolkit.workbook.reading.sparse import SparseBook

_TITLE = (1, 1)
_LISTED = 20
"""Cells that a finding holds at most; a pasted block may have thousands."""


def strays(book: Book, binding: Binding, meta: Meta | None) -> Iterator[Finding]:
    """One finding a sheet and kind. Sheets whose cells have moved are passed over: nothing can be compared there."""
    blank = _blank(binding.plan.form.id)
    made = read_meta(blank.cells(META)) if blank else None
    if not (meta and made and meta.make == made.make):
        blank = None
    yield from _copies(book, binding)
    tables = frozenset(section.sheet for section in binding.plan.form.sections if section.table)
    texts = {region.sheet: region for key, region in binding.regions.items() if key.startswith("narrative.")}
    for planned, present in binding.sheets.items():
        if present in texts:
            yield from _told("WB-08", "default", present, _beside(book.cells(present), texts[present]))
        elif blank and _unmoved(binding, planned) and (planned in tables or PRIOR not in binding.plan.sheets):
            yield from _compared(present, _unread(book.cells(present), binding, present), blank, planned, binding)


def _copies(book: Book, binding: Binding) -> Iterator[Finding]:
    """A finding for each further sheet that has the title of one that is read, and its name within its own."""
    for sheet in book.sheets:
        alike = [own for own in binding.sheets.values() if own in sheet] if sheet not in binding.sheets.values() else []
        for own in alike:
            title = book.cells(own).get(_TITLE)
            if title and title == book.cells(sheet).get(_TITLE):
                yield finding("WB-08", variant="copy", actual=sheet, original=own)


def _beside(cells: Cells, region: Region) -> Cells:
    """Constants below a text sheet's header that stand in none of the columns read."""
    read = {region.columns[role] for role in ("kind", "text", "prior")}
    return {
        (row, column): value
        for (row, column), value in cells.items()
        if row >= region.first and column not in read and not isinstance(value, Formula)
    }


def _compared(present: str, now: Cells, blank: Book, planned: str, binding: Binding) -> Iterator[Finding]:
    """What is not read on a sheet, against the same sheet of the blank."""
    then = _unread(blank.cells(planned), binding, present)
    formulas = {place for place, value in then.items() if isinstance(value, Formula)}
    labels = {place: plain(written(value)) for place, value in then.items() if place not in formulas}
    stray = {place: value for place, value in now.items() if place not in then}
    changed = {p: now[p] for p, label in labels.items() if p in now and plain(written(now[p])) != label}
    gone = {place: now.get(place) for place in formulas if not isinstance(now.get(place), Formula)}
    yield from _told("WB-08", "default", present, stray)
    yield from _told("WB-08", "label", present, changed)
    yield from _told("WB-07", "formula", present, gone)


def _unread(cells: Cells, binding: Binding, sheet: str) -> Cells:
    """The cells without what is read, or compared elsewhere: inputs, slots, totals, and the rows of regions."""
    spots = {(s.row, s.column) for key, s in binding.spots.items() if s.sheet == sheet and key not in SHOWN_ONLY}
    regions = [region for region in binding.regions.values() if region.sheet == sheet]
    return {
        place: value
        for place, value in cells.items()
        if place not in spots
        and not any(place[0] >= region.first and place[1] in region.columns.values() for region in regions)
    }


def _told(code: str, variant: str, sheet: str, cells: Cells) -> Iterator[Finding]:
    if not cells:
        return
    places = sorted(cells)
    refs = [
        CellRef(id="", where=Spot(sheet, column, row).where, value=written(cells[row, column]))
        for row, column in places[:_LISTED]
    ]
    more = f"（本表共 {len(places)} 处）" if len(places) > 1 else ""
    yield finding(code, refs, variant=variant, severity=Severity.WARNING, actual=refs[0].value, more=more)


@cache
def _blank(form: str) -> Book | None:
    """The blank workbook beside the form file; None for a form that has none yet."""
    files = (entry for entry in form_folders()[form].iterdir() if entry.name.endswith(".xlsx"))
    found = next(files, None)
    return SparseBook(found.read_bytes()) if found else None


def _unmoved(binding: Binding, planned: str) -> bool:
    """Whether every id of the sheet lies where the plan has it."""
    return all(
        (now := binding.spots.get(key)) is not None and (now.column, now.row) == (spot.column, spot.row)
        for key, spot in binding.plan.spots.items()
        if spot.sheet == planned and key not in SHOWN_ONLY
    )
