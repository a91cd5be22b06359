"""Names of repeated rows: the same row of several tables is about the same, and no two rows of one are (KD-02)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form.model import Table
from toolkit.form.repeating import NAME
from toolkit.rules.cell_refs import cell_ref, cell_refs

CODE = "KD-02"


def check(filing: Filing) -> Iterator[Finding]:
    """One finding for each pair of tables with their first row that differs, and for each name that stands twice."""
    tables = [table for table in filing.form.tables if table.repeat]
    for table in tables:
        yield from _doubled(filing, table)
    for one, other in combinations(tables, 2):
        if one.repeat and other.repeat and one.repeat.id == other.repeat.id:
            yield from _differing(filing, one, other)


def _doubled(filing: Filing, table: Table) -> Iterator[Finding]:
    names = filing.names(table.id)
    for name, times in Counter(names.values()).items():
        if name and times > 1:
            cells = [f"{table.id}.{row}.{NAME}" for row, own in names.items() if own == name]
            yield finding(CODE, cell_refs(filing, cells), variant="doubled", actual=name, table=table.short)


def _differing(filing: Filing, one: Table, other: Table) -> Iterator[Finding]:
    left, right = filing.names(one.id), filing.names(other.id)
    rows = [row for row in {**left, **right} if left.get(row, "") != right.get(row, "")]
    read = [row for row in rows if {f"{table.id}.{row}.{NAME}" for table in (one, other)} <= filing.inputs.keys()]
    if read:
        cells = [cell_ref(filing, f"{table.id}.{row}.{NAME}") for row in read for table in (one, other)]
        yield finding(
            CODE,
            cells,
            actual=left.get(read[0], ""),
            expected=right.get(read[0], ""),
            label=filing.form.cells[cells[0].id].row_label,
            table=one.short,
            other=other.short,
            more=f"（共 {len(read)} 行）" if len(read) > 1 else "",
        )
