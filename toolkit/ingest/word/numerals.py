"""How Word writes the number of a list's item: 一, （一）'s 一, ①, iv …"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolkit.chinese_numerals import counted, in_full

_MOST = 10_000  # lists count no further
_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_OLD = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
_ROMAN_ONES = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def numeral(value: int, style: str) -> str:
    """``value`` in Word's number format of that name, in digits where the format is unknown or has no such number."""
    if style in ("none", "bullet"):
        return ""
    return (_WRITERS[style](value) if style in _WRITERS else "") or str(value)


def _counted(value: int) -> str:
    """十, 十一, 二十, 一百零五; empty beyond what a list counts to."""
    return counted(value) if 0 < value < _MOST else "" if value else _DIGITS[0]


def _formal(value: int, digits: str) -> str:
    return in_full(value, digits, "拾佰仟") if 0 < value < _MOST else "" if value else digits[0]


def _spelt(value: int, digits: str = _DIGITS) -> str:
    """一〇 for 10."""
    return "".join(digits[int(digit)] for digit in str(value))


def _counted_short(value: int) -> str:
    return _counted(value) if value < 100 else _spelt(value, "○一二三四五六七八九")


def _letters(value: int) -> str:
    """a … z, aa, bb …"""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 780 else ""


def _roman(value: int) -> str:
    written = ""
    for size, letters in (*_ROMAN, *_ROMAN_ONES) if 0 < value < 4000 else ():
        written += letters * (value // size)
        value %= size
    return written


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else ""


def _run(first: str, most: int) -> str:
    return "".join(chr(ord(first) + place) for place in range(most))


def _wide(value: int) -> str:
    return _spelt(value, _run("０", 10))


_CIRCLED = _one_of(_run("①", 20))
_WRITERS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": _counted_short,
    "taiwaneseCounting": _counted_short,
    "chineseCountingThousand": _counted,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "koreanCounting": _counted,
    "ideographDigital": _spelt,
    "japaneseDigitalTenThousand": _spelt,
    "taiwaneseDigital": lambda value: _spelt(value, "○一二三四五六七八九"),
    "chineseLegalSimplified": lambda value: _formal(value, _FORMAL),
    "ideographLegalTraditional": lambda value: _formal(value, _FORMAL_OLD),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": lambda value: _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12],
    "ideographEnclosedCircle": _one_of(_run("㊀", 10)),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedFullstop": _one_of(_run("⒈", 20)),
    "decimalEnclosedParen": _one_of(_run("⑴", 20)),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalZero": lambda value: f"{value:02}",
    "numberInDash": lambda value: f"- {value} -",
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
}
