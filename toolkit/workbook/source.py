"""Where cells come from: the small interface that reading needs, and openpyxl behind it.

An open Excel or a bulk reader can stand behind the same interface; nothing above knows which program holds the cells.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell

MAX_SLOTS = 4_000_000
"""Rows and cells, empty ones included, that the sheets of one workbook may span."""


_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
"""How a package writes characters that XML cannot hold, line feeds of some programs among them."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as the program wrote it, with its leading ``=``."""

    text: str


@dataclass(frozen=True, slots=True)
class ExcelError:
    """``#DIV/0!`` and its like."""

    code: str


Content = None | bool | int | float | Decimal | str | dt.date | dt.time | dt.timedelta | Formula | ExcelError
Cells = Mapping[tuple[int, int], Content]
"""The filled cells of a sheet by (row, column), counted from 1."""


class TooWide(Exception):
    """The sheets span more than :data:`MAX_SLOTS`."""


class Book(Protocol):
    """A workbook as reading sees it."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """The worksheets' present names, in order."""

    @property
    def names(self) -> Mapping[str, str]:
        """What each defined name of the whole workbook refers to, as written: ``'三 申请办理'!$C$7``."""

    def cells(self, sheet: str) -> Cells:
        """The filled cells of a sheet; none for a sheet that is not there."""

    def calculated(self, sheet: str, row: int, column: int) -> Content:
        """What the cell showed when a program last calculated it; None if none ever did. Never a :class:`Formula`."""


class OpenpyxlBook:
    """A file's bytes through openpyxl, streaming: styles, merges, drawings and links are never built.

    Whatever openpyxl raises on ill-formed parts comes through; the caller takes any exception as a damaged file.
    The file is parsed a second time, for cached values, only when :meth:`calculated` is asked.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._contents = _load(data, formulas=True)

    @property
    def sheets(self) -> tuple[str, ...]:
        """See :class:`Book`."""
        return tuple(self._contents.cells)

    @property
    def names(self) -> Mapping[str, str]:
        """See :class:`Book`."""
        return self._contents.names

    def cells(self, sheet: str) -> Cells:
        """See :class:`Book`."""
        return self._contents.cells.get(sheet, {})

    def calculated(self, sheet: str, row: int, column: int) -> Content:
        """See :class:`Book`."""
        return self._values.cells.get(sheet, {}).get((row, column))

    @cached_property
    def _values(self) -> _Contents:
        return _load(self._data, formulas=False)


@dataclass(frozen=True, slots=True)
class _Contents:
    cells: Mapping[str, Cells]
    names: Mapping[str, str]


def _load(data: bytes, *, formulas: bool) -> _Contents:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of parts that it drops; we read none of them
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=not formulas, keep_links=False)
        budget = _Budget()
        cells = {sheet.title: dict(_filled(sheet, budget)) for sheet in book.worksheets}
        names = {name: defined.attr_text or "" for name, defined in book.defined_names.items()}
        book.close()
    return _Contents(cells, names)


class _Budget:
    """Counts what is walked over; one far cell is cheap, a million far cells are not."""

    def __init__(self) -> None:
        self.left = MAX_SLOTS

    def take(self, slots: int) -> None:
        self.left -= slots
        if self.left < 0:
            raise TooWide


def _filled(sheet: Any, budget: _Budget) -> Iterator[tuple[tuple[int, int], Content]]:
    sheet.reset_dimensions()  # WPS writes wrong ones, and rows beyond them would be lost
    for row in sheet.iter_rows():
        budget.take(1 + len(row))
        for cell in row:
            if cell.value is not None:
                yield (cell.row, cell.column), _content(cell)


def _content(cell: ReadOnlyCell) -> Content:
    value: Any = cell.value
    if cell.data_type == "e":
        return ExcelError(str(value))
    if isinstance(value, ArrayFormula):
        return Formula(value.text or "=")
    if isinstance(value, DataTableFormula):
        return Formula("=")
    if cell.data_type == "f":
        return Formula(str(value))
    return _ESCAPE.sub(_unescaped, value) if isinstance(value, str) else value


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))
