"""Reads the cells of an .xlsx file straight from its XML: fast enough for thousands of files.

The :class:`.SourceWorkbook` behind every file, without what reading never asks for: styles only
as far as they change what is seen of a cell, no objects of rows and cells. Values and formulas come from one pass,
sheet by sheet as they are asked for. The caller has seen to the limits of the package
(:mod:`~toolkit.workbook.reading.safety`); an ill-formed part raises
:class:`~toolkit.workbook.reading.source_workbook.CorruptPart`, an ill-formed cell is an
:class:`~toolkit.workbook.reading.source_workbook.UnreadableCell`.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from toolkit.bounds import WORKBOOK_SHEETS
from toolkit.workbook.reading.cell_styles import CellStyle, cell_styles
from toolkit.workbook.reading.comments import NOTES, THREADS, comments_in
from toolkit.workbook.reading.conditional_formats import ConditionalFormats, conditional_styles
from toolkit.workbook.reading.drawings import drawings_in
from toolkit.workbook.reading.parts import Parts, guarded
from toolkit.workbook.reading.sheet_pass import FILLED, Budget, SheetCells, SheetPass
from toolkit.workbook.reading.source_workbook import (
    MAC_EPOCH,
    WINDOWS_EPOCH,
    Cells,
    Comment,
    Content,
    CorruptPart,
    Drawing,
    OutOfBounds,
    SheetLayout,
)
from toolkit.workbook.reading.strings import FormattedString, StringReader

_RUN = 3
"""What a run of a string costs in slots."""
_RESERVED = frozenset({"_xlnm.Print_Titles", "_xlnm.Print_Area", "_xlnm._FilterDatabase"})


class XlsxWorkbook:
    """The bytes of an .xlsx package as a :class:`.SourceWorkbook`.

    A sheet is parsed when it is first asked for, and raises :class:`CorruptPart` then if it is ill-formed; with
    ``keep_going`` it holds what stands before the fault instead, and ``broken`` has its name.
    """

    def __init__(self, data: bytes, *, keep_going: bool = False) -> None:
        self.broken: list[str] = []
        self._keep_going = keep_going
        self._parsed: dict[str, SheetCells] = {}
        self._layouts: dict[str, SheetLayout] = {}
        self._budget = Budget()
        self._parts = Parts(data)
        main = [link.target for link in self._parts.related() if link.type == "officeDocument"]
        self._book = next(iter(main), "xl/workbook.xml")
        self._root = self._parts.root(self._book)
        self._main = self._root.tag.removesuffix("workbook")
        if self._main == self._root.tag:
            raise CorruptPart("no workbook")
        self._reader = StringReader(self._main)
        self._links = self._parts.related(self._book)
        self._sheets = self._worksheets()

    @property
    def sheets(self) -> tuple[str, ...]:
        """See :class:`.SourceWorkbook`."""
        return tuple(self._sheets)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """See :class:`.SourceWorkbook`."""
        return {
            str(name.get("name")): name.text or ""
            for name in self._root.iterfind(f"{self._main}definedNames/{self._main}definedName")
            if name.get("localSheetId") is None and name.get("name") not in _RESERVED
        }

    @cached_property
    def epoch(self) -> dt.datetime:
        """See :class:`.SourceWorkbook`."""
        settings = self._root.find(f"{self._main}workbookPr")
        return MAC_EPOCH if settings is not None and settings.get("date1904") in ("1", "true") else WINDOWS_EPOCH

    def cells(self, sheet: str) -> Cells:
        """See :class:`.SourceWorkbook`."""
        return self._sheet(sheet).cells

    def calculated(self, sheet: str, row: int, column: int) -> Content:
        """See :class:`.SourceWorkbook`."""
        parsed = self._sheet(sheet)
        return parsed.shown[row, column] if (row, column) in parsed.shown else parsed.cells.get((row, column))

    def layout(self, sheet: str) -> SheetLayout:
        """See :class:`.SourceWorkbook`."""
        if sheet not in self._layouts:
            self._layouts[sheet] = self._layout(sheet) if sheet in self._sheets else SheetLayout()
        return self._layouts[sheet]

    def _layout(self, sheet: str) -> SheetLayout:
        parsed, own = self._sheet(sheet), self._sheets[sheet]
        return SheetLayout(
            hidden=own.hidden,
            hidden_rows=frozenset(parsed.hidden_rows),
            hidden_columns=tuple(parsed.hidden_columns),
            merged=tuple(parsed.merged),
            covered=frozenset(parsed.covered),
            conditional=frozenset(parsed.conditional),
            drawings=(*(Drawing(*place) for place in parsed.pictures), *self._drawings(own.part)),
            comments=tuple(self._comments(own.part)),
        )

    def rows(self, sheet: str) -> Iterator[tuple[int, Mapping[int, Content]]]:
        """The values of a sheet row by row, by column, formulas as last calculated. For long lists: none is kept."""
        if sheet not in self._sheets:
            return
        row_only = SheetCells()
        with guarded():
            for row in self._passed(sheet, row_only):
                yield row, {at[1]: row_only.shown.get(at, value) for at, value in row_only.cells.items()}
                row_only.cells.clear()
                row_only.shown.clear()

    def _worksheets(self) -> Mapping[str, _Worksheet]:
        """Each worksheet by its name; chart sheets and sheets without a part are none."""
        parts = {
            link.id: link.target for link in self._links if link.type != "chartsheet" and link.target in self._parts
        }
        sheets = list(self._root.iterfind(f"{self._main}sheets/{self._main}sheet"))
        if len(sheets) > WORKBOOK_SHEETS:
            raise OutOfBounds(f"有 {len(sheets)} 张工作表")
        found = {}
        for sheet in sheets:
            link = next((str(value) for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            if link in parts:
                hidden = sheet.get("state", "visible") != "visible"
                found[str(sheet.get("name"))] = _Worksheet(parts[link], hidden)
        return found

    def _sheet(self, name: str) -> SheetCells:
        if name not in self._parsed:
            sheet = SheetCells()
            try:
                with guarded():
                    deque(self._passed(name, sheet) if name in self._sheets else (), maxlen=0)
            except OutOfBounds:
                raise
            except CorruptPart:
                if not self._keep_going:
                    raise
                self.broken.append(name)
            self._parsed[name] = sheet
        return self._parsed[name]

    def _passed(self, name: str, into: SheetCells) -> Iterator[int]:
        reading = SheetPass(
            self._main, self._reader, self._strings, self._styles, self._conditional, self._budget, into
        )
        return reading.rows(self._parts.elements(self._sheets[name].part, *reading.tags))

    def _drawings(self, part: str) -> Iterator[Drawing]:
        for link in self._parts.related(part):
            if link.type == "drawing" and link.target in self._parts:
                yield from drawings_in(self._parts.root(link.target))

    def _comments(self, part: str) -> Iterator[Comment]:
        links = [link for link in self._parts.related(part) if link.target in self._parts]
        ordered = [link.target for kind in (THREADS, NOTES) for link in links if link.type == kind]
        yield from comments_in(map(self._parts.root, ordered))

    def _part(self, kind: str) -> str | None:
        return next((link.target for link in self._links if link.type == kind), None)

    @cached_property
    def _strings(self) -> list[str | FormattedString]:
        part = self._part("sharedStrings")
        strings = []
        for item in self._parts.elements(part, f"{self._main}si") if part else ():
            self._budget.spend(FILLED + _RUN * len(item))
            strings.append(self._reader.string(item))
        return strings

    @cached_property
    def _styles(self) -> Mapping[str, CellStyle]:
        return {} if self._style_sheet is None else cell_styles(self._style_sheet, self.epoch)

    @cached_property
    def _conditional(self) -> ConditionalFormats:
        styles = {} if self._style_sheet is None else conditional_styles(self._style_sheet, self.epoch)
        return ConditionalFormats(styles, self.epoch)

    @cached_property
    def _style_sheet(self) -> Any:
        part = self._part("styles")
        return self._parts.root(part) if part else None


@dataclass(frozen=True, slots=True)
class _Worksheet:
    part: str
    hidden: bool
