"""How each unit stood in this run and the one before: what sums come from, what changed, and next year's last year."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from toolkit.finding import Finding
from toolkit.rollup.packing import Numbers, figures_of, findings_from, numbers_of, packed_figures, packed_numbers
from toolkit.rollup.standing import State

SCHEMA = """
CREATE TABLE runs (run INTEGER PRIMARY KEY, year INTEGER, form TEXT, top TEXT);
CREATE TABLE standings (run INTEGER, unit TEXT, name TEXT, kind TEXT, parent TEXT, place INTEGER, state TEXT,
    shown TEXT, digest TEXT, figures TEXT, remarks TEXT, excused INTEGER, brought TEXT, handed TEXT,
    PRIMARY KEY (run, unit)) WITHOUT ROWID;
CREATE INDEX standings_by_parent ON standings (run, parent, place);
CREATE INDEX standings_by_name ON standings (run, name);
CREATE TABLE outputs (unit TEXT PRIMARY KEY, path TEXT, key TEXT);
"""


@dataclass(frozen=True, slots=True)
class Carry:
    """What a unit brought in from last year, and what last year handed on to it, by input.

    For a government both cover only those below it of whom last year is known.
    """

    brought: Numbers
    handed: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a unit stood in a run. ``figures`` are its inputs on the run's form; None where it does not count.

    ``place`` orders the units of a parent. ``excused``: others merged into it or it came from a split, so that the
    roster answers for what it carried over.
    """

    unit: str
    name: str
    kind: str
    parent: str
    place: int
    state: State
    shown: str = ""
    digest: str = ""
    figures: Numbers | None = None
    remarks: tuple[Finding, ...] = ()
    excused: bool = False
    carry: Carry | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run."""

    run: int
    year: int
    form: str
    top: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The standings of one run."""

    database: sqlite3.Connection
    run: int

    def put(self, standing: Standing, form: str) -> None:
        """Note how a unit stands; ``form`` is the one that its figures are on."""
        carry = standing.carry
        self.database.execute(
            "INSERT OR REPLACE INTO standings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.run,
                standing.unit,
                standing.name,
                standing.kind,
                standing.parent,
                standing.place,
                standing.state.value,
                standing.shown,
                standing.digest,
                None if standing.figures is None else packed_figures(form, standing.figures),
                json.dumps([asdict(each) for each in standing.remarks], ensure_ascii=False),
                standing.excused,
                packed_numbers(carry.brought) if carry else None,
                packed_numbers(carry.handed) if carry else None,
            ),
        )

    def get(self, unit: str) -> Standing:
        """The standing of a unit; :class:`KeyError` if it has none."""
        if found := self.find(unit):
            return found
        raise KeyError(unit)

    def find(self, unit: str) -> Standing | None:
        """The standing of a unit, if it has one."""
        return next(self._select("unit = ?", unit), None)

    def named(self, name: str) -> list[Standing]:
        """The units of that name."""
        return list(self._select("name = ?", name))

    def children(self, unit: str) -> Iterator[Standing]:
        """The units directly below, in order."""
        return self._select("parent = ? ORDER BY place", unit)

    def all(self) -> Iterator[Standing]:
        """Every unit, by code."""
        return self._select("? = '' ORDER BY unit", "")

    def _select(self, where: str, value: str) -> Iterator[Standing]:
        columns = "unit, name, kind, parent, place, state, shown, digest, figures, remarks, excused, brought, handed"
        query = f"SELECT {columns} FROM standings WHERE run = ? AND {where}"  # noqa: S608  # no part comes from outside
        for row in self.database.execute(query, (self.run, value)):
            unit, name, kind, parent, place, state, shown, digest, figures, remarks, excused, brought, handed = row
            yield Standing(
                unit=unit,
                name=name,
                kind=kind,
                parent=parent,
                place=place,
                state=State(state),
                shown=shown,
                digest=digest,
                figures=None if figures is None else figures_of(figures),
                remarks=findings_from(json.loads(remarks)),
                excused=bool(excused),
                carry=None if brought is None else Carry(numbers_of(brought), numbers_of(handed)),
            )
