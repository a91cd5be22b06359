"""What of an open sheet is hidden, and what is drawn over it.

Excel is asked about many lines at once, and about each half of them only where they differ.
"""

from __future__ import annotations

import contextlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from toolkit.workbook.reading.source_workbook import Cells, Drawing, SheetLayout

_VERY_HIDDEN = 2
"""What Excel for Windows says of a sheet that its menu does not show."""
_NO_DRAWINGS = frozenset({"comment", "form_control"})
"""Notes and the arrows of lists are shapes to Excel."""
_MOST_DRAWINGS, _MOST_CHARACTERS = 200, 2_000
_LAST = 2_000
"""Rows and columns among which a drawing's first cell is looked for."""


def layout_of(sheet: Any, cells: Cells) -> SheetLayout:
    """As far as ``cells``, the filled ones of the :class:`xlwings.Sheet`, are concerned."""
    if sheet.visible in (False, _VERY_HIDDEN):
        return SheetLayout(hidden=True)
    rows, columns = (sorted({place[axis] for place in cells}) for axis in (0, 1))
    hidden = _lines(columns, lambda one, other: _flat(sheet.range((1, one), (1, other)).column_width))
    return SheetLayout(
        hidden_rows=frozenset(_lines(rows, lambda one, other: _flat(sheet.range((one, 1), (other, 1)).row_height))),
        hidden_columns=tuple(range(column, column + 1) for column in hidden),
        covered=frozenset(_covered(sheet, cells)),
        drawings=tuple(_drawings(sheet)),
    )


def _lines(lines: Sequence[int], ask: Callable[[int, int], bool | None]) -> Iterator[int]:
    """Those of which ``ask`` is true; it answers for all from one line to another, with None where they differ."""
    if not lines:
        return
    answer = ask(lines[0], lines[-1])
    if answer:
        yield from lines
    elif answer is None and len(lines) > 1:
        middle = len(lines) // 2
        yield from _lines(lines[:middle], ask)
        yield from _lines(lines[middle:], ask)


def _flat(size: float | None) -> bool | None:
    return None if size is None else size == 0


def _covered(sheet: Any, cells: Cells) -> Iterator[tuple[int, int]]:
    """The filled cells that were merged with others and are not the first of them."""
    by_column: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        by_column.setdefault(column, []).append(row)
    for column, rows in by_column.items():
        for row in _lines(rows, partial(_merged, sheet, column)):
            area = sheet.range((row, column)).merge_area
            if (area.row, area.column) != (row, column):
                yield row, column


def _merged(sheet: Any, column: int, first: int, last: int) -> bool | None:
    """Whether the cells of a column are merged ones."""
    answer = sheet.range((first, column), (last, column)).merge_cells
    return answer if isinstance(answer, bool) else None


def _drawings(sheet: Any) -> Iterator[Drawing]:
    for shape, _ in zip(sheet.shapes, range(_MOST_DRAWINGS), strict=False):
        text = None
        with contextlib.suppress(Exception):  # of a shape that holds no text, or of a kind that xlwings does not know
            if shape.type in _NO_DRAWINGS:
                continue
            text = shape.text
        yield Drawing(_line(sheet, shape.top, 0), _line(sheet, shape.left, 1), (text or "")[:_MOST_CHARACTERS])


def _line(sheet: Any, edge: float, axis: int) -> int:
    """The last row (axis 0) or column (axis 1) that begins no farther than an edge."""

    def begins(line: int) -> float:
        return float(sheet.range((1, line)).left if axis else sheet.range((line, 1)).top)

    return max(1, bisect_right(range(1, _LAST + 1), edge, key=begins))
