"""Reading a register row by row: what each cell says, and what of it could not be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.finding.model import CellRef
from toolkit.form.excel import CellAddress
from toolkit.form.expression import Number
from toolkit.form.registers import Decides
from toolkit.ledger.columns import MOST_COUNTED, Column, Holds
from toolkit.ledger.faults import Faults
from toolkit.ledger.model import RegisterRow
from toolkit.ledger.register import Register
from toolkit.patterns import regex
from toolkit.workbook.reading.cell_contents import cell_text, entry
from toolkit.workbook.reading.dates import date_of
from toolkit.workbook.reading.formulas import same_formula
from toolkit.workbook.reading.source_workbook import Content, FormattedNumber, Formula, NumberEffect, RichText

Line = Mapping[int, Content]
YEARS = range(2000, 2102)
"""Those of which days are read."""
_LIKE_A_DAY = regex(
    r"\d{1,4}[年月./\- ]{1,2}\d{1,2}(?:[月./\- ]{1,2}\d{1,2})?[日号]?",
    matches=("3月1日", "2025.13.1"),
    misses=("13900000000", "三月初"),
    whole=True,
)
"""A text that is meant for a day, and neither a name nor a telephone number."""


@dataclass(frozen=True)
class RowReader:
    """Reads the rows of a register; what is wrong with them goes to ``faults``.

    ``handlers`` are the names to choose from where the form declares none.
    """

    register: Register
    faults: Faults
    handlers: Collection[str] = ()

    def row(self, number: int, line: Line) -> RegisterRow:
        """What a row says; what cannot be read is reported and left out."""
        numbers = self.register.numbers
        contents = {c.key: content for c in self._read if is_there(content := line.get(numbers[c.key]))}
        unseen = [key for key, content in contents.items() if is_unseen(content)]
        texts = {key: cell_text(content) for key, content in contents.items() if key not in unseen}
        days = {key: day for key in self._keys(Holds.DATE) if key in texts and (day := _day(contents[key]))}
        row = RegisterRow(
            register=self.register,
            row=number,
            number=texts.get(self.register.number_key, ""),
            days=days,
            chosen=dict(self._chosen(texts)),
            figures=dict(self._figures(number, contents, texts)),
            links={key: texts[key] for key in self._keys(Holds.LINK) if key in texts},
            written=dict.fromkeys(contents, "") | dict(self._harmless(contents, texts, days)),
        )
        for key in unseen:
            self.faults.add("RQ-01", row.cell(key), variant="unseen")
        self._report(row, contents, texts)
        return row

    def report_formulas(self, row: RegisterRow, line: Line, live: Mapping[str, str]) -> None:
        """Formulas that staff put where days are entered, and of those that the sheet has, by the keys of their
        columns (``live``), the ones that were replaced or moved; of those out of sight, where they show."""
        numbers, titles = self.register.numbers, self.register.titles
        for key in row.days:
            if isinstance(line.get(numbers[key]), Formula):
                self.faults.add("RQ-02", row.cell(key), variant="formula", title=titles[key])
        changed = {
            key if key in self._keys(Holds.FORMULA) else "due"
            for key, formula in live.items()
            if not _is_formula(line.get(numbers[key]), formula)
        }
        for key in self._keys(Holds.FORMULA):
            if key in changed:
                self.faults.add("RQ-14", row.cell(key))

    def report_beyond(self, rows: Sequence[int]) -> None:
        """Rows below the last one that has room."""
        number = self.register.numbers[self.register.number_key]
        place = CellAddress(self.register.sheet, number, rows[0]).where
        cell = CellRef(id=f"{self.register.id}.{rows[0]}.{self.register.number_key}", where=place)
        self.faults.add("RQ-01", cell, variant="beyond", last=str(self.register.last), rows=str(len(rows)))

    def _chosen(self, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for key, choice in self.register.choices.items():
            if value := choice.value(texts.get(choice.within, ""), texts.get(key, "")):
                yield key, value
        for key in self._keys(Holds.CHOICE):
            if key not in self.register.choices and texts.get(key) in self.handlers:
                yield key, texts[key]

    def _figures(
        self, row: int, contents: Mapping[str, Content], texts: Mapping[str, str]
    ) -> Iterator[tuple[str, Number]]:
        for key in (*self._keys(Holds.COUNT), *self._keys(Holds.MONEY)):
            if key not in texts:
                continue
            place = CellAddress(self.register.sheet, self.register.numbers[key], row)
            number = entry(contents[key], place).number
            whole = key in self._keys(Holds.MONEY) or (isinstance(number, int) and number <= MOST_COUNTED)
            if number is not None and number >= 0 and whole:
                yield key, number

    def _harmless(
        self, contents: Mapping[str, Content], texts: Mapping[str, str], days: Mapping[str, dt.date]
    ) -> Iterator[tuple[str, str]]:
        """What of a row may be shown: in a row that was pasted a column off, a name may stand anywhere."""
        dates = self._keys(Holds.DATE)
        for key, text in texts.items():
            if key in days:
                yield key, f"{_stored(contents[key])}" if _is_day_as_text(contents[key]) else days[key].isoformat()
            elif (
                key == self.register.number_key or text in self._words or (key in dates and _LIKE_A_DAY.fullmatch(text))
            ):
                yield key, text

    def _report(self, row: RegisterRow, contents: Mapping[str, Content], texts: Mapping[str, str]) -> None:
        for key in texts:
            column = self._columns[key]
            if column.holds is Holds.DATE and key not in row.days:
                self._add(row, key, variant="date" if row.written[key] else "no_date", title=column.title)
            elif column.holds is Holds.DATE and _is_day_as_text(contents[key]):
                self.faults.add("RQ-02", row.cell(key), title=column.title)
            elif column.holds in (Holds.COUNT, Holds.MONEY) and key in self._summed and key not in row.figures:
                self._add(row, key, variant=column.holds.value, title=column.title)
        for key, choice in self.register.choices.items():
            if key not in row.chosen and key in self._meant:
                self._report_choice(row, key, choice.within, texts)

    def _report_choice(self, row: RegisterRow, key: str, within: str, texts: Mapping[str, str]) -> None:
        """A choice in which nothing was made out though something stands there, or in the one that it depends on."""
        title = self.register.titles[key]
        if not within:
            if key in texts:
                self._add(row, key, variant="choice", title=title)
            return
        known, over = within in row.chosen, self.register.titles[within]
        needed = self.register.choices[key].decides is not Decides.NOTHING
        if known and key not in row.written and needed:
            self._add(row, key, within, variant="lacking", title=title, over=over)
        elif key in texts or (within in texts and needed and key not in row.written):
            self._add(row, key, within, variant="apart", title=title, over=over)

    def _add(self, row: RegisterRow, *keys: str, variant: str, **words: str) -> None:
        self.faults.add("RQ-01", *(row.cell(key) for key in keys), variant=variant, **words)

    @cached_property
    def _columns(self) -> Mapping[str, Column]:
        return {column.key: column for column in self.register.columns}

    @cached_property
    def _read(self) -> tuple[Column, ...]:
        """Columns of which more is read than whether anything stands in them."""
        return tuple(column for column in self.register.filled if column.holds is not Holds.TEXT)

    @cached_property
    def _by_holds(self) -> Mapping[Holds, tuple[str, ...]]:
        return {holds: tuple(c.key for c in self.register.columns if c.holds is holds) for holds in Holds}

    def _keys(self, holds: Holds) -> tuple[str, ...]:
        return self._by_holds[holds]

    @cached_property
    def _words(self) -> frozenset[str]:
        """What may be chosen."""
        return frozenset().union(*(choice.words for choice in self.register.choices.values()))

    @cached_property
    def _summed(self) -> frozenset[str]:
        """Columns whose figures something follows from: those that are added up, and every count."""
        return frozenset((*(count.sum for count in self.register.counts), *self._keys(Holds.COUNT)))

    @cached_property
    def _meant(self) -> frozenset[str]:
        """Choices from which something follows: what is counted where, or what there is to choose elsewhere."""
        choices = self.register.choices
        deciding = {key for key, each in choices.items() if each.decides is not Decides.NOTHING or each.within}
        parents = {each.within for each in choices.values() if each.within and each.decides is Decides.NOTHING}
        return frozenset({*deciding, *parents, self.register.left_out.column if self.register.left_out else ""})


def _is_formula(content: Content, formula: str) -> bool:
    if not isinstance(content, Formula):
        return False
    return content.text == f"={formula}" or same_formula(content.text, formula)


def is_there(content: Content) -> bool:
    """Whether anything stands in a cell, seen or not."""
    return bool(cell_text(content)) or is_unseen(content)


def is_unseen(content: Content) -> bool:
    """Whether the content, or a part of it, is struck through or hidden."""
    if isinstance(content, FormattedNumber):
        return content.effect in (NumberEffect.STRUCK, NumberEffect.HIDDEN)
    return isinstance(content, RichText) and content.visible != str(content)


def _day(content: Content) -> dt.date | None:
    day = date_of(content)
    return day if day and day.year in YEARS else None


def _is_day_as_text(content: Content) -> bool:
    """Whether formulas cannot see the day in ``content``: it is a text, or a number such as 20250303."""
    return not isinstance(content, dt.date) and date_of(f"{_stored(content)}") is not None


def _stored(content: Content) -> Content:
    return content.number if isinstance(content, FormattedNumber) else content
