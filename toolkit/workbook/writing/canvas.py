"""Putting cells on sheets, and remembering what each formula shows (openpyxl computes nothing)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.errors import OutputError
from toolkit.form.excel import Spot, column_letters, quoted
from toolkit.form.expression import Number
from toolkit.workbook.writing.styles import FACE, named_styles

Shown = Number | float | str
"""What a formula's cell shows."""

_LONGEST = 32_767  # characters in a cell
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without the characters that no workbook can hold."""
    return _ILLEGAL.sub("", text)


def lines_of(text: str, width: float) -> int:
    """Lines that ``text`` takes in a column of ``width`` characters; Chinese ones are two wide."""
    wide = sum(2 if ord(character) > 0x2E7F else 1 for character in text)
    return max(1, -(-wide // max(1, int(width) - 3)))


class Canvas:
    """A workbook being written. ``shown`` holds each formula's value by sheet and address."""

    def __init__(self) -> None:
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        self.shown: dict[str, dict[str, Shown]] = {}
        self.growing: set[str] = set()  # sheets whose rows grow with what is typed into them
        normal = self.book._named_styles["Normal"]  # type: ignore[attr-defined]  # the only way to the default font
        normal.font = Font(name=FACE, size=10.5)
        for style in named_styles():
            self.book.add_named_style(style)

    def page(self, name: str) -> Page:
        """A new sheet, after those already there."""
        sheet = self.book.create_sheet(name)
        sheet.sheet_view.showGridLines = False
        return Page(sheet, self.shown.setdefault(name, {}))


class Page:
    """A sheet being written. Rows and columns count from 1."""

    def __init__(self, sheet: Worksheet, shown: dict[str, Shown]) -> None:
        self.sheet = sheet
        self.name = sheet.title
        self._shown = shown

    def put(
        self,
        row: int,
        column: int,
        value: Number | float | str | date | None,
        style: str,
        *,
        rows: int = 1,
        columns: int = 1,
    ) -> None:
        """A constant. Text stays text whatever it begins with; characters that no workbook can hold are left out."""
        cell = self.sheet.cell(row, column)
        cell.style = style
        if isinstance(value, str):
            text = clean(value)
            if len(text) > _LONGEST:
                raise OutputError(f"“{text[:20]}…”有 {len(text)} 个字，一个单元格放不下", "，请分成几段。")
            if text:
                cell.value = text
                cell.data_type = "s"
                if text[0] in "=+-@":  # or a program takes it for a formula when it is next edited
                    cell.quotePrefix = True
        elif value is not None:
            cell.value = value
        self._span(row, column, rows, columns, style)

    def formula(
        self, row: int, column: int, formula: str, shown: Shown, style: str, *, rows: int = 1, columns: int = 1
    ) -> None:
        """A formula, without its ``=``, and what it shows."""
        cell = self.sheet.cell(row, column, f"={formula}")
        cell.style = style
        self._shown[cell.coordinate] = clean(shown) if isinstance(shown, str) else shown
        self._span(row, column, rows, columns, style)

    def link(self, row: int, column: int, target: Spot, style: str = "链接") -> None:
        """Make a cell lead to another."""
        cell = self.sheet.cell(row, column)
        place = f"{quoted(target.sheet)}!{target.address}"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=str(cell.value))
        cell.style = style

    def widths(self, widths: Mapping[str, float]) -> None:
        """Column widths in characters, by letter."""
        for letter, width in widths.items():
            self.sheet.column_dimensions[letter].width = width

    def hide(self, *letters: str) -> None:
        """Columns that staff need not see."""
        for letter in letters:
            self.sheet.column_dimensions[letter].hidden = True

    def height(self, row: int, points: float) -> None:
        """The height of a row."""
        self.sheet.row_dimensions[row].height = points

    def _span(self, row: int, column: int, rows: int, columns: int, style: str) -> None:
        if rows == columns == 1:
            return
        bottom, right = row + rows - 1, column + columns - 1
        area = f"{column_letters(column)}{row}:{column_letters(right)}{bottom}"
        self.sheet.merged_cells.add(area)  # merge_cells() would restyle every border, which takes longest of all
        for line in self.sheet.iter_rows(row, bottom, column, right):
            for cell in line:
                cell.style = style  # a merged cell is only unlocked when all of it is
