"""Registers of a ledger beside that of requests, in the shape of ``ledger: registers:`` in ``form.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LEDGER_SHEETS = ("今日", "申请台账", "统计", "放假调休", "说明", "选项", "日历")
"""The sheets that a ledger has whatever its registers."""


class ColumnHolds(StrEnum):
    """What a column of a register is filled in with."""

    NUMBER = "number"  # what the row is known by
    TEXT = "text"  # of which nothing is read
    DATE = "date"
    CHOICE = "choice"
    COUNT = "count"
    AMOUNT = "amount"
    REQUEST = "request"  # the number of a request of the same ledger


class Decides(StrEnum):
    """What a choice stands for; ``NOTHING``: it is a word."""

    NOTHING = "nothing"
    ROW = "row"
    COLUMN = "column"
    INDICATOR = "indicator"


class CountedWhen(StrEnum):
    """Which rows of a register are counted in a year."""

    IN_YEAR = "in_year"  # those whose day is in it
    AT_START = "at_start"  # those that had begun before it, and not ended
    AT_END = "at_end"  # those that have begun by its end, and not ended


@dataclass(frozen=True, kw_only=True)
class RegisterColumn:
    """A column of a register. ``aliases`` is what other systems call such a one.

    ``not_before``: the day that this one is not before. ``together``: the column with which it is filled in, both or
    neither. Of a choice, ``of`` are the words, rows, columns or indicators that there are to choose from, and
    ``besides`` words for what none of them is; or, ``within`` another choice, ``each`` those for each of its own.
    """

    id: str
    label: str
    kind: ColumnHolds
    group: str
    prompt: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    not_before: str = ""
    together: str = ""
    decides: Decides = Decides.NOTHING
    of: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    within: str = ""
    each: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RegisterCount:
    """Which rows of a register are counted, and into what.

    Those whose ``day`` is in the year, or that began on it and end ``until``; only those for one of ``rows``, if any
    are named. They go into the row and the column that are chosen, or into ``row`` or ``column``; or into the
    indicator of ``unit`` that is chosen in the column ``indicator``. ``sum``: the column whose figures are added up,
    where each row is not one; of counts an empty one is 1. ``only_complete``: the figure takes in what is older than
    the year, so that it is known only where staff mark the register as complete.
    """

    when: CountedWhen
    day: str
    until: str = ""
    rows: tuple[str, ...] = ()
    row: str = ""
    column: str = ""
    sum: str = ""
    indicator: str = ""
    unit: str = ""
    only_complete: bool = False


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Rows that are not counted: those with ``word`` in ``column``, by ``basis``."""

    column: str
    word: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class GuideParagraph:
    """A paragraph of the sheet that explains the ledger."""

    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class RegisterDeclaration:
    """A register: its ``sheet`` has room for ``rows``, and is counted into ``table``.

    ``complete_by``: the choice of rows, each of which is complete by itself; none: the register is as a whole.
    ``note`` stands at the head of the sheet.
    """

    id: str
    sheet: str
    table: str
    rows: int
    columns: tuple[RegisterColumn, ...]
    counts: tuple[RegisterCount, ...]
    note: str
    complete_by: str = ""
    left_out: LeftOut | None = None
    guidance: tuple[GuideParagraph, ...] = ()
