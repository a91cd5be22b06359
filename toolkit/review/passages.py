"""The text of a report as it is published: headings and paragraphs in order, each with what staff call its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.filing import Filing, Paragraph
from toolkit.form.form import PREAMBLE
from toolkit.form.references import Family, Slot
from toolkit.location import NOWHERE, Location
from toolkit.narrative import paragraphs
from toolkit.workbook.slot_labels import label_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPassage:
    """A heading or a paragraph with its figures filled in; ``label`` is its place in the ``section``."""

    text: str
    slot: Slot
    section: str
    label: str
    where: Location = NOWHERE


def passages_of(filing: Filing) -> tuple[PrintedPassage, ...]:
    """Every heading and paragraph that the report of ``filing`` prints, in its order; tables and cover left out."""
    return tuple(_passages(filing))


def _passages(filing: Filing) -> Iterator[PrintedPassage]:
    yield from _paragraphs(filing, PREAMBLE)
    for section in filing.form.sections:
        slot = Slot(Family.HEADING, section.id)
        own = filing.headings.get(section.id)
        yield PrintedPassage(
            text=filing.heading(section.id),
            slot=slot,
            section=section.heading,
            label=label_of(filing.form, str(slot)),
            where=own.where if own else NOWHERE,
        )
        yield from _paragraphs(filing, section.id)


def _paragraphs(filing: Filing, section: str) -> Iterator[PrintedPassage]:
    slot = Slot(Family.TEXT, section)
    name = label_of(filing.form, str(slot))
    parts: tuple[Paragraph, ...] = paragraphs(filing, section)
    for number, part in enumerate(parts, start=1):
        yield PrintedPassage(text=part.text, slot=slot, section=name, label=f"{name}，第{number}段", where=part.where)
