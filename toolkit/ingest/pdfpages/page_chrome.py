"""Page numbers, running heads and what a browser prints around a page: none of it is the report's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.ingest.pdfpages.geometry import Box, Glyph
from toolkit.ingest.pdfpages.pages import PrintedPage
from toolkit.ingest.pdfpages.tables import RuledTable
from toolkit.ingest.pdfpages.text_lines import TextRow, lines_of
from toolkit.patterns import regex

_MARGIN = 105.0
"""Points above and below: the widest margin that is usual."""
_SAME_HEIGHT = 6.0
"""Points by which a running head may move from page to page."""
_OFTEN = 0.4
"""Of the pages: how many carry a running head at least, those for left and right pages each on half of them."""
_APART = 0.8
"""Of its size: how far from the text a bare number stands that is a page's."""
_DEEPEST = 3
"""Lines of page chrome at one edge of a page."""
_MARKED_NUMBER = regex(
    r"""
      [-—–－]{1,2} \d{1,3} [-—–－]{1,2}
    | 第\d{1,3}页 (?:[/，,]?共\d{1,3}页)?
    | \d{1,3} (?:/|of) \d{1,3}
    | page\d{1,3} (?:of\d{1,3})?
    """,
    re.VERBOSE | re.IGNORECASE,
    matches=("-3-", "—12—", "第3页，共12页", "3/12", "Page3of12"),
    misses=("3", "-3", "2025/12"),
    whole=True,
)
_BARE_NUMBER = regex(r"\d{1,3}")
_PRINTED_ON = regex(
    r"""
    \d{1,4}[/.-]\d{1,2}[/.-]\d{1,4} [,，]?[ ]?
    (?:[上下]午)?[ ]? \d{1,2}:\d\d (?::\d\d)? (?:[ ]?[AP]M)?
    """,
    re.VERBOSE | re.IGNORECASE,
    matches=("2026/1/18 上午9:30", "1/18/26, 9:30 AM"),
    misses=("2026/1/18", "2026年1月18日 9:30"),
)
_ADDRESS = regex(r"(?:https?|file)://\S+", re.IGNORECASE)

Pieces = Sequence[TextRow | RuledTable]
"""Lines and tables of a page from the top down."""


def without_page_number(page: PrintedPage) -> PrintedPage:
    """``page`` without a page number between dashes; a table's frame may hang down around it."""
    edge = [
        glyph
        for glyph in page.glyphs
        if min(_depth(glyph.box, page.box, True), _depth(glyph.box, page.box, False)) < _MARGIN
    ]
    gone: set[Glyph] = set()
    for line in lines_of(edge):
        text = "".join(glyph.text for glyph in line if not glyph.blank)
        if text.startswith(("-", "—", "–", "－")) and _MARKED_NUMBER.fullmatch(text):
            gone.update(line)
    return replace(page, glyphs=tuple(glyph for glyph in page.glyphs if glyph not in gone)) if gone else page


def without_page_chrome(pages: Mapping[int, Pieces], boxes: Mapping[int, Box]) -> dict[int, Pieces]:
    """``pages`` without the outermost lines in their margins that are page numbers, a browser's, or running heads."""
    left = dict(pages)
    for first in (True, False):
        for _ in range(_DEEPEST):
            edges = [pieces[0 if first else -1] for pieces in left.values() if pieces]
            rows = [
                row for row in edges if isinstance(row, TextRow) and _depth(row.box, boxes[row.page], first) < _MARGIN
            ]
            apart = [row for row in rows if _stands_apart(row, left[row.page], first)]
            gone = {row.page for row in rows if _is_marked(row)} | _running(rows, len(boxes)) | _counted(apart)
            for number in gone:
                left[number] = left[number][1:] if first else left[number][:-1]
    return left


def is_page_number(row: TextRow) -> bool:
    """Whether the line is nothing but the number of its page."""
    text = "".join(row.text.split())
    return bool(_MARKED_NUMBER.fullmatch(text)) or text == str(row.page)


def _depth(box: Box, page: Box, first: bool) -> float:
    """How far the middle of ``box`` is below the upper edge of the page, or above the lower one."""
    return box.middle[1] - page.top if first else page.bottom - box.middle[1]


def _is_marked(row: TextRow) -> bool:
    """Whether the line itself says that it is a page number, or what a browser prints."""
    if _MARKED_NUMBER.fullmatch("".join(row.text.split())):
        return True
    texts = [" ".join(segment.text.split()) for segment in row.segments]
    return any(_PRINTED_ON.fullmatch(text) or _ADDRESS.fullmatch(text) for text in texts)


def _stands_apart(row: TextRow, pieces: Pieces, first: bool) -> bool:
    if len(pieces) < 2:
        return True
    gap = pieces[1].box.top - row.box.bottom if first else row.box.top - pieces[-2].box.bottom
    return gap > _APART * row.size


def _counted(rows: Sequence[TextRow]) -> set[int]:
    """The pages whose edge is a bare number that counts up with the pages; of a single page, the number 1."""
    numbers = {row.page: int(row.text) for row in rows if _BARE_NUMBER.fullmatch(row.text)}
    return {
        page
        for page, number in numbers.items()
        if any(other != page and value - number == other - page for other, value in numbers.items())
        or (len(rows) == 1 and number == page)
    }


def _running(rows: Sequence[TextRow], pages: int) -> set[int]:
    """The pages whose edge stands at one height on many of them with the same words, numbers aside."""
    often = max(2, _OFTEN * pages)
    words = {row.page: "".join(filter(str.isalpha, row.text)) for row in rows}
    tops = {row.page: row.box.top for row in rows}
    return {
        page
        for page, text in words.items()
        if len(text) > 1
        and sum(words[other] == text and abs(top - tops[page]) < _SAME_HEIGHT for other, top in tops.items()) >= often
    }
