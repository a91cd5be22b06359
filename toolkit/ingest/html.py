"""Web pages, saved ones with all their furniture included. Nothing is fetched, no entity but HTML's own is expanded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree, html

from toolkit.ingest.source import Block, Cell, Grid, Line

_SKIPPED = frozenset({"head", "script", "style", "noscript", "template", "select", "button", "iframe", "object", "svg"})
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|em|font|i|ins|kbd|label|mark|o:p|q|s|samp|small|span|st1:.*|strike|strong"
    "|sub|sup|time|tt|u|var|wbr"
)
_ASIDE = frozenset({"nav", "footer", "aside"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_WRAPPED = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])")
_SECTION = re.compile(r"[一二三四五六]\s*[、.．,，]\s*\S{2,30}")
_LONGEST_CELL = 400  # a cell that holds more is a frame around text, not a cell of a statutory table
_WIDEST_SPAN = 1000


@dataclass(slots=True)
class _Piece:
    """A block with the element that holds it."""

    block: Block
    holder: html.HtmlElement


def html_blocks(text: str) -> Iterator[Block]:
    """Blocks of a web page; what lies outside the smallest element around all section headings is aside."""
    pieces = [piece for root in _roots(text) for piece in _Walk().pieces(root)]
    main = _main([piece.holder for piece in pieces if _is_heading(piece.block)])
    paragraphs = grids = 0
    for piece in pieces:
        around = [piece.holder, *piece.holder.iterancestors()]
        aside = (main is not None and main not in around) or any(element.tag in _ASIDE for element in around)
        if isinstance(piece.block, Line):
            paragraphs += 1
            yield replace(piece.block, where=f"第{paragraphs}段", aside=aside)
        else:
            grids += 1
            yield replace(piece.block, aside=aside)


def _roots(text: str) -> Iterator[html.HtmlElement]:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return
    yield root


def _is_heading(block: Block) -> bool:
    return isinstance(block, Line) and bool(_SECTION.fullmatch(block.text))


def _main(headings: list[html.HtmlElement]) -> html.HtmlElement | None:
    """The smallest element around ``headings``; None where they are too few to tell."""
    if len(headings) < 3:
        return None
    chains = [[element, *element.iterancestors()][::-1] for element in headings]
    common = None
    for level in zip(*chains, strict=False):
        if any(element is not level[0] for element in level):
            break
        common = level[0]
    return common


class _Walk:
    """One pass over a page, gathering inline text until a block begins or ends."""

    def __init__(self) -> None:
        self._text: list[str] = []

    def pieces(self, root: html.HtmlElement) -> Iterator[_Piece]:
        """The blocks below ``root`` in reading order (a loop with its own stack: pages may nest deeply)."""
        stack: list[tuple[html.HtmlElement, bool]] = [(root, True)]
        while stack:
            element, entering = stack.pop()
            inline = _is_inline(element)
            if not entering:
                if not inline:
                    yield from self._flush(element)
                self._text.append(element.tail or "")
                continue
            stack.append((element, False))
            if _skipped(element):
                continue
            if not inline:
                yield from self._flush(element.getparent() if element.getparent() is not None else element)
            grid = _grid(element) if element.tag == "table" else None
            if grid:
                yield _Piece(grid, element)
                continue
            self._text.append(element.text or "")
            stack += [(child, True) for child in reversed(element)]

    def _flush(self, holder: html.HtmlElement) -> Iterator[_Piece]:
        text = "".join(self._text)
        self._text.clear()
        lines = text.splitlines() if holder.tag == "pre" else [_collapsed(text)]
        for line in lines:
            if line.strip():
                yield _Piece(Line(text=line.strip(), level=_level(holder)), holder)


def _is_inline(element: html.HtmlElement) -> bool:
    return isinstance(element.tag, str) and bool(_INLINE.fullmatch(element.tag))


def _collapsed(text: str) -> str:
    """White space as a browser shows it, but no blank where a line of Chinese was wrapped in the source."""
    return re.sub(r"[ \t\r\n\f]+", " ", _WRAPPED.sub("", text))


def _level(element: html.HtmlElement) -> int:
    for holder in (element, *element.iterancestors()):
        if holder.tag in _HEADINGS:
            return _HEADINGS[holder.tag]
        if not _is_inline(holder) and holder.tag != "br":
            return 0
    return 0


def _skipped(element: html.HtmlElement) -> bool:
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
    return not isinstance(element.tag, str) or element.tag in _SKIPPED or bool(hidden)


def _grid(table: html.HtmlElement) -> Grid | None:
    """The table's cells; None for a table that only lays out a page."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows = list(_rows(table))
    cells = [cell for row in rows for cell in row]
    if len(cells) < 2 or any(len(cell.text) > _LONGEST_CELL for cell in cells):
        return None
    return Grid(rows=tuple(rows))


def _rows(table: html.HtmlElement) -> Iterator[tuple[Cell, ...]]:
    """Rows with the column at which each cell begins, spans from above counted as far as they can be believed."""
    covered: dict[int, int] = {}  # column → rows still covered from above
    for row in table.iter("tr"):
        cells = []
        column = 0
        below = {place: left - 1 for place, left in covered.items() if left > 1}
        for element in row.iterchildren("td", "th"):
            while column in covered:
                column += 1
            span = _span(element, "colspan")
            cells.append(Cell(text=_cell_text(element), column=column, span=span))
            for place in range(column, column + span):
                below[place] = _span(element, "rowspan") - 1
            column += span
        covered = {place: left for place, left in below.items() if left > 0}
        yield tuple(cells)


def _cell_text(element: html.HtmlElement) -> str:
    """The text of a cell, a line for each of its paragraphs."""
    lines = [piece.block.text for piece in _Walk().pieces(element) if isinstance(piece.block, Line)]
    return "\n".join(lines)


def _span(element: html.HtmlElement, name: str) -> int:
    digits = re.fullmatch(r"\s*(\d{1,4})\s*", element.get(name) or "")
    return min(max(int(digits[1]), 1), _WIDEST_SPAN) if digits else 1
