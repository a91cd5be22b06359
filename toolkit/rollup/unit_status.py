"""The status of a unit in a run: which of its files counts, and the findings on the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit.filing import Source
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form, Forms, Severity
from toolkit.location import Location
from toolkit.rollup.form_conversion import conversion
from toolkit.rollup.roster import Unit


class UnitState(StrEnum):
    """Where a unit's figures stand."""

    COUNTED = "已计入"
    INCLUDED = "有错误，仍计入"
    LEFT_OUT = "有错误，未计入"
    MISSING = "未报送"
    WRONG_YEAR = "年度不符"
    WRONG_FORM = "表式不符"
    UNREADABLE = "文件无法读取"
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
    digest: str
    modified: int
    agency: str = ""
    year: int | None = None
    form: str = ""
    level: str | None = None
    issued_on: str = ""
    errors: int = 0
    reason: str = ""
    source: str = ""
    original: str = ""
    untouched: bool = False
    among: str = ""

    @property
    def published(self) -> bool:
        """Whether it is a published report, not a filing."""
        return self.source == Source.REPORT.value


@dataclass(frozen=True, slots=True, kw_only=True)
class RollupScope:
    """What a run adds up: the year, the form it is put on, those at hand, and whether filings with errors count."""

    year: int
    form: Form
    forms: Forms
    include_errors: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenFile:
    """The file that stands for a unit, if any may, and the findings on its files."""

    candidate: CandidateFile | None
    state: UnitState
    findings: tuple[Finding, ...]


def choose_file(unit: Unit, candidates: Sequence[CandidateFile], scope: RollupScope) -> ChosenFile:
    """The newest file of the right year and form; everything about the others is reported, once each.

    A report that was made of a filing does not stand in its place, and neither does a copy with marked findings unless
    corrections were made in it. Of copies the one with the shortest name counts: “副本” is what people add.
    """
    reported = {candidate: _unfit(candidate, scope) for candidate in candidates}
    fit = sorted(
        (candidate for candidate, (state, _) in reported.items() if state is UnitState.COUNTED),
        key=lambda candidate: (not candidate.published, candidate.modified, candidate.shown),
    )
    if not fit:
        return _without(unit, reported, scope)
    replaced = dict(_replaced(fit))
    fit = [candidate for candidate in fit if candidate not in replaced]
    copies = [candidate for candidate in fit if candidate.digest == fit[-1].digest]
    candidate = min(copies, key=lambda candidate: (len(candidate.shown), candidate.shown))
    older = [
        each
        for each, (state, _) in reported.items()
        if state is UnitState.WRONG_FORM and each.modified <= candidate.modified
    ]
    findings = [each for other, (_, found) in reported.items() if other not in older for each in found]
    findings += _repeated(candidate, [*(each for each in fit if each is not candidate), *older])
    findings += [_replaced_finding(each, other) for each, other in replaced.items()]
    if unit.change:
        findings.append(finding("RU-12", _file(candidate), name=unit.name, change=unit.change))
        return ChosenFile(candidate=None, state=UnitState.GONE, findings=tuple(findings))
    findings += [*_late(unit, candidate, scope), *_level(unit, candidate, scope)]
    return ChosenFile(candidate=candidate, state=UnitState.COUNTED, findings=tuple(findings))


def _replaced(fit: Sequence[CandidateFile]) -> Iterator[tuple[CandidateFile, CandidateFile]]:
    """Files that another one stands for, whatever their times: copies with marked findings in which nothing was
    changed, and what a copy was made of in which something was."""
    own = [candidate for candidate in fit if not candidate.untouched]
    corrected = {candidate.original: candidate for candidate in own if candidate.original}
    for candidate in fit:
        if candidate.untouched and own:
            made_of = (each for each in own if each.digest == candidate.original)
            yield candidate, next(made_of, own[-1])
        elif candidate.digest in corrected:
            yield candidate, corrected[candidate.digest]


def _replaced_finding(candidate: CandidateFile, other: CandidateFile) -> Finding:
    variant, severity = ("marked", Severity.NOTE) if candidate.untouched else ("corrected", None)
    return finding("RU-05", _file(candidate), variant=variant, severity=severity, newest=other.shown)


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


def _without(
    unit: Unit, reported: Mapping[CandidateFile, tuple[UnitState, list[Finding]]], scope: RollupScope
) -> ChosenFile:
    """No file may stand for the unit: what there is of it instead."""
    findings = [each for _, found in reported.values() for each in found]
    if unit.change:
        return ChosenFile(candidate=None, state=UnitState.GONE, findings=tuple(findings))
    if not reported:
        due = f"，报送期限是 {due_date(unit, scope)}" if due_date(unit, scope) else ""
        findings.append(finding("RU-03", name=unit.name, due=due))
    state = min((state for state, _ in reported.values()), key=list(UnitState).index, default=UnitState.MISSING)
    return ChosenFile(candidate=None, state=state, findings=tuple(findings))


def due_date(unit: Unit, scope: RollupScope) -> dt.date | None:
    """The roster's day, or the last one that the law gives a unit of that level."""
    level = scope.form.level(unit.level)
    if unit.deadline or not (level and level.deadline):
        return unit.deadline
    month, day = map(int, level.deadline.split("-"))
    return dt.date(scope.year + 1, month, day)


def file_ref(shown: str) -> tuple[CellRef, ...]:
    """A whole file as the place of a finding."""
    return (CellRef(id="", where=Location(shown)),)


def _file(candidate: CandidateFile) -> tuple[CellRef, ...]:
    return file_ref(candidate.shown)


def _unfit(candidate: CandidateFile, scope: RollupScope) -> tuple[UnitState, list[Finding]]:
    """COUNTED for a file that may stand for its unit; else what keeps it from that."""
    if candidate.reason:
        return UnitState.UNREADABLE, [finding("RU-09", _file(candidate), reason=candidate.reason)]
    if candidate.year != scope.year:
        actual = f"{candidate.year}年" if candidate.year else "空白"
        return UnitState.WRONG_YEAR, [finding("RU-06", _file(candidate), actual=actual, expected=f"{scope.year}年")]
    used = scope.forms.form(candidate.form)
    if conversion(used, scope.form) is None:
        return UnitState.WRONG_FORM, [finding("RU-07", _file(candidate), actual=used.name, expected=scope.form.name)]
    return UnitState.COUNTED, []


def _repeated(newest: CandidateFile, others: Sequence[CandidateFile]) -> Iterator[Finding]:
    reports = [candidate for candidate in others if candidate.published and not newest.published]
    if reports:
        places = [ref for candidate in reports for ref in _file(candidate)]
        yield finding(
            "RU-05", places, variant="report", severity=Severity.NOTE, newest=newest.shown, count=len(reports)
        )
    for candidate in others:
        if candidate not in reports:
            variant = "same" if candidate.digest == newest.digest else "default"
            yield finding("RU-05", _file(candidate), variant=variant, newest=newest.shown)


def _late(unit: Unit, candidate: CandidateFile, scope: RollupScope) -> Iterator[Finding]:
    due = due_date(unit, scope)
    day = unit.received or (dt.date.fromisoformat(candidate.issued_on) if candidate.issued_on else None)
    if due and day and day > due:
        what = "收到日期" if unit.received else "成文日期"
        yield finding("RU-04", _file(candidate), name=unit.name, what=what, actual=str(day), expected=str(due))


def _level(unit: Unit, candidate: CandidateFile, scope: RollupScope) -> Iterator[Finding]:
    if unit.level and candidate.level and unit.level != candidate.level:
        labels = [known.label if (known := scope.form.level(level)) else "" for level in (candidate.level, unit.level)]
        yield finding("RU-13", _file(candidate), name=unit.name, actual=labels[0], expected=labels[1])
