"""Writes a workbook of openpyxl's without a temporary file, and without a word about who made it when."""

from __future__ import annotations

import io
from datetime import datetime

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

_STAMP = datetime(2021, 9, 26)  # noqa: DTZ001 -- a fixed date says nothing


def describe(book: Workbook, title: str | None = None) -> None:
    """Fill in the properties of ``book``, the same whenever it is written."""
    properties = book.properties
    properties.creator, properties.title = "xl-report", title
    properties.created = properties.modified = _STAMP


class InMemoryWriter(ExcelWriter):
    """Puts no sheet into a temporary file: the disk may be full, and what stands in a workbook is nobody else's."""

    def write_worksheet(self, ws: Worksheet) -> None:
        ws._drawing = SpreadsheetDrawing()  # type: ignore[attr-defined]
        ws._drawing.charts = ws._charts  # type: ignore[attr-defined]
        part, ws._rels = self.sheet_part(ws)  # type: ignore[attr-defined]
        self._archive.writestr(ws.path[1:], part)  # type: ignore[attr-defined]
        self.manifest.append(ws)

    def sheet_part(self, sheet: Worksheet) -> tuple[bytes, object]:
        """The part of a sheet, and what it relates to."""
        part = io.BytesIO()
        writer = WorksheetWriter(sheet, part)
        writer.write()
        return part.getvalue(), writer._rels  # type: ignore[attr-defined]
