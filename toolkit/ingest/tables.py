"""The numbers of one statutory table, found by their labels; what does not fit is reported and never squeezed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from toolkit.characters import DASHES
from toolkit.filing import Unplaced
from toolkit.finding import CellRef
from toolkit.finding.catalogue import finding
from toolkit.form import Form
from toolkit.form.model import Table, TableLayout
from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.extra_columns import without_extra_columns
from toolkit.ingest.figures import read_figure
from toolkit.ingest.header_rows import DataRow, HeaderRows
from toolkit.ingest.labels import key
from toolkit.ingest.repeated_rows import named, with_names
from toolkit.ingest.row_fitting import fit_row
from toolkit.ingest.row_matching import LabelledRow, match_rows
from toolkit.ingest.sum_evidence import adds_up
from toolkit.ingest.table_parts import TablePiece, rows_in
from toolkit.ingest.table_reading import TableReading
from toolkit.ingest.table_schema import TablePart, parts_of, unfolded
from toolkit.ingest.units import other_unit, states_like, units_in
from toolkit.location import NOWHERE, Location


def read_table(
    form: Form, table: Table, pieces: Sequence[TablePiece], *, paged: bool = False, units: frozenset[str] = frozenset()
) -> TableReading:
    """The numbers of ``table`` that ``pieces`` (all of it in the source) hold.

    ``paged``: the source has bare page numbers between its lines. ``units`` are those that it states around the table.
    """
    lone = (row[0].text for piece in pieces for row in piece.rows if len(row) == 1)
    reading = TableReading(form, table, units | units_in(lone))
    parts = named(_parts(form, table, pieces), [row for piece in pieces for row in piece.rows])
    if len(parts) == 1 and not parts[0].repeat:
        pieces = _without_extra_columns(reading, parts[0], pieces)
    data, notes = rows_in(form, parts, key(table.caption), pieces, paged=paged)
    reading.unplaced += [Unplaced(text=row.words[0], where=reading.place(row)) for row in notes]
    _report_headers(reading, data)
    found = match_rows([row for row in data if row.columns.certain], parts)
    for labelled in found:
        _take(reading, labelled)
    _report_disordered(reading, [row for row in found if row.data.source.doubtful])
    _report_notes(reading)
    if reading.entries or all(row.columns.certain for row in data):  # else the headers have said why not
        _report_missing(reading, parts)
    with_names(form, parts, reading, [row for row in found if row.row is None and not row.empty])
    return reading


def _without_extra_columns(
    reading: TableReading, part: TablePart, pieces: Sequence[TablePiece]
) -> tuple[TablePiece, ...]:
    """``pieces`` without the columns that the form does not have, each of which is reported."""
    kept = []
    for piece in pieces:
        rows, labels = without_extra_columns(piece.rows, part)
        kept.append(replace(piece, rows=rows))
        for label in labels:
            cells = [CellRef(id=reading.table.id, where=Location(reading.table.short), value=label)]
            reading.report("IM-18", "column", cells, actual=label)
    return tuple(kept)


def _parts(form: Form, table: Table, pieces: Sequence[TablePiece]) -> tuple[TablePart, ...]:
    """The parts of ``table``; where its values are in one line, but rows have labels here, those with the labels."""
    lines = unfolded(form, table)
    if table.layout is TableLayout.STRIP and any(piece.has_labelled_figures(lines) for piece in pieces):
        return lines
    return parts_of(form, table)


def _report_headers(reading: TableReading, rows: Sequence[DataRow]) -> None:
    """Once for each set of headers: what was odd about it. Rows under uncertain headers are not read."""
    reported: set[HeaderRows] = set()
    for row in rows:
        columns = row.columns
        where = reading.place(row.source)
        if not columns.certain:
            reading.unplaced.append(Unplaced(text=" ".join(cell.text for cell in row.source.filled), where=where))
        if row.headers in reported:
            continue
        reported.add(row.headers)
        for printed, label in columns.typos:
            reading.report(
                "IM-01",
                "default",
                [CellRef(id=reading.table.id, where=where, value=printed)],
                printed=printed,
                label=label,
            )
        cells = [CellRef(id=reading.table.id, where=where)]
        missing = [header for header in columns.missing if header.id not in row.part.computed]
        if not columns.ids and not columns.unknown:
            reading.report("IM-02", "headless", cells)
        elif columns.unknown:
            reading.report("IM-02", "column_unknown", cells, labels=_list(columns.unknown))
        elif not columns.ordered:
            reading.report("IM-02", "column_order", cells)
        elif missing:
            reading.report("IM-02", "column_missing", cells, labels=_list(header.label for header in missing))
        elif columns.missing:
            reading.report(
                "IM-20", "default", cells, labels=_list(dict.fromkeys(header.label for header in columns.missing))
            )


def _take(reading: TableReading, labelled: LabelledRow) -> None:
    """Enter the numbers of a row, or report why they cannot be."""
    source, row = labelled.data.source, labelled.row
    where = reading.place(source)
    whole = " ".join(cell.text for cell in source.filled)
    if source.doubtful:
        return
    values = fit_row(labelled)
    refusal = _refusal(reading, labelled, values)
    if row is None or refusal:
        if row:
            reading.reported.add(labelled.cell(labelled.data.part.columns[0]))
        if row and refusal == "row_differs":
            reading.refuse(map(labelled.cell, labelled.data.part.columns))
        shown = labelled.label or "（没有行名）"
        cells = [CellRef(id=reading.table.id, where=where, value=whole)]
        wanted = len(labelled.data.columns.ids)
        reading.report("IM-02", refusal, cells, label=shown, count=len(labelled.values), wanted=wanted)
        reading.unplaced.append(Unplaced(text=whole, where=where))
        return
    columns = labelled.data.columns.ids
    odd = [("default", labelled.label)] if labelled.typo else []
    for variant, text in [*odd, *(("group", text) for text in _strange_groups(labelled))]:
        cells = [CellRef(id=labelled.cell(columns[0]), where=where, value=text)]
        reading.report("IM-01", variant, cells, printed=text, label=row.label)
    for column, cell in zip(columns, values, strict=True):
        if labelled.cell(column) in reading.form.cells:
            _enter(reading, column, cell, reading.place(source, cell), labelled)
        elif cell.filled and cell.text.strip() not in DASHES:
            _report_unknown_cell(reading, labelled, cell)


def _report_unknown_cell(reading: TableReading, labelled: LabelledRow, cell: SourceCell) -> None:
    """A figure where the form has no cell: the total of repeated rows has none for what does not add up."""
    where = reading.place(labelled.data.source, cell)
    reading.unplaced.append(Unplaced(text=cell.text, where=where))
    cells = [CellRef(id=reading.table.id, where=where, value=cell.text)]
    reading.report("IM-02", "cell_unknown", cells, label=labelled.label, actual=cell.text)


def _refusal(reading: TableReading, labelled: LabelledRow, values: Sequence[SourceCell]) -> str:
    """The variant of IM-02 that says why the row is not read; empty for one that is."""
    data, row = labelled.data, labelled.row
    columns = data.columns.ids
    ids = list(map(labelled.cell, columns))
    if row is None or all(identity not in reading.form.cells for identity in ids):
        return "row_unknown"
    if labelled.unsure:
        return labelled.unsure
    if not values:
        return "misplaced" if len(labelled.values) == len(columns) else "count"
    if data.source.counted and not adds_up(reading.form, data.part, row, columns, values):
        return "row_sum"
    if all(identity not in reading.entries for identity in ids):
        return ""
    again = TableReading(reading.form, reading.table, reading.units)
    for column, cell in zip(columns, values, strict=True):
        if labelled.cell(column) in reading.form.cells:
            _enter(again, column, cell, NOWHERE, labelled)
    return "row_twice" if reading.holds(again) else "row_differs"


def _report_disordered(reading: TableReading, rows: Sequence[LabelledRow]) -> None:
    """One finding for all rows of which it is not certain that the figures behind their labels are theirs."""
    cells = []
    for labelled in rows:
        source = labelled.data.source
        whole, where = " ".join(cell.text for cell in source.filled), reading.place(source)
        cells.append(CellRef(id=reading.table.id, where=where, value=whole))
        reading.unplaced.append(Unplaced(text=whole, where=where))
        if labelled.row:
            reading.reported.add(labelled.data.part.cell(labelled.row.id, labelled.data.part.columns[0]))
    labels = [labelled.label for labelled in rows if labelled.label]
    if rows:
        reading.report("IM-02", "row_order", cells, count=len(rows), labels=_list(labels) or "（没有行名）")


def _strange_groups(labelled: LabelledRow) -> Iterator[str]:
    """Group labels of the row that are neither the form's nor a piece of it (cut by a page, or a character a line).

    The row's own label stands there too where a span is written out.
    """
    own = [word for level in (labelled.row.groups if labelled.row else ()) for word in level]
    own += labelled.row.known if labelled.row else ()
    for text in labelled.groups:
        if len(key(text)) > 1 and not any(key(text) in word for word in own):
            yield text


def _enter(reading: TableReading, column: str, cell: SourceCell, where: Location, labelled: LabelledRow) -> None:
    """Enter a number, or what the cell shows where that is no figure for certain; report what was not plain."""
    identity, part = labelled.cell(column), labelled.data.part
    declared = reading.form.cells[identity]
    near = labelled.units, labelled.data.headers.units_of(column, part.units_elsewhere[column])
    other = other_unit(declared.unit, near, reading.units)
    due = declared.unit in part.header_units  # where the form states none, none need be printed
    unstated = due and not states_like(declared.unit, (*near, reading.units))
    taken = read_figure(cell, declared, where, other, unstated=unstated)
    if identity not in reading.refused:
        reading.entries[identity] = replace(taken.entry, printed_blank=True) if taken.entry.blank else taken.entry
    if not (taken.refused or taken.note):
        return
    shown = taken.entry.text if taken.refused else " ".join(cell.text.split())
    ref = CellRef(id=identity, where=where, label=reading.form.label(identity), value=shown)
    if taken.refused:
        reading.findings.append(
            finding("IM-03", [ref], variant=taken.refused, actual=shown, unit=other, wanted=declared.unit)
        )
    else:
        reading.noted.setdefault(taken.note, []).append(ref)


def _report_notes(reading: TableReading) -> None:
    """One finding of each kind for the figures that were read with something beside them."""
    for variant, refs in reading.noted.items():
        reading.report("IM-10", variant, refs, actual=refs[0].value, count=len(refs))


def _report_missing(reading: TableReading, parts: Sequence[TablePart]) -> None:
    """One finding for all rows of the form that the source lacks (none of their cells was found)."""
    cells = [CellRef(id=reading.table.id, where=Location(reading.table.short))]
    if not reading.entries:
        reading.report("IM-02", "empty", cells)
        return
    gone = [
        row
        for part in parts
        for row in part.rows
        if not any(part.cell(row.id, column) in reading.entries for column in part.columns)
        and part.cell(row.id, part.columns[0]) not in reading.reported
    ]
    lost = [row.label for row in gone if not row.computed]
    if lost:  # of which no total can be computed either
        reading.report("IM-02", "row_missing", cells, labels=_list(lost))
    elif gone:
        reading.report("IM-20", "row", cells, labels=_list(row.label for row in gone))


def _list(labels: Iterable[str]) -> str:
    return "、".join(f"“{label}”" for label in labels)
