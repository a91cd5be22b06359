"""How each unit stood in this run and the one before: what sums come from, what changed, and next year's last year."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.filing import Adjustment
from toolkit.finding import Finding
from toolkit.form import Forms
from toolkit.rollup.serialization import (
    Numbers,
    Words,
    adjustments_of,
    figures_of,
    findings_from,
    form_of,
    numbers_of,
    packed_adjustments,
    packed_figures,
    packed_numbers,
    plain_finding,
)
from toolkit.rollup.unit_status import UnitState

LACKING = "RU-14"
"""Findings on sums that are not complete, with the inputs that they add up."""
_COLUMNS = ("unit", "name", "kind", "parent", "place", "state", "shown", "digest",
            "figures", "words", "adjustments", "remarks", "excused", "brought", "handed")  # fmt: skip
_SCHEMA = """
CREATE TABLE runs (run INTEGER PRIMARY KEY, year INTEGER, form TEXT, top TEXT);
CREATE TABLE unit_results (run INTEGER, {columns}, PRIMARY KEY (run, unit)) WITHOUT ROWID;
CREATE INDEX unit_results_by_parent ON unit_results (run, parent, place);
CREATE INDEX unit_results_by_name ON unit_results (run, name);
CREATE TABLE outputs (unit TEXT PRIMARY KEY, path TEXT, key TEXT);
"""
SCHEMA = _SCHEMA.format(columns=", ".join(_COLUMNS))


@dataclass(frozen=True, slots=True)
class CarriedFigures:
    """What a unit brought in from last year, and what last year handed on to it, by input.

    For a government both cover only those below it of whom last year is known.
    """

    brought: Numbers
    handed: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitResult:
    """How a unit stood in a run. ``figures`` are its inputs on ``form``; None where it does not count. ``words``
    are those of its cells for words. ``adjustments`` are in the figures of a government, those that could be added.

    ``shown`` and ``digest`` are those of the unit's own file: of a government added up, the one held against the sum.

    ``place`` orders the units of a parent. ``excused``: others merged into it or it came from a split, so that the
    roster answers for what it carried over.
    """

    unit: str
    name: str
    kind: str
    parent: str
    place: int
    state: UnitState
    shown: str = ""
    digest: str = ""
    form: str = ""
    figures: Numbers | None = None
    words: Words = field(default_factory=dict)
    adjustments: tuple[Adjustment, ...] = ()
    remarks: tuple[Finding, ...] = ()
    excused: bool = False
    carry: CarriedFigures | None = None

    @property
    def reported(self) -> tuple[Finding, ...]:
        """The roll-up's findings on the unit and its files."""
        return tuple(each for each in self.remarks if each.code.startswith("RU-"))

    @property
    def lacking(self) -> frozenset[str]:
        """The inputs whose figure is a sum to which a unit's own is missing."""
        return frozenset(ref.id for each in self.remarks if each.code == LACKING for ref in each.cells)

    @property
    def across(self) -> tuple[Finding, ...]:
        """What last year's store finds in the figures of its file."""
        return tuple(each for each in self.remarks if not each.code.startswith("RU-"))


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """A finished run."""

    run: int
    year: int
    form: str
    top: str


def finished_runs(database: sqlite3.Connection) -> list[FinishedRun]:
    """Every finished run, oldest first."""
    return [FinishedRun(*row) for row in database.execute("SELECT run, year, form, top FROM runs ORDER BY run")]


@dataclass(frozen=True, slots=True)
class RunResults:
    """The results of one run."""

    database: sqlite3.Connection
    run: int
    at_hand: Forms

    def put(self, result: UnitResult) -> None:
        """Note how a unit stands."""
        carry, figures = result.carry, result.figures
        plain = {name: getattr(result, name, None) for name in _COLUMNS} | {
            "figures": None if figures is None else packed_figures(self.at_hand.form(result.form), figures),
            "words": json.dumps(dict(result.words), ensure_ascii=False),
            "adjustments": packed_adjustments(result.adjustments),
            "remarks": json.dumps([plain_finding(each) for each in result.remarks], ensure_ascii=False),
            "brought": packed_numbers(carry.brought) if carry else None,
            "handed": packed_numbers(carry.handed) if carry else None,
        }
        marks = ", ".join("?" * (1 + len(_COLUMNS)))
        self.database.execute(f"INSERT OR REPLACE INTO unit_results VALUES ({marks})", (self.run, *plain.values()))  # noqa: S608  # all ours

    def get(self, unit: str) -> UnitResult:
        """The result of a unit; :class:`KeyError` if it has none."""
        if found := self.find(unit):
            return found
        raise KeyError(unit)

    def find(self, unit: str) -> UnitResult | None:
        """The result of a unit, if it has one."""
        return next(self._select("unit = ?", unit), None)

    def named(self, name: str) -> list[UnitResult]:
        """The units of that name."""
        return list(self._select("name = ?", name))

    def children(self, unit: str) -> Iterator[UnitResult]:
        """The units directly below, in order."""
        return self._select("parent = ? ORDER BY place", unit)

    def all(self) -> Iterator[UnitResult]:
        """Every unit, by code."""
        return self._select("TRUE ORDER BY unit")

    def adjusted(self) -> str:
        """The name of a government whose sum was adjusted; nothing if there is none."""
        query = "SELECT name FROM unit_results WHERE run = ? AND adjustments != '' ORDER BY unit"
        found = self.database.execute(query, (self.run,)).fetchone()
        return str(found[0]) if found else ""

    def forms(self) -> dict[str, int]:
        """How many units count with a file of each form."""
        query = (
            "SELECT form, count(*) FROM unit_results JOIN files USING (digest) "
            "WHERE run = ? AND unit_results.figures IS NOT NULL AND state != ? GROUP BY 1"
        )
        return dict(self.database.execute(query, (self.run, UnitState.ADDED_UP.value)))

    def _select(self, where: str, *values: str) -> Iterator[UnitResult]:
        query = f"SELECT {', '.join(_COLUMNS)} FROM unit_results WHERE run = ? AND {where}"  # noqa: S608  # all ours
        for row in self.database.execute(query, (self.run, *values)):
            kept = dict(zip(_COLUMNS, row, strict=True))
            figures, brought, handed = (kept.pop(name) for name in ("figures", "brought", "handed"))
            yield UnitResult(
                **kept
                | {
                    "state": UnitState(kept["state"]),
                    "words": json.loads(kept["words"]),
                    "adjustments": adjustments_of(kept["adjustments"]),
                    "remarks": findings_from(json.loads(kept["remarks"])),
                    "excused": bool(kept["excused"]),
                    "form": form_of(figures or ""),
                    "figures": None if figures is None else figures_of(figures, self.at_hand),
                    "carry": None if brought is None else CarriedFigures(numbers_of(brought), numbers_of(handed)),
                }
            )
