"""Markdown: headings, paragraphs, pipe tables, and tables written as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import groupby

from toolkit.ingest.html import html_blocks
from toolkit.ingest.source import Block, Cell, Grid, Line

_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})\s*(.*?)(?:(?<!\s)\s+#+)?")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*|\s*(?:[-*_]\s*){3,}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|(&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->")


def markdown_blocks(text: str) -> Iterator[Block]:
    """Blocks of a Markdown report; each line is a paragraph of its own, as offices write them."""
    start = line = 0
    while (opens := _TABLE.search(text, start)) and (closes := _TABLE_END.search(text, opens.end())):
        between, table = text[start : opens.start()], text[opens.start() : closes.end()]
        yield from _plain(between, line)
        yield from (block for block in html_blocks(table) if isinstance(block, Grid))
        line += between.count("\n") + table.count("\n")
        start = closes.end()
    yield from _plain(text[start:], line)


def _plain(text: str, before: int) -> Iterator[Block]:
    numbered = enumerate(text.split("\n"), start=before + 1)
    for is_table, group in groupby(numbered, key=lambda entry: entry[1].lstrip().startswith("|")):
        lines = [(number, line) for number, line in group if not _RULE.fullmatch(line)]
        if is_table:
            yield Grid(rows=tuple(_row(line) for _, line in lines))
        else:
            yield from (found for number, line in lines if (found := _line(line, number)))


def _line(line: str, number: int) -> Line | None:
    heading = _HEADING.fullmatch(line.strip())
    shown = _shown(heading[2] if heading else line)
    return Line(text=shown, where=f"第{number}行", level=len(heading[1]) if heading else 0) if shown else None


def _row(line: str) -> tuple[Cell, ...]:
    cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    return tuple(Cell(text=_shown(cell), column=column) for column, cell in enumerate(cells))


def _shown(source: str) -> str:
    """The text that the line shows."""
    return _ESCAPED.sub(_meant, _STRONG.sub(r"\2", _TAG.sub("", source))).strip()


def _meant(match: re.Match[str]) -> str:
    """The sign behind a backslash, or the one that a character reference names; neither is looked at again."""
    return match[1] or unescape(match[2])
