"""Turns the blocks of a report into a filing: the form, the sections, the tables, the text, and whose it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from toolkit.characters import without_hidden
from toolkit.chinese_numerals import TO_TEN
from toolkit.filing import Filing, Paragraph, Source, Text, Unplaced
from toolkit.finding import Finding
from toolkit.form import Form, Forms
from toolkit.form.form import PREAMBLE
from toolkit.form.model import Table
from toolkit.ingest.blocks import Block, SourceGrid, SourceLine
from toolkit.ingest.cover import cover_of
from toolkit.ingest.dates import period_year
from toolkit.ingest.doubtful_blanks import doubtful_blanks
from toolkit.ingest.duplicate_reports import without_copy
from toolkit.ingest.duplicate_tables import read_printings
from toolkit.ingest.form_recognition import RecognisedForm, recognise_form
from toolkit.ingest.headings import is_headlike
from toolkit.ingest.identity import title_of
from toolkit.ingest.note_marks import unspaced
from toolkit.ingest.reading_findings import (
    copy_findings,
    correction_findings,
    form_findings,
    order_findings,
    section_findings,
    struck_findings,
)
from toolkit.ingest.sections import Sections, sections_of
from toolkit.ingest.stated_fields import stated_fields
from toolkit.ingest.table_of_contents import without_contents
from toolkit.ingest.table_reading import TableReading
from toolkit.location import NOWHERE
from toolkit.patterns import regex

_SUBHEAD = regex(rf"[（(][{TO_TEN}]{{1,3}}[）)]\s*\S.{{0,40}}")
_TITLE_LINES = 80  # among the first lines of a page, page chrome included, the title is


def filing_of(blocks: Sequence[Block], forms: Forms, form: Form | None = None) -> tuple[Filing, tuple[Finding, ...]]:
    """The filing that ``blocks`` show and what was odd about reading it; the form is one of ``forms`` unless given.

    Text is literal and as printed; what has no place in the form is kept in ``unplaced`` and reported.
    """
    blocks, copy = without_copy(blocks)
    blocks, of_contents = without_contents(blocks)
    odd = (*of_contents, *copy_findings(copy), *order_findings(blocks), *struck_findings(blocks))
    blocks = tuple(block for block in blocks if isinstance(block, SourceGrid) or unspaced(block.text))
    known = RecognisedForm(form=form) if form else _recognised(blocks, forms)
    form = known.form
    sections = sections_of(form, blocks)
    cover = cover_of(form, sections)
    level = form.level_of_name(cover.agency.value)
    readings = [_read(form, table, sections) for table in form.tables]
    entries = {identity: entry for reading in readings for identity, entry in reading.entries.items()}
    doubts = doubtful_blanks(form, entries)
    entries = {identity: entry for identity, entry in entries.items() if identity not in doubts.cells}
    findings = [*form_findings(known), *odd]
    findings += (each for reading in readings for each in reading.findings)
    findings += doubts.findings
    findings += correction_findings(cover.correction, cover.corrected)
    reported, unplaced = section_findings(form, sections, cover.left)
    filing = Filing(
        form=form,
        source=Source.REPORT,
        agency=cover.agency,
        year=cover.year,
        year_where=cover.year_where,
        level=level,
        level_where=cover.agency.where if level else NOWHERE,
        title=cover.title,
        issued_on=cover.issued_on,
        issued_on_where=cover.issued_on_where,
        inputs={identity: entry for identity, entry in entries.items() if not form.cells[identity].of}
        | stated_fields(form, cover.year, sections.lines),
        stated={identity: entry for identity, entry in entries.items() if form.cells[identity].of},
        headings=dict(_reworded(form, sections)),
        narrative=dict(_narrative(form, sections, cover.preamble)),
        unplaced=(*_unread(readings), *unplaced),
        correction=cover.correction,
    )
    return filing, (*findings, *reported)


def _read(form: Form, table: Table, sections: Sections) -> TableReading:
    pieces, units = sections.tables.get(table.id, ()), sections.units.get(table.id, frozenset())
    return read_printings(form, table, pieces, paged=sections.paged, units=units)


def _recognised(blocks: Sequence[Block], at_hand: Forms) -> RecognisedForm:
    lines = [block for block in blocks if isinstance(block, SourceLine)]
    above = lines[:_TITLE_LINES]
    forms = {(form.subject, form.subjects): form for form in map(at_hand.form, at_hand.available)}
    titled = (title.year for form in forms.values() if (title := title_of(above, form)))
    year = next(filter(None, (*titled, *map(_period, above))), None)
    cells = (cell.text for block in blocks if isinstance(block, SourceGrid) for row in block.rows for cell in row)
    return recognise_form([*cells, *(line.text for line in lines)], year, at_hand)


def _period(line: SourceLine) -> int | None:
    return period_year(line.text)


def _reworded(form: Form, sections: Sections) -> Iterator[tuple[str, Text]]:
    """Headings that are not the form's own words."""
    for section, line in sections.headings.items():
        if unspaced(line.text) != unspaced(form.section(section).heading):
            yield section, Text(value=without_hidden(line.text), where=line.where)


def _narrative(
    form: Form, sections: Sections, preamble: Sequence[SourceLine]
) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
    for slot in form.text_slots:
        lines = preamble if slot == PREAMBLE else sections.lines[slot]
        subheads = frozenset() if slot == PREAMBLE else frozenset(map(unspaced, form.section(slot).subheads))
        yield slot, tuple(_paragraph(line, subheads) for line in lines)


def _paragraph(line: SourceLine, subheads: Collection[str]) -> Paragraph:
    """The line as printed; a sub-head where the source says so, the form has it, or it is numbered and no sentence."""
    numbered = bool(_SUBHEAD.fullmatch(line.text) and is_headlike(line))
    heading = line.level > 0 or numbered or unspaced(line.text) in subheads
    return Paragraph(text=line.text, heading=heading, where=line.where, literal=True)


def _unread(readings: Sequence[TableReading]) -> Iterator[Unplaced]:
    return (piece for reading in readings for piece in reading.unplaced)
