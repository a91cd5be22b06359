"""The paragraphs of a text sheet, read from its header down."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Paragraph
from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.rules.cell_refs import clipped
from toolkit.workbook.plan import BODY, HEADING, KINDS, LITERAL_BODY, LITERAL_HEADING, Region
from toolkit.workbook.reading.alignment import plain
from toolkit.workbook.reading.cell_contents import CellReader, written
from toolkit.workbook.reading.source_workbook import Valueless


def paragraphs_of(contents: CellReader, slot: str, region: Region) -> tuple[tuple[Paragraph, ...], tuple[Finding, ...]]:
    """Every paragraph, one a line of a cell, without blank rows.

    An unknown 层级 counts as 正文, and words in its column without a text beside are left out; both are
    reported (WB-10). So is a paragraph that is hidden (WB-18); it is left out.
    """
    found: list[Paragraph] = []
    strange: dict[str, list[CellRef]] = {}
    hidden: list[CellRef] = []
    layout = contents.book.layout(region.sheet)
    for index in contents.rows(region):
        lines = list(_lines(contents, slot, region, index))
        text = region.cell_address("text", index)
        if lines and layout.hides(text.row, text.column):
            hidden.append(CellRef(id=f"narrative.{slot}", where=text.where, value=clipped(lines[0])))
            continue
        cell_address = region.cell_address("kind", index)
        kind = plain(written(contents.raw(cell_address))) or BODY
        if kind not in KINDS:
            cell = CellRef(id=f"narrative.{slot}", where=cell_address.where, label="层级", value=clipped(kind))
            strange.setdefault("kind" if lines else "misplaced", []).append(cell)
        heading, literal = kind in (HEADING, LITERAL_HEADING), kind in (LITERAL_BODY, LITERAL_HEADING)
        found += [Paragraph(text=line, heading=heading, where=text.where, literal=literal) for line in lines]
    return tuple(found), (*_reported(strange), *_hidden(hidden))


def prior_of(contents: CellReader, region: Region) -> tuple[str, ...]:
    """Last year's paragraphs beside, where the sheet shows them."""
    texts = (written(contents.raw(region.cell_address("prior", index))).strip() for index in contents.rows(region))
    return tuple(text for text in texts if text)


def _hidden(cells: list[CellRef]) -> Iterator[Finding]:
    if cells:
        more = f"（本表共 {len(cells)} 段）" if len(cells) > 1 else ""
        yield finding("WB-18", cells, actual=cells[0].value, more=more)


def _reported(strange: dict[str, list[CellRef]]) -> Iterator[Finding]:
    for variant, cells in strange.items():
        yield finding("WB-10", cells, variant=variant, actual=cells[0].value, expected="、".join(KINDS))


def _lines(contents: CellReader, slot: str, region: Region, index: int) -> Iterator[str]:
    content = contents.at(region.cell_address("text", index), f"narrative.{slot}")
    if not isinstance(content, Valueless):
        yield from (line.strip() for line in written(content).splitlines() if line.strip())
