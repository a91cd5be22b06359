"""Tables with bars: a row a line (``a | b |``, Markdown, drawn boxes), or a cell a line, a bar behind or below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.ingest.blocks import SourceGrid
from toolkit.ingest.labels import is_figure
from toolkit.ingest.layouts.cells import filled, grid_of_cells, grid_of_rows, is_number
from toolkit.patterns import regex

_BARS = "|｜│┃║"
_BAR = regex(rf"(?<!\\)[{_BARS}]")
_DRAWN = "+-=:─━═┄┈┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛ \t" + _BARS
_DRAWN_LINE = regex("[-=─━═┄┈]{2}")
_RULED = regex(":?(?:-{3,}|={3,}):?")
_SHORTLY_RULED = regex(":?-+:?")
_FEWEST_CELLS = 4
_FEW_ROWS = 5
"""Where not one line in so many has two cells, lines are cells: two may have come to stand on one."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Whether a bar opens each line, and whether one closes it; such a bar is not between cells."""

    opens: bool
    closes: bool

    def cells(self, line: str) -> list[str]:
        """The cells of a line."""
        cells = _BAR.split(line)
        return cells[self.opens : len(cells) - self.closes]


def claims(lines: Sequence[str]) -> Sequence[bool]:
    """Lines with a bar or a drawn rule; where bars stand below the cells, the line right above some; blanks between."""
    shown = [line.strip() for line in lines]
    barred = [_is_barred(line) for line in shown]
    claimed = [each or _is_drawn(line) for each, line in zip(barred, shown, strict=True)]
    if any(barred):
        _claim_cells(shown, claimed)
    last = -1
    for place, line in enumerate(shown):
        if claimed[place]:
            if last >= 0:
                claimed[last:place] = [True] * (place - last)
            last = place
        elif line:
            last = -1
    return claimed


def _claim_cells(shown: Sequence[str], claimed: list[bool]) -> None:
    """Claim the lines without a bar that are cells of the table whose bars stand on others."""
    if _bars_stand_below(shown):
        for place in range(len(shown) - 1, 0, -1):
            above = shown[place - 1]
            if above and (_is_bare(shown[place]) or (claimed[place] and is_figure(above) and is_figure(shown[place]))):
                claimed[place - 1] = True
    if not _bars_close(shown):
        for place, (above, line) in enumerate(pairwise(shown), start=1):
            claimed[place] |= _is_barred(above) and above[-1] in _BARS and is_figure(line)  # its last cell wrapped


def grid(lines: Sequence[str]) -> SourceGrid | None:
    """``lines`` as rows, or as cells without rows where no line has two; None where they are text with a bar in it."""
    shown = [line.strip() for line in lines if line.strip()]
    frame = _frame([line for line in shown if _is_barred(line) and not _is_bare(line) and not _is_drawn(line)])
    if not _bars_close(shown):
        shown = _unwrapped(shown)
    kept = [line for number, line in enumerate(shown) if not _is_rule(frame.cells(line), line, second=number == 1)]
    rows = [frame.cells(line) for line in kept if _is_barred(line)]
    if _FEW_ROWS * sum(len(filled(row)) > 1 for row in rows) < len(rows):
        cells = [cell for row in rows for cell in row] if frame.opens and frame.closes else _stacked(kept)
        numbers = any(is_number(cell) for cell in cells)
        return grid_of_cells(cells) if numbers and len(filled(cells)) >= _FEWEST_CELLS else None
    figures = any(is_figure(cell) for row in rows if len(filled(row)) > 1 for cell in filled(row))
    wide = len(rows) > 1 and any(len(filled(row)) > 2 for row in rows)
    return grid_of_rows(rows) if figures or wide or len(kept) < len(shown) else None


def _bars_close(lines: Sequence[str]) -> bool:
    """Whether a bar closes most lines that have any."""
    barred = [line for line in lines if _is_barred(line)]
    return 2 * sum(line[-1] in _BARS for line in barred) > len(barred)


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """``lines`` with a figure on one of its own behind the bar that the line above ends with."""
    joined: list[str] = []
    for line in lines:
        if joined and is_figure(line) and not _is_barred(line) and joined[-1][-1] in _BARS:
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _frame(lines: Sequence[str]) -> _Frame:
    opens = all(line[0] in _BARS for line in lines)
    closes = all(line[-1] in _BARS and line[-2:-1] != "\\" for line in lines)
    return _Frame(opens=bool(lines) and opens, closes=bool(lines) and closes)


def _stacked(lines: Sequence[str]) -> list[str]:
    """Cells one a line: each bar ends what stands before it, a blank cell where nothing does."""
    cells: list[str] = []
    waiting: list[str] = []
    for line in lines:
        first, *others = _BAR.split(line)
        waiting += [first] if first.strip() else []
        for other in others:
            cells.append("\n".join(waiting))
            waiting = [other] if other.strip() else []
    cells += ["\n".join(waiting)] if waiting else []
    return cells if cells and cells[0] else cells[1:]


def _is_barred(line: str) -> bool:
    return _BAR.search(line) is not None


def _is_bare(line: str) -> bool:
    """Whether the line has bars and nothing else."""
    return bool(line) and not line.strip(_BARS)


def _bars_stand_below(lines: Sequence[str]) -> bool:
    """Whether bars stand alone right below the text of their cell, in a third of all lines with bars or more."""
    barred = [place for place, line in enumerate(lines) if _is_barred(line)]
    below = [
        place
        for place in barred
        if place and _is_bare(lines[place]) and lines[place - 1] and not _is_barred(lines[place - 1])
    ]
    return bool(below) and 3 * len(below) >= len(barred)


def _is_rule(cells: Sequence[str], line: str, *, second: bool) -> bool:
    """Whether a line only draws. Single dashes are zeros, except right below the first row."""
    pattern = _SHORTLY_RULED if second else _RULED
    shown = filled(cells)
    return _is_drawn(line) or (bool(shown) and all(pattern.fullmatch(cell.strip()) for cell in shown))


def _is_drawn(line: str) -> bool:
    """Whether the line is one of a drawn box, such as ``+---+`` and ``├──┤``."""
    return bool(line) and line[0] not in "-=" and _DRAWN_LINE.search(line) is not None and not line.strip(_DRAWN)
