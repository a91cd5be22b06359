"""What the styles of a workbook's cells do to what is seen of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from toolkit.characters import DASHES
from toolkit.filing.numerals import trailing_decimals
from toolkit.patterns import regex
from toolkit.workbook.reading.colours import WHITE, Colour, background_of
from toolkit.workbook.reading.format_codes import BUILT_IN
from toolkit.workbook.reading.number_formats import FormatSection, NumberFormat, exact, number_format
from toolkit.workbook.reading.serials import LEAP_DAY, moment_of, span_of
from toolkit.workbook.reading.source_workbook import Content, FormattedNumber, NumberEffect, RichText, RunStyle
from toolkit.workbook.reading.strings import PLAIN_FONT, Font, FormattedString, StringReader, whole

_DIGITS = regex(r"[0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+")
_CURRENCIES = "¥￥$"
_OVERFLOW = "########"
_NO_DATES: Mapping[float, str] = {LEAP_DAY: "1900-02-29"}
"""What Excel shows for a serial that no date has."""
"""What programs show where a date is wanted and the number is none."""
_REMEMBERED = 4_096
_OF_FONT = {
    RunStyle.HIDDEN: NumberEffect.HIDDEN,
    RunStyle.STRUCK: NumberEffect.STRUCK,
    RunStyle.RAISED: NumberEffect.RAISED,
    RunStyle.LOWERED: NumberEffect.RAISED,
}


@dataclass(frozen=True, slots=True)
class CellStyle:
    """A style that may show a number or a text otherwise than it is stored."""

    format: NumberFormat | None
    epoch: dt.datetime
    font: Font = PLAIN_FONT
    background: Colour = WHITE
    own: RunStyle = field(init=False)  # how what has no font but the cell's stands
    _seen: dict[float, Content] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "own", self.font.on(self.background))  # a cell's style is asked for this each time

    @property
    def cost(self) -> int:
        """How many steps it may take to show a number."""
        return self.format.length if self.format else 0

    def number(self, number: float) -> Content:
        """What is seen of ``number``: the number itself, a date, or a :class:`FormattedNumber`."""
        found = self._seen.get(number)
        if found is None:
            found = self._displayed(number)
            if len(self._seen) < _REMEMBERED:
                self._seen[number] = found
        return found

    def text(self, text: str | FormattedString) -> str | RichText:
        """What is seen of a string."""
        if self.format and self.format.hides_text:
            return whole(str(text), RunStyle.HIDDEN)
        if isinstance(text, FormattedString):
            return text.within(self.font, self.background)
        return whole(text, self.own)

    def _displayed(self, number: float) -> Content:
        if self.own in _OF_FONT:
            return FormattedNumber(number, f"{exact(number):f}", _OF_FONT[self.own])
        if self.format is None:
            return number
        section = self.format.section(number)
        if not section.is_date:
            return _seen(number, section)
        try:
            return span_of(number) if section.code.elapsed else moment_of(number, self.epoch)
        except (OverflowError, ValueError):
            return FormattedNumber(number, _NO_DATES.get(number // 1, _OVERFLOW), NumberEffect.CHANGED)


def cell_styles(styles: Any, epoch: dt.datetime) -> Mapping[str, CellStyle]:
    """The styles of a ``styleSheet`` element that do anything, by their index as cells write it."""
    main = styles.tag.rpartition("}")[0] + "}"
    codes = {str(each.get("numFmtId")): str(each.get("formatCode")) for each in styles.iterfind(f"{main}numFmts/*")}
    reader = StringReader(main)
    fonts = [reader.font(font) for font in styles.iterfind(f"{main}fonts/*")]
    backgrounds = [background_of(fill, main) for fill in styles.iterfind(f"{main}fills/*")]

    @cache
    def style(number: str, font: str, fill: str) -> CellStyle | None:
        code = codes[number] if number in codes else BUILT_IN.get(int(number) if number.isdecimal() else 0, "")
        own = fonts[int(font)] if font.isdecimal() and int(font) < len(fonts) else PLAIN_FONT
        background = backgrounds[int(fill)] if fill.isdecimal() and int(fill) < len(backgrounds) else WHITE
        shown = number_format(code)
        plain = not shown and own == PLAIN_FONT and background == WHITE
        return None if plain else CellStyle(shown, epoch, own, background)

    found = (
        (str(index), style(each.get("numFmtId", "0"), each.get("fontId", "0"), each.get("fillId", "0")))
        for index, each in enumerate(styles.iterfind(f"{main}cellXfs/*"))
    )
    return {index: own for index, own in found if own is not None}


def _seen(number: float, section: FormatSection) -> Content:
    """The number itself where whoever sees it shown takes it for what it is; zero is zero in any unit."""
    value, text = exact(number), section.shown(number)
    digits = _DIGITS.findall(text)
    words = "".join((text.replace(digits[0], "", 1) if digits else text).split())
    if not digits:
        hidden = NumberEffect.CHANGED if words else NumberEffect.HIDDEN
        return number if value == 0 and words.strip(_CURRENCIES) in DASHES else FormattedNumber(number, text, hidden)
    read = Decimal(digits[0].replace(",", ""))
    words = words.removeprefix("+")
    if "-" in words or (value < 0 and words.startswith("(")):
        read, words = -read, words.strip("()").replace("-", "", 1)
    if len(digits) > 1 or read not in (value, value * 100):
        return FormattedNumber(number, text, NumberEffect.CHANGED)
    if read == value:
        if words and value:
            return FormattedNumber(number, text, NumberEffect.WORDS, words)
        return read if trailing_decimals(read) and value % 1 else number
    percent = section.percent and words == "%"
    return FormattedNumber(number, text, NumberEffect.PERCENT if percent else NumberEffect.CHANGED, words)
