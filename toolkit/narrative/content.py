"""What a reader of the report sees, id by id, and the digest that a round of review is signed over."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Filing
from toolkit.filing.cover import COVER_ENTRIES, CoverKind
from toolkit.filing.review import Content, content_digest
from toolkit.filing.values import displayed_value, reported_text
from toolkit.form.references import Family, Slot
from toolkit.narrative.evaluation import paragraphs

HEADING_MARK = "# "
"""Before a sub-head among the lines of a text; a paragraph that begins as one would has a backslash before it."""
_UNSEEN = "for_review"
"""The entry of the cover that says how the report comes about, and nothing in it."""


def content_of(filing: Filing) -> Content:
    """The cover, headings, figures as they are printed, and each text slot with its figures, a paragraph a line.

    It is the same whatever carries the filing: formats, places, rounds and what is empty are no part of it.
    """
    return {key: text for key, text in _parts(filing) if text}


def digest_of_filing(filing: Filing) -> str:
    """:func:`content_digest` of what the report of ``filing`` says."""
    return content_digest(content_of(filing))


def _parts(filing: Filing) -> Iterator[tuple[str, str]]:
    form = filing.form
    yield "form", form.id
    for entry in COVER_ENTRIES.values():
        if entry.kind is not CoverKind.SHOWN and entry.name != _UNSEEN and entry.belongs_to(form):
            yield entry.slot, _shown(entry.value(filing))
    yield str(Slot(Family.COVER, "title")), filing.title_text
    yield from ((str(Slot(Family.HEADING, each.id)), filing.heading(each.id)) for each in form.sections)
    for quantity in (*form.cells, *form.fields):
        if quantity not in filing.absent:
            yield quantity, _shown(reported_text(filing, quantity))
    for own in filing.indicators:
        figure = _shown(displayed_value(own.entry))
        yield str(Slot(Family.INDICATOR, own.name)), f"{figure}{own.unit}" if figure else ""
    for slot in form.text_slots:
        yield str(Slot(Family.TEXT, slot)), "\n".join(_lines(filing, slot))


def _lines(filing: Filing, slot: str) -> Iterator[str]:
    for paragraph in paragraphs(filing, slot):
        text = _shown(paragraph.text)
        yield f"{HEADING_MARK}{text}" if paragraph.heading else "\n".join(map(_unmarked, text.splitlines()))


def _unmarked(line: str) -> str:
    return f"\\{line}" if line.startswith((HEADING_MARK, "\\")) else line


def _shown(value: object) -> str:
    """A value as one reads it: blanks at its ends and line breaks of another system make no other text."""
    return "" if value is None else "\n".join(line.strip() for line in str(value).splitlines()).strip()
