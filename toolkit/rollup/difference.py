"""What changed between a run and the one before: units, files, and every figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import UnreadableFile
from toolkit.form import Form, Forms
from toolkit.form.expression import Number
from toolkit.rollup.common_rows import name_cell, row_label
from toolkit.rollup.form_conversion import conversion, converted, converted_words
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.store import PastRun, past_runs, store_next_to


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """A number, words, or nothing. ``whole`` is False for a sum to which a unit's own is missing."""

    value: Number | str | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDifference:
    """A unit that stands otherwise than before. ``before`` or ``now`` is empty for one that was not on the roster.

    ``figures`` holds the label of every input that changed, what it was and what it is; ``file`` the file that the unit
    has now. ``had`` and ``has``: whether its figures counted before, and count now.
    """

    unit: str
    name: str
    before: str
    now: str
    file: str
    had: bool
    has: bool
    figures: tuple[tuple[str, ComparedFigure, ComparedFigure], ...]


def diff(output: Path, forms: Forms) -> list[UnitDifference]:
    """All changes since the run before the last, in the order of unit codes."""
    with past_runs(store_next_to(output), forms) as runs:
        if len(runs) < 2:
            raise UnreadableFile("只汇总过一次，还没有可比的上一次。", "再次运行 rollup run 之后可以比较。")
        return list(_changes(runs[-2], runs[-1]))


def _changes(before: PastRun, now: PastRun) -> Iterator[UnitDifference]:
    """Two walks in step, so that no run is in memory as a whole."""
    old, new = before.results.all(), now.results.all()
    left, right = next(old, None), next(new, None)
    while left or right:
        first = min((each for each in (left, right) if each), key=lambda each: each.unit)
        then = left if left and left.unit == first.unit else None
        today = right if right and right.unit == first.unit else None
        if change := _change(then, today, _form(before, then), _form(now, today)):
            yield change
        left = next(old, None) if then else left
        right = next(new, None) if today else right


def _form(past: PastRun, unit: UnitResult | None) -> Form:
    return past.form_of(unit) if unit else past.form


def _change(then: UnitResult | None, today: UnitResult | None, was: Form, form: Form) -> UnitDifference | None:
    shared = was if conversion(was, form) is None and conversion(form, was) else form  # the coarser of the two
    old, new = _on(then, was, shared), _on(today, form, shared)
    figures = tuple(
        (label, old.get(key, (label, ComparedFigure()))[1], new.get(key, (label, ComparedFigure()))[1])
        for key, (label, _) in {**new, **old}.items()
        if old.get(key) != new.get(key)
    )
    states = [each.state.value if each else "" for each in (then, today)]
    known = today or then
    if known is None or (states[0] == states[1] and not figures):
        return None
    shown = today.shown if today else ""
    return UnitDifference(
        unit=known.unit,
        name=known.name,
        before=states[0],
        now=states[1],
        file=shown,
        had=then is not None and then.figures is not None,
        has=today is not None and today.figures is not None,
        figures=figures,
    )


def _on(result: UnitResult | None, was: Form, form: Form) -> Mapping[tuple[str, ...], tuple[str, ComparedFigure]]:
    """Figures and words on another form, each with its label; all blank where they cannot be put on it.

    They are known by their cell, in rows that repeat by table, column and the name of the row.
    """
    parts = conversion(was, form)
    if result is None or result.figures is None or not parts:
        return {}
    words = converted_words(result.words, parts)
    values = {**words, **converted(result.figures, parts)}
    found = {}
    for quantity in (quantity for quantity in form.inputs if quantity in values):
        key: tuple[str, ...] = (quantity,)
        if quantity in form.repeated:
            if name_cell(quantity) not in words:
                continue  # there is no such row
            cell = form.cells[quantity]
            key = (cell.table, cell.column, words[name_cell(quantity)] or cell.row)
        whole = result.lacking.isdisjoint(parts[quantity])
        found[key] = (row_label(form, words, quantity), ComparedFigure(values[quantity], whole))
    return found
