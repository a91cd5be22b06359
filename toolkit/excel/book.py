"""What is on the screen of an open Excel, unsaved changes included, behind the interface that reading needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.bounds import WORKBOOK_SLOTS
from toolkit.excel.layout import layout_of
from toolkit.patterns import regex
from toolkit.workbook.reading.cell_styles import CellStyle
from toolkit.workbook.reading.number_formats import number_format
from toolkit.workbook.reading.source_workbook import (
    WINDOWS_EPOCH,
    Cells,
    Content,
    ExcelError,
    Formula,
    SheetLayout,
    SheetTooLarge,
)

_SEEN_AS_THEY_ARE = frozenset({0, *range(2, 1_000)})
"""Whole numbers that nobody means as percentages (1 is 100%), and too small for formats that divide by thousands."""
_ERROR = regex(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA)")

Rows = list[list[Any]]


class ExcelWorkbook:
    """All cells of an :class:`xlwings.Book` as they stood when it was made: a :class:`.SourceWorkbook`.

    A few calls a sheet, and one for each number that a format may well show as another.

    Making one raises whatever Excel's interface raises; reading from it afterwards asks Excel nothing.
    """

    def __init__(self, book: Any) -> None:
        named = ((name.name, name.refers_to) for name in book.names)
        self._names = {name: target.removeprefix("=") for name, target in named if "!" not in name}
        self._values: dict[str, Cells] = {}
        self._contents: dict[str, Cells] = {}
        self._layouts: dict[str, SheetLayout] = {}
        for sheet in book.sheets:
            self._values[sheet.name], self._contents[sheet.name] = _read(sheet.used_range)
            self._layouts[sheet.name] = layout_of(sheet, self._contents[sheet.name])

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(self._contents)

    @property
    def names(self) -> Mapping[str, str]:
        """See :class:`.SourceWorkbook`; names of one sheet only (``表!名``) are left out."""
        return self._names

    @property
    def epoch(self) -> dt.datetime:
        return WINDOWS_EPOCH

    def layout(self, sheet: str) -> SheetLayout:
        return self._layouts.get(sheet, SheetLayout())

    def cells(self, sheet: str) -> Cells:
        return self._contents.get(sheet, {})

    def calculated(self, sheet: str, row: int, column: int) -> Content:
        return self._values.get(sheet, {}).get((row, column))


def _read(used: Any) -> tuple[Cells, Cells]:
    """What the cells show, and what stands in them."""
    rows, columns = used.shape
    if rows * columns > WORKBOOK_SLOTS:
        raise SheetTooLarge
    top, left = used.row, used.column
    values = dict(_placed(used.options(ndim=2, err_to_str=True).value, top, left))
    shown = {place: _displayed(value, used.sheet, place) for place, value in values.items()}
    return shown, shown | dict(_formulas(_square(used.formula), values, top, left))


def _placed(rows: Rows, top: int, left: int) -> Iterator[tuple[tuple[int, int], Any]]:
    for y, row in enumerate(rows, start=top):
        for x, value in enumerate(row, start=left):
            if value is not None:
                yield (y, x), value


def _formulas(rows: Rows, values: Mapping[tuple[int, int], Any], top: int, left: int) -> Iterator[Any]:
    """A text that merely begins with ``=`` shows itself, and is none."""
    for place, text in _placed(rows, top, left):
        if isinstance(text, str) and text.startswith("=") and text != values.get(place):
            yield place, Formula(text)


def _displayed(value: Any, sheet: Any, place: tuple[int, int]) -> Content:
    """What is seen of a value; only a number that a format may show as another is worth asking for its format."""
    if isinstance(value, str) and _ERROR.fullmatch(value):
        return ExcelError(value)
    if isinstance(value, float) and value not in _SEEN_AS_THEY_ARE:
        return CellStyle(number_format(sheet.range(place).number_format or ""), WINDOWS_EPOCH).number(
            int(value) if value.is_integer() else value
        )
    if isinstance(value, float) and value.is_integer():  # Excel gives every number as one; files say 3, not 3.0
        return int(value)
    content: Content = value
    return content


def _square(formulas: Any) -> Rows:
    """The answer for a single cell is no table; make it one."""
    if not isinstance(formulas, list | tuple):
        return [[formulas]]
    return [list(row) if isinstance(row, list | tuple) else [row] for row in formulas]
