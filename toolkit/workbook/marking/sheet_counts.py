"""How many findings a check had on each sheet, said at the top of the sheet: its formulas know only the tables."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.finding import Finding, count_words
from toolkit.workbook.marking.mark_places import MarkPlaces
from toolkit.workbook.plan import COVER
from toolkit.workbook.writing.build import UnsavedWorkbook
from toolkit.workbook.writing.check_sheet import BADGE
from toolkit.workbook.writing.excel_canvas import ExcelPage


def write_sheet_counts(built: UnsavedWorkbook, findings: Sequence[Finding], placing: MarkPlaces) -> None:
    """Put each sheet's count before what its formulas say, and that of all on the cover."""
    by_sheet: dict[str, list[Finding]] = {COVER: list(findings)}
    for finding in findings:
        cell_address = placing.cell_address(finding.cells[0]) if finding.cells else None
        if cell_address and cell_address.sheet != COVER:
            by_sheet.setdefault(cell_address.sheet, []).append(finding)
    cover = built.canvas.pages[COVER]
    listed = {row[0].value: number for number, row in enumerate(cover.sheet.iter_rows(max_col=1), start=1)}
    for sheet, own in by_sheet.items():
        if words := _words(own):
            page = built.canvas.pages[sheet]
            badge = next(place for place, cell in enumerate(page.sheet[1], start=1) if cell.style == BADGE)
            _put_before(page, 1, badge, words)
            if sheet != COVER and sheet in listed:
                _put_before(cover, listed[sheet], 2, words)


def _words(findings: Sequence[Finding]) -> str:
    words = "、".join(count_words(findings))
    return f"检查时有 {words}；现在" if words else ""


def _put_before(page: ExcelPage, row: int, column: int, words: str) -> None:
    cell = page.sheet.cell(row, column)
    formula, shown = str(cell.value).removeprefix("="), page.shown(cell.coordinate)
    page.formula(row, column, f'"{words}"&{formula}', f"{words}{shown}", str(cell.style))
