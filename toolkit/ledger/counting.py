"""The figures of a year from the rows of ledgers, each with the rows behind it.

A request is received in the year, or was open before it; it is closed in the year, or open after it. So those that came
in are always those that went out and those that stay, whatever the days. Of what nobody registered, and nobody said
that all of it is registered, there is no figure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from toolkit.errors import InvalidRequest
from toolkit.form import Form
from toolkit.form.expression import Number
from toolkit.form.references import Family, Slot
from toolkit.form.registers import CountedWhen, Decides, RegisterCount
from toolkit.ledger.columns import Holds
from toolkit.ledger.model import Ledger, RegisterRow
from toolkit.ledger.register import CountTarget, Scope


@dataclass(frozen=True, slots=True)
class Counted:
    """A row that is counted, the ledger that it is in, and what it adds."""

    ledger: Ledger
    row: RegisterRow
    number: Number = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, with the rows behind it; ``unit`` is that of an indicator."""

    behind: tuple[Counted, ...]
    unit: str = ""

    @property
    def number(self) -> Number:
        """What the rows come to."""
        return sum((each.number for each in self.behind), 0)


def figures_of(ledgers: Sequence[Ledger]) -> Mapping[str, Figure]:
    """Every figure that ``ledgers`` hold, at least one and alike, by the id of its cell or indicator.

    Rows that are not whole are left out: findings at error level report them.
    """
    found: dict[str, list[Counted]] = {}
    partial: set[str] = set()
    units: dict[str, str] = {}
    for ledger in ledgers:
        known = known_scopes(ledger)
        partial |= {target.id for target in partial_targets(ledger)}
        for register, rows in ledger.registers.items():
            for count in register.counts:
                for each in register.targets(count):
                    units[each.id] = count.unit
                    if each.scope in known:
                        found.setdefault(each.id, [])
            for row in rows:
                for target, number in counts_of(row, ledger.year):
                    found[target].append(Counted(ledger, row, number))
    return {target: Figure(tuple(behind), units[target]) for target, behind in found.items() if target not in partial}


def partial_targets(ledger: Ledger) -> tuple[CountTarget, ...]:
    """What the ledger holds rows of that may not be all there are, of figures that take in what is older."""
    known = known_scopes(ledger)
    return tuple(
        target
        for register in ledger.registers
        for count in register.counts
        for target in register.targets(count)
        if count.only_complete and target.scope in known - ledger.complete
    )


def known_scopes(ledger: Ledger) -> frozenset[Scope]:
    """What of the ledger there are rows of, or that staff marked as complete."""
    found = set(ledger.complete)
    for register, rows in ledger.registers.items():
        if rows and "" in register.scopes:
            found.add(register.scopes[""])
        chosen = {value for row in rows for value in row.chosen.values()}
        found |= {scope for value, scope in register.scopes.items() if value in chosen}
    return frozenset(found)


def unknown_scopes(ledger: Ledger) -> tuple[Scope, ...]:
    """What of its registers is empty, and not marked as complete."""
    known = known_scopes(ledger)
    return tuple(scope for register in ledger.registers for scope in register.scopes.values() if scope not in known)


def counts_of(row: RegisterRow, year: int) -> Iterator[tuple[str, Number]]:
    """The ids of what a row is counted into in a year, each with what it adds; nothing of one that is not whole."""
    register, left_out = row.register, row.register.left_out
    if not is_whole(row) or (left_out and row.chosen.get(left_out.column) == left_out.word):
        return
    for count in register.counts:
        target = into(row, count)
        if target and is_counted(row, count, year):
            yield target, _number(row, count)


def is_whole(row: RegisterRow) -> bool:
    """Whether all is there that decides where the row counts."""
    for column in row.register.columns:
        there = column.key in row.days or column.key in row.chosen
        if column.required and not there:
            return False
        if column.together and there is not (column.together in row.days or column.together in row.chosen):
            return False
    return True


def into(row: RegisterRow, count: RegisterCount) -> str:
    """The id of what ``count`` counts the row into, whatever its days; nothing where it is not about it."""
    register = row.register
    if count.indicator:
        name = row.chosen.get(count.indicator, "")
        return str(Slot(Family.INDICATOR, name)) if name else ""
    at = count.row or row.chosen.get(register.deciding(Decides.ROW), "")
    column = count.column or row.chosen.get(register.deciding(Decides.COLUMN), "")
    if not at or not column or (count.rows and at not in count.rows):
        return ""
    return f"{register.table}.{at}.{column}"


def is_counted(row: RegisterRow, count: RegisterCount, year: int) -> bool:
    """Whether ``count`` is of the row in a year, wherever it counts it."""
    day, until = row.days.get(count.day), row.days.get(count.until)
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if day is None:
        return False
    if count.when is CountedWhen.IN_YEAR:
        return first <= day <= last
    if count.when is CountedWhen.AT_START:
        return day < first and not (until and until < first)
    return day <= last and not (until and until <= last)


def _number(row: RegisterRow, count: RegisterCount) -> Number:
    """What a row adds: the figure of that column, of counts 1 where it is empty; or itself."""
    if not count.sum:
        return 1
    empty = 1 if row.register.columns[row.register.numbers[count.sum] - 1].holds is Holds.COUNT else 0
    return row.figures.get(count.sum, empty)


def with_totals(form: Form, figures: Mapping[str, Figure]) -> Mapping[str, Figure]:
    """The same, with every cell that adds up nothing but cells of ``figures``."""
    sums = {cell: form.input_sums[cell].refs for cell in form.derived}
    totals = {cell: refs for cell, refs in sums.items() if figures.keys() >= set(refs)}
    added = {cell: Figure(tuple(each for ref in refs for each in figures[ref].behind)) for cell, refs in totals.items()}
    return {**figures, **added}


def require_apart(ledgers: Sequence[Ledger]) -> None:
    """:class:`~toolkit.errors.InvalidRequest` if two hold the very same rows, which would count twice."""
    for one, other in combinations(ledgers, 2):
        for register, rows in one.registers.items():
            if rows and rows == other.registers.get(register):
                message = (
                    f"“{one.source.name}”和“{other.source.name}”的“{register.sheet}”登记的完全相同，相加就重复计了。"
                )
                raise InvalidRequest(message, "请每份只写一次。")
