"""Text that is last year's: a section in nearly the same words, or a sentence that names another year as this one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.form import Form
from toolkit.narrative import paragraphs
from toolkit.patterns import regex
from toolkit.rules.cell_refs import paragraph_ref, slot_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck, any_of, says, unknown_sections
from toolkit.rules.likeness import likeness
from toolkit.rules.sentences import quoted, sentences

_SUBHEAD = r"(?:（[一二三四五]）[^。]{0,20})?"
_BASE = r"[较比与同和]"  # what a comparison is made with comes after it


@dataclass(frozen=True, kw_only=True)
class LastYearsText(FormCheck):
    """A section that is mostly last year's, or a sentence that sets in with another year as if it were this one.

    Each of ``sections`` is compared from ``shortest`` characters on; more than ``alike`` percent is too much.
    A sentence sets in so where a comma or any of ``subjects`` follows the year. It is left alone where it also speaks
    of ``this_year``, compares with the year it names, or reports what ``others`` did. What goes on ``since`` an earlier
    year is this year's too, since last year only with a comparison with ``last_year``. Next year may be spoken of in
    the sections ``ahead``, and elsewhere with any of ``plans``. That the ``duties`` of another
    year were ``finished`` may stand anywhere in a sentence.
    """

    sections: tuple[str, ...]
    alike: int
    shortest: int
    subjects: tuple[str, ...]
    since: tuple[str, ...]
    others: tuple[str, ...]
    this_year: tuple[str, ...]
    last_year: tuple[str, ...]
    ahead: tuple[str, ...]
    plans: tuple[str, ...]
    finished: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()

    variants = ("year",)
    values = ("heading", "quote")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a section that is copied, and one a sentence."""
        for slot in listing.slots:
            body = [paragraph for paragraph in paragraphs(filing, slot) if not paragraph.heading]
            share = self._copied(filing, slot, [paragraph.text for paragraph in body])
            if share:
                cells = [slot_ref(filing, slot)]
                yield listing.finding(filing, cells, heading=filing.heading(slot), actual=f"{share:.0%}")
            for paragraph in body:
                for sentence, year in self._of_other_years(slot, paragraph.text, filing.year):
                    cells, quote = [paragraph_ref(slot, paragraph)], quoted(sentence)
                    words = {"actual": year, "expected": str(filing.year), "quote": quote}
                    yield listing.finding(filing, cells, variant="year", **words)

    def mistakes(self, form: Form) -> Iterator[str]:
        """Sections that the form does not have."""
        yield from unknown_sections("sections", self.sections, form)
        yield from unknown_sections("ahead", self.ahead, form)

    def _copied(self, filing: Filing, slot: str, texts: list[str]) -> float:
        """How much of a section stood in last year's, where that is too much."""
        if slot not in self.sections or not filing.prior or len("".join(texts)) < self.shortest:
            return 0
        share = likeness(texts, filing.prior.narrative.get(slot, ()))
        return share if share * 100 > self.alike else 0

    def _of_other_years(self, slot: str, text: str, this: int | None) -> Iterator[tuple[str, str]]:
        """Each sentence that sets in with another year, and that year; none where this one is not known."""
        if this is None:
            return
        for sentence in sentences(re.sub(r"\s+", "", text)):
            opening = self._opening.match(sentence)
            if opening and not self._of_this_year(sentence, opening["year"], this):
                years = int(opening["year"]) - this
                planned = years == 1 and (slot in self.ahead or says(sentence, self.plans))
                going_on = opening["since"] and (years != -1 or self._compared.search(sentence))
                if not (planned or going_on or says(opening["on"] or "", self.others)):
                    yield sentence, opening["year"]
                    continue
            finished = self._finished.search(sentence)
            if finished and not self._of_this_year(sentence, finished["year"], this):
                yield sentence, finished["year"]

    def _of_this_year(self, sentence: str, named: str, this: int) -> bool:
        """Whether the sentence speaks of this year too, if only as what is compared with the year that it names."""
        with_it = re.search(f"{_BASE}{named}年", sentence)
        return str(this) in sentence or says(sentence, self.this_year) or with_it is not None

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        rest = f"，(?P<on>.{{0,12}})|(?P<since>{any_of(self.since)})|{any_of(self.subjects)}"
        return regex(rf"{_SUBHEAD}(?<!\d)(?P<year>20\d\d)年(?:度)?(?:{rest})")

    @cached_property
    def _finished(self) -> re.Pattern[str]:
        year = r"(?<!\d)(?P<year>20\d\d)年(?:度)?的?"
        return regex(f"(?:{any_of(self.finished)})了?{year}(?:{any_of(self.duties)})", needs=self.finished)

    @cached_property
    def _compared(self) -> re.Pattern[str]:
        return regex(f"{_BASE}(?:{any_of(self.last_year)})")
