"""The columns of a table's sheet: how wide they are, and how many of them each cell above the table spans."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.characters import ems
from toolkit.form.grid import Grid, Role
from toolkit.form.widths import SIZES

_CHARACTERS = 0.76  # on screen for a mm on paper: figures of six digits fit, a sheet fits a screen
_TYPE = SIZES[1]  # in print, for that; tables in smaller type are wider on their sheet
_WIDEST = 78.0
_GROUP = 8.0
"""Characters of a group's label that stay on one line."""
_ROOM_AROUND = 2.0  # characters by which columns are measured: a cell's margins
_LABEL, _CHOICE, _HELP, _STATE = 27.0, 20.0, 60.0, 39.0
"""mm for which there must be room above a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumns:
    """``widths`` in characters; where the table is too narrow for what is above it, there are more than it has.

    The label of the 空白格 cell spans the first ``label`` columns, the cell over the next ``choice``, how the sheet
    stands over the last ``state``.
    """

    widths: tuple[float, ...]
    label: int
    choice: int
    state: int


def sheet_columns(grid: Grid) -> SheetColumns:
    """The columns of the sheet of a table of that shape."""
    scale = max(1.0, _TYPE / grid.size)
    widths = [min(_WIDEST, width * scale) for width in grid.widths]
    for place in grid.places:
        if place.role is Role.ROW and place.rowspan > 1 and place.colspan == 1 and not place.vertical:
            room = (2 * min(_GROUP, ems(place.text)) + _ROOM_AROUND) / _CHARACTERS
            widths[place.column] = max(widths[place.column], room)
    label = _reached(widths, 0, _LABEL)
    choice = _reached(widths, label, _CHOICE)
    if sum(widths[label + choice :]) < _HELP:
        widths.append(_HELP)
    state = _reached(widths[::-1], 0, _STATE)
    return SheetColumns(
        widths=tuple(round(width * _CHARACTERS, 2) for width in widths), label=label, choice=choice, state=state
    )


def _reached(widths: list[float], first: int, least: float) -> int:
    """How many columns from ``first`` on are as wide as ``least`` together; one is added where all are not."""
    for count in range(1, len(widths) - first + 1):
        if sum(widths[first : first + count]) >= least:
            return count
    widths.append(least)
    return len(widths) - first
