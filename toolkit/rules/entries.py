"""Whether each cell holds what it should: T2-01 (表二 and the fee figures) and T3-47 (表三, 表四)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
        entries = {cell: entry for cell, entry in _entries(filing, table).items() if cell not in told}
        yield from _bad_cells(filing, entries)
        yield from _blanks(filing, table, entries)
        dashes = [cell for cell, entry in _entries(filing, table).items() if entry.dash]
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
    """What the source shows for each cell of the table that it has: inputs, and totals that it writes itself."""
    shown = filing.inputs if filing.source is Source.WORKBOOK else {**filing.inputs, **filing.stated}
    return {
        cell.id: shown[cell.id] for cell in filing.form.cells.values() if cell.table == table.id and cell.id in shown
    }


def _bad_cells(filing: Filing, entries: dict[str, Entry]) -> Iterator[Finding]:
    for cell, entry in entries.items():
        declared = filing.form.cells.get(cell) or filing.form.fields[cell]
        variant = _fault(entry, declared.kind, largest_of(filing, declared.unit))
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


def largest_of(filing: Filing, unit: str) -> int:
    """Above this a figure in ``unit`` is told as too large (T2-01, T3-47)."""
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


def _blanks(filing: Filing, table: Table, entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """A blank may be one forgotten; one that a published report prints is a zero printed badly, if the form says so.

    Nothing is said of a blank total that cannot be computed: its parts are.
    """
    groups: dict[str, list[str]] = {}
    for cell, entry in entries.items():
        if entry.blank and not (filing.form.cells[cell].of and filing.number(cell) is None):
            groups.setdefault(_kind_of_blank(filing, cell, entry), []).append(cell)
    for variant, cells in groups.items():
        yield finding(
            code_of(table.id),
            cell_refs(filing, cells),
            variant=variant,
            severity=Severity.ERROR if variant in ("blank", "blank_unknown") else Severity.NOTE,
            table=table.short,
            zeros=table.zeros,
            count=len(cells),
        )


def _kind_of_blank(filing: Filing, cell: str, entry: Entry) -> str:
    """The variant of the wording that fits."""
    if filing.form.cells[cell].of:
        return "blank_total"
    if not entry.printed_blank:
        return "blank"
    return "blank_printed" if cell in filing.blank_zeros else "blank_unknown"
