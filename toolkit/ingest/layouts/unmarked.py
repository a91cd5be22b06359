"""Tables that nothing marks: a cell a line, rows with blanks between the cells, or all cells in one line.

All are one: labels and figures in reading order. What is a cell follows from the labels of the form.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from toolkit.characters import DASHES, compact, is_shorter
from toolkit.ingest.blocks import SourceLine
from toolkit.ingest.labels import is_figure, key, rest_key
from toolkit.ingest.layouts.cells import holds_several_rows
from toolkit.ingest.split_labels import LabelWord
from toolkit.patterns import regex

_LONGEST_LABEL = 60
_MOST_PIECES = 5_000  # the longest table has 400 cells
_BARE = regex(rf"[+-]?\d[\d,.]{{0,20}}[^\W\d]{{0,2}}%?|[{re.escape(''.join(sorted(DASHES)))}]")
_SENTENCE = frozenset("。；;！!？?")


def cells_and_text(
    lines: Sequence[SourceLine], labels: Collection[str], units: Collection[str]
) -> tuple[list[LabelWord], list[SourceLine]]:
    """The cells in ``lines`` of the section of a table with these ``labels``, and the lines that are text."""
    words: list[LabelWord] = []
    text: list[SourceLine] = []
    number = 0
    for line in lines:
        pieces = line.text.split()
        if len(words) + len(pieces) > _MOST_PIECES or not _are_cells(line.text, pieces, labels):
            text.append(line)
            continue
        flattened = holds_several_rows(pieces)  # the line is none of the table's: each cell is on one of its own
        for piece in _with_page_numbers(_with_units(pieces, units)) if flattened else _with_units(pieces, units):
            number += flattened
            words.append(LabelWord(piece, number))
        number += 1
    return words, text


def cells_then_text(
    lines: Sequence[SourceLine], labels: Collection[str], cells: int
) -> tuple[Sequence[SourceLine], Sequence[SourceLine]]:
    """``lines`` of a table of so many ``cells``, and those of the text below it.

    The text begins behind the last figure that the table can hold; where there are fewer, behind the last there is and
    the labels that follow it.
    """
    figures, stop = 0, 0
    for place, line in enumerate(lines, start=1):
        bare = sum(bool(_BARE.fullmatch(compact(piece))) for piece in line.text.split())
        if bare and figures < cells:
            figures, stop = figures + bare, place
    while figures < cells and stop < len(lines) and key(lines[stop].text) in labels:
        stop += 1
    return lines[:stop], lines[stop:]


def _are_cells(text: str, pieces: Sequence[str], labels: Collection[str]) -> bool:
    """Whether half of the pieces of a line are figures, labels or parts of labels; or it may be a strange label."""
    short = [piece for piece in pieces if is_shorter(piece, _LONGEST_LABEL)]
    known = sum(is_figure(piece) or _is_of_label(piece, labels) for piece in short)
    return 2 * known > len(pieces) or (is_shorter(text, _LONGEST_LABEL) and _SENTENCE.isdisjoint(text))


def _is_of_label(piece: str, labels: Collection[str]) -> bool:
    text = rest_key(piece)
    return key(piece) in labels or (len(text) > 1 and any(text in label for label in labels))


def _with_page_numbers(pieces: Sequence[str]) -> list[str]:
    """``pieces`` with ``- 3 -`` in one, which may be a zero, a three and a zero as well."""
    joined: list[str] = []
    for piece in pieces:
        joined.append(piece)
        if len(joined) > 2 and joined[-3] == piece in DASHES and joined[-2].isdecimal():
            joined[-3:] = [" ".join(joined[-3:])]
    return joined


def _with_units(pieces: Sequence[str], units: Collection[str]) -> list[str]:
    """``pieces`` with a unit put to the figure before it."""
    joined: list[str] = []
    for piece in pieces:
        if piece in units and joined and is_figure(joined[-1]):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
