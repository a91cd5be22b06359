"""A run: see which files there are, read what is new, give each file its unit, add up, write."""

from __future__ import annotations

import glob
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from toolkit.errors import OutputError, UnreadableFile
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity, load_form
from toolkit.form.cells import did_you_mean
from toolkit.rollup import outputs
from toolkit.rollup.conversion import common_form, conversion
from toolkit.rollup.files import Head
from toolkit.rollup.lastyear import last_year
from toolkit.rollup.leaves import Leaves
from toolkit.rollup.matching import unit_by_path, units_of
from toolkit.rollup.outputs import Order, Outputs
from toolkit.rollup.parents import Parents
from toolkit.rollup.reading import Row, rows_of, unreadable
from toolkit.rollup.roster import Roster, Unit, kind_of_level, plain_name
from toolkit.rollup.scanning import files_under
from toolkit.rollup.standing import Frame, State, file_ref
from toolkit.rollup.store import BELOW, SUFFIX, Store, open_store
from toolkit.rollup.work import OpenExecutor, Spread

Progress = Callable[[str, int, int], None]
"""Called with a stage (Chinese), how much of it is done and how much there is."""
NOBODY = ""
_COMMIT_EVERY = 200
_COMPARED = 2_000  # names that one nobody bears is held against: to compare more takes too long


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to roll up. Without a roster every agency found is a unit of ``agency``.

    ``year`` and ``form`` are the roster's, or those of most files, if None.
    """

    places: tuple[Path, ...]
    output: Path
    roster: Roster | None = None
    agency: str = ""
    level: str | None = None
    year: int | None = None
    form: str | None = None
    prior: Path | None = None
    include_errors: bool = False
    leave_out: frozenset[Path] = frozenset()  # files under the places that are no filings: the roster


@dataclass(frozen=True, kw_only=True)
class Told:
    """Something told about a unit, or about nobody's file (then ``unit`` is empty)."""

    unit: str
    name: str
    finding: Finding


@dataclass(kw_only=True)
class Outcome:
    """What a run came to. ``states`` counts the units that file; ``told`` are the roll-up's own findings."""

    year: int
    form: str
    top: str
    files: int
    read: int
    skipped: list[str]
    states: Counter[State] = field(default_factory=Counter)
    told: list[Told] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)


def run(request: Request, open_executor: OpenExecutor, progress: Progress) -> Outcome:
    """Roll up; :class:`~toolkit.errors.ReportError` where there is nothing to, or nowhere to write.

    The same files give the same bytes, whoever does the work.
    """
    with open_store(request.output.with_suffix(SUFFIX)) as store:
        skipped: list[str] = []
        count = store.files.see(files_under(request.places, request.leave_out | _ours(request.output), skipped))
        read = _read(store, open_executor, progress)
        roster, frame = _settled(request, store)
        with last_year(request.prior, frame.year) as last:
            outcome = Outcome(
                year=frame.year, form=frame.form, top=roster.top.name, files=count, read=read, skipped=skipped
            )
            _assign(store, roster)
            leaves = Leaves(roster=roster, frame=frame, store=store, last=last)
            leaves.place()
            parents = list(Parents(leaves=leaves).place())
            _note_mixed_forms(store, roster, frame)
            strays = tuple(_strays(store, roster))
            _tell(outcome, store, roster, strays)
            writing = Outputs(store=store, frame=frame, last=last, top=request.output, strays=strays)
            _write(writing, parents, open_executor, progress, outcome)
        store.finish(frame.year, frame.form, roster.top.code)
    return outcome


def _ours(output: Path) -> frozenset[Path]:
    """What earlier runs wrote, which may lie among the filings."""
    numbered = output.parent.glob(f"{glob.escape(output.stem)}（*）.xlsx")
    below = output.with_name(output.stem + BELOW)
    return frozenset(path.resolve() for path in (output, below, *numbered))


def _read(store: Store, open_executor: OpenExecutor, progress: Progress) -> int:
    """Read what no run has read, how many contents that were."""
    total, unread = store.files.unread()
    digests: dict[str, str] = {}

    def paths() -> Iterator[str]:
        for path, digest in unread:
            digests[path] = digest
            yield path

    spread: Spread[str, Row] = Spread(job=rows_of, given_up=_given_up, open_executor=open_executor)
    for done, (path, row) in enumerate(spread.results(paths()), start=1):
        store.files.keep(digests.pop(path), row)
        if done % _COMMIT_EVERY == 0:
            store.files.commit()
        progress("读取和检查", done, total)
    store.files.commit()
    return total


def _given_up(path: str) -> Row:
    return unreadable("读取时程序两次异常退出，文件可能已损坏或异常庞大，请用 check 命令单独检查。", given_up=True)


def _settled(request: Request, store: Store) -> tuple[Roster, Frame]:
    """The units, the year and the form of this run."""
    years = store.files.years()
    year = request.year or (
        request.roster.year if request.roster else max(years, key=lambda y: (years[y], y), default=0)
    )
    form = request.form or common_form(store.files.forms(year), year)
    if form is None:
        raise _nothing(store, year)
    roster = _part(request.roster, request.agency) if request.roster else _found_units(request, store, year)
    return roster, Frame(year=year, form=form, include_errors=request.include_errors)


def _nothing(store: Store, year: int) -> UnreadableFile:
    """No file of that year could be read; the reason of one that could not is the best hint."""
    of_year = f" {year} 年" if year else ""
    bad = next((head for head in store.files.heads() if head.reason), None)
    hint = f"例如 {bad.shown}：{bad.reason}" if bad else "请核对所给的文件夹和年度。"
    return UnreadableFile(f"没有找到{of_year}可以汇总的填报工作簿、数据文件或报告。", hint)


def _part(roster: Roster, agency: str) -> Roster:
    """The whole roster, or the part below the government asked for by name or code."""
    if not agency:
        return roster
    units = (roster.by_code[agency],) if agency in roster.by_code else roster.named(agency)
    if len(units) != 1 or roster.is_leaf(units[0].code):
        what = "有多个" if len(units) > 1 else "没有下级单位的" if units else "没有"
        raise UnreadableFile(
            f"名册中{what}“{agency}”，无法以它为汇总单位。", "请用 --agency 写明名册中有下级的单位名称或代码。"
        )
    return roster.below(units[0].code)


def _found_units(request: Request, store: Store, year: int) -> Roster:
    """A roster made of every agency that filed, all directly below the one that adds up.

    Names stand for codes: a number would be another unit's as soon as a file more is there, or next year.
    """
    name = request.agency or "汇总单位"
    top = Unit(code=plain_name(name), name=name, level=request.level)
    units = {top.code: top}
    for head in store.files.heads():
        code = plain_name(head.agency)
        if code and code not in units:
            kind = kind_of_level(head.level)
            units[code] = Unit(code=code, name=head.agency, level=head.level, kind=kind, parent=top.code)
    return Roster(year=year, units=tuple(units.values()))


def _assign(store: Store, roster: Roster) -> None:
    """Give each file its unit, or nobody."""

    def unit(head: Head) -> str:
        if head.reason:
            found = unit_by_path(roster, head.shown)
            return found.code if found else NOBODY
        units = units_of(roster, head.agency, head.shown)
        return units[0].code if len(units) == 1 else NOBODY

    store.files.assign((unit(head), head.path) for head in store.files.heads())


def _note_mixed_forms(store: Store, roster: Roster, frame: Frame) -> None:
    """Tell the top government of other forms whose figures were put on the run's."""
    top = store.ledger.get(roster.top.code)
    store.ledger.put(replace(top, remarks=(*top.remarks, *_mixed(store, frame))), frame.form)


def _mixed(store: Store, frame: Frame) -> Iterator[Finding]:
    for form, count in sorted(store.files.forms(frame.year).items()):
        if form != frame.form and conversion(form, frame.form) is not None:
            used, wanted = load_form(form).name, load_form(frame.form).name
            yield finding("RU-07", variant="mixed", severity=Severity.NOTE, count=count, actual=used, expected=wanted)


def _strays(store: Store, roster: Roster) -> Iterator[Finding]:
    """What is told of files that are no unit's."""
    for claim in store.files.claims(NOBODY):
        place = file_ref(claim.shown)
        if claim.reason:
            yield finding("RU-09", place, reason=claim.reason)
            continue
        units = units_of(roster, claim.agency, claim.shown)
        if units:
            codes = "、".join(unit.code for unit in units)
            yield finding("RU-08", place, variant="several", actual=claim.agency, codes=codes)
            continue
        names = [unit.name for unit in roster.units] if len(roster.units) <= _COMPARED else []
        yield finding("RU-08", place, actual=claim.agency, nearest=did_you_mean(claim.agency, names))


def _tell(outcome: Outcome, store: Store, roster: Roster, strays: tuple[Finding, ...]) -> None:
    for unit in roster.units:
        standing = store.ledger.get(unit.code)
        if roster.is_leaf(unit.code):
            outcome.states[standing.state] += 1
        ours = (each for each in standing.remarks if each.code.startswith("RU-"))
        outcome.told += [Told(unit=unit.code, name=unit.name, finding=each) for each in ours]
    outcome.told += [Told(unit="", name="", finding=each) for each in strays]


def _write(
    writing: Outputs, parents: list[Unit], open_executor: OpenExecutor, progress: Progress, outcome: Outcome
) -> None:
    spread: Spread[Order, bytes] = Spread(
        job=outputs.built, given_up=_not_written, open_executor=open_executor, chunk=1, ahead=4
    )
    for done, (order, workbook) in enumerate(spread.results(writing.orders(parents)), start=1):
        outcome.written.append(writing.write(order, workbook))
        progress("写出汇总工作簿", done, len(parents))
    outcome.written.sort()


def _not_written(order: Order) -> bytes:
    raise OutputError(f"生成“{order.name}”的汇总工作簿时程序两次异常退出。", "请释放内存后重试。")
