"""Checks as formulas: the lines of the 校验 sheet, which show in the open workbook what ``check`` would report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from toolkit.filing import Filing
from toolkit.form import Severity
from toolkit.form.excel import LONGEST_FORMULA, CellAddress, FormulaContext
from toolkit.form.expression import Number
from toolkit.form.relations import Relation, RelationState

_DAY_ZERO = dt.date(1899, 12, 30)  # from which spreadsheets count days
JUDGED = "由检查判断"
"""The state of a line about text that formulas cannot read, and that ``check`` may."""
OK, BAD, OPEN = (
    state.label for state in (RelationState.SATISFIED, RelationState.VIOLATED, RelationState.NOT_EVALUATED)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaValue:
    """A formula and what it shows."""

    formula: str
    shown: Number | float | str


NONE = FormulaValue(formula="0", shown=0)


class RowMarks(NamedTuple):
    """Cells of rows that turn red while ``violated`` holds for their row: it is written of the first of these rows."""

    cell_addresses: tuple[CellAddress, ...]
    violated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One line of 校验. It leads to the first of ``cell_addresses``; all turn red when it fails, if it ``marks``.

    A line about many ``rows`` marks, while it fails, those that are at fault.
    ``unfilled`` is how many cells it finds empty that must be filled, ``unwritten`` how many places of text.
    """

    code: str
    rule: str
    left: FormulaValue
    right: FormulaValue
    state: FormulaValue
    severity: FormulaValue
    cell_addresses: tuple[CellAddress, ...]
    dates: bool = False
    marks: bool = True
    rows: tuple[RowMarks, ...] = ()
    unfilled: FormulaValue = NONE
    unwritten: FormulaValue = NONE

    @property
    def sheet(self) -> str:
        """The sheet that it is about."""
        return self.cell_addresses[0].sheet

    @property
    def fits(self) -> bool:
        """Whether its formulas are no longer than a cell takes."""
        return max(len(each.formula) for each in (self.left, self.right, self.state)) < LONGEST_FORMULA


def constant(text: str) -> FormulaValue:
    """Text as a formula."""
    return FormulaValue(formula=f'"{text}"', shown=text)


FAILED = constant(BAD)


def serial(day: dt.date) -> int:
    """A date as spreadsheets count it."""
    return (day - _DAY_ZERO).days


def counted(
    code: str,
    rule: str,
    count: FormulaValue,
    severity: Severity,
    cell_addresses: tuple[CellAddress, ...],
    *,
    wrong: FormulaValue = FAILED,
    unfilled: FormulaValue = NONE,
    unwritten: FormulaValue = NONE,
) -> CheckLine:
    """A line whose left side counts faulty cells, each marked where it stands; ``wrong`` is the state while any is."""
    return CheckLine(
        code=code,
        rule=rule,
        left=count,
        right=FormulaValue(formula="0", shown=0),
        state=FormulaValue(
            formula=f'IF({count.formula}=0,"{OK}",{wrong.formula})', shown=wrong.shown if count.shown else OK
        ),
        severity=constant(severity.label),
        cell_addresses=cell_addresses,
        marks=False,
        unfilled=unfilled,
        unwritten=unwritten,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRows:
    """The rows that hold a text or the waivers: the area of each column by its role, and the first cell of the text."""

    areas: dict[str, str]
    first: CellAddress


class CheckWorkbook(Protocol):
    """The workbook that holds a filing: where its cells are, how formulas name them, and what they show."""

    @property
    def filing(self) -> Filing:
        """What the workbook holds."""
        ...

    @property
    def formula_context(self) -> FormulaContext:
        """What relations read beside their own cells."""
        ...

    @property
    def subhead(self) -> str:
        """What the 层级 column of a text sheet says of a sub-head."""
        ...

    def at(self, place: str) -> CellAddress:
        """The cell of an id; :class:`KeyError` if the workbook has none."""
        ...

    def cell(self, place: str) -> str:
        """The cell of an id as formulas name it."""
        ...

    def column(self, places: Sequence[str]) -> str:
        """Cells one below the other as formulas name them."""
        ...

    def areas(self, places: Sequence[str]) -> list[str]:
        """Cells of one sheet as few areas."""
        ...

    def rows(self, region: str) -> RegionRows | None:
        """The rows of a region, if the workbook has it."""
        ...

    def previews(self, slot: str) -> Sequence[str]:
        """What the previews of a text show."""
        ...

    def day(self, place: str) -> str:
        """A formula of the date in a cell, as spreadsheets count it."""
        ...

    def year(self, place: str) -> str:
        """A formula of the year in a cell."""
        ...

    def written(self, quantity: str) -> Number | str | None:
        """What stands in an input's cell."""
        ...

    def counted(self, quantity: str) -> Number | str | None:
        """What an input counts as."""
        ...

    def number(self, quantity: str) -> Number | None:
        """The number of a quantity, if all behind it hold one."""
        ...

    def carried(self, quantity: str) -> Number | None:
        """What last year hands on to an input."""
        ...

    def relation(self, relation: Relation, *, code: str, rule: str, severity: FormulaValue) -> CheckLine:
        """A relation as a line."""
        ...
