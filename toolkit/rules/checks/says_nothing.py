"""Texts that are filled in but say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.characters import DASHES, compact_visible
from toolkit.filing import Filing
from toolkit.filing.numerals import entry_of
from toolkit.finding import Finding
from toolkit.form.dates import parse_date
from toolkit.location import NOWHERE
from toolkit.narrative import evaluate
from toolkit.patterns import regex
from toolkit.rules.cell_refs import clipped, cover_ref, paragraph_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck

_YEAR_OR_MONTH = regex(r"\d{4}年(?:度|\d{1,2}月)?")
_STOPS = "。．.，,；;：:、"


@dataclass(frozen=True, kw_only=True)
class SaysNothing(FormCheck):
    """A number or a date that is a whole paragraph; a name and a contact that are none.

    ``agency`` are words with which an agency speaks of itself, ``contact`` those that say that there is none.
    """

    agency: tuple[str, ...]
    contact: tuple[str, ...]

    variants = ("agency", "contact")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a paragraph or cell."""
        for slot, paragraph in listing.written(filing):
            if _is_bare(text := evaluate(paragraph, filing)):
                yield listing.finding(filing, [paragraph_ref(slot, paragraph)], actual=clipped(text))
        no_names = (("agency", filing.agency, self.agency), ("contact", filing.contact, (*self.contact, *DASHES)))
        for entry, held, words in no_names if listing.whole else ():
            if compact_visible(held.value).strip(_STOPS) in words:
                yield listing.finding(filing, [cover_ref(filing, entry)], variant=entry, actual=clipped(held.value))


def _is_bare(text: str) -> bool:
    plain = compact_visible(text).rstrip(_STOPS).removesuffix("%")
    number = entry_of(plain, NOWHERE)
    return (number.number is not None and not number.dash) or bool(parse_date(plain) or _YEAR_OR_MONTH.fullmatch(plain))
