"""The fixed cells of the workbook of a form.

What writing puts takes long to compose, so that of the shipped forms is kept in ``fixed_cells.json`` beside each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from toolkit.form import Form
from toolkit.form.cached_json import cached_json, read_cached
from toolkit.form.locator import PACKAGE
from toolkit.workbook.fixed_cells import FixedSheet, Place
from toolkit.workbook.plan import Plan

KEPT_FILE = "fixed_cells.json"


def fixed_sheets(plan: Plan) -> Mapping[str, FixedSheet]:
    """What stands on each visible sheet, by its name; last year's sheet without its figures."""
    kept = None if plan.requirements else plan.form.once(_kept)
    if kept is None:
        return _composed(plan)
    return {name: _sheet(**sheet) for name, sheet in kept[_variant(plan)].items()}


def kept_text(plans: Iterable[Plan]) -> str:
    """What ``fixed_cells.json`` of a form is to hold: the sheets without and with last year's."""
    sheets = {}
    for plan in plans:
        digest, sheets[_variant(plan)] = plan.form.digest, {name: _raw(s) for name, s in _composed(plan).items()}
    return cached_json(digest, sheets)


def _composed(plan: Plan) -> Mapping[str, FixedSheet]:
    from toolkit.workbook.writing.recording_canvas import noted_sheets

    return noted_sheets(plan)


def _kept(form: Form) -> Any:
    return read_cached(PACKAGE, f"{form.id}/{KEPT_FILE}", form.digest.__eq__)


def _variant(plan: Plan) -> str:
    return "with_prior" if "prior" in plan.regions else "without_prior"


def _raw(sheet: FixedSheet) -> dict[str, object]:
    places = {name: sorted(getattr(sheet, name)) for name in ("formulas", "totals", "tall", "wide", "hidden")}
    return {"words": [[*place, text] for place, text in sheet.words.items()], **places, "end": sheet.end}


def _sheet(words: list[tuple[int, int, str]], hidden: list[int], end: Place, **places: list[list[int]]) -> FixedSheet:
    return FixedSheet(
        words=MappingProxyType({(row, column): text for row, column, text in words}),
        hidden=frozenset(hidden),
        end=(end[0], end[1]),
        **{name: frozenset((row, column) for row, column in listed) for name, listed in places.items()},
    )
