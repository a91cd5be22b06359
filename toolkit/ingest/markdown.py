"""The marks of Markdown within a line: headings, emphasis, escapes and tags; its tables are a layout of text."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from toolkit.bounds import TEXT_CHARACTERS
from toolkit.ingest.blocks import SourceCell, SourceGrid, SourceLine
from toolkit.ingest.embedded_html import embedded_blocks
from toolkit.patterns import regex

_HEADING = regex(r"(#{1,6})(?=[^#]|$)")
_ESCAPED = regex(r"\\([!-/:-@\[-`{-~])|(&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)")
_STRONG = regex(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
_TAG = regex(r"</?[a-zA-Z][^<>]*>|<!--")
_SIGN = regex(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)


def is_marked_down(text: str) -> bool:
    """Whether a text of unknown kind is Markdown: it has headings with # signs."""
    return _SIGN.search(text) is not None


def heading_of(line: str) -> tuple[int, str]:
    """The level of a heading and its words; level 0 and the line itself for any other."""
    text = line.strip()
    signs = _HEADING.match(text)
    if not signs:
        return 0, text
    words = text[signs.end() :].strip()
    bare = words.rstrip("#")
    return len(signs[1]), bare.rstrip() if bare != words and bare[-1:].isspace() else words


def shown(source: str, name: str) -> tuple[str, str]:
    """The text that a piece of Markdown shows, and what of it is crossed out; ``name`` is that of its file."""
    if len(source) > TEXT_CHARACTERS:
        return source.strip(), ""  # it is cut later; so long a line is no Markdown that anybody wrote
    if not _TAG.search(source):
        return _ESCAPED.sub(_meant, _plain(source)).strip(), ""
    lines = [block for block in embedded_blocks(_as_html(source), name) if isinstance(block, SourceLine)]
    return "\n".join(line.text for line in lines), " ".join(line.struck for line in lines if line.struck)


def shown_cell(cell: SourceCell, name: str) -> SourceCell:
    """What a cell of Markdown shows, marks and pictures in it as in a table of HTML."""
    if not _TAG.search(cell.text) or len(cell.text) > TEXT_CHARACTERS:
        return replace(cell, text=shown(cell.text, name)[0])
    table = f"<table><tr><td>1</td><td>{_as_html(cell.text)}</td></tr></table>"  # one cell alone would be no table
    rows = (row for block in embedded_blocks(table, name) if isinstance(block, SourceGrid) for row in block.rows)
    read = next((row[-1] for row in rows if len(row) > 1), SourceCell(text="", column=0))
    return replace(cell, text=read.text, uncertain=read.uncertain, struck=read.struck)


def _plain(source: str) -> str:
    return _STRONG.sub(r"\2", source)


def _as_html(source: str) -> str:
    return _ESCAPED.sub(_guarded, _plain(source))


def _guarded(match: re.Match[str]) -> str:
    """The sign behind a backslash as HTML writes it; character references stay."""
    return f"&#{ord(match[1])};" if match[1] else match[2]


def _meant(match: re.Match[str]) -> str:
    """The sign behind a backslash, or the one that a character reference names; neither is looked at again."""
    return match[1] or unescape(match[2])
