"""What goes back to units: for each filing that is not in order a letter, and its workbook with the faults marked."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from toolkit.errors import ReportError
from toolkit.filing import Original
from toolkit.finding import Finding
from toolkit.form import Forms, Severity
from toolkit.ingest import read_any
from toolkit.output import is_untouched, safe_name, write_result
from toolkit.progress import Progress
from toolkit.render.docx import render
from toolkit.rollup.file_reading import at_hand
from toolkit.rollup.reporting_units import own_findings
from toolkit.rollup.return_letter import ReturnLetter, letter
from toolkit.rollup.roster import Roster, Unit, shown_code
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.store import RETURNS, Store
from toolkit.rollup.unit_status import RollupScope, UnitState, due_date
from toolkit.rollup.work_distribution import OpenExecutor, WorkDistribution
from toolkit.workbook.marking.annotate import annotated_workbook

_FAULTY = frozenset({UnitState.LEFT_OUT, UnitState.INCLUDED})
_UNFIT: Mapping[UnitState, str] = {
    UnitState.WRONG_YEAR: "RU-06",
    UnitState.WRONG_FORM: "RU-07",
    UnitState.UNREADABLE: "RU-09",
    UnitState.UNDECIDED: "RU-16",
}
"""The finding that says why nothing that the unit handed in can count."""
_ASKED: Mapping[UnitState, str] = {
    UnitState.WRONG_YEAR: "请填报{year}年度的。",
    UnitState.WRONG_FORM: "请用规定的表式重新填报。",
    UnitState.UNDECIDED: "请告知以哪一份为准，或者只报送一份。",
}
"""What a letter asks for then, where the reason does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnOrder:
    """A filing that goes back. ``path`` is that of the file to mark ``findings`` on; empty where there is none."""

    unit: str
    letter: ReturnLetter
    path: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Those for which it goes back."""
        return tuple(each for each in self.findings if each.blocks)


@dataclass(frozen=True, kw_only=True)
class Returns:
    """Sending back what units of ``roster`` have handed in, with letters from the government above each."""

    store: Store
    roster: Roster
    scope: RollupScope
    top: Path  # the top government's workbook, beside which the folder is

    def orders(self, day: dt.date) -> Iterator[ReturnOrder]:
        """One for each unit that must report again, in the order of the roster."""
        for unit in self.roster.units:
            result = self.store.results.get(unit.code)
            if self.roster.is_leaf(unit.code) and unit.parent and (result.state in _FAULTY or result.state in _UNFIT):
                yield self._order(unit, result, day)

    def write(
        self, orders: list[ReturnOrder], day: dt.date, open_executor: OpenExecutor, progress: Progress
    ) -> list[Path]:
        """The files written, into the folder of that day."""
        folder = self.top.with_name(self.top.stem + RETURNS) / day.isoformat()
        stems = _stems([self.roster.by_code[order.unit] for order in orders])
        spread: WorkDistribution[ReturnOrder, bytes] = WorkDistribution(
            job=partial(_marked_workbooks, self.scope.forms), given_up=_unmarked, open_executor=open_executor, chunk=1
        )
        written: list[Path] = []
        done = 0

        def report() -> None:
            progress("写出退回材料", done, len(orders))

        for order, marked in spread.results(orders, report):
            stem = stems[order.unit]
            name = ""
            if marked:
                written.append(write_result(folder / f"{stem} 校验结果.xlsx", marked))
                name = written[-1].name
            written.append(write_result(folder / f"{stem} 退回函.docx", render(letter(order.letter, name))))
            done += 1
            report()
        return sorted(written)

    def _order(self, unit: Unit, result: UnitResult, day: dt.date) -> ReturnOrder:
        findings: tuple[Finding, ...] = ()
        if result.state in _FAULTY:
            row = self.store.files.row(result.digest)
            findings = (*own_findings(row, self.scope.forms, excused=result.excused), *result.across)
            errors = [each.text for each in findings if each.blocks]
        else:
            asked = _ASKED.get(result.state, "").format(year=self.scope.year)
            reasons = (each.message for each in result.remarks if each.code == _UNFIT[result.state])
            errors = [f"{self._by_names(unit, reason)}{asked}" for reason in reasons]
        above = self.roster.by_code[unit.parent]
        return ReturnOrder(
            unit=unit.code,
            letter=ReturnLetter(
                sender=above.name,
                recipient=unit.name,
                report=self.scope.form.title.format(year=self.scope.year),
                file=PurePosixPath(result.shown).name,
                errors=errors,
                warnings=sum(each.severity is Severity.WARNING and not each.waived for each in findings),
                due=due_date(unit, self.scope),
                reply_to=_reply_to(above),
                day=day,
            ),
            path=self.store.files.path_of(unit.code, result.shown) if findings else "",
            findings=findings,
        )

    def _by_names(self, unit: Unit, reason: str) -> str:
        """The reason with the unit's files as it knows them: without the folders in which the office keeps them."""
        for candidate in self.store.files.candidates(unit.code):
            reason = reason.replace(candidate.shown, PurePosixPath(candidate.shown).name)
        return reason


def _reply_to(above: Unit) -> str:
    telephone = f"（{above.telephone}）" if above.contact and above.telephone else above.telephone
    contact = f"{above.contact}{telephone}"
    return f"如有疑问，请与{contact}联系。" if contact else ""


def _stems(units: list[Unit]) -> dict[str, str]:
    """What the files of each unit begin with: no two alike, on systems that do not know case either."""
    taken: dict[str, int] = {}
    stems = {}
    for unit in units:
        stem = safe_name(f"{shown_code(unit.code, unit.name)} {unit.name}")
        taken[stem.casefold()] = number = taken.get(stem.casefold(), 0) + 1
        stems[unit.code] = f"{stem} {number}" if number > 1 else stem
    return stems


def _marked_workbooks(forms: Forms, orders: list[ReturnOrder]) -> list[bytes]:
    """The marked workbooks; nothing for one that cannot be made."""
    return [_marked_workbook(order, forms) for order in orders]


def _marked_workbook(order: ReturnOrder, forms: Forms) -> bytes:
    if not order.path:
        return b""
    try:
        with at_hand(order.path) as path:
            filing, _ = read_any(path, forms)
            data = path.read_bytes()
        copied = filing.original if is_untouched(data) else None
        original = copied or Original(name=order.letter.file, digest=hashlib.sha256(data).hexdigest())
        return annotated_workbook(filing, order.findings, original=original)
    except (ReportError, OSError):
        return b""


def _unmarked(order: ReturnOrder) -> bytes:
    return b""
