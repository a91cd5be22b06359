"""What stands in rows and columns that were inserted among those of the form (WB-16)."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form.excel import Spot, column_letters
from toolkit.form.model import Severity
from toolkit.rules.places import clipped
from toolkit.workbook.fixed import Place
from toolkit.workbook.reading.alignment import Alignment
from toolkit.workbook.reading.contents import entry, written
from toolkit.workbook.reading.source import Book, Cells, Content, FormattedNumber, Formula

_SPELT, _LISTED = 40, 200
"""Cells that the message spells out, and that the finding holds, at most."""


def in_inserted_lines(book: Book, sheet: str, alignment: Alignment, cells: Cells) -> Iterator[Finding]:
    """One finding for the rows and one for the columns; an error where there is a figure among them."""
    by_row = {place: content for place, content in cells.items() if alignment.rows.inserted(place[0])}
    by_column = {place: content for place, content in cells.items() if place not in by_row}
    if by_row:
        rows = "、".join(str(row) for row in sorted({row for row, _ in by_row}))
        yield _told(book, sheet, f"第 {rows} 行", by_row)
    if by_column:
        columns = "、".join(column_letters(column) for column in sorted({column for _, column in by_column}))
        yield _told(book, sheet, f" {columns} 列", by_column)


def _told(book: Book, sheet: str, lines: str, cells: Cells) -> Finding:
    shown = {place: _shown(book, sheet, place, cells[place]) for place in sorted(cells)}
    figures = any(map(_is_figure, shown.values()))
    refs = [
        CellRef(id="", where=Spot(sheet, place[1], place[0]).where, value=written(content))
        for place, content in shown.items()
    ]
    listed = "、".join(f"{ref.where.rpartition('!')[2]} 是“{clipped(ref.value)}”" for ref in refs[:_SPELT])
    return finding(
        "WB-16",
        refs[:_LISTED],
        variant="default" if figures else "words",
        severity=Severity.ERROR if figures else Severity.WARNING,
        actual=refs[0].value,
        lines=lines,
        listed=listed + (f" 等 {len(refs)} 格" if len(refs) > _SPELT else ""),
    )


def _is_figure(content: Content) -> bool:
    return isinstance(content, FormattedNumber) or entry(content, Spot("", 1, 1)).number is not None


def _shown(book: Book, sheet: str, place: Place, content: Content) -> Content:
    """A formula by what it showed, if it ever showed anything."""
    if not isinstance(content, Formula):
        return content
    shown = book.calculated(sheet, *place)
    return content if shown is None else shown
