"""Which of the cells behind a row's label are its numbers: one for each column, or none where that is uncertain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.labels import is_figure, key, rest_key
from toolkit.ingest.row_matching import LabelledRow


def fit_row(row: LabelledRow) -> tuple[SourceCell, ...]:
    """A cell for each column; empty where they are too few, or more than one choice of them is possible.

    Blank cells may stand for spans, or in a column of their own beside the numbers; filled ones are never left out.
    """
    values, wanted = row.values, len(row.data.columns.ids)
    filled = [cell for cell in values if cell.filled]
    if row.data.part.worded:  # words may look like anything: only their number shows that they are all here
        return tuple(values) if len(values) == wanted else ()
    if any(_is_label(cell, row) or (len(values) != wanted and not is_figure(cell.text)) for cell in filled):
        return ()
    unsure = row.data.wide or (row.data.headers.blanks and not row.data.even)
    if row.data.columns.missing and unsure:  # a cell may be that of the column whose label is not there
        return ()
    if values and _lacks_a_copy(row, values):
        return ()
    if len(filled) == wanted and not _may_be_cut(values):
        return tuple(filled) if row.data.source.is_held_by_sums or list(values[:wanted]) == filled else ()
    if len(values) > wanted and len(filled) == len(values) == row.data.headers.width - values[0].column:
        return _without_copies(row, values)  # spans written out in full
    if len(values) < wanted:
        spread = [replace(c, column=c.column + i) for c in values for i in range(1 if c.filled else c.span)]
        return tuple(spread) if len(spread) == wanted else ()
    if row.data.even and len(values) > wanted and (under := _under_headers(row, values)):
        return under
    if row.data.padded and not row.data.even and not (values[0].filled and values[-1].filled):
        return ()  # a blank cell at an end may be a number's or none
    windows = [tuple(values[start : start + wanted]) for start in range(len(values) - wanted + 1)]
    choices = {tuple(map(_content, window)): window for window in windows if _filled(window) == len(filled)}
    return next(iter(choices.values())) if len(choices) == 1 else ()


def _lacks_a_copy(row: LabelledRow, values: Sequence[SourceCell]) -> bool:
    """Whether one of two cells that show the same may be a span's copy, and another cell be gone: the headers, of which
    copies are left out, do not fill their row, and the row ends before they do."""
    headers = row.data.headers
    copied = sum(cell.span for cell in headers.cells) < headers.width
    ends_early = values[-1].column + values[-1].span < headers.width
    return copied and ends_early and len(set(map(_content, values))) < len(values)


def _may_be_cut(values: Sequence[SourceCell]) -> bool:
    """Whether one figure may fill two cells, as where it runs over a rule, and a blank be the place of another."""
    filled = [place for place, cell in enumerate(values) if cell.filled]
    return any(cell.uncertain for cell in values) and len(filled) <= filled[-1] - filled[0]


def _content(cell: SourceCell) -> tuple[str, str]:
    return cell.text, cell.uncertain


def _filled(cells: Sequence[SourceCell]) -> int:
    return sum(cell.filled for cell in cells)


def _under_headers(row: LabelledRow, values: Sequence[SourceCell]) -> tuple[SourceCell, ...]:
    """The cells that stand in the columns of the headers, if these are all filled ones."""
    places = row.data.headers.places
    under = tuple(cell for cell in values if cell.column in places)
    complete = len(under) == len(row.data.columns.ids) and all(cell in under for cell in values if cell.filled)
    return under if complete else ()


def _without_copies(row: LabelledRow, values: Sequence[SourceCell]) -> tuple[SourceCell, ...]:
    """The first cell under each header, if those that stand beside it under the same one show the same."""
    headers = row.data.headers
    starts = headers.places if len(headers.columns.ids) > 1 else (values[0].column,)
    if headers.blanks or starts[:1] != (values[0].column,):
        return ()
    under = [
        [cell for cell in values if start <= cell.column < end] for start, end in pairwise((*starts, headers.width))
    ]
    same = all(len(set(map(_content, cells))) == 1 for cells in under)
    return tuple(cells[0] for cells in under) if same else ()


def _is_label(cell: SourceCell, row: LabelledRow) -> bool:
    """Whether the cell holds a label or a piece of one, where a number should be."""
    texts = () if is_figure(cell.text) else (rest_key(cell.text), key(cell.text))
    known = row.data.part.row_words | row.data.part.header_words
    return any(len(text) > 1 and any(text in word for word in known) for text in texts)
