"""Cells that a finding lists, by their places on a sheet."""

from __future__ import annotations

from toolkit.finding.model import CellRef
from toolkit.form.excel import CellAddress
from toolkit.rules.cell_refs import clipped
from toolkit.workbook.reading.cell_contents import written
from toolkit.workbook.reading.source_workbook import Content

MOST_LISTED = 200
"""Cells that one finding holds at most."""


def listed_cell(sheet: str, row: int, column: int, content: Content) -> CellRef:
    """A cell without an id, with what it holds, or what is said about it, cut to one line."""
    return CellRef(id="", where=CellAddress(sheet, column, row).where, value=clipped(written(content)))
