"""What stands in rows and columns that were inserted among those of the form (WB-16)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form.excel import CellAddress, column_letters
from toolkit.form.model import Severity
from toolkit.rules.cell_refs import clipped
from toolkit.workbook.fixed_cells import Place
from toolkit.workbook.reading.alignment import Alignment
from toolkit.workbook.reading.cell_contents import entry, written
from toolkit.workbook.reading.source_workbook import Cells, Content, FormattedNumber, Formula, SourceWorkbook

_SPELT, _LISTED = 40, 200
"""Cells that the message spells out, and that the finding holds, at most."""
_RUNS = 10
"""Runs of lines that the message spells out at most."""


def inserted_line_findings(book: SourceWorkbook, sheet: str, alignment: Alignment, cells: Cells) -> Iterator[Finding]:
    """One finding for the rows and one for the columns; an error where there is a figure among them."""
    by_row = {place: content for place, content in cells.items() if alignment.rows.inserted(place[0])}
    by_column = {place: content for place, content in cells.items() if place not in by_row}
    if by_row:
        yield _reported(book, sheet, f"第 {_runs({row for row, _ in by_row}, str)} 行", by_row)
    if by_column:
        yield _reported(book, sheet, f" {_runs({column for _, column in by_column}, column_letters)} 列", by_column)


def _runs(lines: Iterable[int], name: Callable[[int], str]) -> str:
    """``5、8—12``."""
    runs: list[list[int]] = []
    for line in sorted(lines):
        if runs and line == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], line]
        else:
            runs.append([line])
    listed = "、".join("—".join(map(name, run)) for run in runs[:_RUNS])
    return f"{listed} 等" if len(runs) > _RUNS else listed


def _reported(book: SourceWorkbook, sheet: str, lines: str, cells: Cells) -> Finding:
    shown = ((place, _shown(book, sheet, place, cells[place])) for place in sorted(cells)[:_LISTED])
    refs = [
        CellRef(id="", where=CellAddress(sheet, column, row).where, value=written(each))
        for (row, column), each in shown
    ]
    figures = any(_is_figure(_shown(book, sheet, place, content)) for place, content in cells.items())
    listed = "、".join(f"{ref.where.place} 是“{clipped(ref.value)}”" for ref in refs[:_SPELT])
    return finding(
        "WB-16",
        refs,
        variant="default" if figures else "words",
        severity=Severity.ERROR if figures else Severity.WARNING,
        actual=refs[0].value,
        lines=lines,
        listed=listed + (f" 等 {len(cells)} 格" if len(cells) > _SPELT else ""),
    )


def _is_figure(content: Content) -> bool:
    return isinstance(content, FormattedNumber) or entry(content, CellAddress("", 1, 1)).number is not None


def _shown(book: SourceWorkbook, sheet: str, place: Place, content: Content) -> Content:
    """A formula by what it showed, if it ever showed anything."""
    if not isinstance(content, Formula):
        return content
    shown = book.calculated(sheet, *place)
    return content if shown is None else shown
