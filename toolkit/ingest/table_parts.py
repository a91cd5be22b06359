"""The pieces into which a source splits a table (by page, say), and the rows of numbers in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby, pairwise

from toolkit.form import Form
from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.header_rows import DataRow, RowClassifier, SourceRow
from toolkit.ingest.labels import is_figure, key
from toolkit.ingest.row_splitting import RowSplitter
from toolkit.ingest.serial_numbers import rows_without_serials
from toolkit.ingest.split_labels import LabelWord
from toolkit.ingest.table_schema import TablePart
from toolkit.location import NOWHERE, Location


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePiece:
    """Rows of a table, or cells (``words``, blank ones included) of which the source does not say where rows end.

    ``page`` says where, or is empty.
    """

    rows: tuple[tuple[SourceCell, ...], ...] = ()
    words: tuple[LabelWord, ...] = ()
    page: Location = NOWHERE

    @property
    def shown(self) -> str:
        """The texts, a line for each row."""
        if self.words:
            return " ".join(word.text for word in self.words)
        return "\n".join(" ".join(cell.text for cell in row) for row in self.rows)

    def has_labelled_figures(self, parts: Sequence[TablePart]) -> bool:
        """Whether figures follow the label of a row of ``parts`` anywhere."""
        own = frozenset[str]().union(*(part.own_words - part.header_words for part in parts))
        cells = [[cell.text for cell in row] for row in self.rows] or [[word.text for word in self.words]]
        return any(_is_labelled([text for text in row if text], own) for row in cells)


def rows_in(
    form: Form, parts: tuple[TablePart, ...], caption: str, pieces: Sequence[TablePiece], *, paged: bool
) -> tuple[list[DataRow], list[SourceRow]]:
    """The rows of numbers in ``pieces``, each under its headers, and lines across that are neither label nor number."""
    numbers = count(1)
    splitter = RowSplitter(form, parts, paged)
    data: list[DataRow] = []
    notes: list[SourceRow] = []
    for marked, group in groupby(pieces, key=lambda piece: not piece.words):
        run = list(group)
        if marked:
            classifier = RowClassifier(parts, caption)
            data += _measured(classifier.data_rows(_source_rows(run, numbers)))
            notes += classifier.notes
        else:
            words = [word for piece in run for word in piece.words]
            data += splitter.data_rows(words, _prefix(run[0]), numbers)
    return data, notes


def _source_rows(pieces: Sequence[TablePiece], numbers: count[int]) -> Iterator[SourceRow]:
    rows = [(cells, _prefix(piece)) for piece in pieces for cells in piece.rows]
    kept = rows_without_serials([cells for cells, _ in rows])
    for cells, (_, page) in zip(kept, rows, strict=True):
        yield SourceRow(cells=cells, number=next(numbers), page=page)


def _prefix(piece: TablePiece) -> str:
    return f"{piece.page} " if piece.page else ""


def _measured(rows: Iterator[DataRow]) -> Iterator[DataRow]:
    """``rows`` completed by what the widths of all under the same headers show."""
    for headers, group in groupby(rows, key=lambda row: row.headers):
        under = list(group)
        wanted = len(headers.columns.ids)
        even = {headers.width, *(row.source.width for row in under)} == {headers.width}
        wide = any(_values(row.source) > wanted for row in under)
        yield from (replace(row, even=even, wide=wide) for row in under)


def _values(row: SourceRow) -> int:
    """The cells behind the last label."""
    labels = [place for place, cell in enumerate(row.cells) if cell.text and not is_figure(cell.text)]
    return len(row.cells) - (labels[-1] + 1 if labels else 0)


def _is_labelled(texts: Sequence[str], own: frozenset[str]) -> bool:
    return any(key(text) in own and is_figure(after) for text, after in pairwise(texts))
