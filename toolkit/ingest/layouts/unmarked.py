"""Tables that nothing marks: a cell a line, rows with blanks between the cells, or all cells in one line.

All are one: labels and figures in reading order. What is a cell is told by the labels of the form.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from toolkit.ingest.labels import is_figure, key, rest_key
from toolkit.ingest.pieces import Word
from toolkit.ingest.source import Line

_LONGEST_LABEL = 60
_MOST_PIECES = 5_000  # the longest table has 400 cells
_SENTENCE = frozenset("。；;！!？?")


def cells_and_text(
    lines: Sequence[Line], labels: Collection[str], units: Collection[str]
) -> tuple[list[Word], list[Line]]:
    """The cells in ``lines`` of the section of a table with these ``labels``, and the lines that are text."""
    words: list[Word] = []
    text: list[Line] = []
    for number, line in enumerate(lines):
        pieces = line.text.split()
        if len(words) + len(pieces) <= _MOST_PIECES and _are_cells(line.text, pieces, labels):
            words += (Word(piece, number) for piece in _with_units(pieces, labels, units))
        else:
            text.append(line)
    return words, text


def _are_cells(text: str, pieces: Sequence[str], labels: Collection[str]) -> bool:
    """Whether half of the pieces of a line are figures, labels or parts of labels; or it may be a strange label."""
    known = sum(is_figure(piece) or _is_of_label(piece, labels) for piece in pieces if len(piece) <= _LONGEST_LABEL)
    return 2 * known > len(pieces) or (len(text) <= _LONGEST_LABEL and _SENTENCE.isdisjoint(text))


def _is_of_label(piece: str, labels: Collection[str]) -> bool:
    text = rest_key(piece)
    return key(piece) in labels or (len(text) > 1 and any(text in label for label in labels))


def _with_units(pieces: Sequence[str], labels: Collection[str], units: Collection[str]) -> list[str]:
    """``pieces`` with a unit put to the figure before it."""
    joined: list[str] = []
    for piece in pieces:
        if piece in units and joined and is_figure(joined[-1]):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
