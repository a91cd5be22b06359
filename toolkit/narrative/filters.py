"""How a value is written in text: as it is, or by one of the named ways (写法) after the bar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from toolkit.errors import ExpressionError
from toolkit.filing.numerals import number_text
from toolkit.form.dates import format_chinese_date
from toolkit.form.expression import Number
from toolkit.narrative.names import Value, ValueKind

BLANK = "＿＿"
"""What stands where a value is not known yet, in sight of whoever reads the draft."""
BLANK_DATE = f"{BLANK}年{BLANK}月{BLANK}日"
MOST_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A way of writing values that hold ``on``; ``whole``: the first argument names what the value is a part of.

    ``decimals``: the last argument may say how many decimals (one by default). ``compares``: with last year's number.
    """

    write: Callable[..., str]
    on: ValueKind
    example: str
    whole: bool = False
    decimals: bool = False
    compares: bool = False


def plain(value: Value) -> str:
    """The value as it is: numbers as tables print them, dates as 2026年1月18日."""
    if isinstance(value.content, dt.date):
        return chinese_date(value)
    if value.content is None:
        return BLANK_DATE if value.kind is ValueKind.DATE else BLANK
    return value.content if isinstance(value.content, str) else number_text(value.content)


def with_unit(value: Value) -> str:
    """``33件``; a figure without a unit stays bare."""
    return f"{plain(value)}{value.unit}"


def chinese_date(value: Value) -> str:
    """``2026年1月18日``."""
    return format_chinese_date(value.content) if isinstance(value.content, dt.date) else BLANK_DATE


def ten_thousands(value: Value) -> str:
    """``96171.6万元``: decimals as entered, a figure in 元 converted; :class:`ExpressionError` for any other unit."""
    if value.unit not in ("元", "万元"):
        raise ExpressionError(f"“{value.name}”的单位是“{value.unit}”，不是金额，不能用“万元”")
    number = value.number
    if number is None:
        return f"{BLANK}万元"
    if value.unit == "元":
        return f"{Decimal(number).scaleb(-4).normalize():f}万元"
    return f"{number_text(number)}万元"


def share(value: Value, whole: Value, decimals: int = 1) -> str:
    """``12.5%`` of ``whole``, rounded half up; of nothing, ``0%``."""
    part, of = value.number, whole.number
    if part is None or of is None:
        return f"{BLANK}%"
    return percent(Fraction(part) / Fraction(of), decimals) if of else "0%"


def year_on_year(value: Value, decimals: int = 1) -> str:
    """``较上年增长12.5%``, or the words that fit when nothing changed or last year was zero or unknown."""
    return _against_last_year(value, lambda now, before: _growth(now, before, value.unit, decimals))


def difference(value: Value) -> str:
    """``较上年增加3件``, the better wording for small numbers."""

    def worded(now: Number, before: Number) -> str:
        return (
            f"较上年{'增加' if now > before else '减少'}{number_text(abs(Decimal(now) - Decimal(before)))}{value.unit}"
        )

    return _against_last_year(value, worded)


def percent(ratio: Fraction, decimals: int) -> str:
    """The ratio in per cent, rounded half up to ``decimals``; exactly none or all is ``0%`` or ``100%``."""
    if ratio in (0, 1):
        return f"{int(ratio) * 100}%"
    step = 10**decimals
    rounded = (ratio * 100 * step * 2 + 1) // 2
    if rounded == 0:
        return f"不足{_decimal(1, decimals)}%"
    return f"{_decimal(rounded, decimals)}%"


def _decimal(steps: int, decimals: int) -> str:
    """``steps`` steps of the last decimal place as digits: 125 at one decimal is 12.5."""
    digits = str(steps).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits


def _growth(now: Number, before: Number, unit: str, decimals: int) -> str:
    if before <= 0:
        return f"上年为{number_text(before)}{unit}"
    ratio = abs(Fraction(now) - Fraction(before)) / Fraction(before)
    return f"较上年{'增长' if now > before else '下降'}{percent(ratio, decimals)}"


def _against_last_year(value: Value, worded: Callable[[Number, Number], str]) -> str:
    now, before = value.number, value.prior
    if now is None:
        return f"较上年{BLANK}"
    if before is None:
        return "上年无可比数据"
    return "与上年持平" if now == before else worded(now, before)


FILTERS: Mapping[str, Filter] = {
    "占比": Filter(
        write=share, on=ValueKind.NUMBER, whole=True, decimals=True, example="{{ 名称 | 占比('总数的名称') }}"
    ),
    "同比": Filter(write=year_on_year, on=ValueKind.NUMBER, decimals=True, compares=True, example="{{ 名称 | 同比 }}"),
    "增减": Filter(write=difference, on=ValueKind.NUMBER, compares=True, example="{{ 名称 | 增减 }}"),
    "带单位": Filter(write=with_unit, on=ValueKind.NUMBER, example="{{ 名称 | 带单位 }}"),
    "万元": Filter(write=ten_thousands, on=ValueKind.NUMBER, example="{{ 名称 | 万元 }}"),
    "中文日期": Filter(write=chinese_date, on=ValueKind.DATE, example="{{ 成文日期 | 中文日期 }}"),
}
"""Every way of writing, by its Chinese name."""
