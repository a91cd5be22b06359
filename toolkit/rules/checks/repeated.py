"""The same paragraph twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.filing import Filing, Paragraph
from toolkit.finding import Finding
from toolkit.narrative import evaluate
from toolkit.patterns import regex
from toolkit.rules.cell_refs import clipped, paragraph_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck

_NUMBER = regex(r"\s{0,9}(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]是)")
_NO_WORDS = regex(r"[\W_]+")


@dataclass(frozen=True, kw_only=True)
class RepeatedParagraph(FormCheck):
    """A paragraph that says, word for word, what another one says; blanks, punctuation and its number do not count.

    ``shortest``: with fewer letters and digits than that it may well stand twice.
    """

    shortest: int

    values = ("quote", "times")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a paragraph that is repeated, at every place, the repetitions first."""
        alike: dict[str, list[tuple[str, Paragraph]]] = {}
        for slot, paragraph in listing.written(filing):
            words = _words(evaluate(paragraph, filing))
            if len(words) >= self.shortest:
                alike.setdefault(words, []).append((slot, paragraph))
        for first, *others in alike.values():
            if others:
                cells = [paragraph_ref(slot, paragraph) for slot, paragraph in (*others, first)]
                quote = clipped(first[1].text, 40)
                yield listing.finding(filing, cells, actual=cells[0].value, quote=quote, times=len(others) + 1)


def _words(text: str) -> str:
    number = _NUMBER.match(text)
    return _NO_WORDS.sub("", text[number.end() :] if number else text)
