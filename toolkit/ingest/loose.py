"""Tables written one cell a line, without anything that marks a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from toolkit.ingest.heads import columns_of
from toolkit.ingest.labels import is_figure, key
from toolkit.ingest.shapes import Part
from toolkit.ingest.source import Cell

_MOST_HEADS = 60
"""Labels above numbers; 表四, which has the most, has 24."""


def rows_of_lines(texts: Sequence[str], parts: Sequence[Part]) -> Iterator[tuple[Cell, ...]]:
    """Rows of cells: a run of labels ends in those of a row, the figures after it are that row's."""
    labels: list[str] = []
    for figures, group in groupby(texts, key=is_figure):
        run = list(group)
        if not figures:
            labels = run
            continue
        part = _part(labels, parts)
        heads = _heads(labels, part)
        yield from (_row([label]) for label in labels[:heads] if key(label) == part.title)
        above = [label for label in labels[:heads] if key(label) != part.title]
        if above:
            yield _row(above)
        yield _row([*labels[heads:], *run])
        labels = []
    yield from (_row([label]) for label in labels)


def _part(labels: Sequence[str], parts: Sequence[Part]) -> Part:
    """The part that the last of ``labels`` is a row of, or whose title is among them."""
    for label in reversed(labels):
        for part in parts:
            if key(label) in part.row_words or key(label) == part.title:
                return part
    return parts[0]


def _heads(labels: Sequence[str], part: Part) -> int:
    """How many of ``labels`` head columns: as few as name them all, none where they do not."""
    for count in range(1, min(len(labels), _MOST_HEADS) + 1):
        if not columns_of(part, labels[:count]).missing:
            return count
    return 0


def _row(texts: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(Cell(text=text, column=column) for column, text in enumerate(texts))
