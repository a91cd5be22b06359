"""Which unit each file is of: the roster's, or one for every agency found where there is no roster."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Forms
from toolkit.form.cells import did_you_mean
from toolkit.rollup.file_store import FileStore, FileSummary
from toolkit.rollup.roster import NAMELESS, NO_KIND, Roster, Unit, kinds_by_level, plain_name
from toolkit.rollup.unit_matching import UnitMatcher
from toolkit.rollup.unit_status import CandidateFile, file_ref

NOBODY = ""
_NAMED = 20
"""Units that a sentence names by code."""


def found_units(files: FileStore, forms: Forms, year: int, agency: str, level: str | None) -> Roster:
    """A roster made of every agency that filed, all directly below the one that adds up.

    Names stand for codes: a number would be another unit's as soon as a file more is there, or next year.
    """
    name = agency or NAMELESS
    top = Unit(code=plain_name(name), name=name, level=level)
    units, kinds = {top.code: top}, kinds_by_level(map(forms.form, forms.available))
    for summary in files.summaries():
        code = plain_name(summary.agency)
        if code and code not in units:
            kind = kinds.get(summary.level or "", NO_KIND)
            units[code] = Unit(code=code, name=summary.agency, level=summary.level, kind=kind, parent=top.code)
    return Roster(year=year, units=tuple(units.values()))


def assign(files: FileStore, whole: Roster, part: Roster) -> None:
    """Give each file its unit, or nobody. Files of units outside ``part`` are left alone."""
    files.assign(_owners(files, whole, part))


def unassigned_files(files: FileStore, whole: Roster) -> Iterator[Finding]:
    """Findings on files of no unit."""
    matcher = UnitMatcher(whole)
    for candidate in files.candidates(NOBODY):
        yield _unassigned_finding(candidate, whole, matcher)


def _owners(files: FileStore, whole: Roster, part: Roster) -> Iterator[tuple[str, str, str]]:
    matcher = UnitMatcher(whole)
    for summary in files.summaries():
        units = _units_of(summary, matcher)
        if len(units) != 1:
            among = "、".join(unit.code for unit in units[:_NAMED]) + f" 等 {len(units)} 个" * (len(units) > _NAMED)
            yield NOBODY, summary.path, among
        elif units[0].code in part.by_code:
            yield units[0].code, summary.path, ""


def _units_of(summary: FileSummary, matcher: UnitMatcher) -> tuple[Unit, ...]:
    if summary.agency:
        return matcher.by_name(summary.agency, summary.shown)
    found = matcher.by_path(summary.shown)
    return (found,) if found else ()


def _unassigned_finding(candidate: CandidateFile, whole: Roster, matcher: UnitMatcher) -> Finding:
    place = file_ref(candidate.shown)
    if candidate.reason and not candidate.published:
        if likely := matcher.likely(candidate.shown):
            return finding("RU-09", place, variant="likely", likely=whole.label(likely), reason=candidate.reason)
        return finding("RU-09", place, variant="unknown", reason=candidate.reason)
    if not candidate.agency:  # any document, such as a note on how to report, among the files
        return finding("RU-08", place, variant="nameless")
    if candidate.among:
        return finding("RU-08", place, variant="several", actual=candidate.agency, codes=candidate.among)
    nearest = did_you_mean(candidate.agency, (unit.name for unit in whole.units))
    return finding("RU-08", place, actual=candidate.agency, nearest=nearest)
