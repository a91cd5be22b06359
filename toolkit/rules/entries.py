"""Whether each cell holds what it should: T2-01 (表二 and the fee figures) and T3-47 (表三, 表四)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from toolkit.filing import Entry, Filing, Source
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Kind, Severity
from toolkit.form.expression import Number
from toolkit.form.model import Table
from toolkit.rules.places import cell_ref, cell_refs, clipped, shown

LARGEST = 10**9
"""Above this a figure is a slip of the hand: the whole country does not reach it."""

LARGEST_LOCAL_AMOUNT = 10**6
"""In 万元: ten billion yuan a year, which no department below the province, county or township collects or spends."""
LOCAL = frozenset({"city_department", "county", "county_department", "township"})

_CODES = {"applications": "T3-47", "disputes": "T3-47"}


def code_of(table: str) -> str:
    """The rule that the cells of a table are held to; fee figures and 表二 share one."""
    return _CODES.get(table, "T2-01")


def check(filing: Filing, told: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """A finding for each cell that holds no figure of its kind, one a table for blanks and for dashes.

    ``told`` are ids that the reader of the source has already found fault with.
    """
    for table in filing.form.tables:
        entries = _entries(filing, table)
        yield from _bad_cells(filing, {cell: entry for cell, entry in entries.items() if cell not in told})
        yield from _blanks(filing, table, [cell for cell, entry in entries.items() if entry.blank and cell not in told])
        dashes = [cell for cell, entry in entries.items() if entry.dash]
        if dashes:
            yield finding(
                code_of(table.id),
                cell_refs(filing, dashes),
                variant="dash",
                severity=Severity.NOTE,
                table=table.short,
                count=len(dashes),
                actual=shown(filing, dashes[0]).strip(),
            )
    fields = {field: filing.entry(field) for field in filing.form.fields if field not in told}
    yield from _bad_cells(filing, fields)


def _entries(filing: Filing, table: Table) -> dict[str, Entry]:
    """What the source shows for each cell of the table: every input, and totals that it writes itself."""
    cells = [cell for cell in filing.form.cells.values() if cell.table == table.id]
    stated = filing.stated if filing.source is not Source.WORKBOOK else {}
    return {cell.id: filing.entry(cell.id) for cell in cells if not cell.of} | {
        cell.id: stated[cell.id] for cell in cells if cell.id in stated
    }


def _bad_cells(filing: Filing, entries: dict[str, Entry]) -> Iterator[Finding]:
    for cell, entry in entries.items():
        declared = filing.form.cells.get(cell) or filing.form.fields[cell]
        variant = _fault(entry, declared.kind, _largest(filing, declared.unit))
        if variant:
            yield finding(
                code_of(cell.partition(".")[0]),
                [cell_ref(filing, cell)],
                variant=variant,
                severity=_weight(filing, variant),
                actual=clipped(shown(filing, cell)),
                unit=declared.unit,
            )


def _weight(filing: Filing, variant: str) -> Severity:
    published = filing.source is Source.REPORT
    return Severity.WARNING if published or variant.startswith("large") else Severity.ERROR


def _largest(filing: Filing, unit: str) -> int:
    return LARGEST_LOCAL_AMOUNT if unit == "万元" and filing.level in LOCAL else LARGEST


def _fault(entry: Entry, kind: Kind, largest: int) -> str:
    """The variant of the wording that fits, or nothing."""
    if entry.number is None:
        return ("text_amount" if kind is Kind.AMOUNT else "default") if entry.text else ""
    if entry.text and not entry.dash:
        return "digits"
    if kind is not Kind.AMOUNT and _has_decimals(entry.number):
        return "decimal"
    if kind is not Kind.CHANGE and entry.number < 0:
        return "negative"
    if -largest <= entry.number <= largest:
        return ""
    return "large_amount" if kind is Kind.AMOUNT else "large"


def _has_decimals(number: Number) -> bool:
    return isinstance(number, Decimal) and number != number.to_integral_value()


def _blanks(filing: Filing, table: Table, blanks: list[str]) -> Iterator[Finding]:
    """A blank in a workbook may be one forgotten; in a published report it is a zero printed badly.

    A report that lacks the whole table is no case of blanks: see TX-01.
    """
    published = filing.source is Source.REPORT
    if not blanks or (published and not any(cell.partition(".")[0] == table.id for cell in filing.inputs)):
        return
    yield finding(
        code_of(table.id),
        cell_refs(filing, blanks),
        variant="blank_printed" if published else "blank",
        severity=Severity.NOTE if published else Severity.ERROR,
        table=table.short,
        zeros=table.zeros,
        count=len(blanks),
    )
