"""Findings on their cells: a frame and a fill that distinguish severities in greyscale too, and the words as prompt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Literal

from openpyxl.styles import Border, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from toolkit.clickable import clickable
from toolkit.finding import Finding
from toolkit.form import Severity
from toolkit.form.excel import CellAddress
from toolkit.workbook.references import rectangles
from toolkit.workbook.writing.excel_canvas import ExcelPage
from toolkit.workbook.writing.pages import clean
from toolkit.workbook.writing.styles import ALARM, ALARM_FILL, INK
from toolkit.workbook.writing.validation import LONGEST_PROMPT, LONGEST_TITLE

Cell = tuple[int, int]
"""Row and column, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How cells of a weight look."""

    line: Literal["thick", "mediumDashed", "dotted"]
    color: str
    fill: str


MARKS: Mapping[Severity, Mark] = {
    Severity.ERROR: Mark(line="thick", color=ALARM, fill=ALARM_FILL),
    Severity.WARNING: Mark(line="mediumDashed", color="8A5A00", fill="FBE7B2"),
    Severity.NOTE: Mark(line="dotted", color=INK, fill="E1ECF7"),
}


def mark(pages: Mapping[str, ExcelPage], placed: Iterable[tuple[Finding, tuple[CellAddress, ...]]]) -> None:
    """Mark every cell by its most severe finding, with what all of them say."""
    reported: dict[CellAddress, list[Finding]] = {}
    for finding, cell_addresses in placed:
        for cell_address in cell_addresses:
            reported.setdefault(cell_address, []).append(finding)
    by_sheet: dict[str, dict[Cell, tuple[str, str]]] = {}
    for cell_address, findings in reported.items():
        findings.sort(key=lambda each: each.severity.rank)
        _paint(pages[cell_address.sheet], cell_address, MARKS[findings[0].severity])
        by_sheet.setdefault(cell_address.sheet, {})[cell_address.row, cell_address.column] = _words(findings)
    for sheet, prompts in by_sheet.items():
        _prompt(pages[sheet], prompts)


def shortened(text: str, longest: int) -> str:
    """``text`` in at most ``longest`` of the units in which spreadsheet programs count (UTF-16)."""
    units = text.encode("utf-16-le", "ignore")
    if len(units) <= 2 * longest:
        return text
    return units[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"


def _words(findings: list[Finding]) -> tuple[str, str]:
    """Title and text of a prompt."""
    codes = "、".join(dict.fromkeys(f"{each.severity.label} {each.code}" for each in findings))
    text = "\n".join(f"{each.message}{clickable(each.remedy)}" for each in findings)
    return shortened(f"校验：{codes}", LONGEST_TITLE), shortened(clean(text), LONGEST_PROMPT)


def _paint(page: ExcelPage, cell_address: CellAddress, look: Mark) -> None:
    side = Side(style=look.line, color=look.color)
    merged = next((area for area in page.sheet.merged_cells.ranges if cell_address.address in area), None)
    area = merged.bounds if merged else (cell_address.column, cell_address.row, cell_address.column, cell_address.row)
    left, top, right, bottom = area
    for row in page.sheet.iter_rows(top, bottom, left, right):
        for cell in row:
            cell.fill = PatternFill("solid", fgColor=look.fill)
            cell.border = Border(left=side, right=side, top=side, bottom=side)


def _prompt(page: ExcelPage, prompts: Mapping[Cell, tuple[str, str]]) -> None:
    """Prompts in the place of guidance; what the cells accept stays as it is."""
    rules = page.sheet.data_validations
    left = dict(prompts)
    kept = []
    for rule in rules.dataValidation:
        cells = _cells(rule)
        hit = {cell: left.pop(cell) for cell in cells & left.keys()}
        rest = cells - hit.keys()
        kept += _reworded(page, rule, hit)
        if rest:
            rule.sqref = " ".join(_areas(page, rest))
            kept.append(rule)
    rules.dataValidation = [*kept, *_reworded(page, DataValidation(allow_blank=True), left)]


def _reworded(page: ExcelPage, rule: DataValidation, prompts: Mapping[Cell, tuple[str, str]]) -> list[DataValidation]:
    """Copies of ``rule``, one for each prompt."""
    alike: dict[tuple[str, str], list[Cell]] = {}
    for cell, words in prompts.items():
        alike.setdefault(words, []).append(cell)
    copies = []
    for (title, text), cells in alike.items():
        own = copy(rule)
        own.promptTitle, own.prompt, own.showInputMessage = title, text, True
        own.sqref = " ".join(_areas(page, cells))
        copies.append(own)
    return copies


def _cells(rule: DataValidation) -> set[Cell]:
    return {cell for area in rule.sqref.ranges for line in area.rows for cell in line}


def _areas(page: ExcelPage, cells: Iterable[Cell]) -> list[str]:
    return rectangles(CellAddress(page.name, column, row) for row, column in cells)
