"""The registers of a form's ledger, in the words that staff choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from toolkit.bounds import LEDGER_ROWS
from toolkit.errors import InvalidRequest
from toolkit.form import Form
from toolkit.form.cells import row_leaves
from toolkit.form.ledger import LedgerDeclaration, OutcomeRow, outcome_rows
from toolkit.form.model import Table
from toolkit.form.register_faults import REQUESTS as REQUESTS_ID
from toolkit.form.registers import (
    ColumnHolds,
    CountedWhen,
    Decides,
    RegisterColumn,
    RegisterCount,
    RegisterDeclaration,
)
from toolkit.ledger.columns import COLUMNS, REQUESTS, Column, Holds
from toolkit.ledger.register import Option, Register, RegisterChoice

_HOLDS = {
    ColumnHolds.NUMBER: Holds.NUMBER,
    ColumnHolds.TEXT: Holds.TEXT,
    ColumnHolds.DATE: Holds.DATE,
    ColumnHolds.CHOICE: Holds.CHOICE,
    ColumnHolds.COUNT: Holds.COUNT,
    ColumnHolds.AMOUNT: Holds.MONEY,
    ColumnHolds.REQUEST: Holds.LINK,
}
_WIDTHS = {
    Holds.NUMBER: 22.0,
    Holds.TEXT: 26.0,
    Holds.DATE: 13.0,
    Holds.COUNT: 9.0,
    Holds.MONEY: 14.0,
    Holds.LINK: 16.0,
}
_NARROW, _WIDE = 12, 40


def declaration_of(form: Form) -> LedgerDeclaration:
    """What ``form`` says of its ledger; :class:`InvalidRequest` if it has none."""
    if form.ledger is None:
        raise InvalidRequest(f"“{form.name}”没有写明怎样由台账得出，不能生成台账。", "请用 --form 写明别的表式。")
    return form.ledger


def outcomes_of(form: Form) -> tuple[OutcomeRow, ...]:
    """What requests may end in."""
    declared = declaration_of(form)
    return outcome_rows(declared, form.table(declared.table))


def applicants_of(form: Form) -> dict[str, str]:
    """The column of each kind of applicant, by its label."""
    declared = declaration_of(form)
    columns = dict(form.table(declared.table).columns)
    return {columns[name].label: name for name in declared.applicants}


@cache
def registers_of(form: Form) -> tuple[Register, ...]:
    """All of its registers, that of requests first."""
    others = (_register(each, form.table(each.table)) for each in declaration_of(form).registers)
    return (request_register(form), *others)


@cache
def request_register(form: Form) -> Register:
    """That of requests: received in the year or open before it, closed in it or open after it."""
    declared, outcomes = declaration_of(form), outcomes_of(form)
    in_year, at_start, at_end = CountedWhen.IN_YEAR, CountedWhen.AT_START, CountedWhen.AT_END
    return Register(
        id=REQUESTS_ID,
        sheet=REQUESTS,
        table=declared.table,
        rows=LEDGER_ROWS,
        columns=tuple(
            replace(column, most=declared.limits.extension.days) if column.holds is Holds.COUNT else column
            for column in COLUMNS
        ),
        choices={
            "applicant": RegisterChoice(
                options=tuple(Option(word=label, value=name) for label, name in applicants_of(form).items()),
                decides=Decides.COLUMN,
            ),
            "channel": RegisterChoice(options=tuple(Option(word=word, value=word) for word in declared.channels)),
            "kind": RegisterChoice(
                options=tuple(Option(word=k, value=k) for k in dict.fromkeys(o.kind for o in outcomes))
            ),
            "outcome": RegisterChoice(
                options=tuple(Option(word=each.label, value=each.row, under=each.kind) for each in outcomes),
                within="kind",
                decides=Decides.ROW,
            ),
        },
        counts=(
            RegisterCount(when=in_year, day="received", row=declared.received),
            RegisterCount(when=at_start, day="received", until="closed", row=declared.open_before),
            RegisterCount(when=in_year, day="closed"),
            RegisterCount(when=at_end, day="received", until="closed", row=declared.open_after),
        ),
        note="一件申请一行。浅黄色的由您填写，灰色的自动计算；点到格子上会看到填什么。",
    )


def _register(declared: RegisterDeclaration, table: Table) -> Register:
    choices = {column.id: column for column in declared.columns if column.kind is ColumnHolds.CHOICE}
    made = {key: _choice(column, choices, table) for key, column in choices.items()}
    return Register(
        id=declared.id,
        sheet=declared.sheet,
        table=declared.table,
        rows=declared.rows,
        columns=tuple(_column(column, made) for column in declared.columns),
        choices=made,
        counts=declared.counts,
        note=declared.note,
        complete_by=declared.complete_by,
        left_out=declared.left_out,
        guidance=declared.guidance,
    )


def _column(declared: RegisterColumn, choices: Mapping[str, RegisterChoice]) -> Column:
    holds = _HOLDS[declared.kind]
    longest = max((2 * len(word) for word in choices[declared.id].words), default=0) if holds is Holds.CHOICE else 0
    return Column(
        key=declared.id,
        title=declared.label,
        group=declared.group,
        holds=holds,
        width=_WIDTHS.get(holds, min(max(_NARROW, longest + 4), _WIDE)),
        prompt=declared.prompt,
        required=declared.required,
        not_before=declared.not_before,
        together=declared.together,
        names=declared.aliases,
    )


def _choice(column: RegisterColumn, choices: Mapping[str, RegisterColumn], table: Table) -> RegisterChoice:
    """What there is to choose from, rows and columns by their labels."""
    labels = _labels(column, table)
    if not column.within:
        options = [Option(word=labels.get(name, name), value=name) for name in (*column.of, *column.besides)]
        return RegisterChoice(options=tuple(options), decides=column.decides)
    over = _labels(choices[column.within], table)
    options = [
        Option(word=labels.get(name, name), value=name, under=over.get(under, under))
        for under, names in column.each.items()
        for name in names
    ]
    return RegisterChoice(options=tuple(options), within=column.within, decides=column.decides)


def _labels(column: RegisterColumn, table: Table) -> Mapping[str, str]:
    """The labels of the rows or columns that a choice decides, by their ids."""
    if column.decides is Decides.ROW:
        return {name: node.label for name, node in row_leaves(table)}
    if column.decides is Decides.COLUMN:
        return {name: leaf.label for block in table.blocks for node in block.columns for name, leaf in node.leaves()}
    return {}
