"""Sample filings with which a form is tried out: figures of none, one and many, and of a single one each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from toolkit.authoring.figures import FigureRepair
from toolkit.characters import is_chinese
from toolkit.filing import Entry, Filing, Paragraph, Prior, Source, Text
from toolkit.form import Form, Kind
from toolkit.form.expression import Number
from toolkit.form.form import PREAMBLE
from toolkit.form.kinds import Amount, Choice, Date, SignedCount
from toolkit.workbook.writing.build import blank_filing

_YEAR = 2024
_OFFICE = "某某局"
_MANY = "各项都有许多"
_CONTACT = "电话：0000-1234567"
_BODY = "这里是第{number}部分的正文，只为试用表式而写。"


@dataclass(frozen=True, kw_only=True)
class Samples:
    """Those of one form, all of one agency and year."""

    form: Form

    @cached_property
    def level(self) -> str | None:
        """The level whose agencies fill in the most; None where the form knows none."""
        fewest = {level.id: len(FigureRepair(self.form, level.id).nothing) for level in self.form.levels}
        return min(fewest, key=fewest.__getitem__, default=None)

    @cached_property
    def blank(self) -> Filing:
        """Nothing but the drafts."""
        level = self.form.level(self.level)
        office = _office(level.names[0]) if level and level.names else f"某市{_OFFICE}"
        first, last = self.form.years.first, self.form.years.last
        year = last or max(_YEAR, first)
        return replace(
            blank_filing(self.form, office, year, self.level),
            issued_on=dt.date(year + 1, 1, 18),
            contact=Text(value=_CONTACT),
            charts=bool(self.form.charts),
        )

    @cached_property
    def written(self) -> Filing:
        """The blank with something in every section."""
        return replace(self.blank, source=Source.DATA, narrative=dict(self._narrative()))

    @cached_property
    def counted(self) -> Mapping[str, Filing | None]:
        """None, one and many of everything, by what staff call them; None where no figures are found that fit."""
        mended = {name: self._mending.mended(start) for name, start in self._starts.items()}
        return {name: None if numbers is None else self._with_numbers(numbers) for name, numbers in mended.items()}

    @cached_property
    def many(self) -> Filing:
        """The filing of many, whether its figures hold or not."""
        return self.counted[_MANY] or self._with_numbers(self._starts[_MANY])

    @cached_property
    def _starts(self) -> Mapping[str, Mapping[str, Number]]:
        none: dict[str, Number] = dict.fromkeys(self._numeric, 0)
        many = {name: _many(place, self.form.kind_of(name)) for place, name in enumerate(self._numeric, start=1)}
        return {"各项都是 0": none, "各项都是 1": dict.fromkeys(self._numeric, 1), _MANY: many}

    @property
    def sound(self) -> Iterator[tuple[str, Filing]]:
        """Those of :attr:`counted` whose figures hold."""
        return ((name, filing) for name, filing in self.counted.items() if filing)

    @cached_property
    def single(self) -> Mapping[str, Filing]:
        """For each figure a filing in which it is 1 and all others are 0, as far as the rules allow."""
        none: dict[str, Number] = dict.fromkeys(self._numeric, 0)
        mended = {name: self._mending.mended(none | {name: 1}) for name in self._numeric}
        return {
            f"只有“{self.form.label(name)}”是 1": self._with_numbers(numbers)
            for name, numbers in mended.items()
            if numbers
        }

    @cached_property
    def every(self) -> tuple[tuple[str, Filing], ...]:
        """All filings that texts are tried with, each with what staff call it."""
        return ("尚未填写", self.blank), *self.sound, *self.single.items(), *self.with_last_year

    @property
    def with_last_year(self) -> Iterator[tuple[str, Filing]]:
        """Each of the counted, with each of them as last year."""
        for last, before in self.sound:
            known = {name: before.number(name) for name in (*self.form.cells, *self.form.fields)}
            numbers = {name: number for name, number in known.items() if number is not None}
            for name, filing in self.sound:
                prior = Prior(form=self.form, year=(filing.year or 0) - 1, numbers=numbers)
                yield f"{name}，上年{last}", replace(filing, prior=prior)

    @cached_property
    def _numeric(self) -> tuple[str, ...]:
        return tuple(name for name in self.form.inputs if self.form.kind_of(name).numeric)

    @cached_property
    def _mending(self) -> FigureRepair:
        return FigureRepair(self.form, self.level)

    def _with_numbers(self, numbers: Mapping[str, Number]) -> Filing:
        entries = {
            name: Entry(number=numbers[name]) if name in numbers else Entry(text=_words(place, self.form.kind_of(name)))
            for place, name in enumerate(self.form.inputs)
        }
        return replace(self.written, inputs=entries)

    def _narrative(self) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
        """The drafts; in a section without any a paragraph below each of its sub-headings."""
        for number, slot in enumerate(self.form.text_slots, start=1):
            drafts = self.blank.narrative[slot]
            heads = () if slot == PREAMBLE else self.form.section(slot).subheads
            body = Paragraph(text=_BODY.format(number=number))
            own = [part for head in heads for part in (Paragraph(text=head, heading=True), body)] or [body]
            yield slot, drafts or (() if slot == PREAMBLE else tuple(own))


def _office(ending: str) -> str:
    """An agency whose name ends so."""
    return f"某市某{ending}" if is_chinese(ending) else f"Some {ending}"


def _many(place: int, kind: Kind) -> Number:
    """Another number in each place, but for every third count, which is 0."""
    if isinstance(kind, Amount):
        return Decimal(2 + 7 * place) + Decimal("0.25")
    number = 0 if place % 3 == 0 else 2 + 7 * place
    return -number if isinstance(kind, SignedCount) and place % 2 else number


def _words(place: int, kind: Kind) -> str:
    if isinstance(kind, Choice):
        return kind.of[place % len(kind.of)]
    return f"{_YEAR}-05-{1 + place % 28:02}" if isinstance(kind, Date) else f"文字{place}"
