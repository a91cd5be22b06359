"""Repeated rows, as many as a source prints: recognised by the headers above them, named as the source does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from toolkit.filing import Entry
from toolkit.finding import CellRef
from toolkit.form import Form
from toolkit.form.repeating import NAME
from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.labels import is_figure, key
from toolkit.ingest.row_matching import LabelledRow
from toolkit.ingest.table_reading import TableReading
from toolkit.ingest.table_schema import TablePart, TableRow
from toolkit.location import Location


def named(parts: tuple[TablePart, ...], rows: Iterable[Sequence[SourceCell]]) -> tuple[TablePart, ...]:
    """``parts``; of one with repeated rows those that ``rows`` of the source name, in their order, then its others."""
    if len(parts) != 1 or not parts[0].repeat:
        return parts
    [part] = parts
    repeat = f"{part.repeat}."
    free = [row for row in part.rows if row.id.startswith(repeat)]
    others = tuple(row for row in part.rows if not row.id.startswith(repeat))
    names = dict.fromkeys(_names(part, others, rows))
    pairs = zip(names, free, strict=False)
    return (replace(part, rows=(*(replace(row, label=name, known=(key(name),)) for name, row in pairs), *others)),)


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


def _names(part: TablePart, others: Sequence[TableRow], rows: Iterable[Sequence[SourceCell]]) -> Iterator[str]:
    """What stands before the cells of each row below the headers, but for the rows that the form names itself."""
    headers, own = part.header_words, {known for row in others for known in row.known}
    headed = False
    for cells in rows:
        texts = [" ".join(cell.text.split()) for cell in cells]
        keys = {key(text) for text in texts if text and not is_figure(text)}
        if keys and keys <= headers:
            headed = True
        elif headed and len(cells) > len(part.columns) and any(texts) and texts[0] and key(texts[0]) not in own:
            yield texts[0]
