"""Notes of one colleague to another that were left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.patterns import regex
from toolkit.rules.checks.base import FormCheck, ScopedCheck, any_of
from toolkit.rules.sentences import listed

_BEGIN = r"(?:^|(?<=[。；！？，：（(\s]))"
_DOUBT = r"(?<![?？])[?？]{2}(?![?？])|[（(][?？][）)]"


@dataclass(frozen=True, kw_only=True)
class NoteToColleague(FormCheck):
    """Words that only colleagues say to one another (``words``), a call by name, an errand, or marks of doubt.

    A call is 小 or 老 with one of ``surnames`` and a comma or one of ``requests`` where a sentence may begin, or a
    surname with one of ``titles``, a comma and one of ``requests``; or @ and a name alone where a sentence may begin.
    An errand asks one of ``colleagues`` for one of ``errands``, in brackets or as a sentence of its own.
    """

    words: tuple[str, ...]
    surnames: str
    titles: tuple[str, ...]
    requests: tuple[str, ...]
    colleagues: tuple[str, ...]
    errands: tuple[str, ...]

    values = ("listed",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a text."""
        for ref, text in listing.texts(filing):
            found = [match[0] for match in self._pattern.finditer(text)]
            if found:
                yield listing.finding(filing, [ref], actual=found[0], listed=listed(found))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        name = f"(?:{any_of(self.surnames)})"
        called = rf"{_BEGIN}[小老]{name}(?:[，,：:]|(?:{any_of(self.requests)}))"
        titled = f"{_BEGIN}{name}(?:{any_of(self.titles)})[，,：:](?:{any_of(self.requests)})"
        mentioned = rf"{_BEGIN}[@＠]{name}(?:[\u4e00-\u9fff]{{1,2}}|{any_of(self.titles)})(?=[，,：:。；）)\s]|$)"
        errand = f"[^（）()，。；]{{0,6}}(?:{any_of(self.colleagues)})[^（）()，。；]{{0,6}}(?:{any_of(self.errands)})"
        asked = f"[（(](?:请|需|待|等){errand}[^（）()，。；]{{0,6}}[）)]|(?:^|(?<=[。；！]))请{errand}"
        calls = (before + surname for before in "小老" for surname in self.surnames)
        needs = (*self.words, *calls, *self.titles, *self.errands, *"?？@＠")
        return regex(f"{any_of(self.words)}|{called}|{titled}|{mentioned}|{asked}|{_DOUBT}", needs=needs)
