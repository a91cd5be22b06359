"""The numbers of one statutory table, found by their labels; what does not fit is told and never squeezed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from toolkit.filing import Entry, Unplaced
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form
from toolkit.form.model import Layout, Table
from toolkit.ingest.figures import taken_from
from toolkit.ingest.labels import key
from toolkit.ingest.lines import DataRow, Sorter, SourceRow
from toolkit.ingest.matching import Labelled, matched
from toolkit.ingest.shapes import Part, parts_of
from toolkit.ingest.source import Cell


@dataclass
class Reading:
    """What a table gave: an entry for each cell found, and what was odd. ``noted``: cells by their variant of IM-10."""

    form: Form
    table: Table
    entries: dict[str, Entry] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    noted: dict[str, list[CellRef]] = field(default_factory=dict)

    def tell(self, code: str, variant: str, cells: Iterable[CellRef], **values: object) -> None:
        """Add a finding about this table."""
        values.setdefault("table", self.table.short)
        self.findings.append(finding(code, cells, variant=variant, **values))  # type: ignore[arg-type]

    def place(self, row: SourceRow, cell: Cell | None = None) -> str:
        """Where a row or cell of the source is, as a person counts."""
        column = f"第{cell.column + 1}列" if cell else ""
        return f"{row.page}{self.table.short} 第{row.number}行{column}"


def read_table(form: Form, table: Table, rows: Sequence[SourceRow]) -> Reading:
    """The numbers of ``table`` that ``rows`` (all its rows in the source) hold."""
    reading = Reading(form, table)
    parts = parts_of(table)
    sorter = Sorter(parts, key(table.caption))
    data = list(sorter.data_rows(rows))
    reading.unplaced += [Unplaced(text=row.words[0], where=reading.place(row)) for row in sorter.notes]
    _tell_heads(reading, data)
    found = matched([row for row in data if row.columns.certain], parts)
    for labelled in found:
        _take(reading, labelled)
    _tell_notes(reading)
    if reading.entries or all(row.columns.certain for row in data):  # else the heads have told why nothing is read
        _tell_missing(reading, parts)
    return reading


def _tell_heads(reading: Reading, rows: Sequence[DataRow]) -> None:
    """Once for each set of heads: what was odd about it. Rows under uncertain heads are not read."""
    told: set[tuple[Cell, ...]] = set()
    for row in rows:
        columns = row.columns
        where = reading.place(row.source)
        if not columns.certain:
            reading.unplaced.append(Unplaced(text=" ".join(cell.text for cell in row.source.filled), where=where))
        if row.heads in told:
            continue
        told.add(row.heads)
        for printed, label in columns.typos:
            reading.tell(
                "IM-01",
                "default",
                [CellRef(id=reading.table.id, where=where, value=printed)],
                printed=printed,
                label=label,
            )
        cells = [CellRef(id=reading.table.id, where=where)]
        if not columns.ids and not columns.unknown:
            reading.tell("IM-02", "headless", cells)
        elif columns.unknown:
            reading.tell("IM-02", "column_unknown", cells, labels=_list(columns.unknown))
        elif columns.missing:
            reading.tell("IM-02", "column_missing", cells, labels=_list(columns.missing))


def _take(reading: Reading, labelled: Labelled) -> None:
    """Enter the numbers of a row, or tell why they cannot be."""
    source, row = labelled.data.source, labelled.row
    where = reading.place(source)
    columns = labelled.data.columns.ids
    whole = " ".join(cell.text for cell in source.filled)
    part = labelled.data.part
    values = _fitted(labelled.values, labelled.data) if row else ()
    if row is None or not values:
        variant = "row_unknown" if row is None else "count"
        shown = labelled.label or "（没有行名）"
        cells = [CellRef(id=reading.table.id, where=where, value=whole)]
        reading.tell("IM-02", variant, cells, label=shown, count=len(labelled.values), wanted=len(columns))
        reading.unplaced.append(Unplaced(text=whole, where=where))
        return
    ids = [part.cell(row.id, column) for column in columns]
    if any(cell in reading.entries for cell in ids):
        reading.tell("IM-02", "row_twice", [CellRef(id=ids[0], where=where, value=whole)], label=row.label)
        reading.unplaced.append(Unplaced(text=whole, where=where))
        return
    odd = [("default", labelled.label)] if labelled.typo else []
    for variant, text in [*odd, *(("group", text) for text in _strange_groups(labelled))]:
        cells = [CellRef(id=ids[0], where=where, value=text)]
        reading.tell("IM-01", variant, cells, printed=text, label=row.label)
    for identity, cell in zip(ids, values, strict=True):
        _enter(reading, identity, cell, reading.place(source, cell))


def _fitted(values: Sequence[Cell], data: DataRow) -> tuple[Cell, ...]:
    """As many cells as there are columns: blank ones put in for spans left out, blank spans counted out; or none."""
    wanted = len(data.columns.ids)
    if len(values) < wanted:
        spread = [Cell(text=c.text, column=c.column + i) for c in values for i in range(1 if c.text else c.span)]
        return tuple(spread) if len(spread) == wanted else ()
    if len(values) == wanted:
        return tuple(values)
    if data.part.layout is not Layout.BLOCKS:
        blank = not any(cell.text for cell in values[:-wanted])
        return tuple(values[-wanted:]) if blank else ()
    under = {cell.column for cell in data.heads if key(cell.text) not in (data.part.stub, data.part.title)}
    for kept in (
        [cell for cell in values if cell.column in under],
        [cell for cell in values if cell.text],
        list(values[:wanted]),
    ):
        if len(kept) == wanted and all(cell in kept for cell in values if cell.text):
            return tuple(kept)
    return ()


def _strange_groups(labelled: Labelled) -> Iterator[str]:
    """Group labels of the row that are neither the form's nor a piece of it (cut by a page)."""
    own = [word for level in (labelled.row.groups if labelled.row else ()) for word in level]
    for text in labelled.groups:
        if key(text) and not any(key(text) in word for word in own):
            yield text


def _enter(reading: Reading, identity: str, cell: Cell, where: str) -> None:
    """Enter a number, or what the cell shows where that is no figure for certain; tell what was not plain."""
    taken = taken_from(cell, reading.form.cells[identity], where)
    reading.entries[identity] = replace(taken.entry, printed_blank=taken.entry.blank)
    shown = taken.entry.text if taken.refused else " ".join(cell.text.split())
    ref = CellRef(id=identity, where=where, label=reading.form.label(identity), value=shown)
    if taken.refused:
        reading.findings.append(finding("IM-03", [ref], variant=taken.refused, actual=shown))
    elif taken.note:
        reading.noted.setdefault(taken.note, []).append(ref)


def _tell_notes(reading: Reading) -> None:
    """One finding of each kind for the figures that were read with something beside them."""
    for variant, refs in reading.noted.items():
        reading.tell("IM-10", variant, refs, actual=refs[0].value, count=len(refs))


def _tell_missing(reading: Reading, parts: Sequence[Part]) -> None:
    """One finding for all rows of the form that the source lacks (none of their cells was found)."""
    gone = [
        row.label
        for part in parts
        for row in part.rows
        if not any(part.cell(row.id, column) in reading.entries for column in part.columns)
    ]
    if gone:
        everything = len(gone) == sum(len(part.rows) for part in parts)
        cells = [CellRef(id=reading.table.id, where=reading.table.short)]
        reading.tell("IM-02", "empty" if everything else "row_missing", cells, labels=_list(gone))


def _list(labels: Iterable[str]) -> str:
    return "、".join(f"“{label}”" for label in labels)
