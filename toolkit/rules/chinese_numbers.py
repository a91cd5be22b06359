"""Figures that text gives in Chinese numerals, as digits."""

from __future__ import annotations

import re

from toolkit.chinese_numerals import value_of
from toolkit.patterns import regex

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
    numeral = match["numeral"]
    scale = "万" if numeral[1:].endswith("万") and match.string.startswith("元", match.end()) else ""
    value = value_of(numeral.removesuffix(scale))
    return f"{value}{scale}" if value > 1 else match[0]
