"""The ledger of requests that a table is filled from, in the shape of ``ledger:`` in ``form.yaml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from toolkit.form.cells import did_you_mean, named_nodes, unknown
from toolkit.form.model import Cell, Table
from toolkit.form.registers import RegisterDeclaration


@dataclass(frozen=True, kw_only=True)
class TimeLimit:
    """A number of working days, and the article that sets it."""

    days: int
    basis: str


@dataclass(frozen=True, kw_only=True)
class TimeLimits:
    """How long each step of a request may take.

    ``answer``: from receipt to the answer. ``correction``: to ask the applicant to complete the request.
    ``extension``: by which the answer may be put off. ``consultation``: for those consulted to reply.
    ``payment``: for the applicant to pay a fee.
    """

    answer: TimeLimit
    correction: TimeLimit
    extension: TimeLimit
    consultation: TimeLimit
    payment: TimeLimit


@dataclass(frozen=True, kw_only=True)
class LedgerDeclaration:
    """How the requests of a ledger are counted into ``table``.

    ``outcomes`` are its rows, or groups of rows, that requests end in; ``applicants`` the columns of whom they come
    from. The other rows: requests ``received`` in the year, ``open_before`` it began, ``closed`` in it, ``open_after``
    it. ``channels`` are the ways in which a request can arrive. ``registers`` are of other things than requests.
    """

    table: str
    received: str
    open_before: str
    closed: str
    open_after: str
    outcomes: tuple[str, ...]
    applicants: tuple[str, ...]
    channels: tuple[str, ...]
    limits: TimeLimits
    registers: tuple[RegisterDeclaration, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OutcomeRow:
    """A row that a request may end in: the kind under which it is chosen, and its own label there."""

    row: str
    kind: str
    label: str
    basis: str


def outcome_rows(declared: LedgerDeclaration, table: Table) -> tuple[OutcomeRow, ...]:
    """Every row of the outcomes, in the order in which they are declared; a row of no group is a kind by itself."""
    nodes = dict(named_nodes(table, "rows"))
    return tuple(
        OutcomeRow(
            row=name.removesuffix(nodes[name].id) + path,
            kind=nodes[name].label,
            label=leaf.label,
            basis=leaf.basis or nodes[name].basis,
        )
        for name in declared.outcomes
        for path, leaf in nodes[name].leaves()
    )


def ledger_faults(declared: LedgerDeclaration, tables: Iterable[Table], cells: Mapping[str, Cell]) -> Iterator[str]:
    """What is wrong with the declaration, in a form whose tables and sums are sound."""
    yield from _limit_faults(declared.limits)
    if not declared.channels:
        yield "ledger.channels：不能空着"
    known = {table.id: table for table in tables}
    if declared.table not in known:
        yield f"ledger.table：没有表“{declared.table}”{did_you_mean(declared.table, known)}"
        return
    table = known[declared.table]
    if table.repeat or len(table.blocks) > 1:
        yield f"ledger.table：表 {table.id} 不止一块，或者有几行填几行，不能由台账得出"
        return
    strange = tuple(_strange(declared, table))
    yield from strange
    if not strange:
        yield from _uncounted(declared, table, cells)


def _limit_faults(limits: TimeLimits) -> Iterator[str]:
    for each in fields(limits):
        if getattr(limits, each.name).days < 1:
            yield f"ledger.limits.{each.name}.days：应是不小于 1 的整数"


def _strange(declared: LedgerDeclaration, table: Table) -> Iterator[str]:
    """Names of rows and columns that the table has not, and none where there must be some."""
    rows = dict(named_nodes(table, "rows"))
    leaves = [name for name, node in rows.items() if not node.children]
    for key in ("received", "open_before", "closed", "open_after"):
        yield from _unknown(key, (getattr(declared, key),), leaves, table.id)
    yield from _unknown("outcomes", declared.outcomes, rows, table.id)
    yield from _unknown("applicants", declared.applicants, dict(table.columns), table.id)


def _unknown(key: str, names: tuple[str, ...], known: Collection[str], table: str) -> Iterator[str]:
    if not names:
        yield f"ledger.{key}：不能空着"
    yield from unknown(f"ledger.{key}：表 {table} 中没有", names, known)
    yield from (f"ledger.{key}：“{name}”写了不止一次" for name, times in Counter(names).items() if times > 1)


def _uncounted(declared: LedgerDeclaration, table: Table, cells: Mapping[str, Cell]) -> Iterator[str]:
    """Cells that would be counted twice or not at all, so that the table could not add up."""
    outcomes = [outcome.row for outcome in outcome_rows(declared, table)]
    rows = Counter((declared.received, declared.open_before, declared.open_after, *outcomes))
    yield from (f"ledger：“{row}”这一行写了不止一次" for row, times in rows.items() if times > 1)
    counted = {f"{table.id}.{row}.{column}" for row in rows for column in declared.applicants}
    filled = {cell.id for cell in cells.values() if cell.table == table.id and not cell.of}
    yield from (f"ledger：{cell} 由其他格算出，不能由台账计数" for cell in sorted(counted - filled))
    yield from (f"ledger：没有一件申请会计入 {cell}" for cell in sorted(filled - counted))
    for column in declared.applicants:
        of = cells[f"{table.id}.{declared.closed}.{column}"].of
        if sorted(of.refs) != sorted(f"{table.id}.{row}.{column}" for row in outcomes):
            yield f"ledger.closed：{table.id}.{declared.closed}.{column} 应是各种办理结果之和"
            return
