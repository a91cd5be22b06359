"""Many units' filings added up into their government's."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from toolkit.errors import ReportError, UnreadableFile
from toolkit.form import Forms
from toolkit.form.levels import level_named
from toolkit.form.registry import forms_at_hand
from toolkit.rollup.executors import one_thread
from toolkit.rollup.request import Request
from toolkit.rollup.roster_book import read_roster
from toolkit.rollup.run import Progress, RunOutcome, run
from toolkit.rollup.work_distribution import OpenExecutor


def rollup(
    places: Iterable[Path | str],
    output: Path | str,
    *,
    roster: Path | str | None = None,
    agency: str = "",
    level: str | None = None,
    year: int | None = None,
    prior: Path | str | None = None,
    include_errors: bool = False,
    forms: Forms | None = None,
    executor: OpenExecutor | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> RunOutcome:
    """Add up the filings under ``places`` into the workbook ``output``, beside which the store is kept.

    ``roster`` names the units; without it every agency found is a unit of ``agency``. ``prior`` is the workbook of last
    year's roll-up. ``executor`` does the work: this thread by default (:mod:`toolkit.rollup.executors`). The same files
    give the same bytes. :class:`~toolkit.errors.ReportError` where there is nothing to add up, or nowhere to write.
    """
    forms = forms or forms_at_hand()
    paths = [Path(place) for place in places]
    if missing := [str(path) for path in paths if not path.exists()]:
        raise UnreadableFile(f"找不到“{'”、“'.join(missing)}”。", "请核对文件夹的名称。")
    known = read_roster(Path(roster), forms) if roster else None
    if known and year not in (None, known.year):
        raise ReportError(f"名册是 {known.year} 年的，与 {year} 年不符。", "请只写其中一个。")
    request = Request(
        places=tuple(path.resolve() for path in paths),
        output=Path(output).resolve(),
        forms=forms,
        roster=known,
        agency=agency,
        level=level_named(level, forms.named or map(forms.form, forms.available)) if level else None,
        year=year,
        form=forms.only_named,
        prior=Path(prior) if prior else None,
        include_errors=include_errors,
        leave_out=frozenset([Path(roster).resolve()] if roster else []),
    )
    return run(request, executor or one_thread(), progress)
