"""The date of the report against the end of its year and the day by which it must be public: DL-01."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from toolkit.filing import Filing, Source
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.rules.places import cover_ref


def deadline_of(filing: Filing) -> dt.date | None:
    """The last day for an agency of that level, where the law gives one (《条例》第四十九条)."""
    level = filing.form.level(filing.level)
    if filing.year is None or not 0 <= filing.year < dt.MAXYEAR or not level or not level.deadline:
        return None
    month, day = map(int, level.deadline.split("-"))
    return dt.date(filing.year + 1, month, day)


def check(filing: Filing, today: dt.date) -> Iterator[Finding]:
    """A date before the year is over, after the deadline, or in no plausible year; or none at all.

    Published pages carry their date outside the text, so one without a date is only noted.
    """
    ref = [cover_ref(filing, "issued_on")]
    due = deadline_of(filing)
    level = filing.form.level(filing.level)
    if filing.issued_on is None:
        severity = Severity.NOTE if filing.source is Source.REPORT else Severity.WARNING
        late = f"，而期限（{_written(due)}）已过" if due and due < today and filing.source is not Source.REPORT else ""
        yield finding("DL-01", ref, variant="missing", severity=severity, late=late)
        return
    if filing.year is None:
        return
    values: dict[str, Any] = {"actual": _written(filing.issued_on), "year": filing.year}
    if filing.issued_on.year <= filing.year:
        yield finding("DL-01", ref, variant="early", **values)
    elif due and level and filing.issued_on > due:
        yield finding("DL-01", ref, expected=_written(due), level=level.label, basis=level.deadline_basis, **values)
    elif filing.issued_on.year > filing.year + 1:
        yield finding("DL-01", ref, variant="odd", **values)


def _written(day: dt.date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
