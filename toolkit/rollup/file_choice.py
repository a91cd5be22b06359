"""Which of a unit's files counts, by reasons that a person can see in them or in the roster, never by their times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.rollup.form_conversion import conversion, conversion_of
from toolkit.rollup.roster import Unit
from toolkit.rollup.serialization import Numbers, figures_of
from toolkit.rollup.unit_status import CandidateFile, RollupScope, UnitState, deadline_of, due_date, file_ref

_NAMED = 5
"""Files that a sentence names; all are places of the finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenFile:
    """The file that stands for a unit, if any may, and the findings on its files."""

    candidate: CandidateFile | None
    state: UnitState
    findings: tuple[Finding, ...]


def choose_file(unit: Unit, candidates: Sequence[CandidateFile], scope: RollupScope) -> ChosenFile:
    """The one of the right year and form that the roster names, else that ranks highest
    (:attr:`~toolkit.rollup.unit_status.CandidateFile.rank`); everything about the others is reported, once each.

    None where nothing decides. A report that was made of a filing does not stand in its place, and neither does a copy
    with marked findings unless corrections were made in it.
    """
    reported = {candidate: _unfit(candidate, scope) for candidate in candidates}
    fit = [candidate for candidate, (state, _) in reported.items() if state is UnitState.COUNTED]
    if not fit:
        return _without(unit, reported, scope)
    replaced = dict(_replaced(fit))
    own = [candidate for candidate in fit if candidate not in replaced]
    chosen = _highest([candidate for candidate in own if unit.file in _names(candidate)] or own)
    earlier = [
        each
        for each, (state, _) in reported.items()
        if state is UnitState.WRONG_FORM and each.issued_on < chosen.issued_on
    ]
    findings = [each for other, (_, found) in reported.items() if other not in earlier for each in found]
    findings += [_replaced_finding(each, other) for each, other in replaced.items()]
    if unit.change:
        findings.append(finding("RU-12", _file(chosen), name=unit.name, change=unit.change))
        return ChosenFile(candidate=None, state=UnitState.GONE, findings=tuple(findings))
    variant, doubtful = _doubt(unit, chosen, own, scope)
    findings += _not_chosen(unit, chosen, [each for each in (*own, *earlier) if each not in doubtful])
    if doubtful:
        findings.append(_doubt_finding(unit, variant, doubtful))
        return ChosenFile(candidate=None, state=UnitState.UNDECIDED, findings=tuple(findings))
    findings += [*_late(unit, chosen, scope), *_level(unit, chosen, scope)]
    return ChosenFile(candidate=chosen, state=UnitState.COUNTED, findings=tuple(findings))


def _highest(files: Sequence[CandidateFile]) -> CandidateFile:
    """Of copies the one with the shortest name: “副本” is what people add."""
    best = max(each.rank for each in files)
    return min((each for each in files if each.rank == best), key=lambda each: (len(each.shown), each.shown))


def _names(candidate: CandidateFile) -> tuple[str, str]:
    """What the roster may call the file: its path as shown, or its name alone."""
    return candidate.shown, PurePosixPath(candidate.shown).name


def _doubt(
    unit: Unit, chosen: CandidateFile, own: Sequence[CandidateFile], scope: RollupScope
) -> tuple[str, list[CandidateFile]]:
    """The files among which nothing decides, none if ``chosen`` is certain, and the variant of RU-16 that says why."""
    if unit.file:
        alike = [each for each in own if unit.file in _names(each)]
        if not alike:
            return "absent", [*own]
    else:
        alike = [each for each in own if each.published == chosen.published]
        folders = {PurePosixPath(each.shown).parent for each in alike if not each.same_figures(chosen)}
        if not scope.by_roster and folders - {PurePosixPath(chosen.shown).parent}:
            return "folders", alike
    alike = [each for each in alike if each.rank == chosen.rank]
    return "default", [] if all(each.same_figures(chosen) for each in alike) else alike


def _doubt_finding(unit: Unit, variant: str, doubtful: Sequence[CandidateFile]) -> Finding:
    names = sorted(each.shown for each in doubtful)
    shown = "、".join(f"“{name}”" for name in names[:_NAMED]) + "等" * (len(names) > _NAMED)
    places = [ref for name in names for ref in file_ref(name)]
    return finding("RU-16", places, variant=variant, name=unit.name, count=len(doubtful), files=shown, file=unit.file)


def _replaced(fit: Sequence[CandidateFile]) -> Iterator[tuple[CandidateFile, CandidateFile]]:
    """Files that another one stands for: copies with marked findings in which nothing was changed, and what a copy was
    made of in which something was."""
    own = [candidate for candidate in fit if not candidate.untouched]
    corrected = {candidate.original: candidate for candidate in own if candidate.original}
    for candidate in fit:
        if candidate.untouched and own:
            made_of = (each for each in own if each.content == candidate.original)
            yield candidate, next(made_of, None) or _highest(own)
        elif candidate.content in corrected:
            yield candidate, corrected[candidate.content]


def _replaced_finding(candidate: CandidateFile, other: CandidateFile) -> Finding:
    variant, severity = ("marked", Severity.NOTE) if candidate.untouched else ("corrected", None)
    return finding("RU-05", _file(candidate), variant=variant, severity=severity, chosen=other.shown)


def _not_chosen(unit: Unit, chosen: CandidateFile, others: Sequence[CandidateFile]) -> Iterator[Finding]:
    reports = [each for each in others if each.published and not chosen.published]
    if reports:
        places = [ref for each in reports for ref in _file(each)]
        yield finding(
            "RU-05", places, variant="report", severity=Severity.NOTE, chosen=chosen.shown, count=len(reports)
        )
    for each in others:
        if each is not chosen and each not in reports:
            yield finding("RU-05", _file(each), variant=_reason(unit, chosen, each), chosen=chosen.shown)


def _reason(unit: Unit, chosen: CandidateFile, other: CandidateFile) -> str:
    """The variant of RU-05 that says why ``chosen`` came before ``other``."""
    reasons = {
        "same": other.content == chosen.content,
        "figures": other.same_figures(chosen),
        "named": bool(unit.file),
        "blank": other.complete < chosen.complete,
        "default": other.issued_on < chosen.issued_on,
    }
    return next((reason for reason, holds in reasons.items() if holds), "errors")


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


def _unfit(candidate: CandidateFile, scope: RollupScope) -> tuple[UnitState, list[Finding]]:
    """COUNTED for a file that may stand for its unit; else what keeps it from that."""
    if candidate.reason:
        return UnitState.UNREADABLE, [finding("RU-09", _file(candidate), reason=candidate.reason)]
    if candidate.year != scope.year:
        actual = f"{candidate.year}年" if candidate.year else "空白"
        return UnitState.WRONG_YEAR, [finding("RU-06", _file(candidate), actual=actual, expected=f"{scope.year}年")]
    used = scope.forms.form(candidate.form)
    coarser = not scope.one_form and conversion(scope.form, used) is not None
    if not coarser and conversion_of(used, scope.form, _figures(candidate, scope)) is None:
        return UnitState.WRONG_FORM, [finding("RU-07", _file(candidate), actual=used.name, expected=scope.form.name)]
    return UnitState.COUNTED, []


def _figures(candidate: CandidateFile, scope: RollupScope) -> Numbers:
    """Unpacked only where the form alone does not decide."""
    return figures_of(candidate.figures, scope.forms)


def _late(unit: Unit, candidate: CandidateFile, scope: RollupScope) -> Iterator[Finding]:
    due = deadline_of(unit, scope)
    day = unit.received or (dt.date.fromisoformat(candidate.issued_on) if candidate.issued_on else None)
    if due and day and day > due.day:
        what = "收到日期" if unit.received else "成文日期"
        late = finding(
            "RU-04",
            _file(candidate),
            variant="local" if due.basis else "default",
            actual=str(day),
            expected=str(due.day),
            name=unit.name,
            what=what,
            basis=due.basis,
        )
        yield replace(late, basis=due.basis)


def _level(unit: Unit, candidate: CandidateFile, scope: RollupScope) -> Iterator[Finding]:
    if unit.level and candidate.level and unit.level != candidate.level:
        labels = [known.label if (known := scope.form.level(level)) else "" for level in (candidate.level, unit.level)]
        yield finding("RU-13", _file(candidate), name=unit.name, actual=labels[0], expected=labels[1])


def _file(candidate: CandidateFile) -> tuple[CellRef, ...]:
    return file_ref(candidate.shown)
