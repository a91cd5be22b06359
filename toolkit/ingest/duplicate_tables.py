"""Tables that a source prints more than once, or beside a similar one: which printing is the statutory one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from toolkit.filing import Unplaced
from toolkit.filing.values import displayed_value
from toolkit.finding import CellRef
from toolkit.form import Form
from toolkit.form.model import Table, TableLayout
from toolkit.ingest.labels import is_figure, key
from toolkit.ingest.repeated_rows import shown_names
from toolkit.ingest.table_parts import TablePiece
from toolkit.ingest.table_reading import TableReading
from toolkit.ingest.table_schema import parts_of, unfolded
from toolkit.ingest.tables import read_table
from toolkit.location import Location
from toolkit.rules.cell_refs import clipped


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPiece:
    """A piece of a table where it stands: ``own`` in the section of its table; ``label``: no more than a label."""

    piece: TablePiece
    own: bool
    label: bool = False


@dataclass(slots=True)
class _Printing:
    """Pieces that are one table: no row stands in two of them."""

    own: bool
    pieces: list[PlacedPiece] = field(default_factory=list)
    rows: set[str] = field(default_factory=set)

    @property
    def table_pieces(self) -> list[TablePiece]:
        return [placed.piece for placed in self.pieces]

    @property
    def shown(self) -> Unplaced:
        """All of it as text, with its place."""
        return Unplaced(text="\n".join(piece.shown for piece in self.table_pieces), where=self.table_pieces[0].page)


def read_printings(
    form: Form, table: Table, pieces: Sequence[PlacedPiece], *, paged: bool, units: frozenset[str] = frozenset()
) -> TableReading:
    """The numbers of ``table`` in that of its printings which is certain to be the statutory one.

    That is the one in its section; of several there, the complete one. Where they differ, and not just one of them is
    complete, nothing is read.
    """
    printings = [*_printings(form, table, [p for p in pieces if p.own], own=True)]
    printings += _printings(form, table, [p for p in pieces if not p.own], own=False)
    readings = [read_table(form, table, printing.table_pieces, paged=paged, units=units) for printing in printings]
    if len(readings) < 2:
        return readings[0] if readings else read_table(form, table, ())
    at_home = [reading for printing, reading in zip(printings, readings, strict=True) if printing.own]
    candidates = at_home or readings
    chosen = _chosen(candidates)
    if chosen is None:
        return _refused(form, table, printings, readings)
    for printing, reading in zip(printings, readings, strict=True):
        if reading is not chosen:
            _report_of(chosen, printing, reading, _in_words(chosen, candidates, own=bool(at_home)))
    return chosen


def _printings(form: Form, table: Table, pieces: Sequence[PlacedPiece], *, own: bool) -> Iterator[_Printing]:
    """``pieces`` by printing: a new one begins with a piece that repeats all its rows, or all those before it."""
    current = _Printing(own=own)
    labels: list[PlacedPiece] = []
    several = sum(not placed.label for placed in pieces) > 1  # else no row can come again
    for placed in pieces:
        if placed.label:
            labels.append(placed)
            continue
        rows = _rows(form, table, placed.piece) if several else set()
        again = rows & current.rows
        if again and again in (rows, current.rows):
            yield current
            current = _Printing(own=own)
        current.pieces += [*labels, placed]
        current.rows |= rows
        labels = []
    if current.pieces:
        current.pieces += labels
        yield current


def _rows(form: Form, table: Table, piece: TablePiece) -> set[str]:
    """A key for each row that has figures in ``piece``; an empty one for figures in a table without row labels.

    Rows that stand in several blocks are distinguished by the title of theirs.
    """
    blocks = parts_of(form, table)
    times = Counter(known for part in blocks for row in part.rows for known in set(row.known))
    titles = {part.title for part in blocks} - {""}
    parts = (*blocks, *unfolded(form, table))
    own = {known: row.known[0] for part in parts for row in part.rows for known in row.known}
    headers = frozenset[str]().union(*(part.header_words for part in parts))
    rows = [[cell.text for cell in row] for row in piece.rows] or [[word.text for word in piece.words]]
    found: set[str] = set()
    title = ""
    for texts in rows:
        label = ""
        for text in texts:
            title = key(text) if key(text) in titles else title
            if is_figure(text):
                found |= {label} if label or table.layout is TableLayout.STRIP else set()
            elif key(text) in own and key(text) not in headers:
                label = own[key(text)] + (title if times[key(text)] > 1 else "")
    return found | shown_names(blocks, piece.rows)


def _chosen(readings: Sequence[TableReading]) -> TableReading | None:
    """The one of the printings that is certain, or of equal ones the first."""
    complete = [reading for reading in readings if reading.complete]
    largest = max(readings, key=lambda reading: len(reading.entries))
    if len(readings) == 1 or all(largest.holds(reading) for reading in readings):
        return largest
    return complete[0] if complete and all(complete[0].holds(reading) for reading in complete) else None


def _in_words(chosen: TableReading, candidates: Sequence[TableReading], *, own: bool) -> str:
    """Which of ``candidates`` the chosen one is; ``own``: they stand in the section of their table."""
    most = "数字最多的" if len(candidates) > 1 else "的"
    return f"{'本部分里' if own else ''}{'完整的' if chosen.complete else most}那一张"


def _report_of(chosen: TableReading, printing: _Printing, reading: TableReading, words: str) -> None:
    """Say of a printing that is not read whether it only repeats the chosen one."""
    shown = printing.shown
    cells = [CellRef(id=chosen.table.id, where=Location(chosen.table.short), value=clipped(shown.text))]
    if reading.entries and chosen.holds(reading):
        chosen.report("IM-19", "table", cells)
    else:
        chosen.report("IM-18", "namesake", cells, actual=clipped(shown.text), chosen=words)
        chosen.unplaced.append(replace(shown, contradicts=True))


def _refused(
    form: Form, table: Table, printings: Sequence[_Printing], readings: Sequence[TableReading]
) -> TableReading:
    """Nothing of any printing, and where they differ."""
    refused = TableReading(form, table)
    refs = [
        CellRef(id=table.id, where=Location(table.short), value=clipped(printing.shown.text)) for printing in printings
    ]
    refused.report("IM-02", "printings", refs, count=len(printings), difference=_difference(form, readings))
    refused.unplaced += [printing.shown for printing in printings]
    return refused


def _difference(form: Form, readings: Sequence[TableReading]) -> str:
    """The first cell that two of ``readings`` show differently, in words; empty where they have no cell in common."""
    for one in readings:
        for identity, entry in one.entries.items():
            for other in readings:
                shown = other.entries.get(identity, entry)
                if displayed_value(shown) != displayed_value(entry):
                    return f"，例如“{form.label(identity)}”是 {displayed_value(entry)} 和 {displayed_value(shown)}"
    return ""
