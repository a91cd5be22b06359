"""What staff wrote in a ledger, cell by cell, to go into another one: nothing of it is taken for anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from toolkit.errors import InvalidRequest
from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form import Form
from toolkit.form.excel import CellAddress, column_number
from toolkit.form.registers import LEDGER_SHEETS
from toolkit.ledger.columns import FIRST_ROW, HEADER, HOLIDAYS, TODAY, Holds
from toolkit.ledger.declared import registers_of
from toolkit.ledger.formulas import COMPLETE, HANDLER_COLUMN, HANDLER_ROWS, HOLIDAY_ROWS
from toolkit.ledger.register import Register, Scope
from toolkit.ledger.register_rows import is_there, is_unseen
from toolkit.ledger.summary_sheet import complete_place
from toolkit.workbook.reading.cell_contents import written
from toolkit.workbook.reading.refusal import refusing
from toolkit.workbook.reading.safety import checked_bytes
from toolkit.workbook.reading.source_workbook import (
    Content,
    FormattedNumber,
    Formula,
    RichText,
    SourceWorkbook,
    Valueless,
    in_rows,
)
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook
from toolkit.workbook.writing.excel_canvas import ExcelCanvas
from toolkit.workbook.writing.pages import Constant

FilledRow = Mapping[str, Constant]
"""What is filled in of a row, by the keys of its columns."""
_NUMERIC = frozenset({Holds.DATE, Holds.COUNT, Holds.MONEY})
MOST_HANDLERS = HANDLER_ROWS[1] - HANDLER_ROWS[0] + 1
"""Names that there is room for."""


@dataclass(frozen=True, kw_only=True)
class LedgerContents:
    """The rows of registers, by the rows in which they stood; the names of who handles requests; and what is marked as
    complete."""

    rows: Mapping[Register, Mapping[int, FilledRow]] = field(default_factory=dict)
    handlers: tuple[str, ...] = ()
    complete: frozenset[Scope] = frozenset()

    def write(self, canvas: ExcelCanvas, form: Form) -> None:
        """Fill it into a blank ledger of ``form``, row below row."""
        for register, rows in self.rows.items():
            _require_room(register.sheet, len(rows), register.rows)
            for row, filled in enumerate(rows.values(), start=FIRST_ROW):
                for key, value in filled.items():
                    canvas.pages[register.sheet].fill(row, register.numbers[key], value)
        for row, name in enumerate(self.handlers, start=HANDLER_ROWS[0]):
            canvas.pages[TODAY].fill(row, column_number(HANDLER_COLUMN), name)
        for scope in self.complete:
            place = complete_place(form, scope)
            canvas.pages[place.sheet].fill(place.row, place.column, COMPLETE)


BLANK = LedgerContents()


@dataclass(frozen=True, slots=True)
class LostCell:
    """A cell in which something stands that is written nowhere else: struck through, out of sight, beside columns."""

    sheet: str
    row: int
    column: int

    @property
    def ref(self) -> CellRef:
        """The cell for findings."""
        place = CellAddress(self.sheet, self.column, self.row)
        return CellRef(id=f"{self.sheet}.{self.row}.{self.column}", where=place.where)


@dataclass(frozen=True, kw_only=True)
class WrittenRows:
    """What is filled in of the rows of a ledger; the cells and the sheets of which that holds nothing."""

    rows: Mapping[Register, Mapping[int, FilledRow]]
    lost: tuple[LostCell, ...]
    sheets: tuple[str, ...]

    def findings(self, kept: Mapping[str, Collection[int]]) -> Iterator[Finding]:
        """What is lost of the rows that are ``kept``, by their sheets, and of all else (RQ-30)."""
        cells = [each.ref for each in self.lost if each.sheet not in kept or each.row in kept[each.sheet]]
        if cells:
            yield finding("RQ-30", cells, count=len(cells))
        if self.sheets:
            yield finding("RQ-30", variant="sheets", sheets="、".join(self.sheets))


def read_rows(path: Path, form: Form) -> WrittenRows:
    """What is filled in of the rows of the ledger in ``path``, which was read as a ledger of ``form`` before."""
    with refusing(path.name):
        book = XlsxWorkbook(checked_bytes(path))
        lost: list[LostCell] = []
        registers = [each for each in registers_of(form) if each.sheet in book.sheets]
        rows = {register: dict(_filled_rows(book, register, lost)) for register in registers}
        lost += _remarks_on_holidays(book)
        known = {*LEDGER_SHEETS, *(register.sheet for register in registers)}
    return WrittenRows(rows=rows, lost=tuple(lost), sheets=tuple(each for each in book.sheets if each not in known))


def constant(content: Content, holds: Holds) -> Constant:
    """A cell's content as it is written again: of what is struck through or out of sight nothing."""
    if isinstance(content, FormattedNumber):
        return None if is_unseen(content) else content.number if holds in _NUMERIC else content.text
    if isinstance(content, RichText):
        return content.visible
    if isinstance(content, str | dt.date | int | float | Decimal):
        return content
    return written(content)


def _filled_rows(book: SourceWorkbook, register: Register, lost: list[LostCell]) -> Iterator[tuple[int, FilledRow]]:
    """Each row in which anything is filled in; cells beside those to fill in, and what nobody sees, are ``lost``."""
    numbers, width = register.numbers, len(register.columns)
    for number, line in in_rows(book.cells(register.sheet)):
        if number <= HEADER:
            continue
        shown = {column: shown_content(book, register.sheet, number, column, each) for column, each in line.items()}
        row = {}
        for column in register.filled:
            content = shown.get(numbers[column.key])
            if is_there(content):
                row[column.key] = constant(content, column.holds)
            if is_unseen(content) or isinstance(content, Valueless):
                lost.append(LostCell(register.sheet, number, numbers[column.key]))
        lost += [LostCell(register.sheet, number, at) for at, each in shown.items() if at > width and is_there(each)]
        if row:
            yield number, row


def shown_content(book: SourceWorkbook, sheet: str, row: int, column: int, content: Content) -> Content:
    """What a cell shows: a formula that staff typed, by the value last calculated for it, or else as it stands."""
    calculated = book.calculated(sheet, row, column) if isinstance(content, Formula) else content
    return content if calculated is None else calculated


def _remarks_on_holidays(book: SourceWorkbook) -> Iterator[LostCell]:
    """Lines of holidays that say no day."""
    for row, line in in_rows(book.cells(HOLIDAYS)):
        of_list = HOLIDAY_ROWS[0] <= row <= HOLIDAY_ROWS[1]
        if of_list and is_there(line.get(1)) and not any(is_there(line.get(column)) for column in (2, 3, 4)):
            yield LostCell(HOLIDAYS, row, 1)


def _require_room(sheet: str, rows: int, most: int) -> None:
    if rows > most:
        raise InvalidRequest(f"“{sheet}”放得下 {most} 行，要写入的有 {rows} 行。", "请分成几份台账，例如每个科室一份。")
