"""Columns that the form does not have (占比, 小计): left out where the grid shows which cells are theirs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import takewhile

from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.column_headers import columns_of
from toolkit.ingest.labels import is_figure
from toolkit.ingest.split_labels import LabelWord
from toolkit.ingest.table_schema import TablePart

Row = tuple[SourceCell, ...]


def without_extra_columns(rows: tuple[Row, ...], part: TablePart) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """``rows`` without such columns, and the labels of these.

    All columns of the form are there beside them, and each row of figures has a cell of its own in every column of
    either kind, and no figure elsewhere; else nothing is left out.
    """
    head = list(takewhile(lambda row: not _has_figures(row), rows))
    labels = [(LabelWord(cell.text, number), cell) for number, row in enumerate(head) for cell in row if cell.text]
    found = columns_of(part, [word for word, _ in labels])
    if not found.unknown or not found.ids or found.missing or not found.ordered or min(found.places) < 0:
        return rows, ()
    strange = [cell for _, cell in labels if cell.text in found.unknown]
    places = [labels[place][1].column for place in found.places]
    extra = {cell.column for cell in strange}
    clear = len(strange) == len(extra) == len(found.unknown) and all(cell.span == 1 for cell in strange)
    if not clear or extra.intersection(places) or places != sorted(set(places)):
        return rows, ()
    if not all(_keeps_to(row, {*places, *extra}) for row in rows[len(head) :] if _has_figures(row)):
        return rows, ()
    return tuple(_without(row, extra) for row in rows), found.unknown


def _has_figures(row: Row) -> bool:
    return any(is_figure(cell.text) for cell in row)


def _keeps_to(row: Row, columns: Collection[int]) -> bool:
    """Whether a row of figures has a cell in each of ``columns``, and figures nowhere else."""
    single = {cell.column for cell in row if cell.span == 1}
    return single.issuperset(columns) and all(cell.column in columns for cell in row if is_figure(cell.text))


def _without(row: Row, extra: Collection[int]) -> Row:
    return tuple(
        replace(cell, column=cell.column - _before(cell.column, extra), span=cell.span - _within(cell, extra))
        for cell in row
        if cell.span > 1 or cell.column not in extra
    )


def _before(column: int, extra: Collection[int]) -> int:
    return sum(each < column for each in extra)


def _within(cell: SourceCell, extra: Collection[int]) -> int:
    """How many of the columns the cell spans; one that it begins in counts too."""
    return sum(cell.column <= each < cell.column + cell.span for each in extra)
