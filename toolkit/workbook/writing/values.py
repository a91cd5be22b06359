"""What the cells of a workbook hold and its formulas show for a filing, as a spreadsheet program would compute it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from toolkit.filing import Filing
from toolkit.filing.numerals import printed, storable
from toolkit.form.expression import Number, Relation, State, Total
from toolkit.rules.numbers import outcome_of


class Values:
    """The numbers that a workbook holding ``filing`` shows."""

    def __init__(self, filing: Filing) -> None:
        self.filing = filing
        self._cells = filing.form.cells
        self.carried = _carried(filing)
        self._inputs: dict[str, Number | str | None] = {name: self._written(name) for name in filing.form.inputs}
        dashes = (name for name in filing.form.inputs if filing.entry(name).dash)
        self._counted = self._inputs | dict.fromkeys((*filing.blank_zeros, *dashes), 0)
        self._behind: dict[str, tuple[str, ...]] = {}

    @property
    def level(self) -> str:
        """The label of the agency's level, or nothing."""
        level = self.filing.form.level(self.filing.level)
        return level.label if level else ""

    def written(self, quantity: str) -> Number | str | None:
        """What stands in an input's cell: a number, text that is none, or nothing."""
        return self._inputs[quantity]

    def counted(self, quantity: str) -> Number | str | None:
        """What an input counts as: what stands in its cell, or zero for a dash and for a blank that means it."""
        return self._counted[quantity]

    def inputs(self, quantity: str) -> tuple[str, ...]:
        """The inputs behind a quantity (itself, if it is one)."""
        if quantity not in self._behind:
            cell = self._cells.get(quantity)
            parts = cell.of if cell else ()
            self._behind[quantity] = tuple(found for part in parts for found in self.inputs(part)) or (quantity,)
        return self._behind[quantity]

    def number(self, quantity: str) -> Number | None:
        """The quantity; None while an input behind it holds no number, and does not count as zero either."""
        found = [self._counted[name] for name in self.inputs(quantity)]
        numbers = [value for value in found if isinstance(value, int | Decimal)]
        return sum(numbers, 0) if len(numbers) == len(found) else None

    def total(self, total: Total) -> Number:
        """The sum as SUM gives it, passing over whatever is no number."""
        amount: Number = 0
        for term in total.terms:
            for name in self.inputs(term.ref):
                value = self._inputs[name]
                amount += term.sign * value if isinstance(value, int | Decimal) else 0
        return amount

    def known(self, total: Total) -> bool:
        """Whether every input behind the sum holds a number."""
        return all(self.number(ref) is not None for ref in total.refs)

    def state(self, relation: Relation) -> State:
        """The state of a relation."""
        return outcome_of(relation, self.filing, self.number).state

    def _written(self, quantity: str) -> Number | str | None:
        entry = self.filing.entry(quantity)
        number = entry.number
        if entry.text:
            return entry.text  # as it was typed or printed: a formula passes over it, whatever readers make of it
        if number is None:
            return self.carried.get(quantity)
        return number if storable(number) else printed(number)


def _carried(filing: Filing) -> Mapping[str, Number | None]:
    """The inputs that last year hands on, with its figures; nothing where there is no last year."""
    if filing.prior is None:
        return {}
    return {quantity: filing.last_year(source) for quantity, source in filing.form.carried.items()}
