"""How far each unit has come, by day: reported, returned, reported again, passed. The store keeps it across runs."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit.finding import Finding
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.serialization import findings_of, packed, plain_finding
from toolkit.rollup.unit_figures import UNIT_HEADER, unit_cells
from toolkit.rollup.unit_status import CandidateFile, UnitState
from toolkit.workbook.writing.plain_sheets import PlainSheet, Value

HISTORY = "汇总 报送经过"
SCHEMA = """
CREATE TABLE unit_steps (
    year INTEGER, unit TEXT, number INTEGER, day TEXT, step TEXT, content TEXT, findings BLOB,
    PRIMARY KEY (year, unit, number)
) WITHOUT ROWID;
"""
_NOTHING_THERE = frozenset({UnitState.MISSING, UnitState.GONE, UnitState.ADDED_UP})


class ReportingStep(StrEnum):
    """What happened to a unit's filing."""

    REPORTED = "已报送"
    RETURNED = "退回"
    REPORTED_AGAIN = "重报"
    PASSED = "通过"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStep:
    """A step on the day of the run that saw it. ``content`` identifies the files that it is about, ``findings`` are the
    errors for which they were sent back."""

    day: dt.date
    step: ReportingStep
    content: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgressStore:
    """The steps of every unit, year by year."""

    database: sqlite3.Connection

    def steps(self, year: int, unit: str) -> tuple[UnitStep, ...]:
        """Those of a unit, in the order in which they were noted."""
        query = "SELECT day, step, content, findings FROM unit_steps WHERE year = ? AND unit = ? ORDER BY number"
        return tuple(
            UnitStep(
                day=dt.date.fromisoformat(day),
                step=ReportingStep(step),
                content=content,
                findings=findings_of(findings),
            )
            for day, step, content, findings in self.database.execute(query, (year, unit))
        )

    def note(self, year: int, unit: str, first: int, steps: Sequence[UnitStep]) -> None:
        """Add ``steps`` to the ``first`` that there are."""
        rows = (
            (year, unit, number, each.day.isoformat(), each.step.value, each.content,
             packed([plain_finding(found) for found in each.findings]))
            for number, each in enumerate(steps, start=first)
        )  # fmt: skip
        self.database.executemany("INSERT INTO unit_steps VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def new_steps(
    known: Sequence[UnitStep],
    result: UnitResult,
    candidates: Sequence[CandidateFile],
    returned: Sequence[Finding] | None,
    day: dt.date,
) -> Iterator[UnitStep]:
    """What a run adds to the steps ``known``; nothing where the same files are as they were.

    ``returned`` are the errors for which it sends the filing back, None if it does not.
    """
    if result.state in _NOTHING_THERE or not candidates:
        return
    content = result.digest or hashlib.sha256(" ".join(sorted(each.digest for each in candidates)).encode()).hexdigest()
    last = known[-1] if known else None
    if result.state is not UnitState.WRONG_YEAR and (last is None or last.content != content):
        last = UnitStep(
            day=day, step=ReportingStep.REPORTED_AGAIN if known else ReportingStep.REPORTED, content=content
        )
        yield last
    passed, sent_back = ((step, content) for step in (ReportingStep.PASSED, ReportingStep.RETURNED))
    stands = (last.step, last.content) if last else None
    if result.state is UnitState.COUNTED and stands != passed:
        yield UnitStep(day=day, step=ReportingStep.PASSED, content=content)
    elif returned is not None and stands != sent_back:
        yield UnitStep(day=day, step=ReportingStep.RETURNED, content=content, findings=tuple(returned))


def latest(steps: Sequence[UnitStep]) -> list[Value]:
    """The last step and its day, as two cells of a line about the unit."""
    return [steps[-1].step.value, steps[-1].day] if steps else ["", None]


def history_sheet(
    parent: UnitResult, children: Sequence[UnitResult], steps: Mapping[str, Sequence[UnitStep]]
) -> Iterator[PlainSheet]:
    """The sheet with a line for each unit that has reported: the last day of each step, and all of them in order."""
    known = [child for child in children if steps.get(child.unit)]
    if not known:
        return
    yield PlainSheet(
        name=HISTORY,
        title=f"{parent.name}：报送经过",
        note="每行一个报送过的直接下级单位：每一步最近一次的日期，最后一列是全部经过。日期是看到文件、写出退回材料的那次汇总的日期，"
        "与文件自己的时间无关。",
        headers=[[*UNIT_HEADER, *ReportingStep, "经过"]],
        rows=[_history(child, steps[child.unit]) for child in known],
        widths=[9, 22, 9, 16, *([12] * len(ReportingStep)), 62],
        frozen=2,
    )


def _history(unit: UnitResult, steps: Sequence[UnitStep]) -> list[Value]:
    days = {each.step: each.day for each in steps}
    return [
        *unit_cells(unit),
        *(days.get(step) for step in ReportingStep),
        "；".join(f"{each.day} {each.step}" for each in steps),
    ]
