"""The strings of a workbook: their characters, and how each run of them stands in its cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from toolkit.patterns import regex
from toolkit.workbook.reading.colours import BLACK, Colour, colour_of
from toolkit.workbook.reading.source_workbook import RichText, RunStyle, TextRun

_ESCAPES = regex("(?:_x[0-9A-Fa-f]{4}_)+")
"""How a package writes characters that XML cannot hold, line feeds of some programs among them: by units of UTF-16."""

_TINY = 2.0
"""Points up to which no character can be made out."""
_SMALL = {"superscript": RunStyle.RAISED, "subscript": RunStyle.LOWERED}


def unescaped(text: str) -> str:
    """``text`` with its escaped characters themselves, as far as a line may hold them."""
    return _ESCAPES.sub(_characters, text) if "_x" in text else text


def _characters(match: re.Match[str]) -> str:
    units = bytes.fromhex(match[0].replace("_x", "").replace("_", ""))
    characters = units.decode("utf-16-be", errors="replace")
    return "".join(each for each in characters if each.isprintable() or each in "\t\n")


@dataclass(frozen=True, slots=True)
class Font:
    """What a font does to its text, and the colour that it gives it."""

    style: RunStyle = RunStyle.PLAIN
    colour: Colour = BLACK

    def on(self, background: Colour) -> RunStyle:
        """How a text of this font stands on ``background``."""
        return self.style if self.colour.seen_on(background) else RunStyle.HIDDEN


PLAIN_FONT = Font()


@dataclass(frozen=True, slots=True)
class FormattedString:
    """A string of several runs; those without a font of their own (None) stand as their cell does."""

    runs: tuple[tuple[str, Font | None], ...]

    def __str__(self) -> str:
        return "".join([text for text, _ in self.runs])

    def within(self, cell: Font, background: Colour) -> str | RichText:
        """The text as it stands in a cell of that font and background."""
        styles = [(font or cell).on(background) for _, font in self.runs]
        if all(style is RunStyle.PLAIN for style in styles):
            return str(self)
        return RichText(tuple(TextRun(text, style) for (text, _), style in zip(self.runs, styles, strict=True)))


def whole(text: str, style: RunStyle) -> str | RichText:
    """A string of one run as it stands in a cell of that style."""
    return text if style is RunStyle.PLAIN or not text else RichText((TextRun(text, style),))


class StringReader:
    """Reads the elements of strings and fonts that are in ``namespace``, in braces."""

    def __init__(self, namespace: str) -> None:
        self._text, self._run, self._strike, self._raised, self._colour, self._size = (
            f"{namespace}{tag}" for tag in ("t", "r", "strike", "vertAlign", "color", "sz")
        )

    def string(self, node: Any) -> str | FormattedString:
        """A ``si`` or ``is`` element; hints on how to read it aloud are no part of it."""
        if len(node) == 1 and node[0].tag == self._text:
            return unescaped(node[0].text or "")
        marked = next(node.iter(self._strike, self._raised, self._colour, self._size), None) is not None
        runs: list[tuple[str, Font | None]] = []
        for piece in node:
            if piece.tag == self._run:
                own = len(piece) > 1  # its font stands before its text
                font = (self.font(piece[0]) if marked else PLAIN_FONT) if own else None
                text = piece[-1].text if len(piece) and piece[-1].tag == self._text else ""
                runs.append((unescaped(text or ""), font))
            elif piece.tag == self._text:
                runs.append((unescaped(piece.text or ""), None))
        return FormattedString(tuple(runs))

    def font(self, font: Any) -> Font:
        """What a font, of a style or of a run, does to its text."""
        return Font(self._style(font), colour_of(font.find(self._colour), BLACK))

    def _style(self, font: Any) -> RunStyle:
        if self._is_tiny(font.find(self._size)):
            return RunStyle.HIDDEN
        strike = font.find(self._strike)
        if strike is not None and strike.get("val", "1") not in ("0", "false"):
            return RunStyle.STRUCK
        raised = font.find(self._raised)
        return _SMALL.get("" if raised is None else raised.get("val", ""), RunStyle.PLAIN)

    @staticmethod
    def _is_tiny(size: Any) -> bool:
        try:
            return size is not None and 0 <= float(size.get("val", "")) <= _TINY
        except ValueError:
            return False
