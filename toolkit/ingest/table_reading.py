"""The result of reading one table: its entries, and the findings on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.filing import Entry, Unplaced
from toolkit.filing.values import displayed_value
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form
from toolkit.form.model import Table
from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.header_rows import SourceRow
from toolkit.location import Location


@dataclass
class TableReading:
    """What a table gave: an entry for each cell found, and what was odd.

    ``units``: those that the source states for the table. ``noted``: cells by their variant of IM-10. ``refused``:
    cells that the source shows in two ways. ``reported``: rows of the form that a finding speaks of,
    by their first cell.
    """

    form: Form
    table: Table
    units: frozenset[str] = frozenset()
    entries: dict[str, Entry] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    noted: dict[str, list[CellRef]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    reported: set[str] = field(default_factory=set)

    @property
    def complete(self) -> bool:
        """Whether every cell was found that the form does not compute."""
        cells = (cell for cell in self.form.cells.values() if cell.table == self.table.id)
        return all(cell.of or cell.id in self.entries for cell in cells)

    def holds(self, other: TableReading) -> bool:
        """Whether all that ``other`` gave is here too, and the same."""
        return all(
            cell in self.entries and displayed_value(self.entries[cell]) == displayed_value(entry)
            for cell, entry in other.entries.items()
        )

    def refuse(self, cells: Iterable[str]) -> None:
        """Leave ``cells`` unread, now and when they come again."""
        self.refused.update(cells)
        self.entries = {cell: entry for cell, entry in self.entries.items() if cell not in self.refused}

    def report(self, code: str, variant: str, cells: Iterable[CellRef], **values: object) -> None:
        """Add a finding about this table."""
        values.setdefault("table", self.table.short)
        self.findings.append(finding(code, cells, variant=variant, **values))  # type: ignore[arg-type]

    def place(self, row: SourceRow, cell: SourceCell | None = None) -> Location:
        """Where a row or cell of the source is, as a person counts."""
        column = f"第{cell.column + 1}列" if cell else ""
        return Location(f"{row.page}{self.table.short} 第{row.number}行{column}")
