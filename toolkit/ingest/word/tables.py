"""Tables of a Word file: those that hold a report's figures as grids, those that lay out a page as what they frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from toolkit.bounds import TABLE_SPAN
from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.labels import is_figure
from toolkit.ingest.note_marks import Fragment, cell_of, shown
from toolkit.ingest.word.package import Properties, W, properties_of
from toolkit.ingest.word.styles import is_on, number, value
from toolkit.ingest.word.text import MC, branch

FLOW = frozenset(
    {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "moveTo")}
    | {f"{MC}AlternateContent"}
)
"""What may stand around paragraphs, tables, rows and cells without showing."""
_ROW_PROPERTIES, _CELL_PROPERTIES = f"{W}trPr", f"{W}tcPr"
_MERGES = (f"{W}vMerge", f"{W}hMerge")
_LONGEST_CELL = 400
"""Characters; a cell that holds more is a frame around text, not a cell of a statutory table."""


@dataclass
class CellContent:
    """What a cell shows, the numbers that Word puts before its paragraphs included, and the same without those."""

    fragments: list[Fragment] = field(default_factory=list)
    _typed: list[Fragment] = field(default_factory=list)

    def number(self, prefix: str) -> None:
        """Add such a number."""
        self.fragments += [Fragment(text=prefix)] if prefix else []

    def add(self, fragments: Sequence[Fragment]) -> None:
        """Add what somebody typed."""
        self.fragments += fragments
        self._typed += fragments

    def cell(self, column: int, span: int) -> SourceCell:
        """The cell; uncertain where a number of Word's own might be taken for a part of its figure."""
        cell = cell_of(self.fragments, column=column, span=span)
        numbered = len(self.fragments) > len(self._typed) and is_figure(shown(self._typed))
        return replace(cell, uncertain=cell.text) if numbered else cell


def within(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Children with one of ``tags``, those in content controls and tracked insertions too."""
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if child.tag in tags:
            yield child
        elif child.tag in FLOW:
            stack += reversed(list(branch(child)))


def only_lays_out(table: etree._Element) -> bool:
    """Whether the table is a frame around the page's text: it holds a table, one cell, or a cell full of text."""
    if next(table.iterdescendants(f"{W}tbl"), None) is not None:
        return True
    lengths = [sum(len(text.text or "") for text in cell.iter(f"{W}t")) for cell in table.iter(f"{W}tc")]
    return len(lengths) < 2 or max(lengths) > _LONGEST_CELL


def cells(table: etree._Element) -> Iterator[etree._Element]:
    """The cells of a table in reading order, deleted and hidden rows left out."""
    return (cell for row in _rows(table) for cell, said in _cells(row) if not _is_covered(said))


def grid_rows(
    table: etree._Element, content: Callable[[etree._Element], CellContent]
) -> Iterator[tuple[SourceCell, ...]]:
    """The rows with the column at which each cell begins; what is under a merged cell is no cell."""
    for row in _rows(table):
        found: list[SourceCell] = []
        column = number(properties_of(row, _ROW_PROPERTIES).get(f"{W}gridBefore"), 0, TABLE_SPAN)
        for element, said in _cells(row):
            span = max(1, number(said.get(f"{W}gridSpan"), 1, TABLE_SPAN))
            if not _is_covered(said):
                found.append(content(element).cell(column, span))
            column += span
        yield tuple(found)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in within(table, f"{W}tr"):
        said = properties_of(row, _ROW_PROPERTIES)
        if f"{W}del" not in said and not is_on(said.get(f"{W}hidden")):
            yield row


def _cells(row: etree._Element) -> Iterator[tuple[etree._Element, Properties]]:
    """The cells that are not deleted, each with its properties."""
    for cell in within(row, f"{W}tc"):
        said = properties_of(cell, _CELL_PROPERTIES)
        if f"{W}cellDel" not in said:
            yield cell, said


def _is_covered(said: Properties) -> bool:
    """Whether a cell goes on a cell above or to the left, so that nothing of it shows."""
    return any(name in said and value(said[name]) != "restart" for name in _MERGES)
