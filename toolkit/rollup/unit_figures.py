"""Units and their figures as plain sheets show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.filing import Entry
from toolkit.filing.numerals import value_text
from toolkit.filing.values import printed_value
from toolkit.form import Form
from toolkit.form.expression import Number, Total
from toolkit.form.kinds import NonNumeric
from toolkit.rollup.roster import shown_code
from toolkit.rollup.run_results import UnitResult
from toolkit.workbook.writing.plain_sheets import Value

UNIT_HEADER = ("单位代码", "单位名称", "类别", "状态")
"""The headers over :func:`unit_cells`."""


def unit_cells(unit: UnitResult) -> list[Value]:
    """What a line about a unit begins with."""
    return [shown_code(unit.unit, unit.name), unit.name, unit.kind, unit.state.value]


class SumOver:
    """Totals added over the same units."""

    def __init__(self, units: Sequence[UnitResult]) -> None:
        self._figures = [unit.figures for unit in units if unit.figures is not None]
        self._lacking = frozenset[str]().union(*(unit.lacking for unit in units))

    def of(self, total: Total) -> Number | str | None:
        """In words where an input is not known, for then it is no total; nothing of nothing."""
        known = [term.sign * own[term.ref] for own in self._figures for term in total.terms if term.ref in own]
        if not known:
            return None
        whole = len(known) == len(self._figures) * len(total.terms) and not self._lacks(total)
        return sum(known, 0) if whole else sum_text(sum(known, 0), whole=False)

    def _lacks(self, total: Total) -> bool:
        return bool(self._lacking) and not self._lacking.isdisjoint(total.refs)


def sum_text(number: Number | str | None, *, whole: bool) -> str:
    """A number as lists show it, with a word where it is a sum to which a unit's own is missing; words as they are."""
    return value_text(number) + ("" if whole else "（不全）")


def not_summed(form: Form, quantities: Iterable[str]) -> tuple[str, ...]:
    """Of ``quantities`` the totals, and what no total holds."""
    summed = {part for cell in form.cells.values() for part in cell.of.refs}
    return tuple(each for each in quantities if each not in summed)


def values_of(unit: UnitResult, quantities: Iterable[str], form: Form) -> Iterator[Value]:
    """What a unit has in cells and fields."""
    sums = SumOver([unit])
    for quantity in quantities:
        kind = form.kind_of(quantity)
        if isinstance(kind, NonNumeric):
            yield printed_value(kind, Entry(text=unit.words.get(quantity, "")))
        else:
            yield sums.of(form.input_sums[quantity])
