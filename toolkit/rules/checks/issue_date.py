"""The date of the report against the end of its year and the day by which it must be public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.filing import Filing, Source
from toolkit.finding import Finding
from toolkit.form import Form, Severity
from toolkit.form.dates import format_chinese_date
from toolkit.rules.cell_refs import cover_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck
from toolkit.rules.checks.due_lines import due_line, next_years
from toolkit.rules.live_checks import CheckLine, CheckWorkbook

_RULE = "成文日期应在年度结束之后、期限之前（右边是本层级的期限）"


@dataclass(frozen=True, kw_only=True)
class IssueDate(FormCheck):
    """A date before the year is over, after the deadline of the agency's level, or in no plausible year; or none.

    Published pages carry their date outside the text, so one without a date is only noted.
    """

    variants = ("early", "odd", "missing")
    values = ("year", "level", "basis", "late")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding at most."""
        cells, issued = [cover_ref(filing, "issued_on")], filing.issued_on
        due, level = _deadline(filing), filing.form.level(filing.level)
        if issued is None:
            published = filing.source is Source.REPORT
            late = f"，而期限（{_written(due)}）已过" if due and due < listing.today and not published else ""
            weight = Severity.NOTE if published else None
            yield listing.with_severity(weight).finding(filing, cells, variant="missing", late=late)
            return
        if filing.year is None:
            return
        actual, year = _written(issued), filing.year
        if issued.year <= year:
            yield listing.finding(filing, cells, variant="early", actual=actual, year=year)
        elif due and level and issued > due:
            values = {"level": level.label, "basis": level.deadline_basis}
            yield listing.finding(filing, cells, actual=actual, expected=_written(due), **values)
        elif issued.year > year + 1:
            yield listing.finding(filing, cells, variant="odd", actual=actual, year=year)

    def lines(self, book: CheckWorkbook, listing: ScopedCheck) -> Iterator[CheckLine]:
        """The date is after the year and within the level's time limit, where there is one."""
        yield due_line(book, listing, _RULE, _deadlines(book.filing.form), only_next_year=True)


def _deadline(filing: Filing) -> dt.date | None:
    """The last day for an agency of that level, where there is one."""
    level = filing.form.level(filing.level)
    return next_years(level.deadline, filing.year) if level and level.deadline else None


def _deadlines(form: Form) -> dict[str, list[str]]:
    """The labels of the levels that share a deadline."""
    found: dict[str, list[str]] = {}
    for level in form.levels:
        if level.deadline:
            found.setdefault(level.deadline, []).append(level.label)
    return found


def _written(day: dt.date | None) -> str:
    return format_chinese_date(day) if day else ""
