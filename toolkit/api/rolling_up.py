"""Many units' filings added up into their government's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from toolkit.api.result_file import ResultFile
from toolkit.bounds import WORKBOOK_BYTES
from toolkit.errors import InvalidRequest, UnreadableFile
from toolkit.form import Forms
from toolkit.form.dates import today
from toolkit.form.levels import level_named
from toolkit.form.registry import forms_at_hand
from toolkit.output import result_path
from toolkit.places import Place, brought_here, local_path, place_of
from toolkit.progress import Progress, quiet
from toolkit.rollup.executors import one_thread
from toolkit.rollup.remote_output import RemoteOutput
from toolkit.rollup.request import Request
from toolkit.rollup.roster import Roster, Unit
from toolkit.rollup.roster_book import next_year, read_roster, roster_book
from toolkit.rollup.roster_sources import units_from
from toolkit.rollup.run import RunOutcome, run
from toolkit.rollup.store import store_next_to
from toolkit.rollup.work_distribution import OpenExecutor


def rollup(
    places: Iterable[Place | str],
    output: Place | str,
    *,
    roster: Place | str | None = None,
    agency: str = "",
    level: str | None = None,
    year: int | None = None,
    prior: Place | str | None = None,
    include_errors: bool = False,
    returns: bool = False,
    on: dt.date | None = None,
    forms: Forms | None = None,
    executor: OpenExecutor | None = None,
    progress: Progress = quiet,
) -> RunOutcome:
    """Add up the filings under ``places`` into the workbook ``output``, beside which the store is kept.

    ``output`` is a file, or a folder. ``roster`` names the units; without it every agency found is a unit of
    ``agency``. ``prior`` is last year: the workbook of its roll-up, or its reports and workbooks. A unit with
    errors counts only with ``include_errors``. With ``returns`` each unit whose filing is not in order gets a
    letter, and its workbook with the faults marked, in a folder beside ``output``; ``on`` is the day that they
    bear, today by default. ``executor`` does the work: one thread by default (:mod:`toolkit.rollup.executors` has
    others). The same files give the same bytes, and what was read once is not read again. If ``progress`` stops it,
    no workbook of a sum is written, and the next run goes on from what was read.

    A place that ends in ``.sqlite`` is the store of another roll-up, whose files are not read again: where ``roster``
    lists units below its government each counts as if read here, else the government with its sum.

    Each of these places may be a URL (``s3://…``, and what else fsspec has a plug-in for). With an ``output`` at one
    all that is written is kept in a folder of this machine and sent there whole when the run ends; the outcome's paths
    are of the copies, and :meth:`RunOutcome.place` says where they were sent.

    ``forms`` of :func:`~toolkit.api.with_requirements` hold every filing to local requirements; what was read without
    them, or with others, is read again.

    :class:`~toolkit.errors.InvalidRequest` where ``year`` is not that of the roster;
    :class:`~toolkit.errors.UnreadableFile` where there is nothing to add up, or a place, the roster or ``prior`` cannot
    be read; :class:`~toolkit.errors.OutputError` where a result cannot be written;
    :class:`~toolkit.errors.MissingTool` where the plug-in for a URL is not installed.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     outcome = rollup(["examples/hegang-2021/填报工作簿.xlsx"], folder, agency="鹤岗市人民政府")
    >>> outcome.year, outcome.read, [path.name for path in outcome.written], outcome.reported
    (2021, 1, ['汇总.xlsx'], [])
    """
    forms = forms or forms_at_hand()
    found = [place_of(place) for place in places]
    if missing := [str(place) for place in found if isinstance(place, Path) and not place.exists()]:
        raise UnreadableFile(f"找不到“{'”、“'.join(missing)}”。", "请核对文件夹的名称。")
    listed = place_of(roster) if roster else None
    known = _read_roster(listed, forms) if listed else None
    if known and year not in (None, known.year):
        raise InvalidRequest(f"名册是 {known.year} 年的，与 {year} 年不符。", "请只写其中一个。")
    remote = _remote(place_of(output))
    request = Request(
        places=tuple(map(_resolved, found)),
        output=remote.local if remote else result_path(local_path(output), "汇总.xlsx").resolve(),
        forms=forms,
        roster=known,
        agency=agency,
        level=level_named(level, forms.named or map(forms.form, forms.available)) if level else None,
        year=year,
        form=forms.only_named,
        prior=_last_year(place_of(prior)) if prior else None,
        include_errors=include_errors,
        returns=returns,
        on=on or today(),
        leave_out=frozenset([_resolved(listed)] if listed else []),
        remote=remote,
    )
    outcome = run(request, executor or one_thread(), progress)
    if remote:
        remote.send()
    return outcome


def _resolved(place: Place) -> Place:
    return place.resolve() if isinstance(place, Path) else place


def _read_roster(place: Place, forms: Forms) -> Roster:
    with brought_here(place, WORKBOOK_BYTES + 1) as path:
        return read_roster(path, forms)


def _remote(output: Place) -> RemoteOutput | None:
    """Where the results go that are wanted at a URL, with what is there of earlier runs brought here."""
    if isinstance(output, Path):
        return None
    remote = RemoteOutput(output if output.suffix else output / "汇总.xlsx")
    result_path(remote.local, "汇总.xlsx")
    remote.bring()
    return remote


def _last_year(prior: Place) -> Place:
    """Last year's results, brought here from a URL; reports and workbooks where they are."""
    remote = _remote(prior) if prior.suffix else None
    return remote.local if remote and store_next_to(remote.local).is_file() else prior


def roster(
    year: int | None = None,
    agency: str = "",
    *,
    last: Path | str | None = None,
    source: Path | str | None = None,
    forms: Forms | None = None,
    progress: Progress = quiet,
) -> ResultFile:
    """A roster to be filled in: the units of the roster ``last``, for the year after unless ``year`` says otherwise;
    those of ``source``, which is a folder of filings, a roll-up's workbook or store, or a list; or of a new one the
    government ``agency``, if that is known.

    :class:`~toolkit.errors.InvalidRequest` where nothing says of which year it is, or whom the units are below;
    :class:`~toolkit.errors.InvalidRoster` where ``last`` has mistakes; :class:`~toolkit.errors.UnreadableFile` where
    ``source`` names no units.

    >>> roster(2025, "某县人民政府").name
    '名册.xlsx'
    """
    forms = forms or forms_at_hand()
    if last:
        known = read_roster(Path(last), forms)
        units, of_source = next_year(known), known.year + 1
    elif source:
        found = units_from(Path(source), agency, forms, progress)
        units, of_source = found.units, found.year or 0
    else:
        units, of_source = ((Unit(code="1", name=agency),) if agency else ()), 0
    year = year or of_source
    if not year:
        raise InvalidRequest("新名册要用 --year 写明报告年度。")
    return ResultFile(content=roster_book(year, forms, units), name="名册.xlsx", source=Path(last) if last else None)
