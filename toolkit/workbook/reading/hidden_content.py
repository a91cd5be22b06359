"""Hidden and covered cells that are read all the same (WB-19); pictures, shapes and comments, which are not (WB-18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form.excel import CellAddress
from toolkit.form.model import Severity
from toolkit.workbook.fixed_cells import Place
from toolkit.workbook.plan import CHARTS
from toolkit.workbook.reading.binding import Binding
from toolkit.workbook.reading.listed_cells import MOST_LISTED, listed_cell
from toolkit.workbook.reading.source_workbook import Comment, Drawing, SourceWorkbook

_NAMED = 3
"""Cells that a message spells out."""


def hidden_content_findings(book: SourceWorkbook, binding: Binding) -> Iterator[Finding]:
    """One finding a sheet for hidden cells outside of texts, one for pictures, and one for shapes with words.

    One for the comments of all sheets: they are talk about the figures, and no report holds them.
    """
    tops = {region.sheet: region.first for region in binding.texts.values()}
    for planned, present in binding.sheets.items():
        hidden = binding.fixed[planned].hidden
        cells = [place for place in _hidden(book, binding, present, tops.get(present)) if place[1] not in hidden]
        if cells:
            first = _refs(book, present, cells)
            yield finding("WB-19", first, count=len(cells), actual=first[0].value)
        yield from _conditional(book, binding, present)
        yield from _merged(book, binding, present)
        drawings = book.layout(present).drawings if planned != CHARTS else ()  # where they are the program's own
        yield from _drawn(present, "picture", [each for each in drawings if not each.text.strip()])
        yield from _drawn(present, "shape", [each for each in drawings if each.text.strip()])
    yield from _commented([(sheet, each) for sheet in book.sheets for each in book.layout(sheet).comments])


def _hidden(book: SourceWorkbook, binding: Binding, sheet: str, top: int | None) -> Iterator[Place]:
    """Filled cells that are read and hidden; above ``top``, where a text begins."""
    layout, reads = book.layout(sheet), binding.reads(sheet)
    if layout.hidden or layout.hidden_rows or layout.hidden_columns or layout.covered:
        for place in sorted(book.cells(sheet)):
            if (top is None or place[0] < top) and layout.hides(*place) and reads(place):
                yield place


def _refs(book: SourceWorkbook, sheet: str, places: Sequence[Place]) -> list[CellRef]:
    return [listed_cell(sheet, *place, book.calculated(sheet, *place)) for place in places[:MOST_LISTED]]


def _conditional(book: SourceWorkbook, binding: Binding, sheet: str) -> Iterator[Finding]:
    """Cells of which a conditional format may show something else than is read; totals are computed anyway."""
    totals = (binding.cell_addresses.get(key) for key in binding.plan.form.derived)
    computed = {(own.row, own.column) for own in totals if own and own.sheet == sheet}
    cells = sorted(filter(binding.reads(sheet), book.layout(sheet).conditional - computed))
    if cells:
        refs = _refs(book, sheet, cells)
        more = f"（本表共 {len(cells)} 格）" if len(cells) > 1 else ""
        actual = refs[0].value
        yield finding("WB-19", refs, variant="conditional", severity=Severity.WARNING, actual=actual, more=more)


def _merged(book: SourceWorkbook, binding: Binding, sheet: str) -> Iterator[Finding]:
    """Cells to be filled in that are empty since others are merged over them: nobody can type there."""
    form, under = binding.plan.form, dict[Place, Place]()
    places = {
        (own.row, own.column): key
        for key in form.inputs
        if (own := binding.cell_addresses.get(key)) and own.sheet == sheet
    }
    for first, last in book.layout(sheet).merged:
        inside = (place for place in places if first[0] <= place[0] <= last[0] and first[1] <= place[1] <= last[1])
        under |= {place: first for place in inside if place != first and place not in book.cells(sheet)}
    if under:
        refs = [
            CellRef(id=places[r, c], where=CellAddress(sheet, c, r).where, label=form.label(places[r, c]))
            for r, c in sorted(under)
        ]
        seen = [CellAddress(sheet, c, r).where.place for r, c in sorted(set(under.values()))[:_NAMED]]
        yield finding("WB-19", refs, variant="merged", under="、".join(seen), count=len(refs))


def _commented(comments: Sequence[tuple[str, Comment]]) -> Iterator[Finding]:
    refs = [listed_cell(sheet, each.row, each.column, each.text) for sheet, each in comments[:MOST_LISTED]]
    if refs:
        more = f"（共 {len(comments)} 处）" if len(comments) > 1 else ""
        yield finding("WB-18", refs, variant="comment", severity=Severity.NOTE, actual=refs[0].value, more=more)


def _drawn(sheet: str, variant: str, drawings: list[Drawing]) -> Iterator[Finding]:
    refs = [listed_cell(sheet, each.row, each.column, each.text) for each in drawings[:MOST_LISTED]]
    if refs:
        more = f"（本表共 {len(drawings)} 处）" if len(drawings) > 1 else ""
        yield finding("WB-18", refs, variant=variant, actual=refs[0].value, more=more)
