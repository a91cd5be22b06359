"""The tables in a file that another system exported: .xlsx, or text with separated values."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from toolkit.bounds import LEDGER_ROWS
from toolkit.errors import UnreadableFile
from toolkit.finding.model import CellRef
from toolkit.form.excel import column_letters
from toolkit.ingest.blocks import read_bytes
from toolkit.ingest.encoding import BROKEN, decoded
from toolkit.ingest.refused_files import refusal_of
from toolkit.ledger.contents import shown_content
from toolkit.ledger.register_rows import is_there
from toolkit.location import Location
from toolkit.workbook.reading.refusal import refusing
from toolkit.workbook.reading.safety import checked_bytes
from toolkit.workbook.reading.source_workbook import WINDOWS_EPOCH, Content, SourceWorkbook, in_rows
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook

HEADS_WITHIN = 20
"""Rows in which the heads of columns are looked for."""
_MOST_ROWS = LEDGER_ROWS + HEADS_WITHIN
_DELIMITERS = ",;\t"
_WORKBOOKS, _TEXTS = (".xlsx", ".xlsm"), (".csv", ".tsv", ".txt")


@dataclass(frozen=True, kw_only=True)
class ExportTable:
    """The filled rows of a sheet, by their numbers; of a text, whose lines they are, ``sheet`` is empty.

    ``broken``: after these come others that could not be distinguished.
    """

    sheet: str
    rows: Mapping[int, Mapping[int, Content]]
    hidden: bool = False
    broken: bool = False
    epoch: dt.datetime = WINDOWS_EPOCH

    def cell(self, row: int, column: int) -> CellRef:
        """A cell of it, for findings; what it holds is not shown."""
        place = (
            Location(f"{column_letters(column)}{row}", self.sheet) if self.sheet else Location(f"第{row}行第{column}列")
        )
        return CellRef(id=f"{self.sheet}.{row}.{column}", where=place)


def tables_of(path: Path) -> tuple[tuple[ExportTable, ...], ...]:
    """The tables of a file: of a workbook its sheets, formulas by their values; of a text one for each way to separate
    its values, for whoever knows the heads to choose from.

    :class:`~toolkit.errors.UnreadableFile` where it is neither, or longer than any ledger.
    """
    suffix = path.suffix.lower()
    if suffix in _WORKBOOKS:
        with refusing(path.name):
            book = XlsxWorkbook(checked_bytes(path))
            return (tuple(_sheet(book, name, path.name) for name in book.sheets),)
    content = read_bytes(path)
    if suffix not in _TEXTS:
        raise refusal_of(path.name, content, (*_WORKBOOKS, *_TEXTS))
    return tuple((table,) for table in _separated(decoded(content), path.name))


def _sheet(book: SourceWorkbook, sheet: str, name: str) -> ExportTable:
    shown = (
        (row, {at: shown_content(book, sheet, row, at, content) for at, content in line.items()})
        for row, line in in_rows(book.cells(sheet))
    )
    rows = _bounded(((row, line) for row, line in shown if any(map(is_there, line.values()))), name)
    return ExportTable(sheet=sheet, rows=rows, hidden=book.layout(sheet).hidden, epoch=book.epoch)


def _separated(text: str, name: str) -> Iterator[ExportTable]:
    if BROKEN in text or "\x00" in text:
        raise UnreadableFile(f"“{name}”里有认不出的字符。", "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试。")
    for delimiter in _DELIMITERS:
        faults: list[csv.Error] = []
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows = _bounded(_lines(lines, faults), name)
        yield ExportTable(sheet="", rows=rows, broken=bool(faults))


def _lines(lines: Iterator[list[str]], faults: list[csv.Error]) -> Iterator[tuple[int, Mapping[int, Content]]]:
    """The filled lines; a quote that is not closed, which would take all after it for one, goes to ``faults``."""
    try:
        for number, line in enumerate(lines, start=1):
            filled: dict[int, Content] = {column: text for column, text in enumerate(line, start=1) if text.strip()}
            if filled:
                yield number, filled
    except csv.Error as fault:
        faults.append(fault)


def _bounded(rows: Iterator[tuple[int, Mapping[int, Content]]], name: str) -> Mapping[int, Mapping[int, Content]]:
    """All of ``rows``, of which there are no more than a ledger has."""
    found = dict(islice(rows, _MOST_ROWS + 1))
    if len(found) > _MOST_ROWS:
        raise UnreadableFile(f"“{name}”超过 {LEDGER_ROWS} 行。", "请分成几份，例如每年一份，逐份导入。")
    return found
