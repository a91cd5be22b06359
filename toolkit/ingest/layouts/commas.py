"""Tables whose rows are lines with commas between the cells (CSV)."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from toolkit.ingest.blocks import SourceGrid
from toolkit.ingest.layouts.cells import filled, grid_of_rows, is_number
from toolkit.patterns import regex

_LONGEST_ROW = 600
_LONGEST_CELL = 60
_WITHIN_NUMBER = regex(r"(?<=\d),(?=\d{3}(?!\d))")


def claims(lines: Sequence[str]) -> Sequence[bool]:
    """Lines with a comma between short texts; where it may be that of thousands, below a row of as many cells.

    It is the ASCII comma: that of Chinese text belongs to sentences and labels.
    """
    claimed: list[bool] = []
    cells: list[str] = []
    for line in lines:
        above, cells = cells, _cells(line)
        certain = "," in _WITHIN_NUMBER.sub("", line)
        claimed.append(len(cells) > 1 and (certain or (claimed[-1:] == [True] and len(cells) == len(above))))
    return claimed


def grid(lines: Sequence[str]) -> SourceGrid | None:
    """``lines`` as rows; None where they are no two, or in none of them numbers follow a label or numbers."""
    rows = [_cells(line) for line in lines]
    numbers = any(row and is_number(row[-1]) for row in map(filled, rows))
    return grid_of_rows(rows) if numbers and len(rows) > 1 else None


def _cells(line: str) -> list[str]:
    """The cells of a line; none where it is text."""
    if "," not in line or len(line) > _LONGEST_ROW or "。" in line:
        return []
    cells = next(csv.reader([line.strip()], skipinitialspace=True), [])
    return cells if all(len(cell) <= _LONGEST_CELL for cell in cells) else []
