"""What the cells of a workbook hold and its formulas show for a filing, as a spreadsheet program would compute it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from toolkit.errors import ExpressionError
from toolkit.filing import Filing
from toolkit.filing.numerals import cell_value
from toolkit.form.expression import Number, Total
from toolkit.form.kinds import Date
from toolkit.form.relations import Relation, RelationState
from toolkit.narrative import Value, sentence
from toolkit.narrative.filters import plain
from toolkit.rules.form_rules import outcome_of

FIGURES_JOINT = "|"
"""Stands between the figures of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedSentence:
    """A sentence of the form as it reads now, the names that it uses, and what these stood for."""

    names: tuple[str, ...]
    text: str
    figures: str


class CachedValues:
    """The numbers that a workbook holding ``filing`` shows."""

    def __init__(self, filing: Filing) -> None:
        self.filing = filing
        self.carried = _carried(filing)
        self._inputs: dict[str, Number | str | None] = {name: self._written(name) for name in filing.form.inputs}
        absent = filing.absent.intersection(filing.form.numeric_inputs)
        dashes = (name for name in filing.form.inputs if filing.entry(name).dash)
        self._counted = self._inputs | dict.fromkeys((*filing.blank_zeros, *dashes, *absent), 0)

    @cached_property
    def composed(self) -> Mapping[str, ComposedSentence]:
        """The form's sentences by name, empty while not all of their figures are known."""
        return {name: _composed(name, self.filing) for name in self.filing.form.sentences}

    @property
    def level(self) -> str:
        """The label of the agency's level, or nothing."""
        level = self.filing.form.level(self.filing.level)
        return level.label if level else ""

    def written(self, quantity: str) -> Number | str | None:
        """What stands in an input's cell: a number, text that is none, or nothing."""
        return self._inputs[quantity]

    def content(self, quantity: str) -> Number | str | dt.date | None:
        """The same as the cell is written: a day as a date."""
        written, kind = self._inputs[quantity], self.filing.form.kind_of(quantity)
        day = kind.day(written) if isinstance(kind, Date) and isinstance(written, str) else None
        return day or written

    def counted(self, quantity: str) -> Number | str | None:
        """What an input counts as: what stands in its cell, or zero for a dash and for a blank that means it."""
        return self._counted[quantity]

    def inputs(self, quantity: str) -> tuple[str, ...]:
        """The inputs behind a quantity (itself, if it is one)."""
        return self.filing.form.input_sums[quantity].refs

    def number(self, quantity: str) -> Number | None:
        """The quantity; None while an input behind it holds no number, and does not count as zero either."""
        return self.filing.form.input_sums[quantity].value(lambda name: _number(self._counted[name]))

    def total(self, total: Total) -> Number:
        """The sum as SUM gives it, passing over whatever is no number."""
        inputs = total.spread(self.filing.form.input_sums.__getitem__)
        return inputs.value(lambda name: _number(self._inputs[name]) or 0) or 0

    def known(self, total: Total) -> bool:
        """Whether every input behind the sum holds a number."""
        return all(self.number(ref) is not None for ref in total.refs)

    def state(self, relation: Relation) -> RelationState:
        """The state of a relation; of rows that are not there it holds."""
        if self.filing.lacks(relation.refs):
            return RelationState.SATISFIED
        return outcome_of(relation, self.filing, self.number).state

    def _written(self, quantity: str) -> Number | str | None:
        entry = self.filing.entry(quantity)
        number = entry.number
        if entry.text:
            return entry.text  # as it was typed or printed: a formula passes over it, whatever readers make of it
        if number is None:
            return self.carried.get(quantity)
        return cell_value(number)


def _composed(name: str, filing: Filing) -> ComposedSentence:
    try:
        text, values = sentence(name, filing)
    except ExpressionError:  # its author's mistake, which is reported where a text uses it
        return ComposedSentence(names=(), text="", figures="")
    names = tuple(value.name for value in values)
    if any(value.content is None for value in values):
        return ComposedSentence(names=names, text="", figures="")
    return ComposedSentence(names=names, text=text, figures=FIGURES_JOINT.join(map(_as_formulas_join, values)))


def _as_formulas_join(value: Value) -> str:
    """A number without the zeros that it closes with, as ``&`` makes text of it."""
    number = value.number
    return plain(value) if number is None else f"{Decimal(number).normalize():f}"


def _number(content: Number | str | None) -> Number | None:
    return content if isinstance(content, int | Decimal) else None


def _carried(filing: Filing) -> Mapping[str, Number | None]:
    """The inputs that last year hands on, with its figures; nothing where there is no last year."""
    if filing.prior is None:
        return {}
    return {quantity: filing.last_year(source) for quantity, source in filing.form.carried.items()}
