"""A printed report as a PDF."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from itertools import count

import typst

from tests.ingest.printed import Cell, Item, Line, Printed, Table

_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
_SETTINGS = """#set page(paper: "a4", margin: 2cm)
#set text(font: ("Noto Serif CJK SC", "FandolSong"), size: 8pt)
#set table(stroke: 0.5pt)
"""


def to_pdf(report: Printed) -> bytes:
    """The report on A4 pages, its tables ruled."""
    content = typst.compile((_SETTINGS + "\n".join(map(_item, report.everything))).encode())
    assert isinstance(content, bytes)
    return content


def _item(item: Item) -> str:
    if isinstance(item, Line):
        return f"#par({_text(item.text)})\n"
    if not item.rows:
        return ""
    placed = list(_placed(item))
    width = max(x + cell.columns for x, _, cell in placed)
    return f"#table(columns: {width}, {', '.join(_cell(*each) for each in placed)})\n"


def _placed(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """The cells with their column and row: each in the first columns that no cell above reaches into."""
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(table.rows):
        start = 0
        for cell in row:
            start = x = next(x for x in count(start) if all((x + i, y) not in taken for i in range(cell.columns)))
            taken |= {(x + i, y + j) for i in range(cell.columns) for j in range(cell.rows)}
            yield x, y, cell


def _cell(x: int, y: int, cell: Cell) -> str:
    inner = f"image(bytes({tuple(_PICTURE)}), width: 20pt)" if cell.text.startswith("<img") else _text(cell.text)
    return f"table.cell(x: {x}, y: {y}, rowspan: {cell.rows}, colspan: {cell.columns}, {inner})"


def _text(text: str) -> str:
    """A string, which JSON and Typst write alike."""
    return f"text({json.dumps(text, ensure_ascii=False)})"
