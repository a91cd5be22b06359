"""The form that a government's sum is on: the finest on which all that its units report can be put.

A unit that reports on a coarser form, with a figure that is several on a finer one, makes the sums above it coarse and
no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form, Forms, Severity
from toolkit.form.expression import Term, Total
from toolkit.rollup.form_conversion import conversion_of, converted, converted_words
from toolkit.rollup.run_results import LACKING, CarriedFigures, UnitResult


def finest_form(units: Sequence[UnitResult], otherwise: Form, forms: Forms) -> Form:
    """Of the forms that figures of ``units`` are on the finest for the most of them; ``otherwise`` where none has any.

    One for all, unless two are coarser in different ways.
    """
    found = {unit.form: forms.form(unit.form) for unit in units if unit.figures is not None}
    if len(found) < 2:
        return next(iter(found.values()), otherwise)
    reach = {form_id: sum(_fits(unit, form, forms) for unit in units) for form_id, form in found.items()}
    return max(found.values(), key=lambda form: (reach[form.id], len(form.inputs), form.id))


def on_form(unit: UnitResult, form: Form, forms: Forms) -> UnitResult:
    """``unit`` with what is known of it on ``form``; without figures where they cannot be put on it."""
    if unit.figures is None or unit.form == form.id:
        return unit
    parts = conversion_of(forms.form(unit.form), form, unit.figures)
    if parts is None:
        return replace(unit, figures=None, words={}, carry=None)
    lacking = [quantity for quantity, cells in parts.items() if not unit.lacking.isdisjoint(cells)]
    remarks = [
        replace(each, cells=tuple(CellRef(id=quantity) for quantity in lacking)) if each.code == LACKING else each
        for each in unit.remarks
    ]
    carry = unit.carry and CarriedFigures(converted(unit.carry.brought, parts), converted(unit.carry.handed, parts))
    return replace(
        unit,
        form=form.id,
        figures=converted(unit.figures, parts),
        words=converted_words(unit.words, parts),
        remarks=tuple(remarks),
        carry=carry,
    )


def total_in(total: Total, form: Form, unit: UnitResult, forms: Forms) -> Total:
    """What ``total`` of cells of ``form`` is among the inputs of a unit on another form."""
    parts = conversion_of(forms.form(unit.form), form, unit.figures or {})
    behind = [
        Term(cell, term.sign * part.sign)
        for term in total.terms
        for part in form.input_sums[term.ref].terms
        for cell in (parts or {}).get(part.ref, ())
    ]
    return Total(tuple(behind))


def coarser_findings(form: Form, finest: Form, counted: Sequence[UnitResult]) -> Iterator[Finding]:
    """A note on a sum that is on a coarser form than the run's finest: which units it is for."""
    names = [unit.name for unit in counted if unit.form == form.id]
    if form.id != finest.id and names:
        yield finding(
            "RU-07",
            variant="coarser",
            severity=Severity.NOTE,
            names="、".join(names),
            actual=form.name,
            expected=finest.name,
        )


def apart_findings(form: Form, units: Sequence[UnitResult], forms: Forms) -> Iterator[Finding]:
    """An error for each unit whose figures cannot be put on ``form``."""
    for unit in units:
        if not _fits(unit, form, forms):
            known = forms.form(unit.form).name
            yield finding("RU-07", variant="apart", severity=Severity.ERROR, names=unit.name, actual=known)


def _fits(unit: UnitResult, form: Form, forms: Forms) -> bool:
    return unit.figures is None or conversion_of(forms.form(unit.form), form, unit.figures) is not None
