"""What the marked layouts share: rows of texts into a grid, and whether texts are cells of a table at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from toolkit.ingest.blocks import SourceCell, SourceGrid
from toolkit.ingest.figures import states_number
from toolkit.ingest.labels import is_figure

Texts = Sequence[str]

_MOST_LABELS = 3
"""Labels of a row: its own within two groups."""


def grid_of_rows(rows: Iterable[Texts]) -> SourceGrid:
    """A table whose source says where its rows end."""
    return SourceGrid(rows=tuple(_cells(row) for row in rows))


def grid_of_cells(texts: Texts) -> SourceGrid:
    """A table of which the source marks each cell, the blank ones too, but no row."""
    return SourceGrid(rows=(_cells(texts),), rowless=True)


def filled(texts: Texts) -> list[str]:
    """The texts that are not blank."""
    return [text for text in texts if text.strip()]


def is_number(text: str) -> bool:
    """Whether ``text`` is a number and nothing else, but for a note mark or a unit."""
    return states_number(text)


def holds_several_rows(texts: Texts) -> bool:
    """Whether figures follow labels more than once in ``texts``, or once after more labels than a row has."""
    runs = [(figures, len(list(run))) for figures, run in groupby(is_figure(text) for text in filled(texts))]
    labels = [length for figures, length in runs if not figures]
    rows = sum(figures for figures, _ in runs[1:])
    return rows > 1 or (rows == 1 and labels[0] > _MOST_LABELS)


def _cells(texts: Texts) -> tuple[SourceCell, ...]:
    return tuple(SourceCell(text=text.strip(), column=column) for column, text in enumerate(texts))
