"""Pages of an Excel file, through openpyxl; what each formula shows is remembered (openpyxl computes nothing)."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.styleable import StyleableObject
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.errors import OutputError
from toolkit.filing.numerals import trailing_decimals
from toolkit.form.excel import LONGEST_FORMULA, CellAddress, column_letters, quoted
from toolkit.workbook.writing.pages import LONGEST_TEXT, Constant, Page, Shown, Tint, clean
from toolkit.workbook.writing.styles import FACE, LOOKS, TINTS, CellLook, named_styles

_SHOWN_DECIMALS = 10


class ExcelCanvas:
    """A workbook: ``shown`` holds each formula's value by sheet and address; ``charts`` are the titles, in order."""

    def __init__(self) -> None:
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        self.shown: dict[str, dict[str, Shown]] = {}
        self.growing: set[str] = set()
        self.charts: list[str] = []
        self.pages: dict[str, ExcelPage] = {}
        normal = self.book._named_styles["Normal"]  # type: ignore[attr-defined]  # the only way to the default font
        normal.font = Font(name=FACE, size=10.5)
        self._styles: dict[str, StyleArray] = {}
        self.add_styles(LOOKS)

    def add_styles(self, looks: Mapping[str, CellLook]) -> None:
        """Make further looks known by their names."""
        for style in named_styles(looks):
            self.book.add_named_style(style)
            self._styles[style.name] = style.as_tuple()

    def page(self, name: str) -> ExcelPage:
        sheet = self.book.create_sheet(name)
        sheet.sheet_view.showGridLines = False
        self.pages[name] = page = ExcelPage(sheet, self.shown.setdefault(name, {}), self._styles)
        return page


class ExcelPage(Page):
    """A sheet of it."""

    def __init__(self, sheet: Worksheet, shown: dict[str, Shown], styles: Mapping[str, StyleArray]) -> None:
        self.sheet = sheet
        self.name = sheet.title
        self._shown = shown
        self._styles = styles

    def put(self, row: int, column: int, value: Constant, style: str, *, rows: int = 1, columns: int = 1) -> None:
        cell = self.sheet.cell(row, column)
        self._style(cell, style)
        self.fill(row, column, value)
        self._span(row, column, rows, columns, style)

    def fill(self, row: int, column: int, value: Constant) -> None:
        """The same of a cell that has its style."""
        cell = self.sheet.cell(row, column)
        if isinstance(value, str):
            text = clean(value)
            if len(text) > LONGEST_TEXT:
                raise OutputError(f"“{text[:20]}…”有 {len(text)} 个字，一个单元格放不下", "，请分成几段。")
            if text:
                cell.value = text
                cell.data_type = "s"
                if text[0] in "=+-@":  # or a program takes it for a formula when it is next edited
                    cell.quotePrefix = True
        elif value is not None:
            cell.value = value
            _show_zeros(cell, value)

    def formula(
        self, row: int, column: int, formula: str, shown: Shown, style: str, *, rows: int = 1, columns: int = 1
    ) -> None:
        cell = self.sheet.cell(row, column, f"={_short(formula)}")
        self._style(cell, style)
        _show_zeros(cell, shown)
        self._shown[cell.coordinate] = clean(shown) if isinstance(shown, str) else shown
        self._span(row, column, rows, columns, style)

    def shown(self, address: str) -> Shown:
        """What the formula at ``address`` shows; nothing where there is none."""
        return self._shown.get(address, "")

    def link(self, row: int, column: int, target: CellAddress, style: str = "链接") -> None:
        cell = self.sheet.cell(row, column)
        place = f"{quoted(target.sheet)}!{target.address}"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=str(cell.value))
        self._style(cell, style)

    def lock(self, row: int, column: int) -> None:
        self.sheet.cell(row, column).protection = copy(self.sheet["A1"].protection)

    def tint(self, area: str, formula: str, tint: Tint, *, final: bool = True) -> None:
        rule = Rule(type="expression", dxf=TINTS[tint], formula=[_short(formula)], stopIfTrue=final or None)
        self.sheet.conditional_formatting.add(area, rule)

    def widths(self, widths: Mapping[str, float]) -> None:
        for letter, width in widths.items():
            self.sheet.column_dimensions[letter].width = width

    def hide(self, *letters: str) -> None:
        for letter in letters:
            self.sheet.column_dimensions[letter].hidden = True

    def fold(self, *letters: str) -> None:
        for letter in letters:
            self.sheet.column_dimensions[letter].outlineLevel = 1

    def height(self, row: int, points: float) -> None:
        self.sheet.row_dimensions[row].height = points

    def freeze(self, address: str) -> None:
        self.sheet.freeze_panes = address

    def filter(self, area: str) -> None:
        self.sheet.auto_filter.ref = area

    def _style(self, cell: Cell | MergedCell, style: str) -> None:
        """What ``cell.style = style`` does, which looks the name up among all styles for each cell."""
        cell._style = StyleArray(self._styles[style])  # type: ignore[union-attr]

    def _span(self, row: int, column: int, rows: int, columns: int, style: str) -> None:
        if rows == columns == 1:
            return
        bottom, right = row + rows - 1, column + columns - 1
        area = f"{column_letters(column)}{row}:{column_letters(right)}{bottom}"
        self.sheet.merged_cells.add(area)  # merge_cells() would restyle every border, which takes longest of all
        for line in self.sheet.iter_rows(row, bottom, column, right):
            for cell in line:
                if cell.row != row or cell.column != column:
                    self._style(cell, style)  # a merged cell is only unlocked when all of it is


def _short(formula: str) -> str:
    if len(formula) > LONGEST_FORMULA:
        raise OutputError(
            f"“{formula[:40]}…”有 {len(formula)} 个字符，Excel 的公式最多 {LONGEST_FORMULA} 个",
            "，请在表式中把相加的格写得更连续，或者分成几条。",
        )
    return formula


def _show_zeros(cell: StyleableObject, value: object) -> None:
    """Have a decimal shown with the zeros that it closes with, and further digits, should they be typed, as well."""
    if isinstance(value, Decimal) and (places := trailing_decimals(value)):
        cell.number_format = f"0.{'0' * places:#<{_SHOWN_DECIMALS}}"
