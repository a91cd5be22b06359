"""A canvas that only records which cells are written, for reading to compare a workbook with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from toolkit.filing import Filing, Prior, Source, Text
from toolkit.form.excel import column_number
from toolkit.workbook.fixed_cells import FixedSheet, Place
from toolkit.workbook.plan import SHOWN_ONLY, Plan
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.pages import Constant, Page, Shown
from toolkit.workbook.writing.sheets import write_sheets


def noted_sheets(plan: Plan) -> Mapping[str, FixedSheet]:
    """What writing puts on each visible sheet, by its name; last year's sheet without its figures."""
    short = replace(plan, regions={key: replace(region, rows=1) for key, region in plan.regions.items()})
    prior = Prior(form=plan.form, year=plan.form.years.first, numbers={}) if "prior" in plan.regions else None
    notes = RecordingCanvas()
    empty = Filing(
        form=plan.form,
        source=Source.WORKBOOK,
        agency=Text(),
        year=None,
        requirements=plan.requirements,
        prior=prior,
    )
    write_sheets(notes, short, CachedValues(empty))
    filled: dict[str, set[Place]] = {}
    for key, cell_address in plan.cell_addresses.items():
        if key not in SHOWN_ONLY:
            filled.setdefault(cell_address.sheet, set()).add((cell_address.row, cell_address.column))
    ends = {region.sheet: region.header for region in plan.texts.values()}
    return {name: page.fixed(but=filled.get(name, set()), down_to=ends.get(name)) for name, page in notes.pages.items()}


@dataclass
class RecordingCanvas:
    """A workbook of which only the cells are noted."""

    growing: set[str] = field(default_factory=set)
    pages: dict[str, RecordingPage] = field(default_factory=dict)

    def page(self, name: str) -> RecordingPage:
        self.pages[name] = page = RecordingPage(name)
        return page


class RecordingPage(Page):
    """Records words, formulas and merged cells; what concerns looks alone is ignored."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._words: dict[Place, str] = {}
        self._formulas: set[Place] = set()
        self._tall: set[Place] = set()
        self._wide: set[Place] = set()
        self._hidden: set[int] = set()
        self._end = (0, 0)

    def fixed(self, *, but: set[Place], down_to: int | None) -> FixedSheet:
        """All that is noted, ``but`` for some places, and down to a row (None: to the end)."""
        words = {place: text for place, text in self._words.items() if place not in but}
        formulas = self._formulas
        if down_to is not None:
            words = {place: text for place, text in words.items() if place[0] <= down_to}
            formulas = {place for place in formulas if place[0] <= down_to}
        end = self._end if down_to is None else (down_to, self._end[1])
        return FixedSheet(
            words=MappingProxyType(words),
            formulas=frozenset(formulas - but),
            totals=frozenset(formulas & but),
            tall=frozenset(self._tall),
            wide=frozenset(self._wide),
            hidden=frozenset(self._hidden),
            end=end,
        )

    def put(self, row: int, column: int, value: Constant, style: str, *, rows: int = 1, columns: int = 1) -> None:
        self._reach(row, column, rows, columns)
        if value not in (None, ""):
            self._words[row, column] = str(value)

    def formula(
        self, row: int, column: int, formula: str, shown: Shown, style: str, *, rows: int = 1, columns: int = 1
    ) -> None:
        self._reach(row, column, rows, columns)
        self._formulas.add((row, column))

    def _reach(self, row: int, column: int, rows: int, columns: int) -> None:
        self._end = max(self._end[0], row + rows - 1), max(self._end[1], column + columns - 1)
        if rows > 1:
            self._tall.add((row, column))
        if columns > 1:
            self._wide.add((row, column))

    def hide(self, *letters: str) -> None:
        self._hidden |= {column_number(letter) for letter in letters}
