"""The governments: the sum of those below, and what is wrong between the levels (RU-01, RU-02)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from toolkit.filing.numerals import number_text
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form
from toolkit.location import Location
from toolkit.rollup.carry_over import parent_findings, total_carry
from toolkit.rollup.form_conversion import every_number, sum_of_figures
from toolkit.rollup.incomplete_sums import lacking_in_sum
from toolkit.rollup.reporting_units import ReportingUnits
from toolkit.rollup.roster import Unit
from toolkit.rollup.run_results import LACKING, UnitResult
from toolkit.rollup.serialization import Numbers
from toolkit.rollup.unit_status import UnitState

_LISTED = 20  # cells that a message spells out


@dataclass(frozen=True, kw_only=True)
class Parents:
    """Adding up the units of a roster whose leaves are placed."""

    reporting_units: ReportingUnits

    def place(self) -> Iterator[Unit]:
        """Put each government's standing into the ledger, lower ones first, and name it."""
        roster = self.reporting_units.roster
        order = {unit.code: place for place, unit in enumerate(roster.units) if not roster.is_leaf(unit.code)}
        for unit in roster.parents_upwards():
            own = self.reporting_units.standing(unit, order[unit.code])
            self.reporting_units.store.ledger.put(self._added(own), self.reporting_units.scope.form)
            yield unit

    def _added(self, own: UnitResult) -> UnitResult:
        """The sum of the units below. The government's own file is held against it; it stands if no unit counts."""
        form = self.reporting_units.scope.form
        children = list(self.reporting_units.store.ledger.children(own.unit))
        counted = [child for child in children if child.state.counts and child.figures is not None]
        own = replace(own, remarks=tuple(each for each in own.remarks if each.code != "RU-03"))
        if not counted and own.state.counts:
            return own
        stated = _without(own.figures, own.lacking)
        own = replace(own, remarks=tuple(each for each in own.remarks if each.code != LACKING))
        figures = sum_of_figures(_that_add(form, child.figures or {}) for child in counted)
        carry = total_carry(child.carry for child in children if child.carry)
        partial = tuple(lacking_in_sum(form, figures, counted))
        whole = _without(figures, {ref.id for each in partial for ref in each.cells})
        reported = [
            *partial,
            *_against_own(form, replace(own, figures=stated), whole or {}, children),
            *parent_findings(form, carry, children),
        ]
        return replace(
            own,
            state=UnitState.ADDED_UP if counted else UnitState.MISSING,
            figures=figures if counted else None,
            remarks=(*own.remarks, *reported),
            carry=carry,
        )


def _that_add(form: Form, figures: Numbers) -> Numbers:
    """The figures but those of which there is no sum, such as rates."""
    return {quantity: number for quantity, number in figures.items() if form.adds_up(quantity)}


def _without(figures: Numbers | None, partial: Set[str]) -> Numbers | None:
    """The figures but those that are not complete."""
    return None if figures is None else {q: number for q, number in figures.items() if q not in partial}


def _against_own(form: Form, own: UnitResult, figures: Numbers, children: Sequence[UnitResult]) -> Iterator[Finding]:
    """RU-01: every cell of the government's own file against the sum, where both are known; who is missing is said."""
    if own.figures is None:
        return
    stated, summed = every_number(form, own.figures), every_number(form, figures)
    wrong = [
        quantity
        for quantity, number in stated.items()
        if None not in (number, summed[quantity]) and number != summed[quantity]
    ]
    if not wrong:
        return
    absent = [child.name for child in children if not child.state.counts and child.state is not UnitState.GONE]
    listed = "；".join(
        f"{form.label(q)}是 {number_text(stated[q])}，下级之和是 {number_text(summed[q])}" for q in wrong[:_LISTED]
    )
    more = f"等 {len(wrong)} 格" if len(wrong) > _LISTED else ""
    yield finding(
        "RU-01",
        [CellRef(id=q, where=Location(own.shown), label=form.label(q), value=number_text(stated[q])) for q in wrong],
        cells_listed=listed + more,
        absent=f"下级中 {'、'.join(absent)} 未计入。" if absent else "",
    )
