"""A ledger as it was read: its requests, the calendar that its clocks run by, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.finding.model import CellRef
from toolkit.form import Form
from toolkit.form.excel import CellAddress
from toolkit.ledger.clocks import Clocks, RequestDates
from toolkit.ledger.columns import NUMBERS, REQUESTS
from toolkit.ledger.declared import declaration_of
from toolkit.ledger.working_days import WorkingDays


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRequest:
    """One row: what its figures and clocks follow from. Who applied, and for what, is not read.

    ``applicant`` and ``outcome`` are a column and a row of the form's table, or empty; ``handler`` a name of the
    ledger's list, or empty; ``written`` the cells that are filled in, by the keys of their columns, with what of them
    may be shown: nothing of what was not made out.
    """

    row: int
    number: str
    applicant: str
    outcome: str
    dates: RequestDates
    written: Mapping[str, str]
    handler: str = ""

    def cell(self, key: str) -> CellRef:
        """A cell of it, for findings: known by its number, and by what it holds."""
        place = CellAddress(REQUESTS, NUMBERS[key], self.row).where
        label = f"编号 {self.number}" if self.number else ""
        return CellRef(id=f"{self.row}.{key}", where=place, label=label, value=self.written.get(key, ""))


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The ledger in a file. ``handlers`` are the names that staff listed, in their order."""

    source: Path
    form: Form
    agency: str
    year: int
    requests: tuple[LedgerRequest, ...]
    calendar: WorkingDays
    handlers: tuple[str, ...] = ()
    completed: frozenset[int] = frozenset()
    """The years that staff marked as complete on the sheet of holidays."""

    @property
    def clocks(self) -> Clocks:
        """Its clocks."""
        return Clocks(self.calendar, declaration_of(self.form).limits)
