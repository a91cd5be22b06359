"""Whether the cell for the agency's name holds the name alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.patterns import regex
from toolkit.rules.cell_refs import clipped, cover_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck, any_of, says

_YEAR = regex(r"\d{2,4}年度?")


@dataclass(frozen=True, kw_only=True)
class TitleInAgency(FormCheck):
    """The title of the report typed where its agency's name belongs: ``words`` stand in titles and in no name.

    ``openings`` are the words with which a title goes on after the agency and the year. Other than that the name may
    have a year or one of ``labels`` before it, or a stop or one of ``seals`` after it, as forms on paper have. Without
    a letter it is no name.
    """

    words: tuple[str, ...]
    openings: tuple[str, ...]
    labels: tuple[str, ...]
    seals: tuple[str, ...]

    variants = ("around", "nameless")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding at the cell, with the name that is left."""
        name = filing.agency.value.strip()
        cells = [cover_ref(filing, "agency")]
        bare = self._around.sub("", name)
        if says(name, self.words):
            yield listing.finding(filing, cells, actual=clipped(name), expected=self._alone(name))
        elif name and not any(map(str.isalpha, bare)):
            yield listing.finding(filing, cells, variant="nameless", actual=clipped(name))
        elif bare != name:
            yield listing.finding(filing, cells, variant="around", actual=clipped(name), expected=bare)

    @cached_property
    def _around(self) -> re.Pattern[str]:
        return regex(
            rf"^(?:{any_of(self.labels)})[:：]|^\d{{4}}年度?|(?:{any_of(self.seals)}|[。，；：、,;:.]){{1,3}}$"
        )

    def _alone(self, name: str) -> str:
        starts = [start for opening in self.openings if (start := name.find(opening)) >= 0]
        return _YEAR.sub("", name[: min(starts, default=0)]).strip()
