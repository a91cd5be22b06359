"""The governments: the sum of those below, and what is wrong between the levels (RU-01, RU-02)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.filing.numerals import number_text
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form
from toolkit.form.expression import Number
from toolkit.location import Location
from toolkit.rollup.adjustments import WrittenAdjustments, adjusted
from toolkit.rollup.carry_over import parent_findings, total_carry
from toolkit.rollup.common_rows import CommonRows, row_label
from toolkit.rollup.form_conversion import every_number, sum_of_figures
from toolkit.rollup.incomplete_sums import lacking_in_sum
from toolkit.rollup.reporting_units import ReportingUnits
from toolkit.rollup.roster import Unit
from toolkit.rollup.run_results import LACKING, UnitResult
from toolkit.rollup.serialization import Numbers
from toolkit.rollup.unit_forms import apart_findings, coarser_findings, finest_form, on_form
from toolkit.rollup.unit_status import UnitState

_LISTED = 20  # cells that a message spells out


@dataclass(frozen=True, kw_only=True)
class ParentTotals:
    """Adding up the units of a roster whose leaves are placed."""

    reporting_units: ReportingUnits
    adjustments: WrittenAdjustments
    sums: Mapping[str, UnitResult] = field(default_factory=dict)  # of governments that were added up already, by code

    def place(self) -> Iterator[Unit]:
        """Put each government's result into the results, lower ones first, and name those that were added up here."""
        results, roster = self.reporting_units.store.results, self.reporting_units.roster
        for code, result in self.sums.items():
            added = self._added(results.get(code), [result])
            results.put(replace(added, shown=result.shown))
        order = {unit.code: place for place, unit in enumerate(roster.units) if not roster.is_leaf(unit.code)}
        for unit in roster.parents_upwards():
            own = self.reporting_units.result_of(unit, order[unit.code])
            results.put(self._added(own, list(results.children(own.unit))))
            yield unit

    def _added(self, own: UnitResult, children: Sequence[UnitResult]) -> UnitResult:
        """The sum of the units below. The government's own file is held against it; it stands if no unit counts."""
        scope = self.reporting_units.scope
        reported = [child for child in children if child.state.counts]
        form = finest_form(reported, scope.form, scope.forms)
        children = [on_form(child, form, scope.forms) for child in children]
        counted = [child for child in children if child.state.counts and child.figures is not None]
        written = () if own.unit in self.sums else self.adjustments(own.unit, form)  # a store's sum is adjusted there
        own = replace(own, remarks=tuple(each for each in own.remarks if each.code != "RU-03"))
        if not counted:
            none = adjusted(form, {}, {}, written)
            own = replace(own, adjustments=none.lines, remarks=(*own.remarks, *none.findings))
        if not counted and own.state.counts:
            return own
        rows = CommonRows(form=form, units=counted)
        aligned = [rows.aligned(child) for child in counted]
        unread = rows.unread(aligned)
        sums = sum_of_figures(_that_add(form, child.figures or {}) for child in aligned)
        single, words = rows.single(aligned)
        whole = {quantity: number for quantity, number in sums.items() if quantity not in unread}
        sum_of_units = adjusted(form, whole, words, written if counted else ())
        figures = sum_of_units.figures
        carry = total_carry(child.carry for child in children if child.carry)
        partial = tuple(lacking_in_sum(form, figures, words, aligned))
        added = replace(own, form=form.id, figures=figures, words=words, remarks=partial)
        findings = [
            *sum_of_units.findings,
            *partial,
            *_too_many_rows(rows),
            *coarser_findings(form, scope.form, reported),
            *apart_findings(form, reported, scope.forms),
            *self._against_own(own, added, children),
            *parent_findings(form, carry, children),
        ]
        return replace(
            own,
            state=UnitState.ADDED_UP if counted else UnitState.MISSING,
            form=form.id,
            figures={**figures, **single} if counted else None,
            words=words,
            adjustments=sum_of_units.lines if counted else own.adjustments,
            remarks=(*(each for each in own.remarks if each.code != LACKING), *findings),
            carry=carry,
        )

    def _against_own(self, own: UnitResult, added: UnitResult, children: Sequence[UnitResult]) -> Iterator[Finding]:
        """On the finest form that both can be put on."""
        scope = self.reporting_units.scope
        form = finest_form([own, added], scope.form, scope.forms)
        own, added = (on_form(each, form, scope.forms) for each in (own, added))
        yield from _against_own(form, own, added, children)


def _too_many_rows(rows: CommonRows) -> Iterator[Finding]:
    """RU-15: names that the form has no rows for."""
    for table, count in rows.overfull:
        if table.repeat:
            yield finding("RU-15", label=table.repeat.label, count=count, most=table.repeat.most)


def _that_add(form: Form, figures: Numbers) -> Numbers:
    """The figures but those of which there is no sum, such as rates."""
    adding = form.once(_adding)
    return {quantity: number for quantity, number in figures.items() if quantity in adding}


def _adding(form: Form) -> frozenset[str]:
    return frozenset(filter(form.adds_up, form.input_sums))


def _on_common_rows(rows: CommonRows, unit: UnitResult) -> dict[str, Number | None]:
    """Every number of a unit, those of repeated rows by the common ones; sums over them are the same either way."""
    own, aligned = (every_number(rows.form, _whole(each)) for each in (unit, rows.aligned(unit)))
    return {quantity: aligned[quantity] if quantity in rows.form.repeated else own[quantity] for quantity in own}


def _whole(unit: UnitResult) -> Numbers:
    """Its figures but those that are not complete."""
    return {q: number for q, number in (unit.figures or {}).items() if q not in unit.lacking}


def _against_own(form: Form, own: UnitResult, added: UnitResult, children: Sequence[UnitResult]) -> Iterator[Finding]:
    """RU-01: every cell of the government's own file against the sum, where both are known; who is missing is said.

    Rows meet by name: ``added`` is the sum, with its own row names.
    """
    if own.figures is None:
        return
    rows = CommonRows(form=form, units=[added, own])
    stated, summed = (_on_common_rows(rows, each) for each in (own, added))
    words = {**rows.aligned(own).words, **rows.aligned(added).words}
    wrong = [
        quantity
        for quantity, number in stated.items()
        if None not in (number, summed[quantity]) and number != summed[quantity]
    ]
    if not wrong:
        return
    absent = [child.name for child in children if not child.state.counts and child.state is not UnitState.GONE]
    listed = "；".join(
        f"{row_label(form, words, q)}是 {number_text(stated[q])}，下级之和是 {number_text(summed[q])}"
        for q in wrong[:_LISTED]
    )
    more = f"等 {len(wrong)} 格" if len(wrong) > _LISTED else ""
    yield finding(
        "RU-01",
        [
            CellRef(id=q, where=Location(own.shown), label=row_label(form, words, q), value=number_text(stated[q]))
            for q in wrong
        ],
        cells_listed=listed + more,
        absent=f"下级中 {'、'.join(absent)} 未计入。" if absent else "",
    )
