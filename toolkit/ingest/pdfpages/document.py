"""A PDF as paragraphs and tables, with what on its pages is neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from toolkit.bounds import PDF_CELLS, PDF_PAGES
from toolkit.ingest.pdfpages.furniture import without_furniture, without_page_number
from toolkit.ingest.pdfpages.geometry import Box, Glyph
from toolkit.ingest.pdfpages.pages import Page, pages
from toolkit.ingest.pdfpages.paragraphs import blocks_of
from toolkit.ingest.pdfpages.rows import Row, rows_of, sideways_rows
from toolkit.ingest.pdfpages.tables import Ruled, ruled_tables
from toolkit.ingest.source import MOST_CHARACTERS

_FEWEST_SIGNS = 20
"""Of a page with text; where the pages have fewer, and pictures, they were scanned."""
_QUOTE = 100
"""Signs by which what was left out is named."""
_ORNAMENT, _PAPER = 0.01, 0.9
"""Of the page: a smaller picture is a sign or a logo, a larger one behind text is paper."""


class Refused(Exception):
    """A document that is not read; ``reason`` is ``scanned``, ``garbled`` or ``long``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Reading:
    """What a document holds. ``unread`` is what was left out, as kind, page and the text as far as there is one."""

    blocks: list[tuple[int, str | Ruled]] = field(default_factory=list)
    unread: list[tuple[str, int, str]] = field(default_factory=list)


def read_document(file: BinaryIO) -> Reading:
    """All of a document; :class:`Refused`, or whatever pdfminer raises for a file that it cannot read."""
    boxes: dict[int, Box] = {}
    pieces: list[Row | Ruled] = []
    reading = Reading()
    signs = hidden = cells = 0
    for page in map(without_page_number, pages(file)):
        if page.number > PDF_PAGES:
            raise Refused("long")
        boxes[page.number] = page.box
        signs += len(page.glyphs) + len(page.sideways)
        hidden += page.unseen
        found = list(_pieces(page))
        pieces += found
        cells += sum(len(row) for piece in found if isinstance(piece, Ruled) for row in piece.rows)
        reading.unread += _left_out(page)
        if signs > MOST_CHARACTERS or cells > PDF_CELLS:
            raise Refused("long")
    if hidden > signs or (signs < _FEWEST_SIGNS * len(boxes) and any(kind == "page" for kind, _, _ in reading.unread)):
        raise Refused("scanned")
    rows = [piece for piece in pieces if isinstance(piece, Row)]
    text = "".join(row.text for row in rows)
    if text.count("(cid:") > len(text) / 40:
        raise Refused("garbled")
    kept = {id(row) for row in without_furniture(rows, boxes)}
    shown = [piece for piece in pieces if isinstance(piece, Ruled) or id(piece) in kept]
    reading.blocks = list(blocks_of(shown, boxes))
    return reading


def _pieces(page: Page) -> Iterator[Row | Ruled]:
    """Tables and lines from the top of the page down, then what runs sideways."""
    tables = ruled_tables(page)
    upright = rows_of(_visible(_outside(page.glyphs, tables)), page.number)
    pieces: list[Row | Ruled] = [*tables, *upright]
    yield from sorted(pieces, key=lambda piece: piece.box.top)
    yield from sideways_rows(list(_visible(_outside(page.sideways, tables))), page.box, page.number)


def _outside(glyphs: Iterable[Glyph], tables: list[Ruled]) -> Iterator[Glyph]:
    return (glyph for glyph in glyphs if not any(table.box.holds(glyph.box.middle) for table in tables))


def _visible(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    return (glyph for glyph in glyphs if not glyph.doubtful)


def _left_out(page: Page) -> Iterator[tuple[str, int, str]]:
    doubtful = "".join(glyph.text for glyph in (*page.glyphs, *page.sideways) if glyph.doubtful)
    for kind, text in (("default", doubtful), ("watermark", page.aslant), ("beyond", page.beyond)):
        if text.strip():
            yield kind, page.number, text.strip()[:_QUOTE]
    area = page.box.width * page.box.height
    sizes = [picture.width * picture.height / area for picture in page.pictures]
    if len(page.glyphs) < _FEWEST_SIGNS and any(size > _PAPER / 2 for size in sizes):
        yield "page", page.number, ""
    else:
        yield from (("picture", page.number, "") for size in sizes if _ORNAMENT < size < _PAPER)
