"""Composes the report of a filing: sections in the order of the form, text with its figures, statutory tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.charts.data import charts_of
from toolkit.charts.poster import poster_of
from toolkit.document.blocks import Block, Document, PageMark, ReportHeading, ReportParagraph, ReportTable
from toolkit.document.content_mark import DRAFT, content_mark
from toolkit.document.printable import printable_line, printable_lines
from toolkit.document.table_splitting import split_table
from toolkit.filing import Filing, Review
from toolkit.filing.json import filing_to_json
from toolkit.filing.values import reported_text
from toolkit.form.cells import row_leaves
from toolkit.form.form import PREAMBLE
from toolkit.form.grid import GridCell
from toolkit.form.layout import grid_of
from toolkit.form.model import Node, Section
from toolkit.form.model import Table as FormTable
from toolkit.narrative import paragraphs
from toolkit.narrative.content import digest_of_filing


def compose(filing: Filing, *, mark: PageMark | None = None) -> Document:
    """The report of ``filing``.

    A number that is not known prints as what stands in its place, or as nothing: nobody said that it is 0.
    No character of the text is changed, but line breaks within a paragraph begin a new one and characters that cannot
    be printed become U+FFFD. Its data leave out who reviewed it: that is the office's own.
    """
    carried = content_mark(DRAFT if mark else digest_of_filing(filing))
    return Document(
        agency=printable_line(filing.agency.value),
        title=printable_line(filing.title_text) + filing.edition,
        year=filing.year,
        preamble=tuple(ReportParagraph(text=line) for line in _opening(filing)),
        blocks=tuple(block for section in filing.form.sections for block in _section(filing, section)),
        issued_on=filing.issued_on,
        mark=mark,
        filing_json=filing_to_json(replace(filing, review=Review(), for_review=False), content_mark=carried),
        content_mark=carried,
        subjects=filing.form.subjects,
        poster=poster_of(filing),
    )


def _opening(filing: Filing) -> Iterator[str]:
    """What a corrected edition says otherwise than the one before, then the text before the first section."""
    texts = (*(filing.correction.lines if filing.correction else ()), *(p.text for p in paragraphs(filing, PREAMBLE)))
    return (line for text in texts for line in printable_lines(text))


def _section(filing: Filing, section: Section) -> Iterator[Block]:
    yield ReportHeading(text=printable_line(filing.heading(section.id)), level=1, anchor=section.id)
    if section.table:
        *parts, last = table_blocks(filing, section.table)
        charts = tuple(charts_of(filing, section.table)) if filing.charts else ()
        yield from (*parts, replace(last, charts=charts))
    subheads = 0
    for part in paragraphs(filing, section.id):
        lines = list(printable_lines(part.text))
        if part.heading and lines:
            subheads += 1
            yield ReportHeading(text=lines.pop(0).strip(), level=2, anchor=f"{section.id}-{subheads}")
        yield from (ReportParagraph(text=line) for line in lines)


def table_blocks(filing: Filing, table: str) -> Iterator[ReportTable]:
    """A statutory table with its figures, or where it is long each of its blocks; without charts."""
    return split_table(_table(filing, filing.form.table(table)))


def _table(filing: Filing, table: FormTable) -> ReportTable:
    grid = grid_of(table, _rows(filing, table))
    cells = (
        replace(place, text=printable_line(reported_text(filing, place.cell))) if place.cell else place
        for place in grid.places
    )
    return ReportTable(
        id=table.id,
        caption=table.caption,
        widths=grid.widths,
        size=grid.size,
        landscape=grid.landscape,
        rows=grid.rows,
        header_rows=grid.header_rows,
        label_columns=grid.label_columns,
        cells=tuple(sorted(cells, key=_position)),
    )


def _rows(filing: Filing, table: FormTable) -> tuple[Node, ...] | None:
    """The rows of a table that has as many as are filled in, each with its name for a label, and their total."""
    if not table.repeat:
        return None
    names = filing.names(table.id)
    rows = (replace(row, label=names.get(key, row.label)) for key, row in row_leaves(table))
    return tuple(row for row in rows if row.id in names or not table.blocks[0].repeats(row.id))


def _position(place: GridCell) -> tuple[int, int]:
    return place.row, place.column
