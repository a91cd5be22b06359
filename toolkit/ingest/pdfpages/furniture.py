"""Page numbers, running heads and what a browser prints around a page: none of it is the report's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.ingest.pdfpages.geometry import Box, Glyph
from toolkit.ingest.pdfpages.pages import Page
from toolkit.ingest.pdfpages.rows import Row, lines_of

_MARGIN = 105.0
"""Points above and below: the widest margin that is usual."""
_SAME_HEIGHT = 6.0
"""Points by which a running head may move from page to page."""
_OFTEN = 0.4
"""Of the pages: how many carry a running head at least, those for left and right pages each on half of them."""
_PAGE_NUMBER = re.compile(
    r"[-—–－·]{0,3}(?:第|page)?\d{1,3}页?(?:(?:/|／|of|[，,]?共)\d{1,3}页?)?[-—–－·]{0,3}", re.IGNORECASE
)
_MARKED_NUMBER = re.compile(r"[-—–－]{1,2}\d{1,3}[-—–－]{1,2}|第\d{1,3}页.{0,6}")
_PRINTED_ON = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[,，]? ?(?:[上下]午)? ?\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?|file)://\S+", re.IGNORECASE)


def without_page_number(page: Page) -> Page:
    """``page`` without a page number that says it is one; a table's frame may hang down around it."""
    edge = [glyph for glyph in page.glyphs if _in_margin(glyph.box, page.box)]
    gone: set[Glyph] = set()
    for line in lines_of(edge):
        if _MARKED_NUMBER.fullmatch("".join(glyph.text for glyph in line if not glyph.blank)):
            gone.update(line)
    return replace(page, glyphs=tuple(glyph for glyph in page.glyphs if glyph not in gone)) if gone else page


def without_furniture(rows: Sequence[Row], boxes: Mapping[int, Box]) -> list[Row]:
    """``rows`` of all pages without those in a margin that are page numbers, a browser's, or running heads."""
    margins = [row for row in rows if _in_margin(row.box, boxes[row.page])]
    running = _running(margins, len(boxes))
    gone = {id(row) for row in margins if id(row) in running or _is_furniture(row)}
    return [row for row in rows if id(row) not in gone]


def _in_margin(box: Box, page: Box) -> bool:
    return not page.top + _MARGIN < box.middle[1] < page.bottom - _MARGIN


def _is_furniture(row: Row) -> bool:
    if _PAGE_NUMBER.fullmatch("".join(row.text.split())):
        return True
    texts = [" ".join(piece.text.split()) for piece in row.pieces]
    return any(_PRINTED_ON.fullmatch(text) or _ADDRESS.fullmatch(text) for text in texts)


def _running(rows: Sequence[Row], pages: int) -> set[int]:
    """The lines (by identity) that stand at one height on many pages with the same text, numbers aside."""
    alike: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        alike[re.sub(r"[\d\s]+", "", row.text)].append(row)
    often = max(2, _OFTEN * pages)
    return {
        id(row)
        for group in alike.values()
        if len(group) >= often
        for row in group
        if len({other.page for other in group if abs(other.box.top - row.box.top) < _SAME_HEIGHT}) >= often
    }
