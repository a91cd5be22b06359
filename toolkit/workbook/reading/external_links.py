"""Cells to be filled in whose formula takes its value out of another file (WB-21)."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.finding.catalogue import finding
from toolkit.finding.model import Finding
from toolkit.patterns import regex
from toolkit.workbook.reading.binding import Binding
from toolkit.workbook.reading.listed_cells import MOST_LISTED, listed_cell
from toolkit.workbook.reading.source_workbook import Formula, SourceWorkbook

_ELSEWHERE = regex(
    r"\[[^\[\]!\"]{1,255}\][^\[\]!\"]{0,80}!",
    matches=("[1]Sheet1!", "[台账.xlsx]一月'!"),
    misses=("Sheet1!", "表1[列]", '"[1]"&A1'),
)
_LONGEST = 8_192


def external_findings(book: SourceWorkbook, binding: Binding) -> Iterator[Finding]:
    """One note about all such cells: what they show is what the other file held when somebody last computed them."""
    found = [
        listed_cell(sheet, *place, book.calculated(sheet, *place))
        for sheet in binding.sheets.values()
        for place in sorted(filter(binding.reads(sheet), _linked(book, sheet)))
    ]
    if found:
        more = f"（共 {len(found)} 格）" if len(found) > 1 else ""
        yield finding("WB-21", found[:MOST_LISTED], actual=found[0].value, more=more)


def _linked(book: SourceWorkbook, sheet: str) -> Iterator[tuple[int, int]]:
    for place, content in book.cells(sheet).items():
        if isinstance(content, Formula) and _ELSEWHERE.search(content.text[:_LONGEST]):
            yield place
