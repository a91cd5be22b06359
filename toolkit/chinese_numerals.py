"""Chinese numerals written and read: 二十一 of a heading, 一百零五 of a sentence, 十八 of a date."""

from __future__ import annotations

TO_TEN = "一二三四五六七八九十"
_DIGITS = "零一二三四五六七八九"
_UNITS = "十百千"
_TEN_THOUSAND = 10_000
ZEROS = "〇零○O"
"""How the 0 of a year is written or typed."""
YEAR_DIGITS = f"{ZEROS}{TO_TEN[:9]}"
_ARABIC = str.maketrans(YEAR_DIGITS, f"{'0' * len(ZEROS)}123456789")


def counted(value: int) -> str:
    """As things are counted: 十五, 二十一, 一百一十."""
    full = in_full(value)
    return full[1:] if full.startswith("一十") else full


def in_full(value: int, digits: str = _DIGITS, units: str = _UNITS) -> str:
    """With every one of its tens written 一十, in other ``digits`` and ``units`` if need be; nothing for 0."""
    if value >= _TEN_THOUSAND:
        high, low = divmod(value, _TEN_THOUSAND)
        zero = "零" if 0 < low < _TEN_THOUSAND // 10 else ""
        return f"{in_full(high, digits, units)}万{zero}{in_full(low, digits, units)}"
    shown = ""
    for place, digit in enumerate(reversed(str(value))):
        if digit != "0":
            shown = f"{digits[int(digit)]}{units[place - 1] if place else ''}{shown}"
        elif shown and not shown.startswith("零"):
            shown = f"零{shown}"
    return shown


def value_of(numeral: str) -> int:
    """The number that is written so, with 两 and 〇 too; 0 where it is none, such as 七八."""
    plain = numeral.replace("两", "二").replace("〇", "零")
    whole = part = digit = 0
    for sign in f"一{plain}" if plain.startswith("十") else plain:
        if sign in _DIGITS:
            digit = _DIGITS.index(sign)
        elif sign in _UNITS:
            part, digit = part + digit * 10 ** (1 + _UNITS.index(sign)), 0
        elif sign == "万":
            whole, part, digit = (whole + part + digit) * _TEN_THOUSAND, 0, 0
        else:
            return 0
    value = whole + part + digit
    return value if plain == counted(value) or plain == in_full(value) else 0


def arabic_digits(numeral: str) -> str:
    """Digit by digit, as years are written: 2026 of 二〇二六, 二零二六 or 二○二六. Other characters stay."""
    return numeral.translate(_ARABIC)
