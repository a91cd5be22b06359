"""Numbers that only count the rows of a table (序号): left out of it where they count every row, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.labels import is_figure, key
from toolkit.ingest.split_labels import LabelWord

_HEADS = frozenset({"序号", "编号", "行次", "项次"})
_FEWEST_ROWS = 3

Rows = Sequence[tuple[SourceCell, ...]]


def rows_without_serials(rows: Rows) -> Rows:
    """``rows`` without a first column of serial numbers and its header: 1, 2, 3 … before the label of each row."""
    counted = [place for place, row in enumerate(rows) if _is_counted(row)]
    numbers = [rows[place][_first(rows[place])].text.strip() for place in counted]
    figures = [place for place, row in enumerate(rows) if any(is_figure(cell.text) for cell in row)]
    if len(counted) < _FEWEST_ROWS or counted != figures or not _counts_up(numbers):
        return rows
    column = rows[counted[0]][_first(rows[counted[0]])].column
    if any(rows[place][_first(rows[place])].column != column for place in counted):
        return rows
    return [tuple(cell for cell in row if cell.column != column or not _is_serial(cell)) for row in rows]


def words_without_serials(words: Sequence[LabelWord]) -> list[LabelWord]:
    """The same for cells in reading order: only where one of them is the header of such a column."""
    headers = [place for place, word in enumerate(words) if key(word.text) in _HEADS]
    if len(headers) != 1:
        return list(words)
    kept: list[LabelWord] = [word for place, word in enumerate(words[: headers[0] + 1]) if place != headers[0]]
    number = 1
    rest = words[headers[0] + 1 :]
    for word, after in zip(rest, [*rest[1:], LabelWord("")], strict=True):
        if word.text == str(number) and after.text and not is_figure(after.text):
            number += 1
        else:
            kept.append(word)
    return kept if number > _FEWEST_ROWS else list(words)


def _counts_up(numbers: Sequence[str]) -> bool:
    """Whether each number is one more than the last, or restarts at 1."""
    return all(
        other == "1" or (one.isdecimal() and other == str(int(one) + 1)) for one, other in pairwise(("0", *numbers))
    )


def _first(row: tuple[SourceCell, ...]) -> int:
    return next((place for place, cell in enumerate(row) if cell.text.strip()), 0)


def _is_counted(row: tuple[SourceCell, ...]) -> bool:
    """Whether a row begins with a figure and goes on with a label."""
    shown = [cell for cell in row if cell.text.strip()]
    return len(shown) > 1 and is_figure(shown[0].text) and not is_figure(shown[1].text)


def _is_serial(cell: SourceCell) -> bool:
    return not cell.text.strip() or is_figure(cell.text) or key(cell.text) in _HEADS
