"""A PDF as paragraphs and tables, with what on its pages is neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from toolkit.bounds import PDF_PAGES, REPORT_CELLS
from toolkit.ingest.blocks import MOST_CHARACTERS
from toolkit.ingest.pdfpages.geometry import Box, Glyph
from toolkit.ingest.pdfpages.joined_rows import rejoined
from toolkit.ingest.pdfpages.page_chrome import Pieces, is_page_number, without_page_chrome, without_page_number
from toolkit.ingest.pdfpages.pages import PrintedPage, pages
from toolkit.ingest.pdfpages.paragraphs import blocks_of
from toolkit.ingest.pdfpages.tables import RuledTable, ruled_tables
from toolkit.ingest.pdfpages.text_lines import TextRow, rows_of, sideways_rows

_FEWEST_SIGNS = 20
"""Of a page with text; where the pages have fewer, and pictures, they were scanned."""
_QUOTE = 100
"""Signs by which what was left out is named."""
_ORNAMENT, _PAPER = 0.01, 0.9
"""Of the page: a smaller picture is a sign or a logo, a larger one behind text is paper."""


class RefusedDocument(Exception):
    """A document that is not read; ``reason`` is ``scanned``, ``garbled`` or ``long``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Extraction:
    """What a document holds. ``unread`` is what was left out, as kind, page and the text as far as there is one."""

    blocks: list[tuple[int, str | RuledTable]] = field(default_factory=list)
    unread: list[tuple[str, int, str]] = field(default_factory=list)


def read_document(file: BinaryIO) -> Extraction:
    """All of a document; :class:`RefusedDocument`, or whatever pdfminer raises for a file that it cannot read."""
    boxes: dict[int, Box] = {}
    upright: dict[int, Pieces] = {}
    sideways: dict[int, list[TextRow]] = {}
    reading = Extraction()
    signs = hidden = cells = 0
    for page in map(without_page_number, pages(file)):
        if page.number > PDF_PAGES:
            raise RefusedDocument("long")
        boxes[page.number] = page.box
        signs += len(page.glyphs) + len(page.sideways)
        hidden += page.unseen
        tables, rest = ruled_tables(page)
        pieces: list[TextRow | RuledTable] = [*tables, *rows_of(_visible(rest.glyphs), page.number)]
        upright[page.number] = sorted(pieces, key=lambda piece: piece.box.top)
        turned = sideways_rows(_visible(rest.sideways), page.box, page.number)
        sideways[page.number] = [row for row in turned if not is_page_number(row)]
        cells += sum(len(row) for table in tables for row in table.rows)
        reading.unread += _left_out(page)
        if signs > MOST_CHARACTERS or cells > REPORT_CELLS:
            raise RefusedDocument("long")
    if hidden > signs or (signs < _FEWEST_SIGNS * len(boxes) and any(kind == "page" for kind, _, _ in reading.unread)):
        raise RefusedDocument("scanned")
    kept = rejoined(without_page_chrome(upright, boxes))
    shown = [piece for number in boxes for piece in (*kept[number], *sideways[number])]
    text = "".join(piece.text for piece in shown if isinstance(piece, TextRow))
    if text.count("(cid:") > len(text) / 40:
        raise RefusedDocument("garbled")
    reading.blocks = list(blocks_of(shown, boxes))
    return reading


def _visible(glyphs: Iterable[Glyph]) -> list[Glyph]:
    return [glyph for glyph in glyphs if not glyph.doubtful]


def _left_out(page: PrintedPage) -> Iterator[tuple[str, int, str]]:
    doubtful = "".join(glyph.text for glyph in (*page.glyphs, *page.sideways) if glyph.doubtful)
    kinds = {"default": doubtful, "watermark": page.aslant, "beyond": page.beyond, "layer": page.layered}
    for kind, text in kinds.items():
        if text.strip():
            yield kind, page.number, text.strip()[:_QUOTE]
    sizes = [picture.area / page.box.area for picture in page.pictures]
    if len(page.glyphs) < _FEWEST_SIGNS and any(size > _PAPER / 2 for size in sizes):
        yield "page", page.number, ""
    else:
        yield from (("picture", page.number, "") for size in sizes if _ORNAMENT < size < _PAPER)
