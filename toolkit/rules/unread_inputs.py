"""Tables, rows and cells that were not read (IM-06), and sums to which such a figure is missing (IM-08)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.filing import Filing, Source
from toolkit.filing.numerals import number_text
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Cell
from toolkit.form.model import Table
from toolkit.rules.cell_refs import cell_refs

PARTIAL = "IM-08"
_LISTED = 30
"""Labels that a message spells out; the finding holds all cells."""


def is_reported(filing: Filing, cell: str) -> bool:
    """Whether IM-06 names a cell: an input of a table that is not read.

    What was typed into a workbook or written into data, and is no number, breaks the rule on entries.
    """
    typed = filing.entry(cell).unclear and filing.source is not Source.REPORT
    return cell in filing.unread and cell in filing.form.cells and not filing.form.cells[cell].of and not typed


def check(filing: Filing, reported: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """For each table one finding that it is missing, or one for whole rows and one for single cells.

    ``reported`` are ids of tables and cells that the reader has reported as errors.
    """
    for table in filing.form.tables:
        cells = [cell for cell in filing.form.cells.values() if cell.table == table.id]
        missing = [cell for cell in cells if is_reported(filing, cell.id) and cell.id not in reported]
        if missing and table.id not in reported:
            yield from _of_table(filing, table, cells, missing)
    partial = [quantity for quantity in filing.form.inputs if filing.entry(quantity).partial]
    if partial:
        labels = _listed([f"“{filing.form.label(quantity)}”" for quantity in partial])
        yield finding(PARTIAL, cell_refs(filing, partial), count=len(partial), labels=labels)


def _of_table(filing: Filing, table: Table, cells: Sequence[Cell], missing: Sequence[Cell]) -> Iterator[Finding]:
    seen = {cell.row for cell in cells if cell.id in filing.inputs}
    totals = {cell.row: number_text(filing.stated[cell.id].number) for cell in cells if cell.id in filing.stated}
    if not seen and not totals:
        yield _finding(filing, table, "table", missing, ())
        return
    rows = {cell.row: f"“{cell.row_label}”" for cell in missing if cell.row not in seen}
    for row in rows:
        rows[row] += f"（印有合计 {totals[row]}）" if totals.get(row) else ""
    single = [cell for cell in missing if cell.row not in rows and cell.holds.required]
    if rows:
        yield _finding(filing, table, "rows", [cell for cell in missing if cell.row in rows], tuple(rows.values()))
    if single:
        yield _finding(filing, table, "default", single, [f"“{cell.label}”" for cell in single])


def _finding(filing: Filing, table: Table, variant: str, cells: Sequence[Cell], labels: Sequence[str]) -> Finding:
    return finding(
        "IM-06",
        cell_refs(filing, [cell.id for cell in cells]),
        variant=variant,
        table=table.short,
        count=len(labels),
        labels=_listed(labels),
    )


def _listed(labels: Sequence[str]) -> str:
    return "、".join(labels[:_LISTED]) + ("等" if len(labels) > _LISTED else "")
