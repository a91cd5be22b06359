"""Where a sum comes from: unit by unit, down to the file and the cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import UnreadableFile
from toolkit.form import Form, Forms
from toolkit.form.cells import did_you_mean
from toolkit.form.expression import Number, Term, Total
from toolkit.location import Location
from toolkit.rollup.common_rows import row_label, same_rows
from toolkit.rollup.form_conversion import conversion_of, every_number
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.serialization import figures_of, places_of
from toolkit.rollup.store import PastRun, past_runs, store_next_to
from toolkit.rollup.unit_status import UnitState


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one unit gives to a sum, None where it does not count or its figure is not known.

    ``depth`` 0 is the government asked for; ``whole`` is False for a sum to which a unit's own is missing.
    """

    depth: int
    unit: str
    name: str
    state: UnitState
    number: Number | None
    whole: bool
    file: str
    places: tuple[Location, ...]


def explain(output: Path, quantity: str, forms: Forms) -> tuple[str, list[Contribution]]:
    """The label of ``quantity`` (a cell's id, or a name that text may use) and all that goes into it, top down."""
    with past_runs(store_next_to(output), forms) as runs:
        past = runs[-1]
        form = past.form
        total = _total(form, quantity)
        unit = past.unit_of(output)
        known = quantity in form.cells or quantity in form.fields
        label = row_label(form, unit.words, quantity) if known else quantity
        return label, list(_contributions(past, form, total, unit, 0))


def _total(form: Form, quantity: str) -> Total:
    if quantity in form.cells or quantity in form.fields:
        return Total((Term(quantity),))
    if quantity in form.quantities:
        return form.quantities[quantity]
    known = (*form.cells, *form.fields, *form.quantities)
    raise UnreadableFile(
        f"没有“{quantity}”这个数据项{did_you_mean(quantity, known)}。", "运行 forms 加表式编号可列出全部数据项。"
    )


def _contributions(past: PastRun, form: Form, total: Total, unit: UnitResult, depth: int) -> Iterator[Contribution]:
    number = total.value(every_number(form, unit.figures).get) if unit.figures is not None else None
    behind = (part for ref in total.refs for part in form.input_sums[ref].refs)
    own = unit.state is not UnitState.ADDED_UP
    yield Contribution(
        depth=depth,
        unit=unit.unit,
        name=unit.name,
        state=unit.state,
        number=number,
        whole=unit.lacking.isdisjoint(behind),
        file=unit.shown if own else "",
        places=_places(past, form, total, unit) if own and number is not None else (),
    )
    for child in past.results.children(unit.unit) if not own or number is None else ():
        if theirs := same_rows(form, total, unit, child):
            yield from _contributions(past, form, theirs, child, depth + 1)


def _places(past: PastRun, form: Form, total: Total, unit: UnitResult) -> tuple[Location, ...]:
    """The cells of the file that hold the inputs of the sum, where it has few enough to name."""
    row = past.files.row(unit.digest)
    parts = conversion_of(past.forms.form(row.form), form, figures_of(row.figures, past.forms)) if row.form else None
    where = places_of(row.places)
    behind = dict.fromkeys(part for ref in total.refs for part in (parts or {}).get(ref, ()))
    return tuple(where[part] for part in behind if part in where)
