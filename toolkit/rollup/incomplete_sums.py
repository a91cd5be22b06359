"""Sums to which the figure of a unit is missing, because it was not read or not filled in: RU-14.

Such a unit adds nothing; but the sum of the others does not stand for all of them, and neither do sums above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toolkit.filing.numerals import number_text
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form
from toolkit.rollup.common_rows import name_cell, row_label
from toolkit.rollup.roster import Unit
from toolkit.rollup.run_results import LACKING, UnitResult
from toolkit.rollup.serialization import Numbers, Words
from toolkit.rules.unread_inputs import PARTIAL

_LISTED = 10
"""Units and labels that a message spells out; the finding holds all cells."""


def lacking_in_sum(form: Form, figures: Numbers, words: Words, counted: Sequence[UnitResult]) -> Iterator[Finding]:
    """Findings on inputs of a government's sum ``figures`` to which one of its ``counted`` units is missing: one
    finding for each supplement that some did not submit at all, and one for all else. ``words`` name repeated rows."""
    without = {
        quantity: [unit.name for unit in counted if quantity not in (unit.figures or {}) or quantity in unit.lacking]
        for quantity in form.inputs
        if quantity in figures
    }
    for supplement in form.additions:
        own = [quantity for quantity in without if quantity.partition(".")[0] in supplement.tables]
        absent = set.intersection(*(set(without[quantity]) for quantity in own)) if own else set()
        if absent:
            names = [unit.name for unit in counted if unit.name in absent]
            yield from _finding(form, figures, words, own, "supplement", _listed(names), supplement=supplement.name)
        without |= {quantity: [name for name in without[quantity] if name not in absent] for quantity in own}
    cells = [quantity for quantity, names in without.items() if names]
    all_names = dict.fromkeys(name for quantity in cells for name in without[quantity])
    yield from _finding(form, figures, words, cells, "default", _listed(tuple(all_names)))


def partial_of_file(
    form: Form, unit: Unit, found: Sequence[Finding], figures: Numbers, parts: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    """One finding where figures of a unit's own file are such sums; ``parts`` are the file's inputs behind each."""
    partial = {ref.id for each in found if each.code == PARTIAL for ref in each.cells}
    cells = [quantity for quantity in form.inputs if quantity in figures and partial.intersection(parts[quantity])]
    yield from _finding(form, figures, {}, cells, "file", unit.name)


def _finding(
    form: Form, figures: Numbers, words: Words, cells: Sequence[str], variant: str, names: str, supplement: str = ""
) -> Iterator[Finding]:
    shown = [quantity for quantity in cells if quantity not in form.repeated or name_cell(quantity) in words]
    if cells:
        yield finding(
            LACKING,
            [CellRef(id=q, label=row_label(form, words, q), value=number_text(figures[q])) for q in cells],
            variant=variant,
            count=len(shown),
            names=names,
            labels=_listed([row_label(form, words, quantity) for quantity in shown]),
            supplement=supplement,
        )


def _listed(words: Sequence[str]) -> str:
    return "、".join(words[:_LISTED]) + (f"等 {len(words)} 项" if len(words) > _LISTED else "")
