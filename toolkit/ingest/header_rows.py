"""The rows of a table: header rows apart from rows of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.form.model import TableLayout
from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.column_headers import NO_COLUMNS, MatchedColumns, columns_of
from toolkit.ingest.labels import is_figure, key
from toolkit.ingest.split_labels import LabelWord
from toolkit.ingest.table_schema import TablePart
from toolkit.ingest.units import units_in


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """A row as the source has it; ``page`` says on which page, with a blank behind, or is empty.

    ``counted``: the source marks no row, and only the number of its figures, and their sums if it has such
    (``summed``), say that they are all of it and nothing else. ``apart``: nor does a line hold them and their label
    together. ``doubtful``: they may even be those of another row.
    """

    cells: tuple[SourceCell, ...]
    number: int  # from 1, over all parts of the table
    page: str = ""
    counted: bool = False
    summed: bool = False
    apart: bool = False
    doubtful: bool = False

    @property
    def is_held_by_sums(self) -> bool:
        """Whether a figure of another row would come out: by the marks of the source, or by the sums."""
        return self.summed or not self.counted

    @cached_property
    def filled(self) -> tuple[SourceCell, ...]:
        """The cells that hold anything; of equal neighbours (a span written out) the first."""
        shown = [cell for cell in self.cells if cell.text]
        pairs = zip([None, *shown], shown, strict=False)
        return tuple(
            cell for before, cell in pairs if before is None or before.text != cell.text or is_figure(cell.text)
        )

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The labels among the cells."""
        return tuple(cell.text for cell in self.filled if not is_figure(cell.text))

    @cached_property
    def figures(self) -> bool:
        """Whether any cell holds a number."""
        return any(is_figure(cell.text) for cell in self.filled)

    @property
    def width(self) -> int:
        """The columns that the row reaches over."""
        return max((cell.column + cell.span for cell in self.cells), default=0)


@dataclass(frozen=True, kw_only=True)
class HeaderRows:
    """The labels above rows, with the columns that they name and those of the source in which these stand.

    ``width`` is that of the widest row of labels; ``blanks``: blank cells stand among them or behind.
    """

    cells: tuple[SourceCell, ...] = ()
    columns: MatchedColumns = NO_COLUMNS
    width: int = 0
    blanks: bool = False

    def units_of(self, column: str, elsewhere: frozenset[str]) -> frozenset[str]:
        """Those that the label of a column states; of labels that are no one column's, those not of ``elsewhere``."""
        own, shared = self._units
        return own.get(column, frozenset()) | (shared - elsewhere)

    @cached_property
    def _units(self) -> tuple[Mapping[str, frozenset[str]], frozenset[str]]:
        places = dict(zip(self.columns.ids, self.columns.places, strict=False))
        own = {column: units_in([self.cells[place].text]) for column, place in places.items() if place >= 0}
        rest = (cell.text for place, cell in enumerate(self.cells) if place not in self.columns.places)
        return own, units_in(rest)

    @property
    def places(self) -> tuple[int, ...]:
        """The source's columns of the form's, where they rise from left to right; else nothing is known of them."""
        found = tuple(self.cells[place].column for place in self.columns.places)
        return found if list(found) == sorted(set(found)) else ()


@dataclass(frozen=True, kw_only=True)
class DataRow:
    """A row of numbers with its headers and the part that these belong to.

    ``even``: all rows under these headers are as wide as these. ``wide``: one of them has more cells than columns;
    where the source marks no rows, blank ones before its figures.
    """

    source: SourceRow
    part: TablePart
    headers: HeaderRows
    even: bool = False
    wide: bool = False

    @property
    def padded(self) -> bool:
        """Whether blank cells may stand for none of the columns."""
        return self.wide or self.headers.blanks

    @property
    def columns(self) -> MatchedColumns:
        """The columns that the labels above name."""
        return self.headers.columns


@dataclass
class RowClassifier:
    """Sorts the rows of one table; ``notes`` gathers lines across that are neither label nor number."""

    parts: tuple[TablePart, ...]
    caption: str

    def __post_init__(self) -> None:
        self.notes: list[SourceRow] = []
        self._part = self.parts[0]
        self._row_words = frozenset[str]().union(*(part.row_words for part in self.parts))
        self._header_words = frozenset[str]().union(*(part.header_words for part in self.parts))
        self._above: list[tuple[SourceRow, SourceCell]] = []
        self._headers = HeaderRows()
        self._under_headers = False  # a data row has been seen since the last header
        self._blank: SourceRow | None = None

    def data_rows(self, rows: Iterable[SourceRow]) -> Iterator[DataRow]:
        """The rows that hold numbers, each under its headers."""
        seen = False
        for row in rows:
            if not row.filled:
                self._blank = self._blank or (row if self._above else None)
            elif not self._is_label_only(row):
                seen = self._under_headers = True
                yield self._data(row)
        complete = self._part.is_complete(
            self._headers.columns.ids
        )  # else the row may be one of headers that are covered
        if not seen and self._blank and complete and self._part.layout is TableLayout.STRIP:
            yield self._data(self._blank)

    def _data(self, row: SourceRow) -> DataRow:
        part = self._part
        if len(self.parts) > 1:
            labelled = [p for p in self.parts for word in row.words if key(word) in p.row_words]
            part = labelled[-1] if labelled and part not in labelled else part
        headers = self._headers if part is self._part else self._headed(part)
        return DataRow(source=row, part=part, headers=headers)

    def _is_label_only(self, row: SourceRow) -> bool:
        """Take in a title, header or note; False for a row of numbers."""
        if row.figures or self._holds_words(row):
            return False
        first = key(row.words[0])
        alone = len(row.filled) == 1
        titled = next((part for part in self.parts if alone and part.title == first), None)
        if titled:
            self._part, self._above = titled, []
            self._headers = self._headed(titled)
            return True
        if self._heads_columns(row, first):
            if self._under_headers:
                self._above = []
            self._under_headers = False
            self._above += [(row, cell) for cell in row.filled]
            self._headers = self._headed(self._part)
            return True
        if alone and first == self.caption:
            return True
        if alone and len(row.cells) == 1 and first not in self._row_words:
            self.notes.append(row)
            return True
        return False

    def _holds_words(self, row: SourceRow) -> bool:
        """Whether words stand behind the label of a row, one for each column of the headers above."""
        part, columns = self._part, self._headers.columns.ids
        known = [place for place, cell in enumerate(row.cells) if key(cell.text) in part.own_words]
        return part.worded and part.is_complete(columns) and bool(known) and len(row.cells) > len(columns)

    def _heads_columns(self, row: SourceRow, first: str) -> bool:
        complete = bool(self._above) and self._part.is_complete(self._headers.columns.ids)
        if first in self._row_words:  # 其他 and 总计 head columns and rows
            above = len(row.words) > 1 or not self._under_headers
            return not complete and above and all(key(word) in self._header_words for word in row.words)
        return first in self._header_words or not complete

    def _headed(self, part: TablePart) -> HeaderRows:
        rows = [row for row, _ in self._above]
        above = _without_repeats(self._above)
        return HeaderRows(
            cells=tuple(cell for _, cell in above),
            columns=columns_of(part, [LabelWord(cell.text, row.number) for row, cell in above]),
            width=max((row.width for row in rows), default=0),
            blanks=any(not cell.text for row in rows for cell in row.cells),
        )


def _without_repeats(labels: Sequence[tuple[SourceRow, SourceCell]]) -> list[tuple[SourceRow, SourceCell]]:
    """``labels`` without those that stand below the same one, where the source writes spans out in full.

    It does so only where every row reaches over all columns with a cell in each.
    """
    rows = {row.number: row for row, _ in labels}.values()
    full = {(row.width, len(row.cells)) for row in rows if all(cell.span == 1 for cell in row.cells)}
    if len(rows) < 2 or len(full) != 1 or any(cell.span > 1 or not cell.text for row in rows for cell in row.cells):
        return list(labels)
    shown = {(row.number, cell.column): key(cell.text) for row in rows for cell in row.cells}
    return [
        (row, cell)
        for row, cell in labels
        if shown.get((row.number - 1, cell.column)) != shown[row.number, cell.column]
    ]
