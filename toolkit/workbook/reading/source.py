"""Where cells come from: the small interface that reading needs, and openpyxl behind it.

An open Excel or a bulk reader can stand behind the same interface; nothing above knows which program holds the cells.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.read_only import ReadOnlyCell

MAX_SLOTS = 3_000_000
"""Rows and cells, empty ones included, that the sheets of one workbook may span."""
_LAST_ROW = 1_048_576


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


class Unsound(Exception):
    """A part of the file cannot be read as what it should be."""


class TooWide(Unsound):
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

    A sheet is parsed when it is first asked for, and raises :class:`Unsound` then if it is ill-formed; asked again, it
    gives what stands before the fault. The file is opened a second time, for cached values, only when
    :meth:`calculated` is asked.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._budget = _Budget()
        self._book = _opened(data, data_only=False)
        self._cells: dict[str, dict[tuple[int, int], Content]] = {}
        self._values: dict[str, dict[tuple[int, int], Content]] = {}

    @property
    def sheets(self) -> tuple[str, ...]:
        """See :class:`Book`."""
        return tuple(sheet.title for sheet in self._book.worksheets)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """See :class:`Book`."""
        return {name: defined.attr_text or "" for name, defined in self._book.defined_names.items()}

    def cells(self, sheet: str) -> Cells:
        """See :class:`Book`."""
        return self._sheet(self._cells, self._book, sheet)

    def calculated(self, sheet: str, row: int, column: int) -> Content:
        """See :class:`Book`."""
        return self._sheet(self._values, self._with_values, sheet).get((row, column))

    @cached_property
    def _with_values(self) -> Workbook:
        return _opened(self._data, data_only=True)

    def _sheet(self, known: dict[str, dict[tuple[int, int], Content]], book: Workbook, sheet: str) -> Cells:
        if sheet not in known:
            known[sheet] = filled = {}
            with _guarded():
                for place, content in _filled(book[sheet], self._budget) if sheet in self.sheets else ():
                    filled[place] = content
        return known[sheet]


def _opened(data: bytes, *, data_only: bool) -> Workbook:
    with _guarded():
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


@contextmanager
def _guarded() -> Iterator[None]:
    """openpyxl warns of parts that it drops, none of which we read, and raises anything at all on ill-formed ones."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except Unsound:
            raise
        except Exception as error:
            raise Unsound(str(error)) from error


class _Budget:
    """Counts what is walked over; one far cell is cheap, a million far cells are not."""

    left = MAX_SLOTS


def _filled(sheet: Any, budget: _Budget) -> Iterator[tuple[tuple[int, int], Content]]:
    sheet.reset_dimensions()  # WPS writes wrong ones, and rows beyond them would be lost
    for number, row in enumerate(sheet.iter_rows(), start=1):
        budget.left -= 1 + len(row)
        if budget.left < 0 or number > _LAST_ROW:
            raise TooWide
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
    return unescaped(value) if isinstance(value, str) else value


def unescaped(text: str) -> str:
    """``text`` with its escaped characters themselves, as far as a line may hold them."""
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return char if char.isprintable() or char in "\t\n" else ""
