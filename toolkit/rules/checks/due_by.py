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
from toolkit.rules.checks.due_lines import due_line, next_years
from toolkit.rules.live_checks import CheckLine, CheckWorkbook


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
        return None if self.levels and level not in self.levels else next_years(self.by, year)

    def lines(self, book: CheckWorkbook, listing: ScopedCheck) -> Iterator[CheckLine]:
        """The date is within the day."""
        labels = [level.label for level in book.filing.form.levels if level.id in self.levels]
        yield due_line(book, listing, listing.live(), {self.by: labels})
