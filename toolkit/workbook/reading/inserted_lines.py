"""What stands in rows and columns among those of the form: inserted by staff, or of the form as it was (WB-16)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form.excel import CellAddress, column_letters
from toolkit.form.model import Severity
from toolkit.form.references import Slot
from toolkit.rules.cell_refs import clipped
from toolkit.workbook.fixed_cells import Place
from toolkit.workbook.reading.alignment import Alignment
from toolkit.workbook.reading.binding import Binding
from toolkit.workbook.reading.cell_contents import entry, written
from toolkit.workbook.reading.listed_cells import MOST_LISTED
from toolkit.workbook.reading.source_workbook import Cells, Content, FormattedNumber, Formula, SourceWorkbook


@dataclass(frozen=True, slots=True)
class FormerLines:
    """The rows and columns of a sheet for figures that the form had when the workbook was made, and has no more."""

    rows: frozenset[int]
    columns: frozenset[int]

    @classmethod
    def on(cls, sheet: str, binding: Binding) -> FormerLines:
        """Those of a present sheet; a line that still has other figures is none."""
        form = binding.plan.form
        figures = {key: cell for key, cell in binding.cell_addresses.items() if key in form.cells or key in form.fields}
        now = [cell for cell in figures.values() if cell.sheet == sheet]
        then = [cell for key, cell in binding.former.items() if cell.sheet == sheet and Slot.parse(key) is None]
        return cls(
            frozenset(cell.row for cell in then) - {cell.row for cell in now},
            frozenset(cell.column for cell in then) - {cell.column for cell in now},
        )


_SPELT = 40
"""Cells that the message spells out, and that the finding holds, at most."""
_RUNS = 10
"""Runs of lines that the message spells out at most."""


def inserted_line_findings(
    book: SourceWorkbook, sheet: str, alignment: Alignment, cells: Cells, former: FormerLines
) -> Iterator[Finding]:
    """One finding for the rows and one for the columns; an error where there is a figure among them.

    Apart from these, as warnings, those that the form had when the workbook was made.
    """
    by_row = {p: cell for p, cell in cells.items() if alignment.rows.inserted(p[0]) or p[0] in former.rows}
    by_column = {place: content for place, content in cells.items() if place not in by_row}
    for was_there in (False, True):
        own = {place: content for place, content in by_row.items() if (place[0] in former.rows) == was_there}
        if own:
            yield _reported(book, sheet, f"第 {_runs({row for row, _ in own}, str)} 行", own, was_there)
        own = {place: content for place, content in by_column.items() if (place[1] in former.columns) == was_there}
        if own:
            yield _reported(book, sheet, f" {_runs({column for _, column in own}, column_letters)} 列", own, was_there)


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


def _reported(book: SourceWorkbook, sheet: str, lines: str, cells: Cells, was_there: bool) -> Finding:
    shown = ((place, _displayed(book, sheet, place, cells[place])) for place in sorted(cells)[:MOST_LISTED])
    refs = [
        CellRef(id="", where=CellAddress(sheet, column, row).where, value=written(each))
        for (row, column), each in shown
    ]
    figures = any(_is_figure(_displayed(book, sheet, place, content)) for place, content in cells.items())
    listed = "、".join(f"{ref.where.place} 是“{clipped(ref.value)}”" for ref in refs[:_SPELT])
    return finding(
        "WB-16",
        refs,
        variant="former" if was_there else "default" if figures else "words",
        severity=Severity.ERROR if figures and not was_there else Severity.WARNING,
        actual=refs[0].value,
        lines=lines,
        listed=listed + (f" 等 {len(cells)} 格" if len(cells) > _SPELT else ""),
    )


def _is_figure(content: Content) -> bool:
    return isinstance(content, FormattedNumber) or entry(content, CellAddress("", 1, 1)).number is not None


def _displayed(book: SourceWorkbook, sheet: str, place: Place, content: Content) -> Content:
    """A formula by what it showed, if it ever showed anything."""
    if not isinstance(content, Formula):
        return content
    shown = book.calculated(sheet, *place)
    return content if shown is None else shown
