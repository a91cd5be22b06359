"""An amount whose digits are those that the report itself gives in the smaller unit: 126000 元 typed as 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from toolkit.filing import Filing
from toolkit.filing.numerals import as_integer, number_text
from toolkit.finding import CellRef, Finding
from toolkit.form.expression import Number
from toolkit.rules.cell_refs import cell_ref, indicator_ref, paragraph_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck, any_of, says
from toolkit.rules.checks.entries import largest_of
from toolkit.rules.sentences import own_words, quoted, sentences
from toolkit.rules.stated_figures import figures_stated, wordings_for


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """An amount that the report gives elsewhere, and the words for where that is."""

    number: Number
    unit: str
    place: CellRef
    words: str


@dataclass(frozen=True, kw_only=True)
class AmountInSmallerUnit(FormCheck):
    """An amount in ``unit`` that is given elsewhere in the report with the same digits in ``smaller``.

    One ``unit`` is ``times`` of ``smaller``. Elsewhere is a sentence about any of ``about``, a field, or an indicator.
    The same digits below ``least`` may be chance; an amount that is also given rightly is right. A sentence that names
    the amount as the form does is compared with it there (TX-04).
    """

    unit: str
    smaller: str
    times: int
    least: int
    about: tuple[str, ...]

    values = ("unit", "smaller", "elsewhere")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding an amount, with the first place that gives it."""
        amounts = {
            each.id: number
            for each in filing.form.cells.values()
            if each.unit == self.unit and self.least <= (number := filing.number(each.id) or 0)
            if number <= largest_of(filing, listing, self.unit)  # what is absurd is reported as such
        }
        given = [*self._in_text(filing, listing), *self._in_cells(filing)] if amounts else []
        for quantity, number in amounts.items():
            shifted = Decimal(number) / self.times
            same = [each for each in given if each.number == (shifted if each.unit == self.unit else number)]
            right = {self.unit: number, self.smaller: number * self.times}
            if same and not any(each.number == right[each.unit] for each in given):
                values = {"unit": self.unit, "smaller": self.smaller, "elsewhere": same[0].words}
                cells, expected = [cell_ref(filing, quantity), same[0].place], number_text(as_integer(shifted))
                yield listing.finding(filing, cells, actual=number_text(number), expected=expected, **values)

    def _in_text(self, filing: Filing, listing: ScopedCheck) -> Iterator[_Given]:
        for slot, paragraph in listing.written(filing):
            text = own_words(paragraph, filing)
            for sentence in sentences(text):
                if says(sentence, self.about) and not self._compared(filing, text, sentence):
                    place, words = paragraph_ref(slot, paragraph), f"“{quoted(sentence)}”一句里"
                    for match in self._amount.finditer(sentence):
                        yield _Given(number=Decimal(match["n"]), unit=match["unit"], place=place, words=words)

    def _in_cells(self, filing: Filing) -> Iterator[_Given]:
        """What fields and indicators give."""
        fields = ((each.label, each.unit, filing.number(each.id), each.id) for each in filing.form.fields.values())
        for label, unit, number, key in fields:
            if number is not None and unit in (self.unit, self.smaller):
                yield _Given(number=number, unit=unit, place=cell_ref(filing, key), words=f"“{label}”")
        for each in filing.indicators:
            if each.entry.number is not None and each.unit in (self.unit, self.smaller):
                place, words = indicator_ref(each), f"指标“{each.name}”"
                yield _Given(number=each.entry.number, unit=each.unit, place=place, words=words)

    def _compared(self, filing: Filing, text: str, sentence: str) -> bool:
        """Whether the sentence names an amount in the form's words."""
        quantities, cells = filing.form.quantities, filing.form.cells
        names = {
            name
            for each in figures_stated(sentence, wordings_for(text, filing.form), filing)
            for way in each.meanings
            for name in way
        }
        refs = [ref for name in names if name in quantities for ref in quantities[name].refs]
        return any(cells[ref].unit == self.unit for ref in refs if ref in cells)

    @cached_property
    def _amount(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\d.])(?P<n>\d{{1,15}}(?:\.\d{{1,9}})?)(?P<unit>{any_of((self.unit, self.smaller))})")
