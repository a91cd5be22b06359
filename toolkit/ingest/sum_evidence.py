"""Whether the figures of a row add up as the form says: evidence that none is in another's place."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.form import Form
from toolkit.form.expression import Number
from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.figures import read_figure
from toolkit.ingest.table_schema import TablePart, TableRow


def held_by_sums(form: Form, part: TablePart, row: TableRow, columns: Sequence[str]) -> frozenset[str]:
    """Those of ``columns`` that are a sum of others of them in ``row``, or go into one."""
    identities = {cell: column for column in columns if (cell := part.cell(row.id, column)) in form.cells}
    sums = [cell for cell in identities if form.cells[cell].of and identities.keys() >= set(form.cells[cell].of.refs)]
    return frozenset(identities[cell] for whole in sums for cell in (whole, *form.cells[whole].of.refs))


def adds_up(form: Form, part: TablePart, row: TableRow, columns: Sequence[str], cells: Sequence[SourceCell]) -> bool:
    """Whether every sum within the row holds, blanks as zero; no text that is not a number adds up to anything."""
    numbers = {
        identity: _number(form, identity, cell)
        for column, cell in zip(columns, cells, strict=True)
        if (identity := part.cell(row.id, column)) in form.cells
    }
    for identity, stated in numbers.items():
        total = form.cells[identity].of
        if total and numbers.keys() >= set(total.refs):
            computed = total.value(numbers.__getitem__)
            if computed is None or stated != computed:
                return False
    return True


def _number(form: Form, identity: str, cell: SourceCell) -> Number | None:
    entry = read_figure(cell, form.cells[identity]).entry
    return 0 if entry.blank else entry.number
