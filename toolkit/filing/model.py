"""One agency's one year on one form, with the place every value came from.

Inputs are the truth: derived cells are computed from them (:meth:`Filing.number`); what a source *states* for a derived
cell is kept beside (:attr:`Filing.stated`) only to be compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from toolkit.filing.correction import Correction
from toolkit.filing.prior import Prior, PriorFigures, RowNames
from toolkit.filing.review import Review
from toolkit.form import Form
from toolkit.form.expression import Number, Total
from toolkit.form.requirements import Requirements
from toolkit.location import NOWHERE, Location


class Source(StrEnum):
    """What a filing was read from; it decides how bad numbers weigh."""

    WORKBOOK = "workbook"
    REPORT = "report"  # a published report
    DATA = "data"  # Filing JSON, treated like a workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a source shows for a value. ``number`` is None when it is blank, or when ``text`` is no number.

    Where words are asked for, ``text`` are these, in the writing of their kind.

    ``printed_blank``: blank, and the source is a published report, or what was made from one, that prints the cell
    empty. ``dash`` marks "-", "—", "/" or "无", read as zero. ``text`` beside any other number: a workbook's cell
    holds it as text (３０), which is read, but which no formula adds up. ``partial``: the number is a sum to which some
    figure is missing. ``added_up``: the whole sum that a roll-up put here, whatever the source holds
    by now.
    """

    number: Number | None = None
    where: Location = NOWHERE
    text: str = ""
    dash: bool = False
    printed_blank: bool = False
    partial: bool = False
    added_up: Number | None = None

    @property
    def blank(self) -> bool:
        """Nothing at all was entered."""
        return self.number is None and not self.text

    @property
    def unclear(self) -> bool:
        """Something was entered that is no number."""
        return self.number is None and bool(self.text)


_NOT_READ = Entry()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A single text value with its place."""

    value: str = ""
    where: Location = NOWHERE

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a text slot. ``literal``: from a published report, so braces in it are no expressions."""

    text: str
    heading: bool = False
    where: Location = NOWHERE
    literal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A figure of the agency's own that text may name. ``prior`` is last year's value where known."""

    name: str
    entry: Entry
    unit: str = ""
    prior: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding that staff answer for, with the reason. No ``cells`` means wherever the code is found."""

    code: str
    reason: str
    cells: tuple[str, ...] = ()
    where: Location = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What staff add to a sum of a roll-up: ``amount`` to the input ``quantity``, for that reason.

    ``item`` and ``written`` are cell and amount as they wrote them. One that could not be added has no quantity.
    """

    item: str
    written: str
    reason: str
    by: str = ""
    day: str = ""
    quantity: str = ""
    amount: Number = 0

    @property
    def reason_with_author(self) -> str:
        """The reason, with who wrote it and when as far as they say so."""
        who = "，".join(filter(None, (self.by, self.day)))
        return f"{self.reason}（{who}）" if who else self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A piece of a published report that has no place in the form.

    ``contradicts``: a table with rows of one of the form's, and other figures than those that are read.
    """

    text: str
    where: Location = NOWHERE
    contradicts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The file that a marked copy was made of: what it was called, and the SHA-256 of what it held."""

    name: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class Filing:
    """One agency's one year.

    An input is *stated* (its entry has a number), *blank* (its entry holds nothing) or *not read*: the source has no
    such cell, and ``inputs`` no entry, or no number could be made of what it shows, which its entry holds as text.
    """

    form: Form = field(repr=False)
    source: Source
    agency: Text
    year: int | None
    year_where: Location = NOWHERE
    level: str | None = None
    level_where: Location = NOWHERE
    title: Text = Text()  # the second line of the title; empty: made from the year
    issued_on: dt.date | None = None
    issued_on_where: Location = NOWHERE
    contact: Text = Text()
    charts: bool = False  # whether the report shows those that its form declares
    charts_where: Location = NOWHERE
    for_review: bool = False  # whether it is to pass its rounds of review before there is more than a draft for them
    for_review_where: Location = NOWHERE
    inputs: Mapping[str, Entry] = field(default_factory=dict)
    stated: Mapping[str, Entry] = field(default_factory=dict)
    places: Mapping[str, Location] = field(default_factory=dict)  # where ids stand that hold nothing of their own
    indicators: tuple[Indicator, ...] = ()
    headings: Mapping[str, Text] = field(default_factory=dict)
    narrative: Mapping[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    requirements: tuple[Requirements, ...] = ()  # the notices that it is held to beside its form
    adjustments: tuple[Adjustment, ...] = ()  # of the sums that a roll-up put here
    unplaced: tuple[Unplaced, ...] = ()
    missing_supplements: tuple[str, ...] = ()  # ids of those that its source has, and that are not at hand
    prior: Prior | None = None
    review: Review = field(default_factory=Review)
    correction: Correction | None = None  # of a report that was published, or is to be, in place of another
    original: Original | None = None  # where the source is a copy with findings marked on its cells

    def entry(self, quantity: str) -> Entry:
        """What the source shows for an input; an empty entry for one that is not read."""
        return self.inputs.get(quantity, _NOT_READ)

    def number(self, quantity: str) -> Number | None:
        """The value of an input, or the computed value of a derived cell.

        None while (any of) it is blank, text that is no number, or not read. A printed blank is zero where the form
        says so. A derived cell with inputs that are not read has the value that the source states for it.
        """
        return self._numbers[quantity]

    @cached_property
    def blank_zeros(self) -> frozenset[str]:
        """The inputs that count as zero, for a published report prints them empty and the form says so.

        None while no table holds a figure: that is a form not filled in, or one whose figures cannot be read.
        """
        shown = {**self.inputs, **self.stated}
        if not any(cell in shown and shown[cell].number is not None for cell in self.form.cells):
            return frozenset()
        zero = self.form.zero_if_printed_blank
        return frozenset(name for name, entry in self.inputs.items() if entry.printed_blank and name in zero)

    @cached_property
    def absent(self) -> frozenset[str]:
        """The inputs of repeated rows in which nothing is filled in: there are no such rows. The first always is."""
        rows = (row for table in self.form.repeated_rows.values() for row in table[1:])
        blank = (row for row in rows if all(cell in self.inputs and self.inputs[cell].blank for cell in row))
        return frozenset(cell for row in blank for cell in row)

    def lacks(self, quantities: Iterable[str]) -> bool:
        """Whether all of ``quantities`` are of repeated rows that there are not."""
        behind = (part for quantity in quantities for part in self.form.input_sums[quantity].refs)
        return bool(self.absent) and all(part in self.absent for part in behind)

    def names(self, table: str) -> Mapping[str, str]:
        """The repeated rows of a table that there are, by id, with the name of what each is about."""
        rows = self.form.repeated_rows.get(table, ())
        there = [row[0] for row in rows if self.absent.isdisjoint(row)]
        return {self.form.cells[first].row: self.entry(first).text for first in there}

    @cached_property
    def row_names(self) -> RowNames:
        """:meth:`names` of every table that has such rows."""
        return {table: self.names(table) for table in self.form.repeated_rows}

    @cached_property
    def unread(self) -> frozenset[str]:
        """The inputs that are not read, and the derived cells that one of them goes into."""
        found = {name for name in self.form.inputs if name not in self.inputs}
        found |= {name for name in self.form.numeric_inputs if self.entry(name).unclear}
        for cell in self.form.derived:
            if not found.isdisjoint(self.form.cells[cell].of.refs):
                found.add(cell)
        return frozenset(found)

    @cached_property
    def before(self) -> PriorFigures | None:
        """Last year's figures; None where :attr:`prior` is of no year, or of another than the one before."""
        if self.prior is None or self.year is None or self.prior.year != self.year - 1:
            return None
        return PriorFigures(prior=self.prior, form=self.form, rows=self.row_names)

    def last_year(self, quantity: str) -> Number | None:
        """Last year's number of a cell or field (:meth:`PriorFigures.number`)."""
        return self.before.number(quantity) if self.before else None

    def last_year_total(self, total: Total) -> Number | None:
        """Last year's sum (:meth:`PriorFigures.total`)."""
        return self.before.total(total) if self.before else None

    def where(self, quantity: str) -> Location:
        """The place of an input, a stated value or a derived cell, or nothing."""
        entry = self.inputs.get(quantity) or self.stated.get(quantity)
        return entry.where if entry else self.places.get(quantity, NOWHERE)

    @property
    def rounds(self) -> tuple[str, ...]:
        """The names of the rounds that its review has, in order: the office's own, or those of the form."""
        return self.review.names or self.form.rounds

    @property
    def edition(self) -> str:
        """What stands behind the title of a corrected edition; nothing of a first one."""
        return self.correction.mark if self.correction else ""

    def heading(self, section: str) -> str:
        """The heading of a section as this filing words it."""
        override = self.headings.get(section)
        return override.value if override and override.value else self.form.section(section).heading

    @cached_property
    def evaluated(self) -> dict[str, Any]:
        """What :mod:`toolkit.narrative` has made of each text so far: it holds, for a filing does not change."""
        return {}

    @property
    def title_text(self) -> str:
        """The second line of the title."""
        return self.title.value or (self.form.title.format(year=self.year) if self.year else "")

    @cached_property
    def _numbers(self) -> Mapping[str, Number | None]:
        numbers: dict[str, Number | None] = {}
        absent = self.absent.intersection(self.form.numeric_inputs)
        for quantity in self.form.inputs:
            nothing = quantity in self.blank_zeros or quantity in absent
            numbers[quantity] = 0 if nothing else self.entry(quantity).number
        for cell in self.form.derived:
            numbers[cell] = self.form.cells[cell].of.value(numbers.__getitem__)
            if numbers[cell] is None and cell in self.unread and cell in self.stated:
                numbers[cell] = self.stated[cell].number
        return numbers
