"""Reading a number as staff and other programs write it; never guessing."""

from __future__ import annotations

import re
from decimal import Decimal

from toolkit.characters import DASHES, nfkc_of_widths, without_hidden
from toolkit.filing.model import Entry
from toolkit.form.expression import Number
from toolkit.location import NOWHERE, Location
from toolkit.patterns import regex

NARROW = "\u00a0\u2006\u2007\u2008\u2009\u200a\u202f"
"""Blanks that typesetters put between thousands; a plain one may part two numbers."""
_NUMBER = regex(rf"[+-]?(?:\d+|\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:[{NARROW}]\d{{3}})+)(?:\.\d+)?", re.ASCII)
TURNED = regex("[\u202b\u202e\u2067]")
"""They change the order in which digits are shown."""
_MOST_DIGITS = 30


def entry_of(value: object, where: Location = NOWHERE) -> Entry:
    """``value`` as an entry: ints, floats, decimals, digit text of any width; a dash is zero; anything else is text.

    Of a float the 15 digits count that spreadsheets show, so ``0.1 + 0.2`` is ``0.3``. Characters that nobody sees are
    passed over, unless they turn digits round; superscripts, circled digits and other marks are no digits.
    """
    if value is None:
        return Entry(where=where)
    if isinstance(value, bool):
        return Entry(where=where, text="TRUE" if value else "FALSE")
    if isinstance(value, int | float | Decimal):
        number = (
            value
            if isinstance(value, int)
            else as_integer(Decimal(f"{value:.15g}" if isinstance(value, float) else value))
        )
        return Entry(number=number, where=where) if number is not None else Entry(where=where, text=str(value))
    text = str(value)
    if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS:
        return Entry(number=int(text), where=where)
    plain = nfkc_of_widths(without_hidden(text)).strip()
    if not plain:
        return Entry(where=where)
    if "".join(plain.split()) in DASHES:
        return Entry(number=0, where=where, text=text, dash=True)
    if len(plain) <= _MOST_DIGITS and _NUMBER.fullmatch(plain) and not TURNED.search(text):
        return Entry(number=as_integer(Decimal(re.sub(rf"[,{NARROW}]", "", plain))), where=where)
    return Entry(where=where, text=text.strip())


def as_integer(number: Decimal) -> Number | None:
    """An int where the decimal is one; None for NaN and infinities."""
    if not number.is_finite():
        return None
    return int(number) if number == number.to_integral_value() and abs(number) < Decimal(10) ** _MOST_DIGITS else number


def cell_value(number: Number) -> Number | str:
    """What a spreadsheet's cell holds for a number: its digits as text where it would not keep them."""
    return number if storable(number) else number_text(number)


def storable(number: Number) -> bool:
    """Whether a spreadsheet's cell keeps the number: it holds a binary float, of which 15 digits count."""
    return Decimal(f"{float(number):.15g}") == number


def trailing_decimals(number: Number) -> int:
    """How many decimals a number has that closes with zeros, which a cell shows only where its format asks for them."""
    decimals = number_text(number).partition(".")[2]
    return len(decimals) if decimals.endswith("0") else 0


def number_text(number: Number | None) -> str:
    """The number as tables print it: no grouping, no exponent, decimals as entered, blank for None."""
    return "" if number is None else f"{number:f}" if isinstance(number, Decimal) else str(number)


def signed_text(number: Number) -> str:
    """The same with its sign, of what is added to another."""
    return f"+{number_text(number)}" if number > 0 else number_text(number)


def value_text(value: Number | str | None) -> str:
    """The same for what may be words instead."""
    return value if isinstance(value, str) else number_text(value)
