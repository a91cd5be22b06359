"""The line of 校验 that holds the date of the report against the last day for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from toolkit.filing import Filing
from toolkit.rules.checks.base import ScopedCheck
from toolkit.rules.live_checks import BAD, JUDGED, OK, OPEN, CheckLine, CheckWorkbook, FormulaValue, constant, serial


def next_years(day: str, year: int | None) -> dt.date | None:
    """``day`` (``MM-DD``) of the year after ``year``; None where that is no year."""
    if year is None or not 0 <= year < dt.MAXYEAR:
        return None
    month, day_of_month = map(int, day.split("-"))
    return dt.date(year + 1, month, day_of_month)


def due_line(
    book: CheckWorkbook,
    listing: ScopedCheck,
    rule: str,
    last_days: Mapping[str, Sequence[str]],
    *,
    only_next_year: bool = False,
) -> CheckLine:
    """The date of the report is within the last day of its level, and, if so wanted, in the year after the report's.

    ``last_days`` gives for a day of the next year (``MM-DD``) the labels of the levels that it is for; none: all.
    """
    filing = book.filing
    issued, limit = filing.issued_on, _limit(filing, last_days)
    day, year = book.day("cover.issued_on"), book.year("cover.year")
    due = '""'
    for last, labels in last_days.items():
        month, day_of_month = map(int, last.split("-"))
        date = f"DATE({year}+1,{month},{day_of_month})"
        listed = ",".join(f'{book.formula_context.level}="{label}"' for label in labels)
        due = f"IF(OR({listed}),{date},{due})" if labels else date
    due = f'IF(ISNUMBER({year}),{due},"")'
    within = f"{day}<={due}"  # text is above every number, so no limit lets every date pass
    if only_next_year:
        within = f"YEAR({day})={year}+1,{within}"
    held = f'IF(AND(ISNUMBER({day}),ISNUMBER({year})),IF(AND({within}),"{OK}","{BAD}"),"{JUDGED}")'
    state = OPEN
    if issued and filing.year is not None:
        in_time = limit is None or issued <= limit
        state = OK if in_time and (not only_next_year or issued.year == filing.year + 1) else BAD
    return CheckLine(
        code=listing.listed.code,
        rule=rule,
        left=FormulaValue(formula=day, shown=serial(issued) if issued else ""),
        right=FormulaValue(formula=due, shown=serial(limit) if limit else ""),
        state=FormulaValue(formula=f'IF(OR({day}="",{year}=""),"{OPEN}",{held})', shown=state),
        severity=constant(listing.listed.severity.label),
        cell_addresses=(book.at("cover.issued_on"),),
        dates=True,
    )


def _limit(filing: Filing, last_days: Mapping[str, Sequence[str]]) -> dt.date | None:
    level = filing.form.level(filing.level)
    days = (last for last, labels in last_days.items() if not labels or (level and level.label in labels))
    return next((next_years(last, filing.year) for last in days), None)
