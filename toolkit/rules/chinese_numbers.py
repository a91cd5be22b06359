"""Figures that text gives in Chinese numerals, as digits."""

from __future__ import annotations

import re

from toolkit.patterns import regex

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_TEN_THOUSAND = 10_000
_FIGURE = regex(
    r"""
    (?<! [几数上近约超逾第每半多余] ) (?<! [零〇一二两三四五六七八九十百千万亿] )
    (?P<numeral> [〇零一二两三四五六七八九十百千万]{1,15} )
    (?= 元 | 件 | 起 | 宗 )
    """,
    re.VERBOSE,
    matches=("九百件", "一千二百零五件", "三万元"),
    misses=("近百件", "第三件", "数十起", "九百余件"),
)


def with_digits(text: str) -> str:
    """``text`` with digits for numerals before a unit that are one number and no more: not 七八件, 每一件 or 一件件."""
    return _FIGURE.sub(_as_digits, text)


def _as_digits(match: re.Match[str]) -> str:
    numeral = match["numeral"].replace("两", "二").replace("〇", "零")
    scale = "万" if numeral[1:].endswith("万") and match.string.startswith("元", match.end()) else ""
    plain = numeral.removesuffix(scale)
    plain = f"一{plain}" if plain.startswith("十") else plain
    value = _value(plain)
    return f"{value}{scale}" if value > 1 and _written(value) == plain else match[0]


def _value(numeral: str) -> int:
    """What a numeral comes to if it is well made."""
    whole = part = digit = 0
    for sign in numeral:
        if sign in _DIGITS:
            digit = _DIGITS.index(sign)
        elif sign in _UNITS:
            part += digit * 10 ** _UNITS.index(sign)
            digit = 0
        else:
            whole, part, digit = (part + digit) * _TEN_THOUSAND, 0, 0
    return whole + part + digit


def _written(value: int) -> str:
    """The numeral for a number, every one of its tens written 一十."""
    if value >= _TEN_THOUSAND:
        high, low = divmod(value, _TEN_THOUSAND)
        return f"{_written(high)}万{'零' if 0 < low < _TEN_THOUSAND // 10 else ''}{_written(low) if low else ''}"
    shown = ""
    for place, digit in enumerate(reversed(str(value))):
        if digit != "0":
            shown = f"{_DIGITS[int(digit)]}{_UNITS[place]}{shown}"
        elif shown and not shown.startswith("零"):
            shown = f"零{shown}"
    return shown
