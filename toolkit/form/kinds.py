"""Kinds of value: how what a cell holds is read and printed, what a workbook asks for, and whether values add up.

A value is a number, or words in one canonical writing: a choice as the form declares it, a date as ``2026-01-18``.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal

from toolkit.characters import compact_visible
from toolkit.form.dates import format_chinese_date, parse_date
from toolkit.form.expression import Number


class KindName(StrEnum):
    """What a form file calls the kind of a column or field."""

    COUNT = "count"  # an integer ≥ 0
    AMOUNT = "amount"  # a decimal ≥ 0, kept exactly as entered
    RATE = "rate"  # the same, in per cent as a rule; rates are not added
    CHANGE = "change"  # a signed integer: by how much something grew
    YESNO = "yesno"  # one of two words
    CHOICE = "choice"  # one of the words that ``of`` lists
    TEXT = "text"  # any words, or none
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a cell of a workbook accepts: ``type`` and ``operator`` as Excel calls them, and the formulas of bounds."""

    type: Literal["whole", "decimal", "list", "date"]
    operator: Literal["between", "greaterThanOrEqual"] = "between"
    first: str = ""
    second: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind(ABC):
    """A kind of value. ``of`` are the words to choose from, where it is one of some."""

    of: tuple[str, ...] = ()

    numeric: ClassVar[bool] = False
    adds: ClassVar[bool] = False  # whether the values of several cells, or agencies, have a sum
    required: ClassVar[bool] = True  # whether a blank may be one forgotten
    unit: ClassVar[str] = ""  # where the form gives none
    style: ClassVar[str] = "填选项"  # of a cell to fill in, in a workbook
    computed: ClassVar[str] = "算得数"  # of one that a formula fills
    room: ClassVar[tuple[int, int]] = (8, 12)  # digits for which a column has room at least, and where there is room
    error: ClassVar[str] = "请从列表中选择。"

    @abstractmethod
    def prompt(self, unit: str) -> str:
        """What staff are asked for."""

    @property
    @abstractmethod
    def limits(self) -> Limits | None:
        """What a workbook accepts; None: anything."""


@dataclass(frozen=True, kw_only=True)
class Numeric(Kind):
    """Numbers, blank or not."""

    numeric: ClassVar[bool] = True
    whole: ClassVar[bool] = True
    signed: ClassVar[bool] = False
    money: ClassVar[bool] = False  # worded as 数 rather than as 件数
    unit: ClassVar[str] = "件"
    style: ClassVar[str] = "填整数"
    computed: ClassVar[str] = "算得整数"
    room: ClassVar[tuple[int, int]] = (5, 6)

    def fault(self, number: Number) -> str:
        """``decimal`` or ``negative`` for a number that the cell cannot hold, else nothing."""
        if self.whole and isinstance(number, Decimal) and number != number.to_integral_value():
            return "decimal"
        return "negative" if number < 0 and not self.signed else ""

    def wrong(self, address: str) -> str:
        """The same as a formula that is true of a number in that cell."""
        parts = ([] if self.signed else [f"{address}<0"]) + ([f"{address}<>INT({address})"] if self.whole else [])
        return f"OR({','.join(parts)})" if len(parts) > 1 else parts[0]


@dataclass(frozen=True, kw_only=True)
class Count(Numeric):
    """An integer ≥ 0."""

    adds: ClassVar[bool] = True
    error: ClassVar[str] = "请填不小于 0 的整数，不要带单位、空格或其他文字；没有的填 0。"

    def prompt(self, unit: str) -> str:
        """What staff are asked for."""
        return f"填不小于 0 的整数（{unit}），没有的填 0。"

    @property
    def limits(self) -> Limits:
        """What a workbook accepts."""
        return Limits("whole", "greaterThanOrEqual", "0")


@dataclass(frozen=True, kw_only=True)
class Amount(Numeric):
    """A decimal ≥ 0."""

    adds: ClassVar[bool] = True
    whole: ClassVar[bool] = False
    money: ClassVar[bool] = True
    unit: ClassVar[str] = ""  # 元 or 万元: nothing says which
    style: ClassVar[str] = "填金额"
    computed: ClassVar[str] = "算得数"
    room: ClassVar[tuple[int, int]] = (8, 10)
    error: ClassVar[str] = "请填不小于 0 的数，可以有小数，不要带单位或其他文字；没有的填 0。"

    def prompt(self, unit: str) -> str:
        """What staff are asked for."""
        return f"填不小于 0 的数（{unit}），可以有小数，没有的填 0。"

    @property
    def limits(self) -> Limits:
        """What a workbook accepts."""
        return Limits("decimal", "greaterThanOrEqual", "0")


@dataclass(frozen=True, kw_only=True)
class Rate(Amount):
    """A share or an average: those of two agencies do not add up to anything."""

    adds: ClassVar[bool] = False
    unit: ClassVar[str] = "%"
    room: ClassVar[tuple[int, int]] = (5, 6)


@dataclass(frozen=True, kw_only=True)
class SignedCount(Numeric):
    """An integer with its sign."""

    adds: ClassVar[bool] = True
    signed: ClassVar[bool] = True
    error: ClassVar[str] = "请填整数，减少的填负数，不要带单位或其他文字；没有变化填 0。"

    def prompt(self, unit: str) -> str:
        """What staff are asked for."""
        return f"填整数（{unit}），减少的填负数，没有变化填 0。"

    @property
    def limits(self) -> Limits:
        """What a workbook accepts."""
        return Limits("whole", "between", "-999999999", "999999999")


@dataclass(frozen=True, kw_only=True)
class NonNumeric(Kind):
    """Values that are no numbers."""

    variant: ClassVar[str] = "choice"  # of the finding about what is none of them

    @abstractmethod
    def parsed(self, text: str) -> str:
        """``text`` in its canonical writing, as a filing holds it; nothing where it is no such value for certain."""

    def read(self, text: str) -> str:
        """The same for what others print, who have more than one word for it."""
        return self.parsed(text)

    def printed(self, text: str) -> str:
        """A canonical value as a report prints it; what is none as it stands."""
        return text


@dataclass(frozen=True, kw_only=True)
class Choice(NonNumeric):
    """One of the words that the form lists."""

    def parsed(self, text: str) -> str:
        """The word as the form writes it."""
        return {_plain(word): word for word in self.of}.get(_plain(text), "")

    def prompt(self, unit: str) -> str:
        """What staff are asked for."""
        return f"从列表中选择：{'、'.join(self.of)}。"

    @property
    def limits(self) -> Limits:
        """What a workbook accepts."""
        return Limits("list", first=f'"{",".join(self.of)}"')


@dataclass(frozen=True, kw_only=True)
class YesNo(Choice):
    """One of two words, 是 or 否 unless the form has others."""

    of: tuple[str, ...] = ("是", "否")
    room: ClassVar[tuple[int, int]] = (4, 6)

    def read(self, text: str) -> str:
        """The word that is meant by this or any other that says yes or no."""
        plain = _plain(text)
        others = (word for word, said in zip(self.of, _YES_NO, strict=False) if plain in said)
        return self.parsed(text) or next(others, "")

    def word(self, yes: bool) -> str:
        """The word for true or false."""
        return self.of[0 if yes else 1]


@dataclass(frozen=True, kw_only=True)
class FreeText(NonNumeric):
    """Any words."""

    required: ClassVar[bool] = False
    style: ClassVar[str] = "填文字"
    room: ClassVar[tuple[int, int]] = (10, 24)
    error: ClassVar[str] = ""

    def parsed(self, text: str) -> str:
        """The words on one line."""
        return " ".join(text.split())

    def prompt(self, unit: str) -> str:
        """What staff are asked for."""
        return "填文字，没有的可以不填。"

    @property
    def limits(self) -> None:
        """Anything."""
        return None


@dataclass(frozen=True, kw_only=True)
class RowName(FreeText):
    """What a row is about, where there are as many rows as are filled in."""

    required: ClassVar[bool] = True

    def prompt(self, unit: str) -> str:
        """What staff are asked for."""
        return "填名称，一行一个；用不着的行空着。"


@dataclass(frozen=True, kw_only=True)
class Date(NonNumeric):
    """A day."""

    style: ClassVar[str] = "填日期"
    room: ClassVar[tuple[int, int]] = (17, 18)  # as printed, with what stands between figures and Chinese
    variant: ClassVar[str] = "date"
    error: ClassVar[str] = "请填日期，如 2026-01-18。"

    def parsed(self, text: str) -> str:
        """``2026-01-18``."""
        day = parse_date(text)
        return day.isoformat() if day else ""

    def printed(self, text: str) -> str:
        """``2026年1月18日``."""
        return format_chinese_date(day) if (day := self.day(text)) else text

    def day(self, text: str) -> dt.date | None:
        """The day that a value says."""
        return parse_date(text)

    def prompt(self, unit: str) -> str:
        """What staff are asked for."""
        return "填日期，如 2026-01-18。"

    @property
    def limits(self) -> Limits:
        """What a workbook accepts."""
        return Limits("date", "between", "DATE(1900,3,1)", "DATE(2101,12,31)")


_YES_NO = (frozenset({"是", "√", "✓", "yes", "true"}), frozenset({"否", "×", "✗", "no", "false"}))
_KINDS: Mapping[KindName, Callable[..., Kind]] = {
    KindName.COUNT: Count,
    KindName.AMOUNT: Amount,
    KindName.RATE: Rate,
    KindName.CHANGE: SignedCount,
    KindName.YESNO: YesNo,
    KindName.CHOICE: Choice,
    KindName.TEXT: FreeText,
    KindName.DATE: Date,
}
COUNT = Count()


def kind_of(name: KindName, of: tuple[str, ...] = ()) -> Kind:
    """The kind of that name, with its words to choose from."""
    return _KINDS[name](of=of) if of else _KINDS[name]()


def _plain(text: str) -> str:
    return compact_visible(text).casefold()
