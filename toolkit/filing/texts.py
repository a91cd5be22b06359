"""Every text of a filing with its id and place."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing.model import Filing, Text


def texts_of(filing: Filing) -> Iterator[tuple[str, Text]]:
    """The texts that a report prints as they were written: the cover's, own headings, paragraphs; by id."""
    yield "cover.agency", filing.agency
    yield "cover.title", filing.title
    yield "cover.contact", filing.contact
    yield from ((f"headings.{section}", text) for section, text in filing.headings.items())
    for slot, paragraphs in filing.narrative.items():
        yield from ((f"narrative.{slot}", Text(value=each.text, where=each.where)) for each in paragraphs)
