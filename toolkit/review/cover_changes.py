"""What changed between the covers of two reports, entry by entry, of what a report prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.filing import Filing, Source
from toolkit.filing.cover import COVER_ENTRIES, CoverEntry
from toolkit.form.dates import format_chinese_date
from toolkit.location import Location
from toolkit.review.plain_text import plain_text


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverComparison:
    """An entry, its place in the first, and what each prints; ``read``: whether the second says it."""

    entry: CoverEntry
    where: Location
    before: str
    after: str
    read: bool

    @property
    def same(self) -> bool:
        """Whether both print the same, by :func:`~toolkit.review.plain_text.plain_text`."""
        return plain_text(self.before) == plain_text(self.after)


def compare_covers(before: Filing, after: Filing) -> Iterator[CoverComparison]:
    """Agency, title and date."""
    titled = after.source is not Source.REPORT or bool(after.title.value or after.title.where)
    title = after.title_text if titled else ""
    for name, where, own, other, read in (
        ("agency", before.agency.where, before.agency.value, after.agency.value, bool(after.agency.value)),
        ("title", before.title.where or before.year_where, before.title_text, title, titled),
        ("issued_on", before.issued_on_where, _date(before), _date(after), after.issued_on is not None),
    ):
        yield CoverComparison(entry=COVER_ENTRIES[name], where=where, before=own, after=other, read=read)


def _date(filing: Filing) -> str:
    return format_chinese_date(filing.issued_on) if filing.issued_on else ""
