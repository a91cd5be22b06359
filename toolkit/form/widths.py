"""Whether a table needs a landscape page, how wide its columns are and how large its type.

All of it follows from labels and kinds of numbers. Lengths in mm, type in points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from toolkit.characters import ems, is_wide
from toolkit.form.grid import GridCell, Role
from toolkit.patterns import regex

TEXT_WIDTH, TEXT_HEIGHT = 156.0, 225.0  # between the margins of GB/T 9704
POINTS_PER_MM = 72 / 25.4
CELL_PADDING = 0.5
LABEL_PADDING = 1.2  # of labels that read from the left
MOST_COLUMNS = 26
"""Columns for which five digits each, in type that can be read, fill a landscape page."""

SIZES = (10.5, 9.0, 7.5, 6.5, 5.5)
"""五号, 小五, 六号, 小六, 七号: the first in which a table fits; in the last, labels break where they must."""
_READABLE = 7.5
"""六号, the least in which periodicals set what is to be read: a table that needs less on an upright page is turned."""

_ROOMY = 20.0  # columns of numbers in the largest type
_DOWNWARDS = 12.0  # a column of labels that run downwards
_HEAD, _LABEL = 2.4, 4.0  # characters of Chinese that stay on one line in a head and in a row's label
_PIECE = regex(r"[^\s-]++-?|-")
"""What does not break: a word, or what is before a hyphen in it."""
_SLACK = 0.3  # characters: what whole mm may cut off a word
_LABELS = 2 / 3  # of the page: what all row labels may take


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnFit:
    """The type size of a table, the widths of its columns, and whether it needs a landscape page."""

    size: float
    widths: tuple[float, ...]
    landscape: bool = False


def fit_columns(places: Sequence[GridCell], columns: int, labels: int) -> ColumnFit:
    """How ``columns`` columns fit, of which the first ``labels`` hold the labels of rows.

    The size is the largest in which no column is narrower than it may be: on an upright page if that can be read, else
    on a landscape one.
    """
    needs: dict[float, tuple[list[float], list[float]]] = {}
    for landscape, room, sizes in (
        (False, TEXT_WIDTH, [size for size in SIZES if size >= _READABLE]),
        (True, TEXT_HEIGHT, SIZES),
    ):
        for size in sizes:
            least, best = needs.get(size) or needs.setdefault(size, _needs(places, columns, labels, size))
            if sum(least) <= room:
                return ColumnFit(size=size, widths=_shared(least, best, labels, room), landscape=landscape)
    scale = TEXT_HEIGHT / sum(least)
    widths = _shared([width * scale for width in least], best, labels, TEXT_HEIGHT)
    return ColumnFit(size=SIZES[-1], widths=widths, landscape=True)


def _needs(places: Iterable[GridCell], columns: int, labels: int, size: float) -> tuple[list[float], list[float]]:
    """The least width of each column, and the best, as far as its labels and numbers say."""
    least = [0.0] * labels + [_ROOMY if size == SIZES[0] else 0.0] * (columns - labels)
    best = list(least)
    numbers = set()  # those below one another need the same
    for place in sorted(places, key=lambda place: place.colspan):
        if place.role is Role.TITLE:
            continue
        if place.role is Role.NUMBER:
            if place.colspan > 1 or (place.column, place.kind) in numbers:
                continue
            numbers.add((place.column, place.kind))
        for widths, need in zip((least, best), _need(place, size), strict=True):
            _widen(widths, place, need)
    return least, best


def _widen(widths: list[float], place: GridCell, need: float) -> None:
    """Raise the columns of ``place`` until they hold it: of several, the last label or all numbers alike."""
    over = slice(place.column, place.column + place.colspan)
    lacking = need - sum(widths[over])
    if lacking <= 0:
        return
    if place.role is Role.HEAD:
        widths[over] = [width + lacking / place.colspan for width in widths[over]]
    else:
        widths[over.stop - 1] += lacking


def _need(place: GridCell, size: float) -> tuple[float, float]:
    """The least width of a place and the best, in whole mm; in small type, where each counts, in tenths."""
    if place.vertical:
        return _DOWNWARDS, _DOWNWARDS
    character = size / POINTS_PER_MM
    whole = size >= _READABLE
    slack = _SLACK if whole else 0.0
    if place.role is Role.NUMBER:
        least, best = (_measure(digits * character / 2 + 2 * CELL_PADDING, whole) for digits in place.kind.room)
    elif place.role is Role.HEAD:
        least = best = _measure(_longest(place.text, _HEAD, slack) * character + 2 * CELL_PADDING, whole)
    else:
        word = _longest(place.text, _LABEL, slack)
        lines = place.rowspan if place.role is Role.ROW else len(place.text) or 1
        least, best = (
            _measure(wide * character + 2 * LABEL_PADDING, whole) for wide in (word, max(word, ems(place.text) / lines))
        )
    return least, best


def _measure(length: float, whole: bool) -> float:
    return round(length) if whole else math.ceil(length * 10 - 1e-6) / 10


def _longest(text: str, word: float, slack: float) -> float:
    """The longest piece of ``text`` that does not break, in characters, and some; Chinese breaks after ``word``."""
    runs = ((wide, "".join(run)) for wide, run in groupby(text, is_wide))
    return max(
        (min(ems(piece), word) if wide else ems(piece) + slack for wide, run in runs for piece in _PIECE.findall(run)),
        default=0,
    )


def _shared(least: Sequence[float], best: Sequence[float], labels: int, room: float) -> tuple[float, ...]:
    """Widths that fill ``room``: what is over goes to numbers until they stand well, to labels, to the narrowest."""
    others = max(0, labels - 1)  # columns of labels beside the last: of groups, as wide as these need
    widths = _raised(least, [*least[:labels], *best[labels:]], room)
    groups = [max(each) for each in zip(widths, best[:others], strict=False)]
    own = [max(widths[others], min(best[others], _LABELS * room - sum(groups)))] if labels else []
    widths = _raised(widths, [*groups, *own, *widths[labels:]], room)
    widths = _raised(widths, [*widths[:others], *([room] * (len(widths) - others))], room)
    return tuple(math.floor(width * 100 + 1e-6) / 100 for width in widths)


def _raised(low: Sequence[float], high: Sequence[float], room: float) -> list[float]:
    """Widths that fill ``room``, the narrowest raised first, none above its ``high`` (then some is left)."""
    ends = [max(pair) for pair in zip(low, high, strict=True)]

    def at(level: float) -> list[float]:
        return [min(max(least, level), most) for least, most in zip(low, ends, strict=True)]

    below = 0.0
    for level in sorted({*low, *ends}):
        if sum(at(level)) > room:
            rising = sum(least <= below < most for least, most in zip(low, ends, strict=True))
            return at(below + (room - sum(at(below))) / rising) if rising else list(low)
        below = level
    return ends
