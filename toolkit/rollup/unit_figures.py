"""Units and their figures as plain sheets show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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


def sum_of(units: Sequence[UnitResult], total: Total) -> Number | str | None:
    """``total`` added over the units; in words where an input is not known, for it is no total; nothing of nothing."""
    figures = [unit.figures for unit in units if unit.figures is not None]
    known = [term.sign * own[term.ref] for own in figures for term in total.terms if term.ref in own]
    if not known:
        return None
    lacking = any(unit.lacking.intersection(total.refs) for unit in units)
    whole = len(known) == len(figures) * len(total.terms) and not lacking
    return sum(known, 0) if whole else sum_text(sum(known, 0), whole=False)


def sum_text(number: Number | str | None, *, whole: bool) -> str:
    """A number as lists show it, with a word where it is a sum to which a unit's own is missing; words as they are."""
    return value_text(number) + ("" if whole else "（不全）")


def not_summed(form: Form, quantities: Iterable[str]) -> tuple[str, ...]:
    """Of ``quantities`` the totals, and what no total holds."""
    summed = {part for cell in form.cells.values() for part in cell.of.refs}
    return tuple(each for each in quantities if each not in summed)


def value_of(unit: UnitResult, quantity: str, form: Form) -> Value:
    """What a unit has in a cell or field."""
    kind = form.kind_of(quantity)
    if isinstance(kind, NonNumeric):
        return printed_value(kind, Entry(text=unit.words.get(quantity, "")))
    return sum_of([unit], form.input_sums[quantity])
