"""Reading a number as staff and other programs write it; never guessing."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from toolkit.filing.model import Entry
from toolkit.form.expression import Number

DASHES = frozenset({"-", "--", "—", "——", "–", "－", "/", "／", "无", "\\"})
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_MOST_DIGITS = 30


def entry_of(value: object, where: str) -> Entry:
    """``value`` as an entry: ints, floats, decimals, digit text of any width; a dash is zero; anything else is text.

    A float is taken at its shortest decimal form, so ``96171.6`` stays ``96171.6``.
    """
    if value is None:
        return Entry(where=where)
    if isinstance(value, bool):
        return Entry(where=where, text="TRUE" if value else "FALSE")
    if isinstance(value, int | float | Decimal):
        number = whole(Decimal(str(value))) if not isinstance(value, int) else value
        return Entry(number=number, where=where) if number is not None else Entry(where=where, text=str(value))
    text = str(value)
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).replace("，", ","))
    if not plain:
        return Entry(where=where)
    if plain in DASHES:
        return Entry(number=0, where=where, text=text, dash=True)
    if len(plain) <= _MOST_DIGITS and plain.isascii() and _NUMBER.fullmatch(plain):
        return Entry(number=whole(Decimal(plain.replace(",", ""))), where=where)
    return Entry(where=where, text=text.strip())


def whole(number: Decimal) -> Number | None:
    """An int where the decimal is one; None for NaN and infinities."""
    if not number.is_finite():
        return None
    return int(number) if number == number.to_integral_value() and abs(number) < Decimal(10) ** _MOST_DIGITS else number


def storable(number: Number) -> bool:
    """Whether a spreadsheet's cell keeps every digit: it holds binary floats, and drops closing zeros."""
    return printed(Decimal(repr(float(number)))).removesuffix(".0") == printed(number)


def printed(number: Number | None) -> str:
    """The number as tables print it: no grouping, no exponent, decimals as entered, blank for None."""
    return "" if number is None else f"{number:f}" if isinstance(number, Decimal) else str(number)
