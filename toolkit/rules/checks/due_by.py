"""The day by which a notice wants the report, beside the one that the law sets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.form import Form
from toolkit.form.dates import format_chinese_date, is_month_and_day
from toolkit.rules.cell_refs import cover_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck, Stage, level_labels, unknown_levels
from toolkit.rules.live_checks import BAD, JUDGED, OK, OPEN, CheckLine, CheckWorkbook, FormulaValue, constant, serial


@dataclass(frozen=True, kw_only=True)
class DueBy(FormCheck):
    """A date of the report after the day ``by`` (``MM-DD``) of the year after the report year, for ``levels`` (none:
    all).

    Whether there is a date, and the law's own day, is for ``issue_date``.
    """

    by: str
    levels: tuple[str, ...] = ()

    stage = Stage.WORDS

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding at most."""
        due, issued = self.due(filing.year, filing.level), filing.issued_on
        if due and issued and issued > due:
            dates = {"actual": format_chinese_date(issued), "expected": format_chinese_date(due)}
            yield listing.finding(filing, [cover_ref(filing, "issued_on")], **dates)

    def mistakes(self, form: Form) -> Iterator[str]:
        """Levels that the form does not have, and a day that no year has."""
        yield from unknown_levels("levels", self.levels, form)
        if not is_month_and_day(self.by):
            yield f"by：“{self.by}”不是每年都有的日期，应写成 01-20 这样的月和日"

    def asks(self, form: Form) -> str:
        """By when, of whom."""
        month, day = map(int, self.by.split("-"))
        return f"{level_labels(self.levels, form)}成文日期不晚于次年 {month}月{day}日"

    def later_than_law(self, form: Form) -> Iterator[tuple[str, str]]:
        """The label of each level whose own day in ``form`` is earlier, with that day."""
        for level in form.levels:
            if level.deadline and level.deadline < self.by and (not self.levels or level.id in self.levels):
                yield level.label, level.deadline

    def due(self, year: int | None, level: str | None) -> dt.date | None:
        """The last day for a report of that year by an agency of that level; None where it is not asked, or one of
        these is not known."""
        if year is None or not 0 <= year < dt.MAXYEAR or (self.levels and level not in self.levels):
            return None
        month, day = map(int, self.by.split("-"))
        return dt.date(year + 1, month, day)

    def lines(self, book: CheckWorkbook, listing: ScopedCheck) -> Iterator[CheckLine]:
        """The date is within the day."""
        filing = book.filing
        limit, issued = self.due(filing.year, filing.level), filing.issued_on
        day, year = book.day("cover.issued_on"), book.year("cover.year")
        month, day_of_month = map(int, self.by.split("-"))
        due = f"DATE({year}+1,{month},{day_of_month})"
        if self.levels:
            labels = (level.label for level in filing.form.levels if level.id in self.levels)
            listed = ",".join(f'{book.formula_context.level}="{label}"' for label in labels)
            due = f'IF(OR({listed}),{due},"")'
        due = f'IF(ISNUMBER({year}),{due},"")'
        within = f"{day}<={due}"  # text is above every number, so no limit lets every date pass
        held = f'IF(ISNUMBER({day}),IF({within},"{OK}","{BAD}"),"{JUDGED}")'
        state = OPEN
        if issued and filing.year is not None:
            state = OK if limit is None or issued <= limit else BAD
        yield CheckLine(
            code=listing.listed.code,
            rule=listing.live(),
            left=FormulaValue(formula=day, shown=serial(issued) if issued else ""),
            right=FormulaValue(formula=due, shown=serial(limit) if limit else ""),
            state=FormulaValue(formula=f'IF(OR({day}="",{year}=""),"{OPEN}",{held})', shown=state),
            severity=constant(listing.listed.severity.label),
            cell_addresses=(book.at("cover.issued_on"),),
            dates=True,
        )
