"""A table as printed: labels and numbers with their spans. Workbook, report and reader share this shape."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toolkit.form.kinds import COUNT, Kind


class Role(StrEnum):
    """What a place on the grid is for."""

    TITLE = "title"  # spans a block
    HEAD = "head"  # heads columns
    STUB = "stub"  # heads the row labels, or holds a note on them
    ROW = "row"  # labels rows
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A rectangle of the grid, 0-based. ``cell`` is the id of a number and ``kind`` what it holds."""

    row: int
    column: int
    role: Role
    text: str = ""
    cell: str = ""
    kind: Kind = COUNT
    rowspan: int = 1
    colspan: int = 1
    vertical: bool = False  # one character a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """All places of a table. The first ``header_rows`` rows repeat on each page (0: none do).

    ``widths`` of the columns are in mm, ``size`` of the type is in points. ``landscape``: too wide for an upright page.
    """

    rows: int
    columns: int
    header_rows: int
    label_columns: int
    places: tuple[GridCell, ...]
    widths: tuple[float, ...]
    size: float
    landscape: bool
