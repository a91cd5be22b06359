"""Plain text: a line a paragraph; tables as cells between tabs, or one cell a line behind a tab."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from toolkit.filing.numerals import entry_of
from toolkit.ingest.source import Block, Cell, Grid, Line

_LONGEST_CELL = 60
"""Characters; the longest label has 41."""


def text_blocks(text: str) -> Iterator[Block]:
    """Blocks of a plain-text report.

    Word writes a table pasted as text in two ways: the cells of a row on one line with tabs between; or each cell on a
    line of its own that begins with a tab, an empty line after each row. Both become grids. Other lines are text, those
    with tabs for an indent too.
    """
    lines = list(enumerate(text.splitlines(), start=1))
    for kind, group in groupby(_kinds(lines), key=lambda entry: entry[0]):
        members = [line for _, line in group]
        rows: tuple[tuple[Cell, ...], ...] = ()
        if kind == "cells":
            rows = tuple(_stacked(members))
        elif kind == "rows":
            rows = tuple(_row(line.split("\t")) for _, line in members)
        if _is_table(rows):
            yield Grid(rows=rows)
        else:
            yield from (Line(text=line.strip(), where=f"第{number}行") for number, line in members if line.strip())


def _kinds(lines: list[tuple[int, str]]) -> Iterator[tuple[str, tuple[int, str]]]:
    """Each line with what it is; empty lines between cells belong to the cells."""
    waiting: list[tuple[int, str]] = []
    within = ""
    for number, line in lines:
        if not line:
            waiting.append((number, line))
            continue
        kind = _kind(line)
        joins = within == kind == "cells"
        yield from (("cells" if joins else "text", entry) for entry in waiting)
        waiting = []
        within = kind
        yield kind, (number, line)
    yield from (("text", entry) for entry in waiting)


def _kind(line: str) -> str:
    tabs = line.count("\t")
    if line.startswith("\t") and tabs == 1:
        return "cells" if len(line) <= _LONGEST_CELL else "text"
    return "rows" if "\t" in line.strip() or (tabs and not line.startswith("\t")) else "text"


def _stacked(lines: list[tuple[int, str]]) -> Iterator[tuple[Cell, ...]]:
    for filled, group in groupby(lines, key=lambda entry: bool(entry[1])):
        if filled:
            yield _row([line for _, line in group])


def _is_table(rows: tuple[tuple[Cell, ...], ...]) -> bool:
    """Whether cells are a table: one holds a number and nothing else, or three stand in a row that is no text."""
    numbers = any(entry_of(cell.text, "").number is not None for row in rows for cell in row)
    return numbers or any(len(row) > 2 and not any("。" in cell.text for cell in row) for row in rows)


def _row(texts: list[str]) -> tuple[Cell, ...]:
    return tuple(Cell(text=text.strip(), column=column) for column, text in enumerate(texts))
