"""The rows of a table: those that head columns apart from those that hold numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit.form.model import Layout
from toolkit.ingest.heads import Columns, columns_of
from toolkit.ingest.labels import is_figure, key
from toolkit.ingest.shapes import Part
from toolkit.ingest.source import Cell


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """A row as the source has it; ``page`` says on which page, with a blank behind, or is empty."""

    cells: tuple[Cell, ...]
    number: int  # from 1, over all parts of the table
    page: str = ""

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold anything; of equal neighbours (a span written out) the first."""
        shown = [cell for cell in self.cells if cell.text]
        pairs = zip([None, *shown], shown, strict=False)
        return tuple(
            cell for before, cell in pairs if before is None or before.text != cell.text or is_figure(cell.text)
        )

    @property
    def words(self) -> tuple[str, ...]:
        """The labels among the cells."""
        return tuple(cell.text for cell in self.filled if not is_figure(cell.text))

    @property
    def figures(self) -> bool:
        """Whether any cell holds a number."""
        return any(is_figure(cell.text) for cell in self.filled)


@dataclass(frozen=True, kw_only=True)
class DataRow:
    """A row of numbers with the labels above it (``heads``, with their columns) and the part that these belong to."""

    source: SourceRow
    part: Part
    heads: tuple[Cell, ...]

    @cached_property
    def columns(self) -> Columns:
        """The columns that the labels above name."""
        return columns_of(self.part, [cell.text for cell in self.heads])


@dataclass
class Sorter:
    """Sorts the rows of one table; ``notes`` gathers lines across that are neither label nor number."""

    parts: tuple[Part, ...]
    caption: str

    def __post_init__(self) -> None:
        self.notes: list[SourceRow] = []
        self._part = self.parts[0]
        self._heads: list[Cell] = []
        self._under_heads = False  # a data row has been seen since the last head
        self._blank: SourceRow | None = None

    def data_rows(self, rows: Iterable[SourceRow]) -> Iterator[DataRow]:
        """The rows that hold numbers, each under its heads."""
        seen = False
        for row in rows:
            if not row.filled:
                self._blank = self._blank or (row if self._heads else None)
            elif not self._is_label_only(row):
                seen = self._under_heads = True
                yield self._data(row)
        if not seen and self._blank and self._part.layout is Layout.STRIP:
            yield self._data(self._blank)

    def _data(self, row: SourceRow) -> DataRow:
        part = self._part
        if len(self.parts) > 1:
            labelled = [p for p in self.parts for word in row.words if key(word) in p.row_words]
            part = labelled[-1] if labelled else part
        return DataRow(source=row, part=part, heads=tuple(self._heads))

    def _is_label_only(self, row: SourceRow) -> bool:
        """Take in a title, head or note; False for a row of numbers."""
        if row.figures:
            return False
        first = key(row.words[0])
        alone = len(row.filled) == 1
        titled = next((part for part in self.parts if alone and part.title == first), None)
        if titled:
            self._part, self._heads = titled, []
            return True
        if self._heads_columns(row, first):
            if self._under_heads:
                self._heads = []
            self._under_heads = False
            self._heads += row.filled
            return True
        if alone and first == self.caption:
            return True
        if alone and len(row.cells) == 1 and first not in self._row_words:
            self.notes.append(row)
            return True
        return False

    def _heads_columns(self, row: SourceRow, first: str) -> bool:
        complete = self._heads and not columns_of(self._part, [cell.text for cell in self._heads]).missing
        if first in self._row_words:  # 其他 and 总计 head columns and rows
            return not complete and len(row.words) > 1 and all(key(word) in self._head_words for word in row.words)
        return first in self._head_words or not complete

    @property
    def _row_words(self) -> frozenset[str]:
        return frozenset().union(*(part.row_words for part in self.parts))

    @property
    def _head_words(self) -> frozenset[str]:
        return frozenset().union(*(part.head_words for part in self.parts))
