"""Tables with tabs, as Word and browsers write them: a row a line with tabs between, or a cell a line behind a tab."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from toolkit.characters import is_shorter
from toolkit.ingest.blocks import SourceGrid
from toolkit.ingest.labels import is_figure
from toolkit.ingest.layouts import cells as shared

_LONGEST_CELL = 60
"""Chinese characters, or as much: a longer line behind a tab is a cell only among more that are short."""


def claims_rows(lines: Sequence[str]) -> Sequence[bool]:
    """Lines with a tab between texts, or behind one."""
    return [_is_row(line) for line in lines]


def grid_of_rows(lines: Sequence[str]) -> SourceGrid | None:
    """``lines`` as rows; None where no cell is a number, and no row has three cells that are no sentences."""
    return _table([line.split("\t") for line in lines])


def claims_cells(lines: Sequence[str]) -> Sequence[bool]:
    """Lines that begin with their only tab, and the empty lines between two of them."""
    runs = groupby(lines, key=_has_only_tab)
    claimed = [is_cell for tabbed, run in runs for is_cell in _cells_of(list(run), tabbed=tabbed)]
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
    widest = _most_heads(rows)
    if any(len(row) > widest and shared.holds_several_rows(row) for row in rows):
        return shared.grid_of_cells([cell for row in rows for cell in row])
    return _table(rows)


def _most_heads(rows: Sequence[Sequence[str]]) -> int:
    """The most cells that head one row: words between its figures may be values, so that it looks like several."""
    runs = groupby(rows, key=lambda row: any(is_figure(cell) for cell in row))
    return max((sum(map(len, run)) for figures, run in runs if not figures), default=0)


def _is_row(line: str) -> bool:
    tabs = line.count("\t")
    return "\t" in line.strip() or (tabs > 0 and not line.startswith("\t"))


def _has_only_tab(line: str) -> bool:
    return line.startswith("\t") and line.count("\t") == 1


def _cells_of(run: Sequence[str], *, tabbed: bool) -> Sequence[bool]:
    """Which of the lines that follow one another are cells: the short ones, and long ones that are fewer than these."""
    short = [tabbed and is_shorter(line, _LONGEST_CELL) for line in run]
    most = tabbed and 2 * sum(short) > len(run)
    return [each or (most and "。" not in line) for each, line in zip(short, run, strict=True)]


def _table(rows: Sequence[Sequence[str]]) -> SourceGrid | None:
    wide = any(len(row) > 2 and not any("。" in cell for cell in row) for row in rows)
    is_table = wide or any(shared.is_number(cell) for row in rows for cell in shared.filled(row))
    return shared.grid_of_rows(rows) if is_table else None
