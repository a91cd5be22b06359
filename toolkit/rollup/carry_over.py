"""Compares what units carried over with what last year handed on, where units merged, split or were abolished: RU-02.

Between units that did not change, the form's own check says so. Those that did form groups with their successors: what
all of a group handed on is what all of it brought in, whoever took which part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from toolkit.filing.numerals import number_text
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form
from toolkit.form.expression import Number
from toolkit.rollup.form_conversion import sum_of_figures
from toolkit.rollup.roster import Roster, Unit
from toolkit.rollup.run_results import CarriedFigures, UnitResult
from toolkit.rollup.serialization import Numbers


def groups_of(roster: Roster) -> Iterator[tuple[Unit, ...]]:
    """Units that changed, each with all that it is connected to by a change."""
    links: dict[str, set[str]] = {}
    for unit in roster.units:
        for other in unit.successors:
            if other in roster.by_code:
                links.setdefault(unit.code, set()).add(other)
                links.setdefault(other, set()).add(unit.code)
    seen: set[str] = set()
    for unit in roster.units:
        if unit.code in links and unit.code not in seen:
            found, waiting = [], [unit.code]
            while waiting:
                code = waiting.pop()
                if code not in seen:
                    seen.add(code)
                    found.append(code)
                    waiting += sorted(links[code])
            yield tuple(roster.by_code[code] for code in found)


def brought_in(form: Form, numbers: Numbers) -> dict[str, Number]:
    """The inputs among ``numbers`` that last year's figures fill."""
    return {quantity: numbers[quantity] for quantity in form.carried if quantity in numbers}


def handed_on(form: Form, numbers: Numbers) -> dict[str, Number]:
    """What last year's ``numbers`` say that these inputs must be now."""
    return {quantity: numbers[source] for quantity, source in form.carried.items() if source in numbers}


def carry_of(brought: Numbers, handed: Numbers) -> CarriedFigures:
    """A unit's carry, as far as both sides are known."""
    known = brought.keys() & handed.keys()
    return CarriedFigures(
        {quantity: number for quantity, number in brought.items() if quantity in known},
        {quantity: number for quantity, number in handed.items() if quantity in known},
    )


def allocate_carry(
    handed: Mapping[str, Numbers], brought: Mapping[str, Numbers], leaving: Sequence[Numbers]
) -> dict[str, CarriedFigures]:
    """The group's carry, unit by unit: each has what it took; a remainder is attributed to the first.

    ``handed`` and ``brought`` are those of the units that remain, ``leaving`` what the others handed on. Only what is
    known of every unit can be shared out.
    """
    first, *others = handed
    every = [*handed.values(), *brought.values(), *leaving]
    known = [quantity for quantity in every[0] if all(quantity in numbers for numbers in every)]
    took = {code: {quantity: numbers[quantity] for quantity in known} for code, numbers in brought.items()}
    whole, taken = sum_of_figures([*handed.values(), *leaving]), sum_of_figures(took[code] for code in others)
    shares = {code: CarriedFigures(took[code], took[code]) for code in others}
    rest = {quantity: whole[quantity] - taken.get(quantity, 0) for quantity in known}
    return {first: CarriedFigures(took[first], rest), **shares}


def group_findings(form: Form, units: Sequence[Unit], carry: Iterable[CarriedFigures]) -> Iterator[Finding]:
    """One finding where what a group brought in is not what it was handed."""
    names = "、".join(f"{unit.name}（{unit.change}）" if unit.change else unit.name for unit in units)
    yield from _findings(form, total_carry(carry), "changed", names)


def lost_findings(form: Form, unit: Unit, handed: Numbers) -> Iterator[Finding]:
    """One finding where a unit that is no more had something left, and nobody is said to go on with it."""
    left = {quantity: number for quantity, number in handed.items() if number}
    if left:
        yield finding(
            "RU-02",
            variant="lost",
            names=unit.name,
            change=unit.change,
            actual="0",
            expected=number_text(sum(left.values(), 0)),
            **_rows(form, left),
        )


def parent_findings(form: Form, total: CarriedFigures | None, children: Sequence[UnitResult]) -> Iterator[Finding]:
    """One finding where what the units below brought in is not what they were handed; it names those at fault."""
    wrong = [each.name for each in children if each.carry and each.carry.brought != each.carry.handed]
    if total:
        yield from _findings(form, total, "default", "、".join(wrong))


def total_carry(carry: Iterable[CarriedFigures]) -> CarriedFigures | None:
    """The sum; None of none."""
    known = list(carry)
    return (
        CarriedFigures(sum_of_figures(each.brought for each in known), sum_of_figures(each.handed for each in known))
        if known
        else None
    )


def _findings(form: Form, carry: CarriedFigures | None, variant: str, names: str) -> Iterator[Finding]:
    if carry is None or carry.brought == carry.handed:
        return
    wrong = [quantity for quantity in carry.brought if carry.brought[quantity] != carry.handed[quantity]]
    yield finding(
        "RU-02",
        [CellRef(id=q, label=form.label(q), value=number_text(carry.brought[q])) for q in wrong],
        variant=variant,
        names=names,
        columns="、".join(form.cells[quantity].column_label for quantity in wrong),
        actual=number_text(sum(carry.brought.values(), 0)),
        expected=number_text(sum(carry.handed.values(), 0)),
        **_rows(form, wrong),
    )


def _rows(form: Form, quantities: Collection[str]) -> dict[str, Any]:
    """What text calls the rows that ``quantities`` fill and are filled from, and the units of their figures."""
    named = {
        "into": [form.row_name(quantity) for quantity in quantities],
        "out_of": [form.row_name(form.carried[quantity]) for quantity in quantities],
        "unit": [f" {unit}" for quantity in quantities if (unit := form.declared(quantity).unit)],
    }
    return {key: "、".join(dict.fromkeys(words)) for key, words in named.items()}
