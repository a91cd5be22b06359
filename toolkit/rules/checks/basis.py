"""Documents that a report names as its basis although they no longer hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.patterns import regex
from toolkit.rules.cell_refs import paragraph_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck, says
from toolkit.rules.sentences import own_words, quoted, sentences

_BRACKETS = {"〔": "[〔［\\[【（(]?", "〕": "[〕］\\]】）)]?"}  # however the year of a document's number is bracketed


@dataclass(frozen=True, kw_only=True)
class RepealedDocument:
    """A document by the names it goes by, the first report year for which it no longer holds, and what does instead."""

    named: tuple[str, ...]
    since: int
    instead: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of its names."""
        names = ("".join(_BRACKETS.get(sign, re.escape(sign)) for sign in name) for name in self.named)
        return regex("|".join(names), needs=[max(re.split("[〔〕]", name), key=len) for name in self.named])


@dataclass(frozen=True, kw_only=True)
class RepealedBasis(FormCheck):
    """A sentence that rests (``bases``: 根据, 按照) on one of ``documents`` that was repealed before the report's year.

    A sentence with any of ``passing`` words, or with the document that holds instead, reports the change itself.
    """

    documents: tuple[RepealedDocument, ...]
    bases: tuple[str, ...]
    passing: tuple[str, ...]

    values = ("quote",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a sentence and document."""
        repealed = [each for each in self.documents if filing.year is not None and filing.year >= each.since]
        for slot, paragraph in listing.written(filing) if repealed else ():
            for sentence in sentences(own_words(paragraph, filing)):
                for document in repealed:
                    match = document.pattern.search(sentence)
                    passing = says(sentence, (document.instead, *self.passing))
                    if match and not passing and says(sentence[: match.start()], self.bases):
                        cells = [paragraph_ref(slot, paragraph)]
                        values = {"actual": match[0], "expected": document.instead, "quote": quoted(sentence)}
                        yield listing.finding(filing, cells, **values)
