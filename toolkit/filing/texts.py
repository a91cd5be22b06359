"""Every text of a filing with its id and place."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing.cover import cover_texts
from toolkit.filing.model import Filing, Text
from toolkit.form.references import Family, Slot


def texts_of(filing: Filing) -> Iterator[tuple[Slot, Text]]:
    """The texts that a report prints as they were written: the cover's, own headings, paragraphs."""
    yield from ((Slot(Family.COVER, name), text) for name, text in cover_texts(filing).items())
    yield from ((Slot(Family.HEADING, section), text) for section, text in filing.headings.items())
    for slot, paragraphs in filing.narrative.items():
        own = Slot(Family.TEXT, slot)
        yield from ((own, Text(value=each.text, where=each.where)) for each in paragraphs)
