"""What the names in text stand for: figures of the form, the agency's own indicators, and facts of the cover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from toolkit.filing import Filing, Indicator
from toolkit.form.expression import Number, Total
from toolkit.form.kinds import Date, NonNumeric


class ValueKind(StrEnum):
    """What kind of thing a name stands for; the value is what staff call it."""

    NUMBER = "数字"
    TEXT = "文字"
    DATE = "日期"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What ``name`` stands for in one filing.

    ``content`` is None while it is not known; ``cells`` are the ids it comes from; ``prior`` is last year's number.
    """

    name: str
    kind: ValueKind
    content: Number | str | dt.date | None
    unit: str = ""
    cells: tuple[str, ...] = ()
    prior: Number | None = None

    @property
    def number(self) -> Number | None:
        """The content where it is a number."""
        return None if isinstance(self.content, str | dt.date) else self.content


def value_of(name: str, filing: Filing) -> Value | None:
    """The value of a name of the form, of the cover or of the agency's own, in that order; None if there is none."""
    if name in filing.form.quantities:
        return _quantity(name, filing.form.quantities[name], filing)
    if name in COVER_NAMES:
        return COVER_NAMES[name].value(name, filing)
    headings = _table_headings(filing)
    if name in headings:
        return Value(name=name, kind=ValueKind.TEXT, content=headings[name])
    own = next((indicator for indicator in filing.indicators if indicator.name == name), None)
    return _indicator(own, filing) if own else None


def known_names(filing: Filing) -> tuple[str, ...]:
    """Every name that text may use but the form's sentences."""
    own = (indicator.name for indicator in filing.indicators)
    return tuple(dict.fromkeys((*filing.form.quantities, *COVER_NAMES, *_table_headings(filing), *own)))


def _quantity(name: str, total: Total, filing: Filing) -> Value:
    first = total.refs[0]
    kind = filing.form.kind_of(first)
    if isinstance(kind, NonNumeric):
        text = filing.entry(first).text
        day = kind.day(text) if isinstance(kind, Date) else None
        value_kind = ValueKind.DATE if day or (isinstance(kind, Date) and not text) else ValueKind.TEXT
        return Value(name=name, kind=value_kind, content=day or text or None, cells=total.refs)
    return Value(
        name=name,
        kind=ValueKind.NUMBER,
        content=total.value(filing.number),
        unit=filing.form.declared(first).unit,
        cells=total.refs,
        prior=filing.last_year_total(total),
    )


def _indicator(own: Indicator, filing: Filing) -> Value:
    """An indicator that holds words instead of a number is printed as it stands."""
    prior = own.prior
    if prior is None and _last_year(filing) and filing.prior:
        prior = filing.prior.indicators.get(own.name)
    words = own.entry.number is None and own.entry.text
    return Value(
        name=own.name,
        kind=ValueKind.TEXT if words else ValueKind.NUMBER,
        content=own.entry.text if words else own.entry.number,
        unit=own.unit,
        cells=(f"indicators.{own.name}",),
        prior=prior,
    )


def _last_year(filing: Filing) -> bool:
    return bool(filing.prior and filing.year and filing.prior.year == filing.year - 1)


def _table_headings(filing: Filing) -> Mapping[str, str]:
    """A table's short name → the heading over that table, as this filing words it."""
    form = filing.form
    return {form.table(s.table).short: filing.heading(s.id) for s in form.sections if s.table}


@dataclass(frozen=True, slots=True)
class _Fact:
    """A name for something on the cover or of the form."""

    kind: ValueKind
    content: Callable[[Filing], Number | str | dt.date | None]
    cells: tuple[str, ...] = ()

    def value(self, name: str, filing: Filing) -> Value:
        return Value(name=name, kind=self.kind, content=self.content(filing), cells=self.cells)


def _year(offset: int) -> _Fact:
    """Years are words, not quantities: a share or a growth of a year makes no sense."""
    return _Fact(ValueKind.TEXT, lambda filing: str(filing.year + offset) if filing.year else None, ("cover.year",))


def _notice(filing: Filing) -> str:
    """The notice as text cites it; within 《》 an inner title is set in 〈〉 (GB/T 15834)."""
    notice = filing.form.notice
    number = f"（{notice.number}）" if notice.number else ""
    return f"《{notice.title.translate(str.maketrans('《》', '〈〉'))}》{number}"


def _level_label(filing: Filing) -> str | None:
    level = filing.form.level(filing.level)
    return level.label if level else None


COVER_NAMES: Mapping[str, _Fact] = {
    "年度": _year(0),
    "上年度": _year(-1),
    "下年度": _year(1),
    "机关名称": _Fact(ValueKind.TEXT, lambda filing: filing.agency.value or None, ("cover.agency",)),
    "单位层级": _Fact(ValueKind.TEXT, _level_label, ("cover.level",)),
    "报告标题": _Fact(ValueKind.TEXT, lambda filing: filing.title_text or None, ("cover.title",)),
    "成文日期": _Fact(ValueKind.DATE, lambda filing: filing.issued_on, ("cover.issued_on",)),
    "联系方式": _Fact(ValueKind.TEXT, lambda filing: filing.contact.value or None, ("cover.contact",)),
    "格式通知": _Fact(ValueKind.TEXT, _notice),
}
"""Names that every form has, besides its figures and sentences."""
