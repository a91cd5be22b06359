"""The figures of a year's table from its requests, each with the requests behind it.

A request is received in the year, or was open before it; it is closed in the year, or open after it. So those that came
in are always those that went out and those that stay, whatever the days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from toolkit.errors import InvalidRequest
from toolkit.filing import Entry, Filing
from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form import Form
from toolkit.form.references import base_id
from toolkit.ledger.declared import applicants_of, declaration_of, outcomes_of
from toolkit.ledger.model import Ledger, LedgerRequest
from toolkit.rules.cell_refs import cover_ref


@dataclass(frozen=True, slots=True)
class Counted:
    """A request that is counted, and the ledger that it is in."""

    ledger: Ledger
    request: LedgerRequest


def count_requests(ledgers: Sequence[Ledger]) -> Mapping[str, tuple[Counted, ...]]:
    """Every cell that requests are counted into, by its id, with those of all ``ledgers``: at least one, alike.

    Requests without a receipt or an applicant are left out, and so are those closed without an outcome: findings at
    error level report them.
    """
    first = ledgers[0]
    declared, columns = declaration_of(first.form), [*applicants_of(first.form).values()]
    rows = [each.row for each in outcomes_of(first.form)]
    rows = [declared.received, declared.open_before, *rows, declared.open_after]
    found: dict[str, list[Counted]] = {f"{declared.table}.{row}.{column}": [] for row in rows for column in columns}
    for ledger in ledgers:
        for request in ledger.requests:
            for row in _rows_of(request, ledger):
                found[f"{declared.table}.{row}.{request.applicant}"].append(Counted(ledger, request))
    return {cell: tuple(counted) for cell, counted in found.items()}


def _rows_of(request: LedgerRequest, ledger: Ledger) -> tuple[str, ...]:
    """The two rows that a request counts in; none for one of another year, or one that is not complete."""
    declared, dates = declaration_of(ledger.form), request.dates
    first, last = dt.date(ledger.year, 1, 1), dt.date(ledger.year, 12, 31)
    if not request.applicant or dates.received is None or dates.received > last:
        return ()
    if dates.closed and (dates.closed < first or not request.outcome):
        return ()
    came = declared.received if dates.received >= first else declared.open_before
    return came, request.outcome if dates.closed and dates.closed <= last else declared.open_after


def with_totals(form: Form, counts: Mapping[str, tuple[Counted, ...]]) -> Mapping[str, tuple[Counted, ...]]:
    """The same, with every cell that adds up nothing but cells of ``counts``."""
    sums = {cell: form.input_sums[cell].refs for cell in form.derived}
    totals = {cell: refs for cell, refs in sums.items() if counts.keys() >= set(refs)}
    return {**counts, **{cell: tuple(each for ref in refs for each in counts[ref]) for cell, refs in totals.items()}}


def require_apart(ledgers: Sequence[Ledger]) -> None:
    """:class:`~toolkit.errors.InvalidRequest` if two hold the very same requests, which would count twice."""
    for one, other in combinations(ledgers, 2):
        if one.requests and one.requests == other.requests:
            message = f"台账“{one.source.name}”和“{other.source.name}”登记的申请完全相同，相加就重复计了。"
            raise InvalidRequest(message, "请每份只写一次。")


def require_alike(ledgers: Sequence[Ledger], filing: Filing) -> None:
    """:class:`~toolkit.errors.InvalidRequest` unless all are of the form and the year of ``filing``."""
    for ledger in ledgers:
        if base_id(ledger.form.id) != base_id(filing.form.id):
            message = f"台账“{ledger.source.name}”的表式是“{ledger.form.name}”，与“{filing.form.name}”不同。"
            raise InvalidRequest(message, "请用 ledger new --form 生成同一种表式的台账。")
        if ledger.year != filing.year:
            reported = f"{filing.year} 年" if filing.year else "没有写明年度"
            raise InvalidRequest(
                f"台账“{ledger.source.name}”是 {ledger.year} 年的，填报的是{reported}。", "请核对年度。"
            )


def with_counts(filing: Filing, counts: Mapping[str, Sequence[Counted]]) -> Mapping[str, Entry]:
    """The inputs of ``filing`` with the counts in their cells."""
    return {**filing.inputs, **{cell: Entry(number=len(behind)) for cell, behind in counts.items()}}


def differences(filing: Filing, ledgers: Sequence[Ledger]) -> Iterator[Finding]:
    """Ledgers of another agency (RQ-21), and each cell that holds another figure than there are requests (RQ-20), with
    the requests behind it.
    """
    for ledger in ledgers:
        if ledger.agency != filing.agency.value:
            cells, agency = (cover_ref(filing, "agency"),), filing.agency.value
            yield finding("RQ-21", cells, actual=agency, expected=ledger.agency, name=ledger.source.name)
    for cell, behind in count_requests(ledgers).items():
        stated, expected = filing.number(cell), len(behind)
        if stated == expected or (stated is None and not expected):
            continue
        label = filing.form.label(cell)
        place = CellRef(id=cell, where=filing.where(cell), label=label, value="" if stated is None else str(stated))
        yield finding(
            "RQ-20",
            (place, *(number_of(each, several=len(ledgers) > 1) for each in behind)),
            variant="blank" if stated is None else "default",
            actual=place.value,
            expected=str(expected),
        )


def number_of(counted: Counted, *, several: bool) -> CellRef:
    """The number of a request in its ledger; with the name of its file where there are ``several``."""
    cell = counted.request.cell("number")
    if not several:
        return cell
    label = f"{counted.ledger.source.stem} {cell.label}".strip()
    return CellRef(id=cell.id, where=cell.where, label=label, value=cell.value)
