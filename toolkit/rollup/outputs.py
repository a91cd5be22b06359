"""The workbooks of a run: one for each government, its form filled in, plain sheets behind.

What staff wrote into an earlier one goes on into the next, and the earlier one is moved, whole, into a folder beside
it: the only files that this program ever moves, and only where nothing else in them was changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from toolkit import __version__
from toolkit.filing import Adjustment, Entry, Filing, Prior
from toolkit.filing.prior_form import FormReference
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form, Forms
from toolkit.output import safe_name, seal, write_result
from toolkit.rollup.adjustments import adjustments_sheet
from toolkit.rollup.common_rows import name_cell
from toolkit.rollup.copied_text import SharedText, copied_sheet
from toolkit.rollup.file_discovery import PassedOver
from toolkit.rollup.former_workbook import continued, left_behind, read_former, same_report, written_adjustments
from toolkit.rollup.history import FORMER_RUNS, move_aside
from toolkit.rollup.last_year import LastYear
from toolkit.rollup.remarks import CarriedRemarks
from toolkit.rollup.reminders import reminders
from toolkit.rollup.reporting_units import own_findings
from toolkit.rollup.review_table import review_table
from toolkit.rollup.roster import Roster, Unit
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.serialization import Numbers, Words
from toolkit.rollup.sheets import sheets_of
from toolkit.rollup.store import BELOW, Store
from toolkit.rollup.unit_forms import on_form
from toolkit.rollup.unit_progress import UnitStep, history_sheet
from toolkit.rollup.unit_status import RollupScope
from toolkit.rollup.year_comparison import comparison_sheets
from toolkit.rules import changed_sums
from toolkit.workbook.reading.plain_sheets import PlainContent, WrittenRow
from toolkit.workbook.writing.appending import with_sheets
from toolkit.workbook.writing.build import assemble, blank_filing
from toolkit.workbook.writing.plain_sheets import PlainSheet

_LISTED = 20
"""Places that a message spells out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookOrder:
    """A workbook to make: all that the form's own sheets show."""

    unit: str
    name: str
    level: str | None
    year: int
    form: str
    numbers: Numbers
    words: Words
    lacking: tuple[str, ...]  # the numbers to which a unit's own is missing
    adjustments: tuple[Adjustment, ...]
    prior: Prior | None
    below: bool  # below another government: its workbook is in the folder
    key: str = ""  # identifies what the workbook was made from
    former: str = ""  # the workbook of an earlier run


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltWorkbook:
    """A workbook without its plain sheets, and what it takes over from the earlier one.

    ``written``: what staff wrote on that one's plain sheets; ``edited``: whether they wrote anything; ``movable``:
    whether it may be moved; ``findings``: on what they changed and this one does not take over; ``left``: what else
    they wrote that has no place here.
    """

    workbook: bytes
    written: tuple[PlainContent, ...] = ()
    edited: bool = False
    movable: bool = False
    findings: tuple[Finding, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedWorkbook:
    """A workbook with all its sheets; ``findings`` say what staff wrote in the earlier one that is not in it."""

    workbook: bytes
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Outputs:
    """Writing the workbooks of the governments of a run to ``top`` and, for lower ones, into a folder beside it.

    ``copies``: the units below each that share text, by its code.
    """

    store: Store
    roster: Roster
    scope: RollupScope
    last: LastYear
    top: Path
    unassigned_files: tuple[Finding, ...]
    passed_over: PassedOver
    copies: Mapping[str, Sequence[SharedText]] = field(default_factory=dict)

    def orders(self, units: Iterable[Unit]) -> Iterator[WorkbookOrder]:
        """The workbooks to write again: all but those that still stand and were made from the same."""
        for unit in units:
            result = self.store.results.get(unit.code)
            if result.figures is None:
                continue
            order = WorkbookOrder(
                unit=unit.code,
                name=unit.name,
                level=unit.level,
                year=self.scope.year,
                form=result.form,
                numbers=result.figures,
                words=result.words,
                lacking=tuple(sorted(result.lacking)),
                adjustments=result.adjustments,
                prior=_named(self.last.prior(unit)),
                below=bool(unit.parent),
            )
            order = replace(order, key=self._key(order))
            path, key = self.store.output(unit.code)
            if key != order.key or not (self.store.path.parent / path).is_file():
                yield replace(order, former=str(self._former(unit) or ""))

    def adjustments(self, unit: str, form: Form) -> Sequence[WrittenRow]:
        """What stands on the sheet of adjustments of a government's earlier workbook of the same report."""
        former = self._former(self.roster.by_code[unit])
        return written_adjustments(former, form, self.scope.year, self.scope.forms) if former else ()

    def finished(self, order: WorkbookOrder, made: BuiltWorkbook) -> FinishedWorkbook:
        """The workbook with its plain sheets, and on them what staff wrote on the earlier ones."""
        remarks = CarriedRemarks(made.written)
        workbook = with_sheets(made.workbook, remarks.into(self._sheets(order)))
        left = (*made.left, *remarks.left)
        said = [_left_finding(left, Path(order.former).name, movable=made.movable)] if left else []
        return FinishedWorkbook(workbook=workbook, findings=(*made.findings, *said))

    def write(self, order: WorkbookOrder, workbook: bytes, *, movable: bool) -> tuple[Path, Path | None]:
        """Write a finished workbook where it belongs, and where the earlier one is then, if that was moved.

        The store knows of the earlier one's place before it is moved: a run that ends in between loses nothing.
        """
        former, moved = Path(order.former), None
        if movable and former.parent.name != FORMER_RUNS and former.read_bytes() != seal(workbook, former.suffix):
            moved = move_aside(former, lambda place: self._note(order, place, ""))
        path = write_result(self._target(self.roster.by_code[order.unit]), workbook)
        self._note(order, path, order.key)
        return path, moved

    def _note(self, order: WorkbookOrder, path: Path, key: str) -> None:
        self.store.note_output(order.unit, path.relative_to(self.store.path.parent).as_posix(), key)
        self.store.files.commit()

    def _former(self, unit: Unit) -> Path | None:
        """The workbook of the last run: where that left it, else what stands in the new one's place."""
        noted, _ = self.store.output(unit.code)
        places = [self.store.path.parent / noted] if noted else []
        return next((path for path in (*places, self._target(unit)) if path.is_file()), None)

    def stale(self) -> list[Path]:
        """Workbooks of earlier runs that are still here and out of date."""
        folder = self.store.path.parent
        results = ((self.store.results.find(unit), folder / path) for unit, path in self.store.outputs.items())
        left = (
            path
            for result, path in results
            if result is None or result.figures is None or self.roster.is_leaf(result.unit)
        )
        return sorted(path for path in left if path.is_file())

    def _target(self, unit: Unit) -> Path:
        if not unit.parent:
            return self.top
        return self.top.with_name(self.top.stem + BELOW) / f"{safe_name(f'{unit.code} {unit.name}')}.xlsx"

    def _sheets(self, order: WorkbookOrder) -> list[PlainSheet]:
        parent = self.store.results.get(order.unit)
        form = self.scope.forms.form(order.form)
        children = [on_form(child, form, self.scope.forms) for child in self.store.results.children(order.unit)]
        found = {
            unit.unit: own_findings(self.store.files.row(unit.digest), self.scope.forms, excused=unit.excused)
            for unit in (*children, parent)
            if unit.digest
        }
        unassigned, passed_over = self._of_nobody(order)
        steps = {child.unit: self._steps(child) for child in children}
        letters = [
            *([adjustments_sheet(parent)] if parent.figures is not None else []),
            *history_sheet(parent, children, steps),
            *reminders(parent, children, self.roster.by_code, self.scope),
            *comparison_sheets(parent, children, form, self._priors([*children, parent])),
            *copied_sheet(parent, self.copies.get(order.unit, ())),
            *review_table(parent, children, self._forms(form), found, steps),
        ]
        return sheets_of(parent, children, form, found, unassigned, passed_over, steps, letters)

    def _forms(self, form: Form) -> list[Form]:
        """Those that units may have reported on."""
        known = self.scope.forms
        return [form, self.scope.form, *map(known.form, known.available)]

    def _priors(self, units: Iterable[UnitResult]) -> dict[str, Prior | None]:
        return {unit.unit: self.last.prior(self.roster.by_code[unit.unit]) for unit in units}

    def _steps(self, unit: UnitResult) -> tuple[UnitStep, ...]:
        return self.store.progress.steps(self.scope.year, unit.unit)

    def _of_nobody(self, order: WorkbookOrder) -> tuple[tuple[Finding, ...], PassedOver]:
        """What only the top government's workbook says: findings on files of no unit, and which files are none."""
        return ((), {}) if order.below else (self.unassigned_files, self.passed_over)

    def _key(self, order: WorkbookOrder) -> str:
        """A digest of all that the workbook's sheets are made from."""
        parent = self.store.results.get(order.unit)
        made_from = [__version__, self.scope.forms.form(order.form).digest, order, parent, self._of_nobody(order)]
        digest = hashlib.sha256(repr(made_from).encode())
        for child in self.store.results.children(order.unit):
            digest.update(repr(self._priors([child])).encode())
            digest.update(repr((child, self.roster.by_code[child.unit], self._steps(child))).encode())
        return digest.hexdigest()


def build_workbooks(forms: Forms, orders: list[WorkbookOrder]) -> list[BuiltWorkbook]:
    """The workbooks without their plain sheets: the slow half, made by workers."""
    return [_built(order, forms) for order in orders]


def _named(prior: Prior | None) -> Prior | None:
    """Last year as it is sent to workers, who have its form."""
    return replace(prior, form=None, absent=FormReference.of(prior.form)) if prior and prior.form else prior


def _with_form(prior: Prior | None, forms: Forms) -> Prior | None:
    return replace(prior, form=forms.form(prior.absent.id), absent=None) if prior and prior.absent else prior


def _built(order: WorkbookOrder, forms: Forms) -> BuiltWorkbook:
    blank = blank_filing(forms.form(order.form), order.name, order.year, order.level)
    if not order.former:
        return BuiltWorkbook(workbook=_filled(order, blank, forms))
    former, file = read_former(Path(order.former), forms), Path(order.former).name
    if former is None:
        said = finding("RU-18", variant="unknown", file=file)
        return BuiltWorkbook(workbook=_filled(order, blank, forms), findings=(said,))
    if not same_report(former.filing, blank.form, order.year):
        actual = f"“{former.filing.agency}”{former.filing.year or '（空白）'}年度"
        said = finding("RU-18", variant="foreign", file=file, actual=actual)
        findings = (said,) if former.edited else ()
        return BuiltWorkbook(workbook=_filled(order, blank, forms), movable=not former.edited, findings=findings)
    workbook = _filled(order, continued(former.filing, blank), forms)
    if not former.edited:
        return BuiltWorkbook(workbook=workbook, written=former.sheets, movable=True)
    return BuiltWorkbook(
        workbook=workbook,
        written=former.sheets,
        edited=True,
        movable=not former.outside,
        findings=tuple(changed_sums.check(former.filing, file)),
        left=(*former.outside, *former.unread, *left_behind(former.filing, blank, [*order.numbers])),
    )


def _filled(order: WorkbookOrder, base: Filing, forms: Forms) -> bytes:
    """The form's workbook with the figures of ``order``, all else as in ``base``."""
    inputs, prior = dict(_inputs(order, base)), _with_form(order.prior, forms) or base.prior
    return assemble(replace(base, inputs=inputs, adjustments=order.adjustments, prior=prior)).packed()


def _left_finding(left: Iterable[str], former: str, *, movable: bool) -> Finding:
    listed = [*left]
    shown = "；".join(listed[:_LISTED]) + f"等 {len(listed)} 处" * (len(listed) > _LISTED)
    return finding("RU-18", variant="default" if movable else "kept", file=former, count=len(listed), listed=shown)


def _inputs(order: WorkbookOrder, base: Filing) -> Iterator[tuple[str, Entry]]:
    """What is known of each input, nothing of repeated rows that there are not; what has no sum as staff wrote it."""
    form = base.form
    rows = {(table, name): row for table, names in base.row_names.items() for row, name in names.items() if name}
    for quantity in form.inputs:
        written = base.entry(quantity)
        if quantity in form.repeated:
            name, cell = order.words.get(name_cell(quantity)), form.cells[quantity]
            if name is None:
                yield quantity, Entry()
                continue
            written = base.entry(f"{cell.table}.{rows.get((cell.table, name))}.{cell.column}")
        if quantity in order.numbers:
            number, partial = order.numbers[quantity], quantity in order.lacking  # staff may complete what is not whole
            yield quantity, Entry(number=number, added_up=None if partial else number, partial=partial)
        elif quantity in order.words:
            yield quantity, Entry(text=order.words[quantity])
        elif not written.blank and written.added_up is None and not written.partial:
            yield quantity, written
