"""Conditional formats under which a cell may show something else than it holds.

Whether a condition is met, only a program that computes can know: what such a format would do to a cell is said of it,
met or not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.workbook.reading.cell_styles import CellStyle
from toolkit.workbook.reading.colours import WHITE, Colour, colour_of
from toolkit.workbook.reading.number_formats import number_format
from toolkit.workbook.reading.source_workbook import Content, FormattedNumber, RichText
from toolkit.workbook.reading.strings import PLAIN_FONT, StringReader

NEWER = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
"""The namespace, in braces, of formats that programs since 2010 write beside the others."""
_NOTHING = ";;;"


@dataclass(frozen=True, slots=True)
class ConditionalFormats:
    """``styles`` are those of a workbook's conditional formats that change what is seen, by their index."""

    styles: Mapping[str, CellStyle]
    epoch: dt.datetime

    def areas(self, element: Any) -> list[str]:
        """Where the conditional formats of an element are."""
        written = element.get("sqref") or "".join(each.text or "" for each in element.iterchildren("{*}sqref"))
        return written.split()

    def of(self, element: Any) -> list[CellStyle]:
        """What they do to cells, as far as it changes what is seen."""
        return [style for rule in element.iterchildren("{*}cfRule") for style in self._of_rule(rule)]

    def _of_rule(self, rule: Any) -> Iterator[CellStyle]:
        if own := self.styles.get(rule.get("dxfId", "")):
            yield own
        for part in rule.iterchildren("{*}dxf"):
            if style := _style(part, self.epoch):
                yield style
        if any(part.get("showValue") in ("0", "false") for part in rule.iterchildren("{*}iconSet", "{*}dataBar")):
            yield CellStyle(number_format(_NOTHING), self.epoch)


def conditional_styles(styles: Any, epoch: dt.datetime) -> Mapping[str, CellStyle]:
    """Of a ``styleSheet`` element those for conditional formats that change what is seen, by index."""
    main = styles.tag.rpartition("}")[0] + "}"
    found = ((str(index), _style(each, epoch)) for index, each in enumerate(styles.iterfind(f"{main}dxfs/*")))
    return {index: style for index, style in found if style}


def changes(style: CellStyle, content: Content) -> bool:
    """Whether a cell that holds ``content`` is seen as something else in ``style``."""
    if isinstance(content, int | float) and not isinstance(content, bool):
        seen = style.number(content)
        return isinstance(seen, FormattedNumber | dt.date | dt.timedelta | dt.time)
    return isinstance(content, str) and isinstance(style.text(content), RichText)


def _style(dxf: Any, epoch: dt.datetime) -> CellStyle | None:
    """What it gives a cell; black on white in what it leaves alone."""
    main = "{" + (dxf[0].tag.rpartition("}")[0].strip("{") if len(dxf) else "") + "}"
    number, font, fill = (dxf.find(f"{main}{tag}") for tag in ("numFmt", "font", "fill"))
    shown = None if number is None else number_format(str(number.get("formatCode", "")))
    own = PLAIN_FONT if font is None else StringReader(main).font(font)
    ground = WHITE if fill is None else _ground(fill)
    plain = shown is None and own.on(ground) is PLAIN_FONT.style
    return None if plain else CellStyle(shown, epoch, own, ground)


def _ground(fill: Any) -> Colour:
    """Unlike in cells, the colour of a solid fill is that behind its pattern; some programs write both alike."""
    behind = next(fill.iter("{*}bgColor"), None)
    return colour_of(next(fill.iter("{*}fgColor"), None) if behind is None else behind, WHITE)
