"""What is on the screen of an open Excel, unsaved changes included, behind the interface that reading needs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.bounds import WORKBOOK_SLOTS
from toolkit.workbook.reading.source import (
    WINDOWS_EPOCH,
    Cells,
    Content,
    ExcelError,
    Formula,
    SheetLayout,
    TooWide,
)

_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA)")

Rows = list[list[Any]]


class ExcelBook:
    """All cells of an :class:`xlwings.Book` as they stood when it was made, two calls a sheet.

    Making one raises whatever Excel's interface raises; reading from it afterwards asks Excel nothing.
    """

    def __init__(self, book: Any) -> None:
        named = ((name.name, name.refers_to) for name in book.names)
        self._names = {name: target.removeprefix("=") for name, target in named if "!" not in name}
        self._values: dict[str, Cells] = {}
        self._contents: dict[str, Cells] = {}
        for sheet in book.sheets:
            self._values[sheet.name], self._contents[sheet.name] = _read(sheet.used_range)

    @property
    def sheets(self) -> tuple[str, ...]:
        """See :class:`~toolkit.workbook.reading.source.Book`."""
        return tuple(self._contents)

    @property
    def names(self) -> Mapping[str, str]:
        """See :class:`~toolkit.workbook.reading.source.Book`; names of one sheet only (``表!名``) are left out."""
        return self._names

    @property
    def epoch(self) -> dt.datetime:
        """See :class:`~toolkit.workbook.reading.source.Book`."""
        return WINDOWS_EPOCH

    def layout(self, sheet: str) -> SheetLayout:
        """Nothing: asking Excel cell by cell takes too long for a book that is open."""
        return SheetLayout()

    def cells(self, sheet: str) -> Cells:
        """See :class:`~toolkit.workbook.reading.source.Book`."""
        return self._contents.get(sheet, {})

    def calculated(self, sheet: str, row: int, column: int) -> Content:
        """See :class:`~toolkit.workbook.reading.source.Book`."""
        return self._values.get(sheet, {}).get((row, column))


def _read(used: Any) -> tuple[Cells, Cells]:
    """What the cells show, and what stands in them."""
    rows, columns = used.shape
    if rows * columns > WORKBOOK_SLOTS:
        raise TooWide
    top, left = used.row, used.column
    shown = used.options(ndim=2, err_to_str=True).value
    return dict(_placed(shown, top, left)), dict(_contents(_square(used.formula), shown, top, left))


def _placed(rows: Rows, top: int, left: int) -> Iterator[tuple[tuple[int, int], Content]]:
    for y, row in enumerate(rows, start=top):
        for x, value in enumerate(row, start=left):
            if value is not None:
                yield (y, x), _shown(value)


def _contents(formulas: Rows, shown: Rows, top: int, left: int) -> Iterator[tuple[tuple[int, int], Content]]:
    """Formulas where there are any, else what is shown; a text that merely begins with ``=`` shows itself."""
    for y, (row, values) in enumerate(zip(formulas, shown, strict=True), start=top):
        for x, (text, value) in enumerate(zip(row, values, strict=True), start=left):
            if isinstance(text, str) and text.startswith("=") and text != value:
                yield (y, x), Formula(text)
            elif value is not None:
                yield (y, x), _shown(value)


def _shown(value: Any) -> Content:
    if isinstance(value, str) and _ERROR.fullmatch(value):
        return ExcelError(value)
    if isinstance(value, float) and value.is_integer():  # Excel gives every number as one; files say 3, not 3.0
        return int(value)
    content: Content = value
    return content


def _square(formulas: Any) -> Rows:
    """The answer for a single cell is no table; make it one."""
    if not isinstance(formulas, list | tuple):
        return [[formulas]]
    return [list(row) if isinstance(row, list | tuple) else [row] for row in formulas]
