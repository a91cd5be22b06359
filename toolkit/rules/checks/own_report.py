"""The years that a report names for itself, who signs it, and what is left in it of a template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit.characters import compact
from toolkit.filing import Filing, Source
from toolkit.finding import Finding
from toolkit.form import Form, Severity
from toolkit.form.form import PREAMBLE
from toolkit.narrative import paragraphs
from toolkit.patterns import regex
from toolkit.rules.cell_refs import clipped, cover_ref, paragraph_ref
from toolkit.rules.checks.base import ScopedCheck, any_of, says, unknown_sections
from toolkit.rules.checks.leftovers import Leftovers

_TITLE_YEAR = regex(r"(?<!\d)(\d{2,10})年")


@dataclass(frozen=True, kw_only=True)
class OwnReport(Leftovers):
    """The report is of its own year and agency, and nothing of a template is left in it.

    Text that opens it says so: the preamble, and what speaks of ``period`` in the sections ``openings``. What is a
    report on any of ``reports`` is this one. The last line of the section ``signed`` is an agency's name where it ends
    in one of ``agencies``.
    """

    reports: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    signed: str = ""
    agencies: tuple[str, ...] = ()

    variants = (*Leftovers.variants, "title", "period", "signature")
    values = (*Leftovers.values, "quote")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """The year in the title, in the period covered, the agency's name below the text; then what is left over."""
        if filing.year is not None:
            yield from _title(filing, listing, str(filing.year))
            yield from self._period(filing, listing, str(filing.year))
        if filing.source is Source.REPORT:
            yield from self._signature(filing, listing)
        yield from super().run(filing, listing)

    def mistakes(self, form: Form) -> Iterator[str]:
        """Sections that the form does not have."""
        yield from unknown_sections("openings", self.openings, form)
        yield from unknown_sections("signed", [self.signed] if self.signed else [], form)

    def _period(self, filing: Filing, listing: ScopedCheck, year: str) -> Iterator[Finding]:
        """Both ends of the period, wherever the opening states it; “202020年12月31日” is wrong too."""
        for slot in (PREAMBLE, *self.openings):
            for paragraph in paragraphs(filing, slot):
                named = [found for pattern in self._years for found in pattern.findall(compact(paragraph.text))]
                wrong = [found for found in dict.fromkeys(named) if found != year]
                if wrong and (slot == PREAMBLE or says(paragraph.text, self.period)):
                    cells, quote = [paragraph_ref(slot, paragraph)], clipped(paragraph.text)
                    values = {"actual": "、".join(wrong), "expected": year, "quote": quote}
                    yield listing.finding(filing, cells, variant="period", **values)

    def _signature(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """A published report's last line, where it is an agency's name, is this agency's."""
        last = next(reversed(paragraphs(filing, self.signed)), None)
        line = re.sub(r"\s+", "", last.text) if last else ""
        own = filing.agency.value
        if last and self._agency.fullmatch(line) and own and line != re.sub(r"\s+", "", own):
            cells = [paragraph_ref(self.signed, last)]
            yield listing.finding(filing, cells, variant="signature", actual=line, expected=own)

    @cached_property
    def _years(self) -> tuple[re.Pattern[str], ...]:
        return (
            re.compile(r"(?<!\d)(\d{1,10})年0?1月0?1日"),
            re.compile(r"(?<!\d)(\d{1,10})年12月31日"),
            re.compile(rf"(?<!\d)(\d{{1,10}})年度?(?:{any_of(self.reports)})(?:工作)?(?:年度)?报告"),
        )

    @cached_property
    def _agency(self) -> re.Pattern[str]:
        return re.compile(rf"\w{{2,28}}(?:{any_of(self.agencies)})")


def _title(filing: Filing, listing: ScopedCheck, year: str) -> Iterator[Finding]:
    wrong = [found for found in _TITLE_YEAR.findall(compact(filing.title.value)) if found != year]
    if wrong:
        cells, error = [cover_ref(filing, "title")], listing.with_severity(Severity.ERROR)
        yield error.finding(filing, cells, variant="title", actual=wrong[0], expected=year)
