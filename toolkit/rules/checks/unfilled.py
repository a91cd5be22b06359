"""What was to be replaced by a figure or a word, and was not: names in wrong brackets, marks, blanks, leftovers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit.filing import Filing, Source
from toolkit.finding import Finding
from toolkit.narrative import known_names
from toolkit.patterns import regex
from toolkit.rules.cell_refs import clipped
from toolkit.rules.checks.base import FormCheck, ScopedCheck, any_of
from toolkit.rules.sentences import BOUND, listed

_OPEN, _CLOSE = r"{｛\[［《<＜〈", r"}｝\]］》>＞〉"
_BLANKS = " \u3000\xa0"
_BLANK = f"[{_BLANKS}]"
_IN_BRACKETS = regex(rf"[{_OPEN}]{_BLANK}{{0,3}}([^{_OPEN}{_CLOSE}\s]{{1,40}}){_BLANK}{{0,3}}[{_CLOSE}]")
_BRACED = regex(r"[{｛][^{}｛｝]{0,40}[}｝]", needs="{｛")
_BRACE = regex(r"[{}｛｝]", needs="{}｛｝")
_NO_WORD = "(?![常均报前后志程])"  # 日常, 日均
_LONGEST = 30


@dataclass(frozen=True, kw_only=True)
class NamesInBrackets(FormCheck):
    """A name that text can have replaced by its value, in brackets other than ``{{ }}``: it is printed as it stands."""

    values = ("listed", "name")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a text."""
        known = _names(filing)
        for ref, text in listing.texts(filing):
            found = list(_names_in_brackets(text, known))
            if found:
                words = [match[0] for match in found]
                yield listing.finding(filing, [ref], actual=words[0], listed=listed(words), name=_name(found[0]))


@dataclass(frozen=True, kw_only=True)
class UnfilledBlanks(FormCheck):
    """Marks, blanks and words of templates and programs that stand where something was to be filled in.

    ``words`` are looked for as they stand, ``fields`` in brackets; a mark or a blank is one before any of ``units``.
    Those ``alone`` say nothing where they are all of a paragraph.
    """

    words: tuple[str, ...]
    alone: tuple[str, ...]
    fields: tuple[str, ...]
    units: tuple[str, ...]

    values = ("listed",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a text. Blanks in a published report's text are its typesetting's."""
        patterns = self._patterns if filing.source is Source.REPORT else (*self._patterns, self._missing_figure)
        known = _names(filing)
        for ref, text in listing.texts(filing):
            found = [match for pattern in patterns for match in pattern.finditer(text)]
            names = {match.start() for match in _names_in_brackets(text, known)}
            found += (match for match in _BRACED.finditer(text) if match.start() not in names)
            if not (found or names or BOUND in text):  # else it belongs to those, or to a faulty expression
                found += _BRACE.finditer(text)
            words = [clipped(match[0], _LONGEST) for match in sorted(found, key=re.Match.start)]
            if words:
                yield listing.finding(filing, [ref], actual=words[0], listed=listed(words))

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        mark = "[XxＸｘ×✕_]|[*＊]{1,4}"
        before = "(?<![A-Za-z0-9XxＸｘ×✕*＊_])"
        fields = any_of(self.fields)
        return (
            regex(any_of(self.words), needs=self.words),
            regex(rf"\A\s{{0,9}}(?:{any_of(self.alone)})[。.]?\s{{0,9}}\Z", needs=self.alone),
            regex(
                rf"[\[［<＜〈]{_BLANK}{{0,3}}(?:请?填写|请输入|此处)?(?:{fields}){_BLANK}{{0,3}}[\]］>＞〉]",
                needs="[［<＜〈",
            ),
            regex(rf"{before}(?:{mark})(?:{any_of(self.units)})", needs="XxＸｘ×✕_*＊"),
            regex(rf"\({_BLANK}{{0,8}}\)", needs="("),
            regex(rf"20(?:\d[XxＸｘ×*?？_]|{_BLANK}{{1,4}})年", needs=f"XxＸｘ×*?？_{_BLANKS}"),
            regex(
                rf"[年\d]{_BLANK}{{0,8}}月{_BLANK}{{1,8}}日{_NO_WORD}|年{_BLANK}{{1,8}}月{_BLANK}{{0,8}}日{_NO_WORD}",
                needs=_BLANKS,
            ),
        )

    @cached_property
    def _missing_figure(self) -> re.Pattern[str]:
        """Blanks between a word and a unit, as a template leaves them for a figure."""
        return regex(
            rf"[\u4e00-\u9fff]{{1,4}}{_BLANK}{{2,8}}(?:{any_of(self.units)})(?=[，。；：、）]|$)", needs=_BLANKS
        )


def _names(filing: Filing) -> frozenset[str]:
    return frozenset((*known_names(filing), *filing.form.sentences))


def _names_in_brackets(text: str, known: frozenset[str]) -> Iterator[re.Match[str]]:
    return (match for match in _IN_BRACKETS.finditer(text) if _name(match) in known)


def _name(match: re.Match[str]) -> str:
    """The name without a way of writing it: ``来信|同比``."""
    return re.split("[|｜]", match[1])[0]
