"""What is wrong with the rows of any register: what is not filled in, days, numbers, and what is not counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.ledger.columns import Column, Holds
from toolkit.ledger.counting import counts_of, into, is_whole
from toolkit.ledger.faults import Faults
from toolkit.ledger.model import Ledger, RegisterRow
from toolkit.ledger.register import Register


def check_rows(ledger: Ledger, faults: Faults, on: dt.date) -> None:
    """Add what is wrong with every row of ``ledger`` on the day ``on``, and between the rows of a register."""
    known = {request.number for request in ledger.requests}
    for register, rows in ledger.registers.items():
        check = _RowCheck(register, faults, on, ledger.year, known)
        for row in rows:
            check.check(row)
        _numbers(rows, faults)


@dataclass(frozen=True)
class _RowCheck:
    register: Register
    faults: Faults
    on: dt.date
    year: int
    requests: Collection[str]

    def check(self, row: RegisterRow) -> None:
        for column in self.register.filled:
            self._filled(row, column)
            self._day(row, column)
        if not row.number:
            self.faults.add("RQ-04", row.number_cell, variant="missing")
        for key, number in row.links.items():
            if self.requests and number not in self.requests:
                self.faults.add("RQ-15", row.cell(key), title=self.register.titles[key])
        self._figures(row)
        self._counted(row)

    def _filled(self, row: RegisterRow, column: Column) -> None:
        key, partner = column.key, column.together
        if column.required and key not in row.written:
            self.faults.add("RQ-03", row.cell(key), title=column.title)
        if not partner:
            return
        choice = self.register.choices.get(key)
        meant = {key, choice.within} if choice else {key}
        first, second = self.register.titles[key], self.register.titles[partner]
        if partner in row.written and not meant & row.written.keys():
            self.faults.add("RQ-03", row.cell(key), row.cell(partner), variant="together", first=second, second=first)
        if partner not in row.written and (key in row.chosen if choice else key in row.written):
            self.faults.add("RQ-03", row.cell(partner), row.cell(key), variant="together", first=first, second=second)

    def _day(self, row: RegisterRow, column: Column) -> None:
        day = row.days.get(column.key)
        if day is None:
            return
        first = row.days.get(column.not_before)
        if first and day < first:
            words = {"first": self.register.titles[column.not_before], "second": column.title}
            self.faults.add("RQ-05", row.cell(column.key), row.cell(column.not_before), **words)
        if day > self.on and not column.ahead:
            self.faults.add("RQ-12", row.cell(column.key), title=column.title)

    def _figures(self, row: RegisterRow) -> None:
        """Amounts that are to be added up and are not there, and figures and days that nothing follows from."""
        counts = [count for count in self.register.counts if into(row, count)]
        needed = {count.sum for count in counts if count.sum}
        used = needed | {key for count in counts for key in (count.day, count.until)}
        for column in self.register.filled:
            if column.key in needed and column.holds is Holds.MONEY and column.key not in row.written:
                self.faults.add("RQ-03", row.cell(column.key), title=column.title)
        if not all(key in row.chosen for key in self._required_choices):
            return
        for key in self._of_some_counts - used:
            if key in row.written:
                self.faults.add("RQ-17", row.cell(key), title=self.register.titles[key])

    @cached_property
    def _required(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.register.columns if column.required)

    @cached_property
    def _required_choices(self) -> tuple[str, ...]:
        return tuple(key for key in self._required if key in self.register.choices)

    @cached_property
    def _of_some_counts(self) -> frozenset[str]:
        """What only some counts go by, and is filled in for these alone."""
        named = {key for count in self.register.counts for key in (count.day, count.until, count.sum)}
        bound = {column.together for column in self.register.columns}
        return frozenset(named - bound - {"", *self._required})

    def _counted(self, row: RegisterRow) -> None:
        """Rows that are complete and count nowhere: for who is sued, or for their days."""
        left_out = self.register.left_out
        if left_out and row.chosen.get(left_out.column) == left_out.word:
            words = {"title": self.register.titles[left_out.column], "basis": left_out.basis}
            self.faults.add("RQ-16", row.cell(left_out.column), **words)
        elif is_whole(row) and not any(counts_of(row, self.year)):
            self.faults.add("RQ-11", row.number_cell, year=str(self.year))


def _numbers(rows: Sequence[RegisterRow], faults: Faults) -> None:
    """Rows of the same number."""
    known: dict[str, list[RegisterRow]] = {}
    for row in rows:
        if row.number:
            known.setdefault(row.number, []).append(row)
    for number, same in known.items():
        if len(same) > 1:
            title = same[0].register.titles[same[0].register.number_key]
            faults.add("RQ-04", *(each.number_cell for each in same), number=number, title=title)
