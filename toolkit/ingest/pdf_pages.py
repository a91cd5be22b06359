"""The process that reads a PDF: ``python -m toolkit.ingest.pdf_pages FILE`` prints its blocks as JSON.

``{"blocks": [[page, text], [page, [[cell, …], …]], …]}`` or ``{"refusal": "scanned"}``; see :mod:`toolkit.ingest.pdf`.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MOST_PAGES = 300
_MOST_MEMORY = 800_000_000  # a report takes a tenth
_MOST_EDGES = 20_000
_MOST_CHARACTERS = 60_000  # a page
_PAGE_NUMBER = re.compile(r"[-—–－\s]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:\s*[/，,共]+\s*\d+\s*页?)?[-—–－\s]*")
_BLANK = re.compile(r"(?<=[^\x00-\xff])\s+|\s+(?=[^\x00-\xff])")
_HEADING = re.compile(r"[一二三四五六七八九]、|（[一二三四五六七八九]）")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of text where it lies on its page."""

    page: int
    text: str
    left: float
    right: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The cells of a table on a page; None where a span covers a place."""

    page: int
    rows: list[list[str | None]]


def main(path: str) -> None:
    """Print what ``path`` holds; whatever a broken file does to the PDF library ends as a refusal."""
    _limit_memory()
    try:
        answer: dict[str, Any] = _read(path)
    except (Exception, RecursionError) as error:  # the library raises whatever it stumbles over
        answer = {"refusal": "locked" if "Password" in f"{type(error).__name__}{error!r}" else "damaged"}
    sys.stdout.write(json.dumps(answer))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _read(path: str) -> dict[str, Any]:
    import pdfplumber

    with pdfplumber.open(path) as document:
        if len(document.pages) > MOST_PAGES:
            return {"refusal": "long"}
        pieces: list[Row | Table] = []
        characters = images = 0
        for number, page in enumerate(document.pages, start=1):
            if len(page.chars) > _MOST_CHARACTERS or len(page.edges) > _MOST_EDGES:
                return {"refusal": "slow"}
            characters += len(page.chars)
            images += len(page.images)
            pieces += _page(page, number)
            page.close()
    text = "".join(piece.text for piece in pieces if isinstance(piece, Row))
    if characters < 20 * len(document.pages) and images:
        return {"refusal": "scanned"}
    if text.count("(cid:") > len(text) / 40:
        return {"refusal": "garbled"}
    return {"blocks": list(_blocks(pieces))}


def _page(page: Any, number: int) -> Iterator[Row | Table]:
    """Tables and lines from the top of the page down."""
    page = page.filter(lambda item: not _is_paper(item, page.width))
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    outside = page
    for table in tables:
        outside = outside.outside_bbox(table.bbox, strict=False)
    found: list[tuple[float, Row | Table]] = []
    for table in tables:
        rows = [[cell if cell is None else cell.replace("\n", "") for cell in row] for row in table.extract()]
        found.append((table.bbox[1], Table(page=number, rows=rows)))
    for line in outside.extract_text_lines():
        margin = not 0.12 < line["top"] / page.height < 0.88
        if line["text"].strip() and not (margin and _PAGE_NUMBER.fullmatch(line["text"])):
            size = statistics.median(char["size"] for char in line["chars"])
            row = Row(page=number, text=line["text"], left=line["x0"], right=line["x1"], size=size)
            found.append((line["top"], row))
    return (piece for _, piece in sorted(found, key=lambda entry: entry[0]))


def _is_paper(item: dict[str, Any], page_width: float) -> bool:
    """Whether a rectangle is paper shaded behind whole lines of text, not the ground of a table cell."""
    return (
        item["object_type"] == "rect"
        and not item.get("stroke")
        and item["width"] > 0.6 * page_width
        and item["height"] > 3
    )


def _blocks(pieces: list[Row | Table]) -> Iterator[tuple[int, str | list[list[str | None]]]]:
    """Tables as they are, lines joined into paragraphs."""
    rows = [piece for piece in pieces if isinstance(piece, Row) and len(piece.text) > 15]
    left = min((row.left for row in rows), default=0.0)
    right = max((row.right for row in rows), default=0.0)
    page, paragraph, before = 0, "", None
    for piece in pieces:
        if isinstance(piece, Row) and before and _goes_on(before, piece, left, right):
            paragraph += " " + piece.text
            before = piece
            continue
        if paragraph:
            yield page, _BLANK.sub("", paragraph).strip()
        page, before = piece.page, None
        paragraph = ""
        if isinstance(piece, Table):
            yield page, piece.rows
        else:
            paragraph, before = piece.text, piece
    if paragraph:
        yield page, _BLANK.sub("", paragraph).strip()


def _goes_on(before: Row, row: Row, left: float, right: float) -> bool:
    """Whether ``row`` continues the paragraph of ``before``: not indented, the line before full, no heading."""
    full = before.right > right - 2.5 * before.size
    return full and row.left < left + row.size and not _HEADING.match(row.text)


if __name__ == "__main__":
    main(sys.argv[1])
