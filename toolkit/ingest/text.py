"""Plain text and Markdown: a line a paragraph, tables in any layout that text arrives in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.ingest import markdown
from toolkit.ingest.blocks import Block, SourceGrid, SourceLine
from toolkit.ingest.embedded_html import embedded_blocks
from toolkit.ingest.layouts.marked import tables_in
from toolkit.ingest.layouts.pages import Numbered, without_page_chrome
from toolkit.location import Location
from toolkit.patterns import regex

_PAGE = regex(r"\s{0,200}<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_TABLE = regex(r"<table\b", re.IGNORECASE)
_TABLE_END = regex(r"</table\s{0,20}>", re.IGNORECASE)
_ROW_END = re.compile(r"</tr\s{0,20}>", re.IGNORECASE)
_DRAWN = frozenset("-=_*~─━═ ")
_SHORTEST_DRAWN = 3


def text_blocks(text: str, name: str = "文本", *, marked_down: bool = False) -> Iterator[Block]:
    """Blocks of a report in plain text, or in Markdown where ``marked_down`` or the text itself says so.

    Tables are read in every layout (:mod:`toolkit.ingest.layouts`), those written as HTML too.
    :class:`UnreadableFile` for HTML in it that :func:`embedded_blocks` refuses; ``name`` is that of the file.
    """
    if _PAGE.match(text):
        yield from embedded_blocks(text, name)
        return
    marked_down = marked_down or markdown.is_marked_down(text)
    start = line = 0
    while (opens := _TABLE.search(text, start)) and (end := _end_of_table(text, opens.end())):
        between, table = text[start : opens.start()], text[opens.start() : end]
        yield from _blocks(between, line, name if marked_down else "")
        yield from (block for block in embedded_blocks(table, name) if isinstance(block, SourceGrid))
        line += between.count("\n") + table.count("\n")
        start = end
    yield from _blocks(text[start:], line, name if marked_down else "")


def _end_of_table(text: str, start: int) -> int:
    """Where the table ends of which the rows begin at ``start``: if it breaks off, with its last row; 0 without any."""
    closes = _TABLE_END.search(text, start)
    return closes.end() if closes else max((row.end() for row in _ROW_END.finditer(text, start)), default=0)


def _blocks(text: str, before: int, name: str) -> Iterator[Block]:
    """Blocks of lines, the first of which has the number after ``before``; Markdown of the file ``name``, if any."""
    lines = [(number, line) for number, line in without_page_chrome(text) if not _is_drawn(line)]
    for places, grid in tables_in([line for _, line in lines], marked_down=bool(name)):
        if grid:
            yield _without_markup(grid, name) if name else grid
        else:
            yield from _lines(lines[places.start : places.stop], before, name)


def _lines(lines: Sequence[Numbered], before: int, name: str) -> Iterator[SourceLine]:
    for number, line in lines:
        level, text = markdown.heading_of(line) if name else (0, line.strip())
        shown, struck = markdown.shown(text, name) if name else (text, "")
        if shown or struck:
            yield SourceLine(text=shown, where=Location(f"第{before + number}行"), level=level, struck=struck)


def _without_markup(grid: SourceGrid, name: str) -> SourceGrid:
    return replace(grid, rows=tuple(tuple(markdown.shown_cell(cell, name) for cell in row) for row in grid.rows))


def _is_drawn(line: str) -> bool:
    """Whether the line is a rule across the page, which says nothing."""
    return len(line.strip()) >= _SHORTEST_DRAWN and _DRAWN.issuperset(line.strip())
