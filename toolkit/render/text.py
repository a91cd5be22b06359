"""The report as plain text: each cell of a table on a line of its own behind a tab, an empty line after each row.

Word and browsers write tables so where they are saved or copied as text; rows and blank cells can be made out when it
is read again.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.document.blocks import Document, ReportTable
from toolkit.document.number_labels import rows_of


def render(document: Document) -> bytes:
    """UTF-8 text; lines end with a line feed."""
    return ("\n".join(_lines(document)).strip("\n") + "\n").encode()


def _lines(document: Document) -> Iterator[str]:
    if document.mark:
        yield from (document.mark, "")
    yield from (document.agency, document.title, "")
    yield from (opening.text for opening in document.preamble)
    for block in document.blocks:
        if isinstance(block, ReportTable):
            yield from _table(block)
        else:
            yield block.text
    if document.signed:
        yield from ("", document.agency, document.date)


def _table(table: ReportTable) -> Iterator[str]:
    for _, cells in rows_of(table):
        yield ""
        yield from (f"\t{cell.text}" for cell in cells)
    yield ""
