"""The strings of a workbook: their characters, and how each run of them stands in its cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from toolkit.workbook.reading.source import RichText, RunStyle, TextRun

_ESCAPES = re.compile("(?:_x[0-9A-Fa-f]{4}_)+")
"""How a package writes characters that XML cannot hold, line feeds of some programs among them: by units of UTF-16."""


def unescaped(text: str) -> str:
    """``text`` with its escaped characters themselves, as far as a line may hold them."""
    return _ESCAPES.sub(_characters, text) if "_x" in text else text


def _characters(match: re.Match[str]) -> str:
    units = bytes.fromhex(match[0].replace("_x", "").replace("_", ""))
    characters = units.decode("utf-16-be", errors="ignore")
    return "".join(each for each in characters if each.isprintable() or each in "\t\n")


@dataclass(frozen=True, slots=True)
class FormattedString:
    """A string of several runs; those without a style of their own (None) stand as their cell does."""

    runs: tuple[tuple[str, RunStyle | None], ...]
    plain: str | None
    """The text, where all of it is plain in a plain cell."""

    def within(self, cell: RunStyle) -> str | RichText:
        """The text as it stands in a cell of that style."""
        if cell is RunStyle.HIDDEN:
            return RichText((TextRun("".join(text for text, _ in self.runs), cell),))
        if cell is RunStyle.PLAIN and self.plain is not None:
            return self.plain
        return RichText(tuple(TextRun(text, style or cell) for text, style in self.runs))


def whole(text: str, cell: RunStyle) -> str | RichText:
    """A string of one run as it stands in a cell of that style."""
    return text if cell is RunStyle.PLAIN or not text else RichText((TextRun(text, cell),))


def font_style(font: Any) -> RunStyle:
    """What a font, of a style or of a run, does to its text."""
    style = RunStyle.PLAIN
    for child in font:
        tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if tag == "strike" and child.get("val", "1") not in ("0", "false"):
            return RunStyle.STRUCK
        if tag == "vertAlign" and child.get("val") in ("superscript", "subscript"):
            style = RunStyle.RAISED
    return style


def string_of(node: Any) -> str | FormattedString:
    """A ``si`` or ``is`` element; hints on how to read it aloud are no part of it."""
    main = node.tag.rpartition("}")[0] + "}"
    text, run, properties = f"{main}t", f"{main}r", f"{main}rPr"
    pieces = [child for child in node if child.tag in (text, run)]
    if all(piece.tag == text for piece in pieces):
        return unescaped("".join(piece.text or "" for piece in pieces))
    runs = []
    for piece in pieces:
        font = piece.find(properties)
        characters = (piece.text if piece.tag == text else piece.findtext(text)) or ""
        runs.append((unescaped(characters), None if font is None else font_style(font)))
    plain = all(style in (None, RunStyle.PLAIN) for _, style in runs)
    return FormattedString(tuple(runs), "".join(characters for characters, _ in runs) if plain else None)
