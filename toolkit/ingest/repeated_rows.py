"""Repeated rows, as many as a source prints: recognised by the headers above them, named as the source does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.filing import Entry
from toolkit.finding import CellRef
from toolkit.form import Form
from toolkit.form.repeating import NAME
from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.labels import is_figure, key
from toolkit.ingest.row_matching import LabelledRow
from toolkit.ingest.serial_numbers import rows_without_serials
from toolkit.ingest.table_reading import TableReading
from toolkit.ingest.table_schema import TablePart, TableRow
from toolkit.location import Location
from toolkit.patterns import regex

_NUMBER = regex(r"[0-9]{1,15}+(?:\.[0-9]{1,9}+)?+")


def named(parts: tuple[TablePart, ...], rows: Sequence[Sequence[SourceCell]]) -> tuple[TablePart, ...]:
    """``parts``; of one with repeated rows those that ``rows`` of the source name, in their order, then its others.

    Two rows of one name are two rows.
    """
    if len(parts) != 1 or not parts[0].repeat:
        return parts
    [part] = parts
    free = [row for row in part.rows if part.repeats(row.id)]
    others = tuple(row for row in part.rows if not part.repeats(row.id))
    pairs = zip(_names(part, others, rows), free, strict=False)
    return (replace(part, rows=(*(replace(row, label=name, known=(key(name),)) for name, row in pairs), *others)),)


def shown_names(parts: Sequence[TablePart], rows: Sequence[Sequence[SourceCell]]) -> frozenset[str]:
    """The names in ``rows`` of a table that has no other rows: nothing else tells it from a second printing."""
    own = [part for part in parts if part.repeat and all(part.repeats(row.id) for row in part.rows)]
    return frozenset(name for part in own for name in _names(part, (), rows))


def with_names(form: Form, parts: Sequence[TablePart], reading: TableReading, lost: Sequence[LabelledRow]) -> None:
    """Enter the names of the repeated rows that were read; the rows of the form that the source lacks are blank.

    With rows of the source ``lost``, which have no name or no room, one row of the form stays unread, the last if need
    be: what the others come to is not all.
    """
    for part in parts:
        if not part.repeat or not reading.entries:
            continue
        printed = {row.id: row.label for row in part.rows}
        rows = form.repeated_rows[part.table]
        if lost:
            free = (cells for cells in rows if form.cells[cells[0]].row not in printed)
            unread = next(free, rows[-1])
            for cell in unread:
                reading.entries.pop(cell, None)
            rows = tuple(cells for cells in rows if cells is not unread)
            if form.cells[unread[0]].row in printed:
                _report_no_room(part, reading, [printed[form.cells[unread[0]].row], *(row.label for row in lost)])
        for cells in rows:
            row = form.cells[cells[0]].row
            read = [cell for cell in cells if cell in reading.entries]
            if read and row in printed:
                where = reading.entries[read[0]].where
                reading.entries[part.cell(row, NAME)] = Entry(text=printed[row], where=where)
            elif row not in printed:
                reading.entries |= {cell: Entry() for cell in cells}


def _report_no_room(part: TablePart, reading: TableReading, labels: Sequence[str]) -> None:
    cells = [CellRef(id=part.table, where=Location(reading.table.short))]
    most = reading.table.repeat.most if reading.table.repeat else 0
    listed = "、".join(f"“{label}”" for label in labels)
    reading.report("IM-02", "rows_over", cells, most=most, count=most - 1 + len(labels), labels=listed)


def _names(part: TablePart, others: Sequence[TableRow], rows: Sequence[Sequence[SourceCell]]) -> Iterator[str]:
    """What stands before the cells of each row below the headers, but for the rows that the form names itself."""
    headers, own = part.header_words, {known for row in others for known in row.known}
    found: list[Sequence[SourceCell]] = []
    headed = False
    for cells in rows_without_serials([tuple(cells) for cells in rows]):
        texts = [cell.text for cell in cells if cell.text.strip()]
        keys = {key(text) for text in texts if not is_figure(text)}
        if keys and keys <= headers and not (headed and any(map(is_figure, texts))):
            headed = True
        elif headed and len(cells) > len(part.columns) and cells[0].text.strip():
            found.append(cells)
    total = _total(part, [cells for cells in found if key(cells[0].text) in own], found)
    yield from (
        " ".join(cells[0].text.split())
        for cells in found
        if key(cells[0].text) not in own or (total is not None and cells is not total)
    )


def _total(
    part: TablePart, candidates: Sequence[Sequence[SourceCell]], rows: Sequence[Sequence[SourceCell]]
) -> Sequence[SourceCell] | None:
    """Of several rows that are called what the form calls its total, the last, if that is what all others come to."""
    if len(candidates) < 2 or candidates[-1] is not rows[-1]:
        return None
    wide = len(part.columns)
    *parts, total = ([_number(cell.text) for cell in cells[-wide:]] for cells in rows)
    columns = [(whole, column) for whole, *column in zip(total, *parts, strict=False) if whole is not None]
    return (
        candidates[-1] if columns and all(whole == sum(c or 0 for c in column) for whole, column in columns) else None
    )


def _number(text: str) -> Decimal | None:
    """The number of a cell that holds nothing else."""
    plain = text.strip().replace(",", "")
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None
