"""Whose report it is, for which year, and whether the form is in force for it: FM-01, FM-02."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Filing, Source
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.rules.cell_refs import cover_ref


def check(filing: Filing) -> Iterator[Finding]:
    """Agency and year are needed for a report; without a level some rules cannot be evaluated, which is only noted."""
    if not filing.agency.value.strip():
        yield finding("FM-02", [cover_ref(filing, "agency")], variant="agency")
    if filing.year is None:
        yield finding("FM-02", [cover_ref(filing, "year")], variant="year")
    elif filing.year not in filing.form.years:
        years = filing.form.years
        span = f"{years.first} 年起" if not years.last else f"{years.first} 至 {years.last} 年"
        yield finding(
            "FM-01",
            [cover_ref(filing, "year")],
            form=filing.form.name,
            span=span,
            actual=str(filing.year),
            expected=span,
        )
    if filing.level is None and filing.form.levels and filing.source is not Source.REPORT:
        cells, unchecked = [cover_ref(filing, "level")], filing.form.level_note
        yield finding("FM-02", cells, variant="level", severity=Severity.NOTE, unchecked=unchecked)
