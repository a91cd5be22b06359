"""Reads plain sheets back: what staff wrote in the columns that are theirs, and whether they changed anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from toolkit.workbook.reading.cell_contents import cell_text
from toolkit.workbook.reading.source_workbook import Content, FormattedNumber, SourceWorkbook, in_rows
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook
from toolkit.workbook.sheet_marks import PREFIX, FixedCells, SheetMark


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """What staff wrote in a row: ``values`` by the column's header, those of ``keys`` say what the row is about."""

    row: int
    keys: tuple[str, ...]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlainContent:
    """A plain sheet as it is now. ``changed``: something else than ``rows`` is not as it was written."""

    sheet: str
    rows: tuple[WrittenRow, ...]
    changed: bool


def plain_sheets(book: XlsxWorkbook) -> Iterator[PlainContent]:
    """Every sheet of ``book`` that was written as a plain one; one that is gone, or has another name, has changed."""
    return (_content(book.rows(mark.sheet), mark) for mark in _marks(book))


def plain_sheet(book: SourceWorkbook, sheet: str) -> PlainContent | None:
    """The plain sheet of that name, if ``book`` has one."""
    mark = next((each for each in _marks(book) if each.sheet == sheet), None)
    return None if mark is None else _content(in_rows(book.cells(sheet)), mark)


def _marks(book: SourceWorkbook) -> Iterator[SheetMark]:
    """In the order of their names."""
    parsed = (SheetMark.parse(formula) for name, formula in sorted(book.names.items()) if name.startswith(PREFIX))
    return (mark for mark in parsed if mark)


def _content(lines: Iterable[tuple[int, Mapping[int, Content]]], mark: SheetMark) -> PlainContent:
    fixed, rows, headers = FixedCells(), [], dict[int, str]()
    for number, cells in lines:
        texts = {column: _compared_text(content) for column, content in cells.items()}
        if number < mark.first_row:
            fixed.add(texts)
            headers = texts
            continue
        fixed.add({column: text for column, text in texts.items() if column not in mark.inputs})
        values = {headers.get(column, ""): texts[column] for column in mark.inputs if texts.get(column)}
        if values:
            keys = tuple(texts.get(column, "") for column in mark.keys)
            rows.append(WrittenRow(number, keys, values))
    return PlainContent(mark.sheet, tuple(rows), fixed.digest != mark.digest)


def _compared_text(content: Content) -> str:
    """A cell as it is compared with what was written there, before anybody gave it another format."""
    return cell_text(content.number if isinstance(content, FormattedNumber) else content)
