"""Sentences in which somebody else acts: another agency, or agencies and areas in general."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit.filing import Filing, Paragraph
from toolkit.finding import Finding
from toolkit.form import Form
from toolkit.form.form import PREAMBLE
from toolkit.patterns import regex
from toolkit.rules.cell_refs import cover_ref, paragraph_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck, any_of, says, unknown_levels
from toolkit.rules.sentences import own_words, quoted, sentences

_HAN = "[\u4e00-\u9fff]"
_PLACE = "[省市县区旗州盟]"
_NO_NAME = "(?![各全本我为在对与向由经被据原该按和以将通乡村集城])"  # what begins so is no name of an agency
_WHEN = r"(?:(?:\d{4}年(?:度|以来|来)?|今年|本年度|全年|一年来|近年来)，?)?"
_IN_YEAR = r"(?:于?\d{4}年(?:度)?|本年度?|今年)?"
_TAIL = regex("人民政府|办事处|政府|党委")


@dataclass(frozen=True, kw_only=True)
class OtherAgency(FormCheck):
    """A sentence of one agency's report that says what another agency of its kind did, as if it were this one.

    ``departments`` and ``townships`` are the ends of their names; other agencies may speak of those below them, and are
    not asked. ``verbs`` begin what an agency says of itself; a sentence that also speaks of ``ourselves`` reports what
    the other one did for us. In the text before the sections the other one would be who answers for the report.
    """

    departments: tuple[str, ...]
    townships: tuple[str, ...]
    verbs: tuple[str, ...]
    ourselves: tuple[str, ...]

    values = ("quote",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a paragraph, with the first sentence in which another one acts."""
        own = re.sub(r"\s+", "", filing.agency.value)
        if not own.endswith((*self.departments, *self.townships)):
            return
        for slot, paragraph in listing.written(filing):
            match = next(self._others(filing, slot, paragraph, own), None)
            if match:
                cells = [paragraph_ref(slot, paragraph), cover_ref(filing, "agency")]
                quote = quoted(match.string)
                yield listing.finding(filing, cells, actual=match["agency"], expected=own, quote=quote)

    def _others(self, filing: Filing, slot: str, paragraph: Paragraph, own: str) -> Iterator[re.Match[str]]:
        """Where in a sentence another agency is named that acts in it."""
        acting, answering = self._townships if own.endswith(self.townships) else self._departments
        for sentence in sentences(own_words(paragraph, filing)):
            match = acting.match(sentence) or (answering.search(sentence) if slot == PREAMBLE else None)
            if match and not self._ours(match, own) and not says(sentence, self.ourselves):
                yield match

    def _ours(self, match: re.Match[str], own: str) -> bool:
        """Whether the agency is this one in other words, or one of its own trade above or below it."""
        if match["trade"]:
            rest = iter(own)
            return all(sign in rest for sign in match["trade"])
        return _town(match["agency"]) == _town(own)

    @cached_property
    def _departments(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        ends = any_of(self.departments)
        agency = f"{_NO_NAME}{_HAN}{{0,8}}?{_PLACE}(?P<trade>{_HAN}{{2,14}}?)(?:{ends})"
        return self._patterns(agency, self.departments)

    @cached_property
    def _townships(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        agency = f"{_NO_NAME}{_HAN}{{2,12}}?(?P<trade>)(?:{any_of(self.townships)})"
        return self._patterns(agency, self.townships)

    def _patterns(self, agency: str, ends: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """Of a sentence in which an agency acts, and of one in which it answers for the report."""
        named = f"(?P<agency>{agency})"
        return (
            regex(f"{_WHEN}{named}(?:党组|党委)?，?{_IN_YEAR}(?:{any_of(self.verbs)})", needs=ends),
            regex(f"[由与在]{named}(?:办公室)?(?:[^，]{{0,60}}编制|联系|(?:官方|门户)?网站)", needs=ends),
        )


def _town(name: str) -> str:
    """The town's own name: 民主镇 of 岚皋县民主镇人民政府."""
    return re.split(_PLACE, _TAIL.sub("", name))[-1]


@dataclass(frozen=True, kw_only=True)
class SweepingWords(FormCheck):
    """A sentence about agencies or areas in general (``words``) in the report of an agency that is over none.

    Those are the agencies of ``levels``; where the level is not known, those whose names end in any of ``names`` and
    hold none of ``wider``. A sentence that speaks of ``elsewhere`` too is left alone.
    """

    words: tuple[str, ...]
    levels: tuple[str, ...]
    names: tuple[str, ...]
    wider: tuple[str, ...]
    elsewhere: tuple[str, ...]

    values = ("quote",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a sentence."""
        if not self._over_none(filing):
            return
        for slot, paragraph in listing.written(filing):
            for sentence in sentences(own_words(paragraph, filing)):
                match = self._general.search(sentence)
                if match and not says(sentence, self.elsewhere):
                    cells = [paragraph_ref(slot, paragraph)]
                    yield listing.finding(filing, cells, actual=match["words"], quote=quoted(sentence))

    def mistakes(self, form: Form) -> Iterator[str]:
        """Levels that the form does not have."""
        return unknown_levels("levels", self.levels, form)

    def _over_none(self, filing: Filing) -> bool:
        if filing.level is not None:
            return filing.level in self.levels
        name = filing.agency.value.strip()
        return name.endswith(self.names) and not says(name, self.wider)

    @cached_property
    def _general(self) -> re.Pattern[str]:
        """They act: they begin the sentence, or what stands after a comma."""
        return regex(f"(?:^|[，；：])(?P<words>{any_of(self.words)})")
