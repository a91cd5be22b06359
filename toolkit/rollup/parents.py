"""The governments: the sum of those below, and what is wrong between the levels (RU-01, RU-02)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from toolkit.filing.numerals import printed
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form
from toolkit.location import Location
from toolkit.rollup.carrying import parent_findings, total_carry
from toolkit.rollup.conversion import added, every_number
from toolkit.rollup.lacking import lacking_in_sum
from toolkit.rollup.leaves import Leaves
from toolkit.rollup.ledger import LACKING, Standing
from toolkit.rollup.packing import Numbers
from toolkit.rollup.roster import Unit
from toolkit.rollup.standing import State

_LISTED = 20  # cells that a message spells out


@dataclass(frozen=True, kw_only=True)
class Parents:
    """Adding up the units of a roster whose leaves are placed."""

    leaves: Leaves

    def place(self) -> Iterator[Unit]:
        """Put each government's standing into the ledger, lower ones first, and name it."""
        roster = self.leaves.roster
        order = {unit.code: place for place, unit in enumerate(roster.units) if not roster.is_leaf(unit.code)}
        for unit in roster.parents_upwards():
            own = self.leaves.standing(unit, order[unit.code])
            self.leaves.store.ledger.put(self._added(own), self.leaves.frame.form)
            yield unit

    def _added(self, own: Standing) -> Standing:
        """The sum of the units below. The government's own file is held against it; it stands if no unit counts."""
        form = self.leaves.frame.form
        children = list(self.leaves.store.ledger.children(own.unit))
        counted = [child for child in children if child.state.counts and child.figures is not None]
        own = replace(own, remarks=tuple(each for each in own.remarks if each.code != "RU-03"))
        if not counted and own.state.counts:
            return own
        stated = _without(own.figures, own.lacking)
        own = replace(own, remarks=tuple(each for each in own.remarks if each.code != LACKING))
        figures = added(_that_add(form, child.figures or {}) for child in counted)
        carry = total_carry(child.carry for child in children if child.carry)
        partial = tuple(lacking_in_sum(form, figures, counted))
        whole = _without(figures, {ref.id for each in partial for ref in each.cells})
        told = [
            *partial,
            *_against_own(form, replace(own, figures=stated), whole or {}, children),
            *parent_findings(form, carry, children),
        ]
        return replace(
            own,
            state=State.ADDED_UP if counted else State.MISSING,
            figures=figures if counted else None,
            remarks=(*own.remarks, *told),
            carry=carry,
        )


def _that_add(form: Form, figures: Numbers) -> Numbers:
    """The figures but those of which there is no sum, such as rates."""
    return {quantity: number for quantity, number in figures.items() if form.adds_up(quantity)}


def _without(figures: Numbers | None, partial: Set[str]) -> Numbers | None:
    """The figures but those that are not complete."""
    return None if figures is None else {q: number for q, number in figures.items() if q not in partial}


def _against_own(form: Form, own: Standing, figures: Numbers, children: Sequence[Standing]) -> Iterator[Finding]:
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
    absent = [child.name for child in children if not child.state.counts and child.state is not State.GONE]
    listed = "；".join(
        f"{form.label(q)}是 {printed(stated[q])}，下级之和是 {printed(summed[q])}" for q in wrong[:_LISTED]
    )
    more = f"等 {len(wrong)} 格" if len(wrong) > _LISTED else ""
    yield finding(
        "RU-01",
        [CellRef(id=q, where=Location(own.shown), label=form.label(q), value=printed(stated[q])) for q in wrong],
        cells_listed=listed + more,
        absent=f"下级中 {'、'.join(absent)} 未计入。" if absent else "",
    )
