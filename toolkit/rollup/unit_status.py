"""Where a unit stands in a run, and what is known of each of its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit.filing import Source
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form, Forms, Severity
from toolkit.location import Location
from toolkit.rollup.roster import Unit
from toolkit.rules.checks.due_by import DueBy
from toolkit.rules.requirements import local_checks


class UnitState(StrEnum):
    """Where a unit's figures stand."""

    COUNTED = "已计入"
    INCLUDED = "有错误，仍计入"
    LEFT_OUT = "有错误，未计入"
    MISSING = "未报送"
    WRONG_YEAR = "年度不符"
    WRONG_FORM = "表式不符"
    UNREADABLE = "文件无法读取"
    UNDECIDED = "无法确定采用哪一份"
    GONE = "本年已撤并"
    ADDED_UP = "由下级汇总"

    @property
    def counts(self) -> bool:
        """Whether the unit's figures are in its parent's."""
        return self in (UnitState.COUNTED, UnitState.INCLUDED, UnitState.ADDED_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateFile:
    """A file that says it is a unit's: the head of what is kept of it.

    One that is nobody's may be several units': ``among`` are their codes.
    """

    shown: str
    digest: str  # of its content and ending
    content: str = ""  # a digest of its content alone
    agency: str = ""
    year: int | None = None
    form: str = ""
    level: str | None = None
    issued_on: str = ""
    errors: int = 0
    unfilled: int = 0
    figures: str = ""
    words: str = ""
    reason: str = ""
    source: str = ""
    original: str = ""
    untouched: bool = False
    among: str = ""

    @property
    def published(self) -> bool:
        """Whether it is a published report, not a filing."""
        return self.source == Source.REPORT.value

    @property
    def complete(self) -> bool:
        """Whether every number is filled in."""
        return not self.unfilled

    @property
    def rank(self) -> tuple[bool, bool, str, bool]:
        """A filing before a published report, complete before blank, the later date, clean before faulty."""
        return not self.published, self.complete, self.issued_on, not self.errors

    def same_figures(self, other: CandidateFile) -> bool:
        """Whether it makes no difference which of the two counts."""
        return (self.form, self.figures, self.words) == (other.form, other.figures, other.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class RollupScope:
    """What a run adds up: the year, the finest form it is put on, those at hand, and whether filings with errors count.

    ``one_form``: every sum must be on that form; else those of units on coarser ones may be coarser.

    ``by_roster``: a roster says which units there are; without one the agencies found are taken for them.
    """

    year: int
    form: Form
    forms: Forms
    by_roster: bool
    include_errors: bool = False
    one_form: bool = False


def with_errors(
    unit: Unit, errors: Sequence[Finding], scope: RollupScope, place: Iterable[CellRef], *, sums: bool
) -> tuple[UnitState, tuple[Finding, ...]]:
    """Left out, or counted all the same: never in silence. ``sums``: the unit is added up from others anyway."""
    if not errors:
        return UnitState.COUNTED, ()
    variant = "own" if sums else "included" if scope.include_errors else "default"
    reported = finding(
        "RU-10",
        place,
        variant=variant,
        severity=Severity.WARNING if sums else None,
        name=unit.name,
        count=len(errors),
        codes="、".join(dict.fromkeys(each.code for each in errors)),
    )
    return UnitState.INCLUDED if scope.include_errors else UnitState.LEFT_OUT, (reported,)


@dataclass(frozen=True, slots=True, order=True)
class Deadline:
    """The last day for a unit, and the local notice that sets it, if one does."""

    day: dt.date
    basis: str = ""


def deadline_of(unit: Unit, scope: RollupScope) -> Deadline | None:
    """The roster's day, or the last one that the law, or a local requirement if that is earlier, gives its level."""
    if unit.deadline:
        return Deadline(unit.deadline)
    level, days = scope.form.level(unit.level), []
    if level and level.deadline:
        month, day = map(int, level.deadline.split("-"))
        days.append(Deadline(dt.date(scope.year + 1, month, day)))
    for each in local_checks(scope.forms.requirements, scope.form):
        due = each.scoped.check.due(scope.year, unit.level) if isinstance(each.scoped.check, DueBy) else None
        days += [Deadline(due, each.basis)] if due else []
    return min(days, default=None)


def due_date(unit: Unit, scope: RollupScope) -> dt.date | None:
    """The day of :func:`deadline_of`."""
    deadline = deadline_of(unit, scope)
    return deadline.day if deadline else None


def file_ref(shown: str) -> tuple[CellRef, ...]:
    """A whole file as the place of a finding."""
    return (CellRef(id="", where=Location(shown)),)
