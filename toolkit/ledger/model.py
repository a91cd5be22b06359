"""A ledger as it was read: the rows of its registers, the calendar that its clocks run by, and where it comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from toolkit.finding.model import CellRef
from toolkit.form import Form
from toolkit.form.excel import CellAddress
from toolkit.form.expression import Number
from toolkit.ledger.clocks import Clocks, RequestDates
from toolkit.ledger.declared import declaration_of, request_register
from toolkit.ledger.register import Register, Scope
from toolkit.ledger.working_days import WorkingDays


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """One row: what figures and clocks follow from, by the keys of its columns. Of other texts nothing is read.

    ``chosen`` is what the choices mean: a row or column of the form's table, an indicator, a word. ``links`` are the
    numbers of requests that it names. ``written`` are the cells that are filled in, with what of them may be shown:
    nothing of what was not made out.
    """

    register: Register = field(repr=False, compare=False)
    row: int
    number: str
    days: Mapping[str, dt.date] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Number] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    def cell(self, key: str) -> CellRef:
        """A cell of it, for findings: known by its number, and by what it holds."""
        place = CellAddress(self.register.sheet, self.register.numbers[key], self.row).where
        label = f"{self.register.titles[self.register.number_key]} {self.number}" if self.number else ""
        return CellRef(
            id=f"{self.register.id}.{self.row}.{key}", where=place, label=label, value=self.written.get(key, "")
        )

    @property
    def number_cell(self) -> CellRef:
        """The cell of its number."""
        return self.cell(self.register.number_key)

    @property
    def handler(self) -> str:
        """Who handles a request, if it is one: a name of the ledger's list, or nothing."""
        return self.chosen.get("handler", "")

    @cached_property
    def dates(self) -> RequestDates:
        """The days in the course of a request, if it is one."""
        extension = self.figures.get("extension")
        return RequestDates(**self.days, extension=None if extension is None else int(extension))


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The ledger in a file. ``handlers`` are the names that staff listed, in their order.

    ``registers`` holds the rows of each of its registers; one that it was made without is not in it.
    """

    source: Path
    form: Form
    agency: str
    year: int
    registers: Mapping[Register, tuple[RegisterRow, ...]]
    calendar: WorkingDays
    handlers: tuple[str, ...] = ()
    completed: frozenset[int] = frozenset()
    """The years that staff marked as complete on the sheet of holidays."""
    complete: frozenset[Scope] = frozenset()
    """What staff marked as complete of the registers."""

    @property
    def requests(self) -> tuple[RegisterRow, ...]:
        """The rows of the register of requests."""
        return self.registers.get(request_register(self.form), ())

    @property
    def clocks(self) -> Clocks:
        """The clocks of its requests."""
        return Clocks(self.calendar, declaration_of(self.form).limits)
