"""The units that report: which file of each counts, its findings, and the checks against last year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from toolkit.filing import Filing
from toolkit.filing.numerals import number_text
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form, Forms
from toolkit.rollup.carry_over import (
    allocate_carry,
    brought_in,
    carry_of,
    group_findings,
    groups_of,
    handed_on,
    lost_findings,
)
from toolkit.rollup.copied_text import Sentences, repeated_text
from toolkit.rollup.file_choice import choose_file
from toolkit.rollup.file_results import FileResult, filing_of, words_of
from toolkit.rollup.form_conversion import conversion, conversion_of, converted, converted_words
from toolkit.rollup.incomplete_sums import partial_of_file
from toolkit.rollup.last_year import LastYear
from toolkit.rollup.roster import Roster, Unit
from toolkit.rollup.run_results import CarriedFigures, UnitResult
from toolkit.rollup.serialization import Numbers, figures_of, findings_of, numbers_of
from toolkit.rollup.store import Store
from toolkit.rollup.unit_figures import not_summed
from toolkit.rollup.unit_status import CandidateFile, RollupScope, file_ref, with_errors
from toolkit.rules import waivers
from toolkit.rules.checks import across_years

JUMP, SMALL = 10, 100
"""A figure ten times last year's, or a tenth of it, is out of line, unless both are this small."""


@dataclass(frozen=True, kw_only=True)
class ReportingUnits:
    """Placing the units of ``roster`` that file themselves; ``whole`` is the roster that it may be a part of."""

    roster: Roster
    whole: Roster
    scope: RollupScope
    store: Store
    last: LastYear

    def place(self) -> None:
        """Put every such unit's result into the results."""
        for order, unit in enumerate(self.roster.units):
            if self.roster.is_leaf(unit.code):
                self.store.results.put(self.result_of(unit, order))
        for group in self._groups:
            self._settle(group)

    def result_of(self, unit: Unit, order: int) -> UnitResult:
        """How a unit stands by its own files; that of a government is only held against the sum."""
        choice = choose_file(unit, self.store.files.candidates(unit.code), self.scope)
        result = UnitResult(
            unit=unit.code,
            name=unit.name,
            kind=unit.kind,
            parent=unit.parent,
            place=order,
            state=choice.state,
            remarks=(*choice.findings, *self._lost(unit)),
            excused=unit.code in self._excused,
        )
        return self._counted(result, unit, choice.candidate) if choice.candidate else result

    @property
    def _form(self) -> Form:
        return self.scope.form

    @cached_property
    def _groups(self) -> tuple[tuple[Unit, ...], ...]:
        """Changed units that can answer for what they carried over: all are here, and last year is known of each."""
        return tuple(group for group in groups_of(self.whole) if all(self._answers(unit) for unit in group))

    @cached_property
    def _excused(self) -> frozenset[str]:
        return frozenset(unit.code for group in self._groups for unit in group)

    def _answers(self, unit: Unit) -> bool:
        if unit.change:
            return self.last.prior(unit) is not None
        here = unit.code in self.roster.by_code and self.roster.is_leaf(unit.code)
        return here and self._handed(unit) is not None

    def _handed(self, unit: Unit) -> Numbers | None:
        """What last year hands on to a unit that remains: zeros where it is new; None where nothing is known."""
        known = self.last.prior(unit)
        if known is None and not self.last.is_new(unit):
            return None
        return handed_on(self._form, known.numbers) if known else dict.fromkeys(self._form.carried, 0)

    def _lost(self, unit: Unit) -> Iterator[Finding]:
        """What a unit that is no more carried over, and nobody took."""
        known = self.last.prior(unit) if unit.change and not unit.successors else None
        if known:
            yield from lost_findings(self._form, unit, handed_on(self._form, known.numbers))

    def _counted(self, result: UnitResult, unit: Unit, candidate: CandidateFile) -> UnitResult:
        """With the figures of the chosen file, if it counts."""
        row = self.store.files.row(candidate.digest)
        own = own_findings(row, self.scope.forms, excused=result.excused)
        across = self._across_years(unit, row, own, result.excused)
        errors = [each for each in (*own, *across) if each.blocks]
        sums = not self.roster.is_leaf(unit.code)
        state, reported = with_errors(unit, errors, self.scope, file_ref(candidate.shown), sums=sums)
        stated = figures_of(row.figures, self.scope.forms)
        used, form = self.scope.forms.form(row.form), self.scope.form
        parts = conversion_of(used, form, stated)
        if parts is None and not self.scope.one_form:
            form, parts = used, conversion(used, used)
        figures = converted(stated, parts) if state.counts and parts is not None else None
        reported = (*reported, *repeated_text(self._form, candidate, own, self._texts(unit, candidate)))
        if figures is not None and parts is not None:
            reported = (*reported, *partial_of_file(form, unit, own, figures, parts))
        return replace(
            result,
            state=state,
            shown=candidate.shown,
            digest=candidate.digest,
            form=form.id,
            figures=figures,
            words=converted_words(words_of(row), parts) if figures is not None and parts is not None else {},
            remarks=(*result.remarks, *reported, *across),
            carry=self._carry(unit, row, figures) if figures is not None and not result.excused else None,
        )

    def _texts(self, unit: Unit, candidate: CandidateFile) -> tuple[Sentences, Sentences]:
        return self.store.files.sentences(candidate.digest), self.last.sentences(unit)

    def _across_years(self, unit: Unit, row: FileResult, own: Sequence[Finding], excused: bool) -> tuple[Finding, ...]:
        """What last year's store says, as far as the file's own 上年 sheet did not say it already."""
        known = self.last.prior(unit)
        if known is None or excused:
            return ()
        filing = filing_of(row, known, self.scope.forms)
        reported = {(each.code, ref.id) for each in own for ref in each.cells}
        found = [
            each
            for each in waivers.apply_waivers(filing, across_years(filing))
            if each.code != "WV-01" and not any((each.code, ref.id) in reported for ref in each.cells)
        ]
        return (*found, *_out_of_line(filing))

    def _carry(self, unit: Unit, row: FileResult, figures: Numbers) -> CarriedFigures | None:
        """By last year's store, else by what the file itself says of last year."""
        known, stated = self.last.prior(unit), numbers_of(row.carried)
        if known is None and not stated:
            return None
        handed = handed_on(self._form, known.numbers) if known else brought_in(self._form, stated)
        return carry_of(brought_in(self._form, figures), handed)

    def _settle(self, group: Sequence[Unit]) -> None:
        """What a changed group brought in against what it was handed; not evaluated while a part does not count."""
        results = [self.store.results.get(unit.code) for unit in group if not unit.change]
        handed = {unit.code: numbers for unit in group if not unit.change and (numbers := self._handed(unit))}
        leaving = [known for unit in group if unit.change and (known := self.last.prior(unit))]
        if not results or not all(result.state.counts for result in results):
            return
        brought = {result.unit: brought_in(self._form, result.figures or {}) for result in results}
        carry = allocate_carry(handed, brought, [handed_on(self._form, known.numbers) for known in leaving])
        reported = tuple(group_findings(self._form, group, carry.values()))
        for place, result in enumerate(results):
            remarks = result.remarks if place else (*result.remarks, *reported)
            self.store.results.put(replace(result, carry=carry[result.unit], remarks=remarks))


def own_findings(row: FileResult, forms: Forms, *, excused: bool) -> tuple[Finding, ...]:
    """What was found in a file; without its carry-over where the roster answers for that."""
    answered = frozenset(forms.form(row.form).carry_codes.values()) if excused else frozenset()
    return tuple(each for each in findings_of(row.findings) if each.code not in answered)


def _out_of_line(filing: Filing) -> Iterator[Finding]:
    """Totals, and figures that no total holds, far from the unit's last year: one note for all."""
    odd = []
    for quantity in not_summed(filing.form, (*filing.form.cells, *filing.form.fields)):
        now, before = filing.number(quantity), filing.last_year(quantity)
        if now is None or before is None or max(now, before) < SMALL:
            continue
        if now > before * JUMP or before > now * JUMP:
            odd.append((quantity, now, before))
    if odd:
        yield finding(
            "RU-11",
            [
                CellRef(id=q, where=filing.where(q), label=filing.form.label(q), value=number_text(now))
                for q, now, _ in odd
            ],
            figures="；".join(
                f"{filing.form.label(q)}本年 {number_text(now)}、上年 {number_text(before)}" for q, now, before in odd
            ),
        )
