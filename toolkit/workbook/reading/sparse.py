"""A workbook's cells straight from its XML: what many files are read with.

The same :class:`~toolkit.workbook.reading.source.Book` as openpyxl gives, value by value (a test holds the two equal),
without building what reading never asks for: styles only as far as they tell dates from numbers, no rows, no cell
objects. Values and formulas come from one pass, sheet by sheet as they are asked for. The caller has seen to the limits
of the package (:mod:`~toolkit.workbook.reading.safety`); an ill-formed part raises
:class:`~toolkit.workbook.reading.source.Unsound`.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, from_excel, from_ISO8601

from toolkit.workbook.reading.source import MAX_SLOTS, Cells, Content, ExcelError, Formula, TooWide, Unsound, unescaped

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL, _ROW, _VALUE, _FORMULA, _INLINE, _TEXT, _RUN = (
    f"{_MAIN}{tag}" for tag in ("c", "row", "v", "f", "is", "t", "r")
)
_LINK_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK_TYPES = ("sheet.main+xml", "sheet.macroEnabled.main+xml", "template.main+xml", "template.macroEnabled.main+xml")
_LAST_ROW = 1_048_576
_WHOLE = 4_000_000  # bytes of a sheet that is parsed at once
_RESERVED = frozenset({"_xlnm.Print_Titles", "_xlnm.Print_Area", "_xlnm._FilterDatabase"})


class SparseBook:
    """A package's bytes as a Book."""

    def __init__(self, data: bytes) -> None:
        self._parsed: dict[str, _Sheet] = {}
        self._budget = [MAX_SLOTS]
        with _guarded():
            self._package = zipfile.ZipFile(io.BytesIO(data))
            self._kinds = {
                str(part.get("PartName")).lstrip("/"): str(part.get("ContentType"))
                for part in self._root("[Content_Types].xml").iterfind("{*}Override")
            }
            book = next(name for name, kind in self._kinds.items() if kind.endswith(_BOOK_TYPES))
            self._root_of_book = self._root(book)
            self._targets = self._sheet_targets(book)

    @property
    def sheets(self) -> tuple[str, ...]:
        """See :class:`~toolkit.workbook.reading.source.Book`."""
        return tuple(self._targets)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """See :class:`~toolkit.workbook.reading.source.Book`."""
        return {
            str(name.get("name")): name.text or ""
            for name in self._root_of_book.iterfind(f"{_MAIN}definedNames/{_MAIN}definedName")
            if name.get("localSheetId") is None and name.get("name") not in _RESERVED
        }

    def cells(self, sheet: str) -> Cells:
        """See :class:`~toolkit.workbook.reading.source.Book`."""
        return self._sheet(sheet).cells

    def calculated(self, sheet: str, row: int, column: int) -> Content:
        """See :class:`~toolkit.workbook.reading.source.Book`."""
        parsed = self._sheet(sheet)
        return parsed.shown[row, column] if (row, column) in parsed.shown else parsed.cells.get((row, column))

    def rows(self, sheet: str) -> Iterator[tuple[int, Mapping[int, Content]]]:
        """The values of a sheet row by row, by column, formulas as last calculated. For long lists: none is kept."""
        if sheet not in self._targets:
            return
        row_only = _Sheet({}, {})
        with _guarded():
            for row in self._reading(row_only).rows(self._streamed(self._targets[sheet])):
                yield row, {at[1]: row_only.shown.get(at, value) for at, value in row_only.cells.items()}
                row_only.cells.clear()
                row_only.shown.clear()

    def _root(self, part: str) -> Any:
        return etree.fromstring(self._package.read(part), _parser())

    def _sheet_targets(self, book: str) -> dict[str, str]:
        """The part of each worksheet by its name; chart sheets and sheets without a part are none."""
        folder, _, file = book.rpartition("/")
        links = {link.get("Id"): link for link in self._root(f"{folder}/_rels/{file}.rels")}
        parts, found = frozenset(self._package.namelist()), {}
        for sheet in self._root_of_book.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
            if not sheet.get(_LINK_ID):
                continue
            link = links[sheet.get(_LINK_ID)]
            target = posixpath.normpath(posixpath.join("/", folder, link.get("Target"))).lstrip("/")
            if target in parts and not link.get("Type").endswith("/chartsheet"):
                found[sheet.get("name")] = target
        return found

    def _sheet(self, name: str) -> _Sheet:
        if name not in self._parsed:
            sheet = _Sheet({}, {})
            if name in self._targets:
                with _guarded():
                    deque(self._reading(sheet).rows(self._elements(self._targets[name])), maxlen=0)
            self._parsed[name] = sheet
        return self._parsed[name]

    def _reading(self, into: _Sheet) -> _Reading:
        return _Reading(self._strings, self._formats, self._budget, into)

    def _elements(self, part: str) -> Iterator[Any]:
        """The rows of a sheet, the quick way where the whole of it may be in memory."""
        small = self._package.getinfo(part).file_size <= _WHOLE
        return self._root(part).iter(_ROW) if small else self._streamed(part)

    def _streamed(self, part: str) -> Iterator[Any]:
        with self._package.open(part) as stream:
            for _, row in etree.iterparse(stream, tag=_ROW, resolve_entities=False, no_network=True):
                yield row
                row.clear()
                while row.getprevious() is not None:
                    del row.getparent()[0]

    @cached_property
    def _strings(self) -> list[str]:
        part = next((name for name, kind in self._kinds.items() if kind.endswith("sharedStrings+xml")), None)
        return [_text(item).replace("x005F_", "") for item in self._root(part)] if part else []

    @cached_property
    def _formats(self) -> _Formats:
        mac = self._root_of_book.find(f"{_MAIN}workbookPr")
        epoch = CALENDAR_MAC_1904 if mac is not None and mac.get("date1904") in ("1", "true") else WINDOWS_EPOCH
        part = next((name for name, kind in self._kinds.items() if kind.endswith("styles+xml")), None)
        if part is None:
            return _Formats(frozenset(), frozenset(), epoch)
        styles = self._root(part)
        custom = {form.get("numFmtId"): form.get("formatCode") for form in styles.iterfind(f"{_MAIN}numFmts/*")}
        codes = [
            custom[number] if (number := style.get("numFmtId", "0")) in custom else builtin_format_code(int(number))
            for style in styles.iterfind(f"{_MAIN}cellXfs/*")
        ]
        return _Formats(
            frozenset(str(index) for index, code in enumerate(codes) if is_date_format(code)),
            frozenset(str(index) for index, code in enumerate(codes) if is_timedelta_format(code)),
            epoch,
        )


@contextmanager
def _guarded() -> Iterator[None]:
    try:
        yield
    except Unsound:
        raise
    except Exception as error:  # lxml, zipfile and ill-formed numbers each have exceptions of their own
        raise Unsound(str(error)) from error


@dataclass(frozen=True, slots=True)
class _Formats:
    """Which cell formats (numbers, as written) make a number a date or a span, and the day from which dates count."""

    dates: frozenset[str]
    spans: frozenset[str]
    epoch: dt.datetime


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The filled cells of one sheet; ``shown`` is what its formulas showed."""

    cells: dict[tuple[int, int], Content]
    shown: dict[tuple[int, int], Content]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One pass over a sheet."""

    strings: list[str]
    formats: _Formats
    budget: list[int]
    into: _Sheet

    def rows(self, elements: Iterable[Any]) -> Iterator[int]:
        """Put one row after the other into ``into``, and tell its number."""
        shared: dict[str, Translator] = {}
        last = 0
        for row in elements:
            last = int(row.get("r", last + 1))
            if last > _LAST_ROW:
                raise TooWide
            column = 0
            for cell in row:
                place = cell.get("r")
                at = _at(place) if place else (last, column + 1)
                column = at[1]
                if len(cell):
                    self._take(cell, at, shared)
            self.budget[0] -= 1 + column
            if self.budget[0] < 0:
                raise TooWide
            yield last

    def _take(self, cell: Any, at: tuple[int, int], shared: dict[str, Translator]) -> None:
        value = inline = formula = None
        for child in cell:
            if child.tag == _VALUE:
                value = child.text
            elif child.tag == _FORMULA:
                formula = child
            elif child.tag == _INLINE:
                inline = child
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            shown: Content = None if inline is None else unescaped(_text(inline))
        else:
            shown = self._value(kind, value, cell.get("s")) if value else None
        if formula is not None:
            self.into.cells[at] = Formula(_formula_text(formula, cell.get("r"), shared))
            self.into.shown[at] = shown
        elif shown is not None:
            self.into.cells[at] = shown

    def _value(self, kind: str, text: str, style: str | None) -> Content:
        if kind == "n":
            try:
                number = float(text) if "." in text or "e" in text or "E" in text else int(text)
            except ValueError:  # NaN, which some programs write for what they could not compute
                return ExcelError("#NUM!")
            return self._date(number, style) if style is not None and style in self.formats.dates else number
        if kind == "s":
            return unescaped(self.strings[int(text)])
        if kind == "b":
            return bool(int(text))
        if kind == "e":
            return ExcelError(text)
        return _iso(text) if kind == "d" else unescaped(text)

    def _date(self, number: float, style: str) -> Content:
        try:
            moment: Content = from_excel(number, self.formats.epoch, timedelta=style in self.formats.spans)
            return moment
        except (OverflowError, ValueError):
            return number  # 20260118 typed into a date cell


def _iso(text: str) -> Content:
    moment: Content = from_ISO8601(text)  # type: ignore[no-untyped-call]
    return moment


@lru_cache(maxsize=8_192)  # workbooks of one form fill the same cells
def _at(place: str) -> tuple[int, int]:
    return coordinate_to_tuple(place)


def _formula_text(formula: Any, place: str, shared: dict[str, Translator]) -> str:
    """The formula as openpyxl gives it: a shared one moved to its cell, a data table as nothing."""
    text = f"={formula.text or ''}"
    kind, index = formula.get("t"), formula.get("si")
    if kind == "dataTable":
        return "="
    if kind == "shared" and index in shared:
        return str(shared[index].translate_formula(place))
    if kind == "shared" and text != "=":
        shared[index] = Translator(text, place)
    return text


def _text(node: Any) -> str:
    """A string's text without its formatting; hints on how to read it aloud are no part of it."""
    pieces = [
        child.text if child.tag == _TEXT else child.findtext(_TEXT) for child in node if child.tag in (_TEXT, _RUN)
    ]
    return "".join(piece or "" for piece in pieces)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)
