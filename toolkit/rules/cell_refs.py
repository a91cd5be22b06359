"""The places that findings speak of: number cells, cover slots, paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.characters import cut
from toolkit.chinese_numerals import counted
from toolkit.filing import Entry, Filing, Indicator, Paragraph
from toolkit.filing.cover import COVER_ENTRIES
from toolkit.filing.numerals import number_text
from toolkit.finding import CellRef
from toolkit.form.expression import Number
from toolkit.form.form import PREAMBLE
from toolkit.location import NOWHERE, Location

BLANK_ZERO = "空白（计为 0）"
"""Stands for zero where the source prints none."""

_LONGEST, _UNPLACED = 60, 41


def cell_ref(filing: Filing, quantity: str) -> CellRef:
    """A number with what its source shows for it; a derived one that states nothing shows its computed value."""
    return CellRef(
        id=quantity,
        where=filing.where(quantity),
        label=filing.form.label(quantity),
        value=source_text(filing, quantity),
    )


def source_text(filing: Filing, quantity: str) -> str:
    """What the source shows for a number, as text: nothing for a blank, whatever it counts as."""
    entry = filing.inputs.get(quantity) or filing.stated.get(quantity) or Entry()
    if entry.text or entry.number is not None or quantity in filing.form.inputs:
        return entry.text or number_text(entry.number)
    return number_text(filing.number(quantity))


def in_words(filing: Filing, quantities: Sequence[str], number: Number | None) -> str:
    """``number``, which ``quantities`` come to, for a message; where all are blank it is only counted as such."""
    return BLANK_ZERO if filing.blank_zeros.issuperset(quantities) else number_text(number)


def row_words(filing: Filing, cell: str) -> str:
    """What a message calls the row of a cell: one of those that repeat by its number and name."""
    own = filing.form.cells[cell]
    name = filing.row_names.get(own.table, {}).get(own.row)
    return f"{own.row_label}（{name}）" if name else own.row_label


def cell_refs(filing: Filing, quantities: Iterable[str]) -> tuple[CellRef, ...]:
    """Each number once, in the order given."""
    return tuple(cell_ref(filing, quantity) for quantity in dict.fromkeys(quantities))


def cover_ref(filing: Filing, slot: str) -> CellRef:
    """An entry of the cover, by name; the title as the report prints it."""
    entry = COVER_ENTRIES[slot]
    value = filing.title_text if slot == "title" else str(entry.value(filing) or "")
    label = COVER_ENTRIES["title_shown"].label if slot == "title" else entry.label
    return CellRef(id=entry.slot, where=entry.where(filing), label=label, value=value)


def heading_ref(filing: Filing, section: str) -> CellRef:
    """The heading of a section as this filing words it."""
    override = filing.headings.get(section)
    place = [known.id for known in filing.form.sections].index(section)
    return CellRef(
        id=f"headings.{section}",
        where=override.where if override else NOWHERE,
        label=f"第{counted(place + 1)}部分标题",
        value=filing.heading(section),
    )


def slot_ref(filing: Filing, slot: str) -> CellRef:
    """A text slot as a whole: its first paragraph's place, or where that would stand."""
    paragraphs = filing.narrative.get(slot, ())
    section = next((known for known in filing.form.sections if known.id == slot), None)
    return CellRef(
        id=f"narrative.{slot}",
        where=paragraphs[0].where if paragraphs else filing.places.get(f"narrative.{slot}", NOWHERE),
        label=filing.heading(slot) if section else "引言",
    )


def indicator_ref(indicator: Indicator) -> CellRef:
    """The value of one of the agency's own indicators."""
    value = indicator.entry.text or number_text(indicator.entry.number)
    return CellRef(id=f"indicators.{indicator.name}", where=indicator.entry.where, label="数值", value=clipped(value))


def paragraph_ref(slot: str, paragraph: Paragraph) -> CellRef:
    """A paragraph, with the beginning of its text."""
    return CellRef(id=f"narrative.{slot}", where=paragraph.where, value=clipped(paragraph.text))


def unplaced_ref(where: Location, text: str) -> CellRef:
    """What of a report has no place in its form, with the beginning of its text."""
    return CellRef(id="unplaced", where=where, value=clipped(text, _UNPLACED))


def written_paragraphs(filing: Filing) -> Iterator[tuple[str, Paragraph]]:
    """Every paragraph as written, with its slot, in the order of the report."""
    for slot in (PREAMBLE, *(section.id for section in filing.form.sections)):
        for paragraph in filing.narrative.get(slot, ()):
            yield slot, paragraph


def clipped(text: str, longest: int = _LONGEST) -> str:
    """``text`` on one line, cut with an ellipsis where it is longer."""
    return cut(" ".join(text.split()), longest)
