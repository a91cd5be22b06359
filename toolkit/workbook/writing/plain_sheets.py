"""A writer of plain sheets: values only, row by row, for lists that are read and sorted rather than filled in.

Sheets are written as XML straight into the package, so that one of many thousand rows costs no memory and a workbook
that gets more sheets keeps the cached values of its formulas. Text is written as text: nothing that a unit sends is
ever a formula, and a mark keeps it text when somebody edits the cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from functools import cache
from math import ceil
from xml.sax.saxutils import escape, quoteattr

from toolkit.filing.numerals import as_integer, number_text
from toolkit.form.excel import column_letters
from toolkit.workbook.writing.pages import LONGEST_TEXT, clean

Value = int | Decimal | str | dt.date | None
_ONE_PAGE, _NOTE_WIDTH = 260, 120  # widths in characters
PAGE_WIDTH = 146
"""Characters across a page of a sheet with ``page_ends``, which is printed at :data:`_SCALE` percent."""
_SCALE = 75
_FOOTER = "&amp;C&amp;A　第 &amp;P 页，共 &amp;N 页"
_LINE_HEIGHT = 14  # points
_EXACT = 10**15  # a cell keeps integers below, whole
_EPOCH = dt.date(1899, 12, 30)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class PlainFormat(IntEnum):
    """The formats of plain sheets, in the order in which :mod:`.appending` adds them to a package."""

    TITLE = 0
    NOTE = 1
    HEADER = 2
    TEXT = 3
    QUOTED = 4  # text that begins like a formula
    NUMBER = 5
    DATE = 6
    INPUT = 7  # text that staff enter, codes too: nothing turns 001 into 1
    INPUT_DATE = 8
    RIGHT = 9  # text that reads as a figure, such as a rate


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """Cells of one column that take only ``options``, or only dates where there are none."""

    column: int
    options: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class PlainSheet:
    """A title, a note, header rows that stay in view, and rows of values. ``rows`` are taken once, one after another.

    A header of the first row with nothing but empty ones below it takes their place too.
    ``inputs`` gives columns that staff fill in (by number, from 1) their look; ``spare`` empty rows follow for more.
    What they wrote is known again by the columns of ``keys``, which say what a row is about. Text in the columns of
    ``right`` lines up with figures. With ``page_ends``, the columns after which a printed page ends, a header above the
    last row also takes the empty places to its right, as far as the page goes.
    """

    name: str
    title: str
    headers: Sequence[Sequence[str]]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[float]
    note: str = ""
    frozen: int = 0  # columns that stay in view
    inputs: Mapping[int, PlainFormat] = field(default_factory=dict)
    keys: tuple[int, ...] = ()
    right: tuple[int, ...] = ()
    choices: tuple[ColumnChoice, ...] = ()
    spare: int = 0
    page_ends: tuple[int, ...] = ()
    facts: Sequence[tuple[str, Value]] = ()  # a line of named values under the title

    @property
    def first_row(self) -> int:
        """The row of the first values; what is above it stays in view, and its last rows are printed on every page."""
        return 2 + len(self.facts) + bool(self.note) + len(self.headers)

    @property
    def head(self) -> Iterator[Sequence[Value]]:
        """The rows above the first values."""
        yield (self.title,)
        yield from self.facts
        yield from [(self.note,)] * bool(self.note)
        yield from self.headers


def sheet_xml(sheet: PlainSheet, base: int) -> Iterator[str]:
    """The sheet's part, piece by piece; ``base`` is the number of the first :class:`PlainFormat` in the package."""
    first = sheet.first_row
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
    wide = sum(sheet.widths) > _ONE_PAGE
    yield "" if wide else '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    yield _view(sheet, first)
    yield '<sheetFormatPr defaultRowHeight="18"/>'
    yield _columns(sheet.widths)
    yield "<sheetData>"
    last = 0
    for last, line in enumerate(_lines(sheet), start=1):
        yield _row(last, line, base, _line_widths(sheet, last))
    yield "</sheetData>"
    if last >= first and not sheet.spare:
        yield f'<autoFilter ref="A{first - 1}:{_letters(len(sheet.widths))}{last}"/>'
    if areas := list(_merged(sheet)):
        inner = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
        yield f'<mergeCells count="{len(areas)}">{inner}</mergeCells>'
    yield _validations(sheet, first, last)
    yield '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    fit = f' scale="{_SCALE}"' if sheet.page_ends else "" if wide else ' fitToWidth="1" fitToHeight="0"'
    yield f'<pageSetup paperSize="9" orientation="landscape"{fit}/>'
    yield f"<headerFooter><oddFooter>{_FOOTER}</oddFooter></headerFooter>"
    yield f"{_page_breaks(sheet.page_ends)}</worksheet>"


def clean_text(text: str) -> str:
    """``text`` without what no cell can hold: control characters, and all beyond the longest cell."""
    return clean(text)[:LONGEST_TEXT]


def value_text(value: Value) -> str:
    """A value as it is read back from its cell."""
    if isinstance(value, str):
        return clean_text(value).strip()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int) and -_EXACT < value < _EXACT:
        return str(value)
    return "" if value is None else number_text(as_integer(Decimal(f"{float(value):.15g}")))


def _lines(sheet: PlainSheet) -> Iterator[list[tuple[Value, PlainFormat]]]:
    """Every row from the first, each value with its look."""
    yield [(sheet.title, PlainFormat.TITLE)]
    for name, value in sheet.facts:
        yield [(name, PlainFormat.HEADER), (value, PlainFormat.INPUT if sheet.inputs else _look(value))]
    if sheet.note:
        yield [(sheet.note, PlainFormat.NOTE)]
    for header in sheet.headers:
        yield [(value, PlainFormat.HEADER) for value in header]
    looks = {**dict.fromkeys(sheet.right, PlainFormat.RIGHT), **sheet.inputs}
    for values in sheet.rows:
        yield [(each, looks[n] if n in looks else _look(each)) for n, each in enumerate(values, start=1)]
    for _ in range(sheet.spare):
        yield [(None, sheet.inputs.get(column, PlainFormat.TEXT)) for column in range(1, len(sheet.widths) + 1)]


def _look(value: Value) -> PlainFormat:
    if isinstance(value, str):
        return PlainFormat.QUOTED if value[:1] in ("=", "+", "-", "@") else PlainFormat.TEXT
    if isinstance(value, dt.date):
        return PlainFormat.DATE
    return PlainFormat.TEXT if value is None else PlainFormat.NUMBER


def _row(number: int, cells: Sequence[tuple[Value, PlainFormat]], base: int, widths: Sequence[float]) -> str:
    inner = [_cell(f"{_letters(column)}{number}", value, base + look) for column, (value, look) in enumerate(cells, 1)]
    texts = ((it, look, width) for (it, look), width in zip(cells, widths, strict=False) if isinstance(it, str))
    lines = max((_text_lines(text, look, width, widths) for text, look, width in texts), default=1)
    height = f' ht="{lines * _LINE_HEIGHT + 4}" customHeight="1"' if lines > 1 else ""
    return f'<row r="{number}"{height}>{"".join(inner)}</row>'


def _text_lines(text: str, look: PlainFormat, width: float, widths: Sequence[float]) -> int:
    """How many lines a text takes in a column; programs do not work that out for what they open."""
    if look is PlainFormat.TITLE or len(text) * 2 < width:
        return 1
    if look is PlainFormat.NOTE:
        width = sum(widths[: _note_columns(widths)])
    return ceil(sum(2 if ord(char) > 0xFF else 1 for char in text) / (width - 1))


def _merged(sheet: PlainSheet) -> Iterator[str]:
    """The note over its columns, and each header over the empty ones below it or to its right."""
    if sheet.note:
        row = 2 + len(sheet.facts)
        yield f"A{row}:{_letters(_note_columns(sheet.widths))}{row}"
    for row in range(sheet.first_row - len(sheet.headers), sheet.first_row - 1) if sheet.page_ends else ():
        for column, span in _spans(sheet, row).items():
            if span > 1:
                yield f"{_letters(column)}{row}:{_letters(column + span - 1)}{row}"
    last = sheet.first_row - 1
    for column, (_, *below) in enumerate(zip(*sheet.headers, strict=True), start=1):
        if below and not any(below):
            yield f"{_letters(column)}{last - len(below)}:{_letters(column)}{last}"


def _spans(sheet: PlainSheet, row: int) -> dict[int, int]:
    """Of a header row above the last: how many columns each of its headers takes, by the first of them."""
    place = row - sheet.first_row
    header, under = sheet.headers[place], sheet.headers[-1]
    found: dict[int, int] = {}
    first = 0
    for column, text in enumerate(header, start=1):
        if text:
            first, found[column] = column, 1
        elif first and under[column - 1] and column - 1 not in sheet.page_ends:
            found[first] += 1
        else:
            first = 0
    return found


def _line_widths(sheet: PlainSheet, row: int) -> Sequence[float]:
    """How wide what stands in a column of that row may be."""
    if not sheet.page_ends or not sheet.first_row - len(sheet.headers) <= row < sheet.first_row - 1:
        return sheet.widths
    widths = [*sheet.widths]
    for column, span in _spans(sheet, row).items():
        widths[column - 1] = sum(sheet.widths[column - 1 : column - 1 + span])
    return widths


def _page_breaks(ends: Sequence[int]) -> str:
    if not ends:
        return ""
    inner = "".join(f'<brk id="{column}" max="1048575" man="1"/>' for column in ends)
    return f'<colBreaks count="{len(ends)}" manualBreakCount="{len(ends)}">{inner}</colBreaks>'


def _note_columns(widths: Sequence[float]) -> int:
    """How many columns a note spans, so that it can be read without scrolling."""
    return next((n for n in range(1, len(widths)) if sum(widths[:n]) >= _NOTE_WIDTH), len(widths))


def _cell(address: str, value: Value, style: int) -> str:
    if value is None or value == "":
        return f'<c r="{address}" s="{style}"/>'
    if isinstance(value, str):
        text = escape(clean_text(value))
        return f'<c r="{address}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    number = (value - _EPOCH).days if isinstance(value, dt.date) else value
    return f'<c r="{address}" s="{style}"><v>{number:{"f" if isinstance(number, Decimal) else "d"}}</v></c>'


_letters = cache(column_letters)


def _columns(widths: Sequence[float]) -> str:
    each = (f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, start=1))
    return f"<cols>{''.join(each)}</cols>"


def _view(sheet: PlainSheet, first: int) -> str:
    corner = f"{column_letters(sheet.frozen + 1)}{first}"
    across = f' xSplit="{sheet.frozen}"' if sheet.frozen else ""
    pane = "bottomRight" if sheet.frozen else "bottomLeft"
    return (
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        f'<pane{across} ySplit="{first - 1}" topLeftCell="{corner}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}"/></sheetView></sheetViews>'
    )


def _validations(sheet: PlainSheet, first: int, last: int) -> str:
    if not sheet.choices:
        return ""
    inner = "".join(_validation(choice, first, last) for choice in sheet.choices)
    return f'<dataValidations count="{len(sheet.choices)}">{inner}</dataValidations>'


def _validation(choice: ColumnChoice, first: int, last: int) -> str:
    letter = column_letters(choice.column)
    kind = 'type="list"' if choice.options else 'type="date" operator="greaterThan"'
    formula = f'"{",".join(choice.options)}"' if choice.options else "1"
    return (
        f'<dataValidation {kind} allowBlank="1" showInputMessage="1" showErrorMessage="1" '
        f'errorTitle="请核对" error={quoteattr(choice.hint)} prompt={quoteattr(choice.hint)} '
        f'sqref="{letter}{first}:{letter}{last}"><formula1>{escape(formula)}</formula1></dataValidation>'
    )
