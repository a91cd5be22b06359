"""The layouts in which a report's text arrives, each made of the report as the format prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.ingest.printed import Line, Printed, Table, spread
from toolkit.ingest.labels import is_figure

Rows = Sequence[Sequence[str]]
Layout = Callable[[Rows], list[str]]

_WIDTH = 14
"""Characters after which a label wraps in a narrow cell."""


def text_of(report: Printed, layout: Layout) -> str:
    """The report as text, its tables in ``layout``."""
    lines: list[str] = []
    for item in report.everything:
        lines += [item.text] if isinstance(item, Line) else layout(rows_of(item))
    return "\n".join(lines) + "\n"


def rows_of(table: Table) -> list[list[str]]:
    """The texts of each row's own cells."""
    return [[" ".join(cell.text.split()) for cell in row if cell] for row in spread(table)]


def _bars(row: Sequence[str], first: str, last: str) -> str:
    return f"{first}{' | '.join(row)}{last}"


def bars_behind(rows: Rows) -> list[str]:
    """``a | b |``."""
    return [_bars(row, "", " |") for row in rows]


def bars_around(rows: Rows) -> list[str]:
    """``| a | b |``."""
    return [_bars(row, "| ", " |") for row in rows]


def bars_padded(rows: Rows) -> list[str]:
    """``| a | b | |``: as many cells in every row, blank ones behind."""
    width = max(map(len, rows))
    return [_bars([*row, *[""] * (width - len(row))], "| ", " |") for row in rows]


def bars_between(rows: Rows) -> list[str]:
    """``a| b``; a row of one cell has none."""
    return ["| ".join(row) for row in rows]


def markdown(rows: Rows) -> list[str]:
    """A table of Markdown, a blank line around."""
    first, *others = bars_padded(rows)
    return ["", first, "|" + "---|" * max(map(len, rows)), *others, ""]


def boxes(rows: Rows) -> list[str]:
    """Boxes drawn with signs."""
    width = max(map(len, rows))
    rule = "+" + "------+" * width
    return [line for row in bars_padded(rows) for line in (rule, row)] + [rule]


def bar_beside_each_cell(rows: Rows) -> list[str]:
    """A cell a line, a bar behind each."""
    return [f"{cell} |" for row in rows for cell in row]


def bar_below_each_cell(rows: Rows) -> list[str]:
    """A cell a line, a bar on the next."""
    return [line for row in rows for cell in row for line in ((cell, "|") if cell else ("|",))]


def tabs(rows: Rows) -> list[str]:
    """A row a line, tabs between."""
    return ["\t".join(row) for row in rows]


def tabbed_cells(rows: Rows) -> list[str]:
    """A cell a line behind a tab; nothing marks a row."""
    return [f"\t{cell}" for row in rows for cell in row]


def tabbed_rows(rows: Rows) -> list[str]:
    """A cell a line behind a tab, an empty line below each row."""
    return [line for row in rows for line in (*(f"\t{cell}" for cell in row), "")]


def commas(rows: Rows) -> list[str]:
    """A row a line, commas between."""
    return [",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows]


def cells(rows: Rows) -> list[str]:
    """A cell a line."""
    return [cell for row in rows for cell in row if cell]


def paragraphs(rows: Rows) -> list[str]:
    """A cell a line, an empty line below each."""
    return [line for cell in cells(rows) for line in (cell, "")]


def blanks(rows: Rows) -> list[str]:
    """A row a line, a blank between cells: text copied off a PDF page."""
    return [" ".join(cell.replace(" ", "") for cell in row) for row in rows]


def wide_blanks(rows: Rows) -> list[str]:
    """Cells in columns of blanks."""
    return ["  " + "   ".join(cell.replace(" ", "").ljust(8) for cell in row).rstrip() for row in rows]


def wrapped(rows: Rows) -> list[str]:
    """A row a line, but each label wraps where its cell is narrow; the figures stand behind its last line."""
    lines: list[str] = []
    for row in rows:
        figures = [cell for cell in row if is_figure(cell)]
        own: list[str] = []
        for label in (cell.replace(" ", "") for cell in row if not is_figure(cell)):
            own += [label[start : start + _WIDTH] for start in range(0, len(label), _WIDTH)]
        lines += [*own[:-1], " ".join([*own[-1:], *figures])]
    return lines


def paged(lines: Sequence[str]) -> Iterator[str]:
    """``lines`` with a page number every few of them."""
    for number, line in enumerate(lines, start=1):
        yield line
        if number % 11 == 0:
            yield f"- {number // 11} -"


def one_line(text: str) -> str:
    """Everything in one line, blanks between the pieces."""
    return " ".join(text.split())


MARKED: Mapping[str, Layout] = {
    "a | b |": bars_behind,
    "| a | b |": bars_around,
    "| a | b | |": bars_padded,
    "a| b": bars_between,
    "Markdown": markdown,
    "boxes": boxes,
    "a bar beside each cell": bar_beside_each_cell,
    "a bar below each cell": bar_below_each_cell,
    "tabs": tabs,
    "tabbed cells": tabbed_cells,
    "tabbed rows": tabbed_rows,
    "commas": commas,
}
"""Those that can hold a blank cell."""

UNMARKED: Mapping[str, Layout] = {
    "cells": cells,
    "paragraphs": paragraphs,
    "blanks": blanks,
    "wide blanks": wide_blanks,
    "wrapped": wrapped,
}
