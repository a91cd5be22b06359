"""The report as plain text: one reading order, each table cell on a line of its own, row by row."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.document.blocks import DRAFT_MARK, Document, ReportTable
from toolkit.document.number_labels import rows_of


def render(document: Document) -> bytes:
    """UTF-8 text; lines end with a line feed."""
    return ("\n".join(_lines(document)).strip("\n") + "\n").encode()


def _lines(document: Document) -> Iterator[str]:
    if document.draft:
        yield from (DRAFT_MARK, "")
    yield from (document.agency, document.title, "")
    yield from (opening.text for opening in document.preamble)
    for block in document.blocks:
        if isinstance(block, ReportTable):
            yield from _table(block)
        else:
            yield block.text
    yield from ("", document.agency, document.date)


def _table(table: ReportTable) -> Iterator[str]:
    for _, cells in rows_of(table):
        yield ""
        yield from (cell.text for cell in cells)
    yield ""
