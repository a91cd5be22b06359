"""Whether the cell for the agency's name holds the name alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.patterns import regex
from toolkit.rules.checks.listing import FormCheck, Listing
from toolkit.rules.places import clipped, cover_ref

_YEAR = regex(r"\d{2,4}年度?")


@dataclass(frozen=True, kw_only=True)
class TitleInAgency(FormCheck):
    """The title of the report typed where its agency's name belongs: ``words`` stand in titles and in no name.

    ``openings`` are the words with which a title goes on after the agency and the year.
    """

    words: tuple[str, ...]
    openings: tuple[str, ...]

    def run(self, filing: Filing, listing: Listing) -> Iterator[Finding]:
        """One finding at the cell, with the name that is left without the title."""
        name = filing.agency.value
        if any(word in name for word in self.words):
            cells = [cover_ref(filing, "agency")]
            yield listing.finding(filing, cells, actual=clipped(name), expected=self._alone(name))

    def _alone(self, name: str) -> str:
        starts = [start for opening in self.openings if (start := name.find(opening)) >= 0]
        return _YEAR.sub("", name[: min(starts, default=0)]).strip()
