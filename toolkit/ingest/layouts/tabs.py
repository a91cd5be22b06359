"""Tables with tabs, as Word and browsers write them: a row a line with tabs between, or a cell a line behind a tab."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from toolkit.ingest.blocks import SourceGrid
from toolkit.ingest.layouts import cells as shared

_LONGEST_CELL = 60
"""Characters; the longest label has 41. A longer line behind a tab is an indented paragraph."""


def claims_rows(lines: Sequence[str]) -> Sequence[bool]:
    """Lines with a tab between texts, or behind one."""
    return [_is_row(line) for line in lines]


def grid_of_rows(lines: Sequence[str]) -> SourceGrid | None:
    """``lines`` as rows; None where no cell is a number, and no row has three cells that are no sentences."""
    return _table([line.split("\t") for line in lines])


def claims_cells(lines: Sequence[str]) -> Sequence[bool]:
    """Lines that begin with their only tab, and the empty lines between two of them."""
    claimed = [_is_cell(line) for line in lines]
    last = None
    for place, line in enumerate(lines):
        if claimed[place]:
            if last is not None:
                claimed[last:place] = [True] * (place - last)
            last = place
        elif line:
            last = None
    return claimed


def grid_of_cells(lines: Sequence[str]) -> SourceGrid | None:
    """``lines`` as cells: an empty line ends a row, unless what it ends are several rows; then no row end is marked."""
    rows = [list(group) for full, group in groupby(lines, key=bool) if full]
    if any(shared.holds_several_rows(row) for row in rows):
        return shared.grid_of_cells([cell for row in rows for cell in row])
    return _table(rows)


def _is_row(line: str) -> bool:
    tabs = line.count("\t")
    return "\t" in line.strip() or (tabs > 0 and not line.startswith("\t"))


def _is_cell(line: str) -> bool:
    return line.startswith("\t") and line.count("\t") == 1 and len(line) <= _LONGEST_CELL


def _table(rows: Sequence[Sequence[str]]) -> SourceGrid | None:
    numbers = any(shared.is_number(cell) for row in rows for cell in shared.filled(row))
    wide = any(len(row) > 2 and not any("。" in cell for cell in row) for row in rows)
    return shared.grid_of_rows(rows) if numbers or wide else None
