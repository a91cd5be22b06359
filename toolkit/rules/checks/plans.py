"""What the section on problems plans: something, for the coming year, and not what last year planned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.patterns import regex
from toolkit.rules.cell_refs import paragraph_ref, slot_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck, any_of, says
from toolkit.rules.checks.sections import reports_no_problems
from toolkit.rules.likeness import share, windows
from toolkit.rules.sentences import own_words, quoted, sentences

_BEGIN = r"(?:^|[，；：]|[一二三四五六七八九十]是|[（(][一二三四五六七八九十][）)]|\d[.．、])"
_WE = "(?:[我本](?:局|委|厅|办|镇|乡|街道|县|市|区|机关|单位))?"


@dataclass(frozen=True, kw_only=True)
class ProblemsWithoutMeasures(FormCheck):
    """A section that names ``problems`` and nothing that is done about them.

    ``plans`` are words of intent wherever they stand, ``measures`` verbs that are one at the beginning of a clause, if
    need be after any of ``adverbs`` (“有待加强” is none).
    """

    problems: tuple[str, ...]
    plans: tuple[str, ...]
    measures: tuple[str, ...]
    adverbs: tuple[str, ...]

    values = ("heading",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a section."""
        for slot in listing.slots:
            body = [paragraph for paragraph in filing.narrative.get(slot, ()) if not paragraph.heading]
            clauses = [clause for each in body for clause in sentences(own_words(each, filing))]
            named = any(says(clause, self.problems) for clause in clauses) and not reports_no_problems("".join(clauses))
            if named and not any(self._measures.search(clause) for clause in clauses):
                yield listing.finding(filing, [slot_ref(filing, slot)], heading=filing.heading(slot))

    @cached_property
    def _measures(self) -> re.Pattern[str]:
        begun = f"{_BEGIN}(?:{any_of(self.adverbs)}){{0,3}}(?:{any_of(self.measures)})"
        return regex(f"{any_of(self.plans)}|{begun}")


@dataclass(frozen=True, kw_only=True)
class StalePlan(FormCheck):
    """A plan for the year that is over, or one that stood in last year's report in nearly the same words.

    ``plans`` are the words that make a year the coming one. A part of a sentence counts from about ``shortest`` letters
    if it holds none of ``phrases``, which every report has; more than ``alike`` percent of its words are then too many.
    A sentence ``looking_back`` may quote last year's.
    """

    plans: tuple[str, ...]
    phrases: tuple[str, ...]
    looking_back: tuple[str, ...]
    shortest: int
    alike: int

    variants = ("copied",)
    values = ("quote", "coming")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a sentence; none of copies where the section as a whole is one."""
        if filing.year is None:
            return
        for slot in listing.slots:
            before = self._before(filing, slot)
            for paragraph in filing.narrative.get(slot, ()):
                cells = [paragraph_ref(slot, paragraph)]
                for sentence in sentences(own_words(paragraph, filing)):
                    year = self._planned(sentence, filing.year)
                    quote = quoted(sentence)
                    if year:
                        coming = filing.year + 1
                        yield listing.finding(filing, cells, actual=year, quote=quote, coming=coming)
                    elif str(filing.year - 1) not in sentence and self._copied(sentence, before):
                        yield listing.finding(filing, cells, variant="copied", actual=quote, quote=quote)

    def _planned(self, sentence: str, year: int) -> str:
        """The year that is over and planned for, or nothing; one before it with a comma is for :mod:`.lastyear`."""
        match = self._coming.search(sentence)
        if match is None or str(year + 1) in sentence or _in_title(sentence[: match.start()]):
            return ""
        over = int(match["year"]) == year or (int(match["year"]) < year and not match["comma"])
        return match["year"] if over else ""

    @cached_property
    def _coming(self) -> re.Pattern[str]:
        return regex(rf"(?<!\d)(?P<year>20\d\d)年(?P<comma>，?){_WE}(?:{any_of(self.plans)})")

    def _before(self, filing: Filing, slot: str) -> frozenset[str]:
        """Last year's words of a section; none where all of it was copied, which :mod:`.lastyear` reports."""
        before = windows(filing.prior.narrative.get(slot, ()) if filing.prior else ())
        body = (paragraph.text for paragraph in filing.narrative.get(slot, ()) if not paragraph.heading)
        return before if share(windows(body), before) * 100 <= self.alike else frozenset()

    def _copied(self, sentence: str, before: frozenset[str]) -> bool:
        """Whether a part of the sentence is last year's."""
        if not before or says(sentence, self.looking_back):
            return False
        parts = (part for part in re.split("[；：]", sentence) if not says(part, self.phrases))
        own = (windows([part]) for part in parts)
        return any(len(part) >= self.shortest and share(part, before) * 100 > self.alike for part in own)


def _in_title(before: str) -> bool:
    """Whether what comes after ``before`` stands in the title of a document."""
    return before.count("《") > before.count("》")
