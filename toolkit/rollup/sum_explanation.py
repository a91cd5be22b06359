"""Where a sum comes from: unit by unit, down to the file and the cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import UnreadableFile
from toolkit.form import Form, Forms
from toolkit.form.cells import did_you_mean
from toolkit.form.expression import Number, Term, Total
from toolkit.location import Location
from toolkit.rollup.adjustments import ADJUSTED
from toolkit.rollup.common_rows import row_label, same_rows
from toolkit.rollup.form_conversion import conversion_of, every_number
from toolkit.rollup.former_workbook import read_former
from toolkit.rollup.history import current_place
from toolkit.rollup.quantity_names import quantities_called
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.serialization import Words, figures_of, places_of
from toolkit.rollup.store import SUFFIX, PastRun, past_runs, store_next_to
from toolkit.rollup.unit_forms import total_in
from toolkit.rollup.unit_status import UnitState


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one unit gives to a sum, None where it does not count or its figure is not known; or what staff of a
    government adjusted of it, with the reason as the name.

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
    """The label of ``quantity`` and all that goes into it, top down.

    It is written as anything shows it: a cell's id, a name that text may use, the label of row and column, or a cell of
    the workbook. ``output`` may be the workbook of an earlier run, as long as the store still knows that one.
    """
    current = current_place(output)
    with past_runs(store_next_to(current), forms) as runs:
        past = runs[-1] if current == output else _run_of(output, current, runs, forms)
        unit = past.unit_of(current)
        form = past.form_of(unit)
        quantity = _named(form, unit.words, quantity)
        total = _total(form, quantity)
        known = quantity in form.cells or quantity in form.fields
        label = row_label(form, unit.words, quantity) if known else quantity
        return label, list(_contributions(past, form, total, unit, 0))


def _run_of(output: Path, current: Path, runs: Sequence[PastRun], forms: Forms) -> PastRun:
    """The last of ``runs`` that came to the sums in a workbook of an earlier one."""
    former = read_former(output, forms)
    for past in reversed(runs):
        result = past.unit_of(current)
        sums = {
            quantity: number for quantity, number in (result.figures or {}).items() if quantity not in result.lacking
        }
        if former and sums and former.filing.form.id == result.form and sums == former.sums:
            return past
    raise UnreadableFile(
        f"“{output.name}”里的数，汇总库里查不到来源。", "汇总库只记最近两次汇总；请对现在的汇总工作簿这样做。"
    )


def _named(form: Form, words: Words, written: str) -> str:
    """The id or name that ``written`` stands for; as it is where it stands for none.

    :class:`UnreadableFile` where it stands for several.
    """
    if written in form.cells or written in form.fields or written in form.quantities:
        return written
    found = [each for each in quantities_called(form, words, written) if each in form.input_sums]
    if len(found) > 1:
        raise UnreadableFile(f"“{written}”可以指{'、'.join(found)}。", "请写明其中一个编号。")
    return found[0] if found else written


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
        file=_file(past, unit) if own or unit.shown.endswith(SUFFIX) else "",
        places=_places(past, form, total, unit) if own and number is not None else (),
    )
    for child in past.results.children(unit.unit) if not own or number is None else ():
        below = past.form_of(child) if child.figures is not None else form
        same = below.id == form.id
        if theirs := same_rows(form, total, unit, child) if same else total_in(total, form, child, past.forms):
            yield from _contributions(past, below, theirs, child, depth + 1)
    yield from _adjustments(form, total, unit, depth + 1)


def _adjustments(form: Form, total: Total, unit: UnitResult, depth: int) -> Iterator[Contribution]:
    """What staff of a government added to the sum, line by line."""
    signs = {part.ref: term.sign * part.sign for term in total.terms for part in form.input_sums[term.ref].terms}
    for line in unit.adjustments:
        if line.quantity in signs:
            yield Contribution(
                depth=depth,
                unit=unit.unit,
                name=f"{ADJUSTED}：{line.reason_with_author}",
                state=unit.state,
                number=signs[line.quantity] * line.amount,
                whole=True,
                file="",
                places=(),
            )


def _file(past: PastRun, unit: UnitResult) -> str:
    """The file as it is shown, and the store that it was taken from if it was not read here."""
    origin = past.files.origin_of(unit.shown)
    return f"{unit.shown}（取自 {origin}）" if origin else unit.shown


def _places(past: PastRun, form: Form, total: Total, unit: UnitResult) -> tuple[Location, ...]:
    """The cells of the file that hold the inputs of the sum, where it has few enough to name."""
    row = past.files.row(unit.digest)
    parts = conversion_of(past.forms.form(row.form), form, figures_of(row.figures, past.forms)) if row.form else None
    where = places_of(row.places)
    behind = dict.fromkeys(part for ref in total.refs for part in (parts or {}).get(ref, ()))
    return tuple(where[part] for part in behind if part in where)
