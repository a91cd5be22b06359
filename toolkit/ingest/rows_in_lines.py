"""Tables of words, or of rows with names of their own, printed a cell a line: cut into rows by headers and counting."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.ingest.blocks import SourceCell, SourceLine
from toolkit.ingest.column_headers import columns_of
from toolkit.ingest.labels import is_figure, key
from toolkit.ingest.split_labels import LabelWord
from toolkit.ingest.table_schema import TablePart

_MOST_HEADS = 60

Rows = tuple[tuple[SourceCell, ...], ...]


def rows_in_lines(parts: Sequence[TablePart], lines: Sequence[SourceLine]) -> tuple[Rows, int]:
    """The rows of the table that ``lines`` begin with, headers first, and how many lines they take.

    No rows and no lines where these are not the form's labels, with a cell for each column behind each row's.
    """
    rows: list[tuple[SourceCell, ...]] = []
    place = 0
    for part in parts:
        if part.title and place < len(lines) and key(lines[place].text) == part.title:
            rows.append(_cells(lines[place : place + 1]))
            place += 1
        headers = _headers(part, lines[place:])
        if not headers:
            return (), 0
        rows.append(_cells(lines[place : place + headers]))
        place += headers
        if part.repeat:
            repeated, taken = _repeated(part, lines[place:])
            rows += repeated
            place += taken
            continue
        for row in part.rows:
            labels = _labels(row.groups, row.known, lines[place:])
            end = place + labels + len(part.columns)
            if not labels or end > len(lines):
                return (), 0
            rows.append(_cells(lines[place:end]))
            place = end
    return tuple(rows), place


def _repeated(part: TablePart, lines: Sequence[SourceLine]) -> tuple[list[tuple[SourceCell, ...]], int]:
    """Rows of a name and a cell for each column, as long as figures stand where the form has numbers."""
    rows: list[tuple[SourceCell, ...]] = []
    wide, place = len(part.columns) + 1, 0
    while place + wide <= len(lines) and not is_figure(lines[place].text):
        cells = _cells(lines[place : place + wide])
        last = bool(part.own_words.intersection([key(cells[0].text)]))
        behind = [cell for column, cell in zip(part.columns, cells[1:], strict=True) if column in part.numbers]
        if not behind or not all(is_figure(cell.text) for cell in behind):
            break
        rows.append(cells)
        place += wide
        if last:
            break
    return rows, place


def _headers(part: TablePart, lines: Sequence[SourceLine]) -> int:
    """How many lines head the columns: as few as name all of them."""
    first = part.rows[0].groups[0] if part.rows[0].groups else part.rows[0].known
    for count in range(1, min(len(lines), _MOST_HEADS)):
        columns = columns_of(part, [LabelWord(line.text, place) for place, line in enumerate(lines[:count])])
        if columns.certain and not columns.missing and (part.repeat or key(lines[count].text) in first):
            return count
    return 0


def _labels(groups: Sequence[tuple[str, ...]], known: Sequence[str], lines: Sequence[SourceLine]) -> int:
    """How many lines label a row: those of groups that begin there, and its own."""
    for count, line in enumerate(lines[: len(groups) + 1], start=1):
        if key(line.text) in known:
            return count
        if not any(key(line.text) in group for group in groups):
            break
    return 0


def _cells(lines: Sequence[SourceLine]) -> tuple[SourceCell, ...]:
    return tuple(SourceCell(text=line.text, column=column) for column, line in enumerate(lines))
