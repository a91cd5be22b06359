"""A run: see which files there are, read what is new, give each file its unit, add up, write."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.errors import OutputError, UnreadableFile, reason_of
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Forms, Severity
from toolkit.form.references import base_id
from toolkit.places import Place
from toolkit.progress import Progress
from toolkit.rollup import outputs
from toolkit.rollup.adjustments import WrittenAdjustments, not_adjusted
from toolkit.rollup.copied_text import note_copies
from toolkit.rollup.file_assignment import unassigned_files
from toolkit.rollup.file_discovery import FoundFile, PassedOver, files_under, shown_among
from toolkit.rollup.file_reading import ReadContent, ReadingTask, SeenFile, path_digest, see_files
from toolkit.rollup.file_results import unreadable_result
from toolkit.rollup.form_conversion import conversion
from toolkit.rollup.history import require_closed
from toolkit.rollup.judgement import still_holds
from toolkit.rollup.last_year import LastYear, last_year
from toolkit.rollup.outputs import BuiltWorkbook, Outputs, WorkbookOrder
from toolkit.rollup.parent_totals import ParentTotals
from toolkit.rollup.remote_output import RemoteOutput
from toolkit.rollup.reporting_units import ReportingUnits
from toolkit.rollup.request import Request, excluded_files, resolve_scope
from toolkit.rollup.returns import ReturnOrder, Returns
from toolkit.rollup.roster import Roster, Unit
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.store import LAST_YEAR, SUFFIX, Store, open_store, store_next_to
from toolkit.rollup.store_inputs import results_of_sums, take_stores
from toolkit.rollup.unit_progress import new_steps
from toolkit.rollup.unit_status import RollupScope, UnitState
from toolkit.rollup.work_distribution import OpenExecutor, WorkDistribution

_READING, _WRITING = "读取和检查", "写出汇总工作簿"
_COMMIT_SECONDS = 2


@dataclass(frozen=True, kw_only=True)
class RunFindings:
    """A finding on a unit, or on a file of no unit (then ``unit`` is empty)."""

    unit: str
    name: str  # with the code where others have it too
    finding: Finding


@dataclass(kw_only=True)
class RunOutcome:
    """The result of a run. ``states`` counts the units that file; ``reported`` are the roll-up's own findings.

    ``counted``: whether the top government has figures. ``returned`` is what is to be sent back to units, ``stale`` are
    workbooks of earlier runs that no longer hold.
    """

    year: int
    form: str
    top: str
    output: Path
    files: int
    read: int
    passed_over: PassedOver
    counted: bool = False
    states: Counter[UnitState] = field(default_factory=Counter)
    reported: list[RunFindings] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    returned: list[Path] = field(default_factory=list)
    moved: list[Path] = field(default_factory=list)  # what stood here before, where it is now
    continued: list[Path] = field(default_factory=list)  # those of them in which staff had written
    stale: list[Path] = field(default_factory=list)
    remote: RemoteOutput | None = None  # where all of these are sent, whose paths are then those of copies here

    def place(self, path: Path) -> Place:
        """Where a file that was written is for others."""
        return self.remote.place_of(path) if self.remote else path

    @property
    def units(self) -> int:
        """How many units' figures are added up."""
        return sum(count for state, count in self.states.items() if state.counts)

    @property
    def passed_over_note(self) -> str:
        """A sentence on the files that are no filings, with one of them; nothing where there are none."""
        shown, reason = next(iter(self.passed_over.items()), ("", ""))
        return f"另有 {len(self.passed_over)} 个文件没有读，例如 {shown}：{reason}。" if shown else ""


def run(request: Request, open_executor: OpenExecutor, progress: Progress) -> RunOutcome:
    """Roll up; :class:`~toolkit.errors.ReportError` where there is nothing to, or nowhere to write.

    The same files give the same bytes, whoever does the work. If ``progress`` stops it, no workbook of a sum is
    written, and the store keeps what was read: the next run goes on from there.
    """
    forms = request.forms
    with open_store(request.output.with_suffix(SUFFIX), forms) as store:
        _look(request, store, progress)
        read = _read(store, forms, open_executor, progress)
        stores = [(place, shown_among(place, request.places)) for place in request.stores]
        sums = take_stores(stores, store, request.roster)
        passed_over = store.files.passed_over
        whole, roster, scope = resolve_scope(request, store.files, sums)
        prior = _prior_store(request, scope, whole, open_executor, progress)
        with _last_year(request, prior, scope, whole) as last:
            outcome = RunOutcome(
                year=scope.year,
                form=scope.form.id,
                top=roster.top.name,
                output=request.output,
                files=store.files.count(),
                read=read,
                passed_over=passed_over,
                remote=request.remote,
                moved=[store.former] if store.former else [],
            )
            without_unit = tuple(unassigned_files(store.files, whole))
            writing = Outputs(
                store=store,
                roster=roster,
                scope=scope,
                last=last,
                top=request.output,
                unassigned_files=without_unit,
                passed_over=passed_over,
            )
            units = ReportingUnits(roster=roster, whole=whole, scope=scope, store=store, last=last)
            parents = _place(units, writing.adjustments, results_of_sums(sums, roster, scope))
            writing = replace(writing, copies={each.code: note_copies(store, each.code) for each in parents})
            _note_mixed_forms(store, roster, scope)
            _report(outcome, store, roster, without_unit)
            returns = Returns(store=store, roster=roster, scope=scope, top=request.output)
            returned = list(returns.orders(request.on)) if request.returns else []
            _note_steps(store, roster, scope.year, {each.unit: each for each in returned}, request.on)
            # before anything is committed: no unit is noted as sent back whose letter is not there
            outcome.returned = returns.write(returned, request.on, open_executor, progress)
            _write(writing, parents, open_executor, progress, outcome)
        store.finish(scope.year, scope.form.id, roster.top.code)
    return outcome


def _place(
    reporting_units: ReportingUnits, adjustments: WrittenAdjustments, sums: Mapping[str, UnitResult]
) -> list[Unit]:
    """Give every unit its result; the governments, lower ones first, some with sums from their own stores."""
    reporting_units.place()
    totals = ParentTotals(reporting_units=reporting_units, adjustments=adjustments, sums=sums)
    return list(totals.place())


def _prior_store(
    request: Request, scope: RollupScope, whole: Roster, open_executor: OpenExecutor, progress: Progress
) -> Path | None:
    """The store of last year's roll-up; where last year is given as reports or workbooks, one made of these.

    They are taken as they were published, with what errors they have, and each is given the unit of this year's roster.
    """
    given = request.prior
    if given is None:
        return None
    if isinstance(given, Path) and not store_next_to(given).is_file() and not given.exists():
        raise UnreadableFile(f"找不到“{given}”。", "请核对上年的汇总工作簿或文件夹。")
    if isinstance(given, Path) and not given.is_dir() and store_next_to(given).is_file():
        return given
    listed = tuple(
        replace(unit, deadline=None, received=None, change=None, successors=(), file="") for unit in whole.units
    )
    last = replace(
        request,
        places=(given.resolve() if isinstance(given, Path) else given,),
        output=request.output.with_name(f"{request.output.stem}{LAST_YEAR}.xlsx"),
        roster=Roster(year=scope.year - 1, units=listed),
        agency="",
        year=scope.year - 1,
        form=None,
        forms=request.forms.holding_to(()),
        prior=None,
        include_errors=True,
    )
    with open_store(last.output.with_suffix(SUFFIX), last.forms) as store:
        _look(last, store, progress)
        _read(store, last.forms, open_executor, progress)
        all_units, roster, then = resolve_scope(last, store.files, {})
        units = ReportingUnits(roster=roster, whole=all_units, scope=then, store=store, last=LastYear())
        _place(units, not_adjusted, {})
        store.finish(then.year, then.form.id, roster.top.code)
    return last.output.with_suffix(SUFFIX)


def _look(request: Request, store: Store, progress: Progress) -> None:
    """Note which files there are now."""
    passed_over: PassedOver = {}

    def found() -> Iterator[FoundFile]:
        for file in files_under(request.folders, excluded_files(request), passed_over, request.stores):
            progress("查看文件", 0, 0)
            yield file

    store.files.see(found())
    store.files.pass_over(passed_over)


def _read(store: Store, forms: Forms, open_executor: OpenExecutor, progress: Progress) -> int:
    """Have workers read what nobody has read yet; how many contents that were."""
    total, tasks = store.files.unread()
    spread: WorkDistribution[ReadingTask, SeenFile] = WorkDistribution(
        job=partial(see_files, forms), given_up=_given_up, open_executor=open_executor
    )
    done = read = 0
    committed = time.monotonic()

    def report() -> None:
        progress(_READING, done, total)

    try:
        for task, seen in spread.results(tasks, report):
            seen = _judged_as_here(seen, forms)
            store.files.note(task, seen)
            done += 1
            read += sum(content.row is not None for content in seen.contents)
            if time.monotonic() - committed > _COMMIT_SECONDS:
                store.files.commit()
                committed = time.monotonic()
            report()
    finally:
        store.files.commit()
    return read


def _judged_as_here(seen: SeenFile, forms: Forms) -> SeenFile:
    """With no row that another version of the program made, or on other forms: such a file is read by the next run."""

    def checked(content: ReadContent) -> ReadContent:
        row = content.row
        if row is None or row.retry or still_holds(row.judged_by, forms):
            return content
        reason = "读取它的工作节点装的是另一版本的程序或表式，结果没有采用，请在各节点安装与本机相同的版本后重新汇总。"
        return replace(content, row=unreadable_result(reason, retry=True))

    return replace(seen, contents=tuple(map(checked, seen.contents)))


def _given_up(task: ReadingTask) -> SeenFile:
    reason = "读取时程序两次异常退出，文件可能已损坏或异常庞大，请用 check 命令单独检查。"
    return SeenFile(contents=(ReadContent(digest=path_digest(task.path), row=unreadable_result(reason, retry=True)),))


@contextmanager
def _last_year(request: Request, prior: Path | None, scope: RollupScope, roster: Roster) -> Iterator[LastYear]:
    if prior and store_next_to(prior).resolve() == request.output.with_suffix(SUFFIX):
        raise UnreadableFile("--prior 指的就是本次的汇总工作簿。", "请用 --prior 指明上年的汇总工作簿。")
    with last_year(prior, scope, roster) as last:
        yield last


def _note_mixed_forms(store: Store, roster: Roster, scope: RollupScope) -> None:
    """Report to the top government which other forms' figures were converted to the run's."""
    top = store.results.get(roster.top.code)
    reported = [
        finding(
            "RU-07",
            variant="mixed",
            severity=Severity.NOTE,
            count=count,
            actual=scope.forms.form(form).name,
            expected=scope.form.name,
        )
        for form, count in sorted(store.results.forms().items())
        if base_id(form) != base_id(scope.form.id)  # else it lacks a supplement, which its sums say
        and conversion(scope.form, scope.forms.form(form)) is None  # else nothing was merged
    ]
    store.results.put(replace(top, remarks=(*top.remarks, *reported)))


def _note_steps(store: Store, roster: Roster, year: int, returned: Mapping[str, ReturnOrder], day: dt.date) -> None:
    """Keep what this run sees of each unit that files."""
    for unit in roster.units:
        if roster.is_leaf(unit.code):
            known = store.progress.steps(year, unit.code)
            errors = returned[unit.code].errors if unit.code in returned else None
            candidates = store.files.candidates(unit.code)
            steps = new_steps(known, store.results.get(unit.code), candidates, errors, day)
            store.progress.note(year, unit.code, len(known), list(steps))


def _report(outcome: RunOutcome, store: Store, roster: Roster, without_unit: tuple[Finding, ...]) -> None:
    for unit in roster.units:
        result = store.results.get(unit.code)
        if roster.is_leaf(unit.code):
            outcome.states[result.state] += 1
        outcome.reported += [
            RunFindings(unit=unit.code, name=roster.label(unit), finding=each) for each in result.reported
        ]
    outcome.reported += [RunFindings(unit="", name="", finding=each) for each in without_unit]
    top = store.results.get(roster.top.code)
    outcome.counted, outcome.form = top.figures is not None, top.form or outcome.form


def _write(
    writing: Outputs, parents: list[Unit], open_executor: OpenExecutor, progress: Progress, outcome: RunOutcome
) -> None:
    spread: WorkDistribution[WorkbookOrder, BuiltWorkbook] = WorkDistribution(
        job=partial(outputs.build_workbooks, writing.scope.forms),
        given_up=_not_written,
        open_executor=open_executor,
        chunk=1,
        ahead=2,
    )
    finished: list[tuple[WorkbookOrder, BuiltWorkbook]] = []
    with _scratch() as folder:  # a province has more of them than memory should hold
        for order, made in spread.results(
            writing.orders(parents), lambda: progress(_WRITING, len(finished), len(parents))
        ):
            whole = writing.finished(order, made)
            _keep(folder / order.key, whole.workbook)
            finished.append((order, replace(made, workbook=b"", written=())))
            outcome.reported += [RunFindings(unit=order.unit, name=order.name, finding=each) for each in whole.findings]
            progress(_WRITING, len(finished), len(parents))
        progress(_WRITING, len(parents), len(parents))  # those that need no writing too
        for order, made in finished:
            if made.movable:
                require_closed(Path(order.former))  # all of them before any is moved
        # from here on it cannot be stopped: all are written, or none
        for order, made in finished:
            path, moved = writing.write(order, (folder / order.key).read_bytes(), movable=made.movable)
            outcome.written.append(path)
            outcome.moved += [moved] if moved else []
            outcome.continued += [moved or Path(order.former)] if made.edited else []
    outcome.written.sort()
    outcome.moved.sort()
    outcome.continued.sort()
    outcome.stale = writing.stale()


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with TemporaryDirectory(prefix="xl-report-") as folder:
        yield Path(folder)


def _keep(path: Path, workbook: bytes) -> None:
    try:
        path.write_bytes(workbook)
    except OSError as error:
        raise OutputError(f"无法在临时文件夹里写文件：{reason_of(error)}。", "请腾出空间后重试。") from None


def _not_written(order: WorkbookOrder) -> BuiltWorkbook:
    raise OutputError(f"生成“{order.name}”的汇总工作簿时程序两次异常退出。", "请释放内存后重试。")
