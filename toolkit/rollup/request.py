"""What is asked of a run, and what that comes to with the files that there are: units, year and form."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import UnreadableFile
from toolkit.form import Form, Forms
from toolkit.form.dates import today
from toolkit.patterns import regex
from toolkit.places import Place
from toolkit.rollup.file_assignment import assign, found_units
from toolkit.rollup.file_discovery import LeaveOut
from toolkit.rollup.file_store import FileStore
from toolkit.rollup.form_conversion import common_form
from toolkit.rollup.history import FORMER_RUNS
from toolkit.rollup.remote_output import RemoteOutput
from toolkit.rollup.roster import Roster
from toolkit.rollup.store import BELOW, LAST_YEAR, RETURNS, SUFFIX
from toolkit.rollup.store_inputs import Sums, is_store, units_of_sums
from toolkit.rollup.unit_status import RollupScope


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to roll up. Without a roster every agency found is a unit of ``agency``.

    ``year`` and ``form`` are the roster's, or those of most files, if None. ``on`` is the day that letters and states
    bear; with ``returns`` faulty filings are made ready to be sent back.
    """

    places: tuple[Place, ...]
    output: Path
    forms: Forms
    roster: Roster | None = None
    agency: str = ""
    level: str | None = None
    year: int | None = None
    form: Form | None = None
    prior: Place | None = None
    include_errors: bool = False
    returns: bool = False
    on: dt.date = field(default_factory=today)
    leave_out: frozenset[Place] = frozenset()  # files under the places that are no filings: the roster
    remote: RemoteOutput | None = None  # where what is written beside ``output`` is sent

    @property
    def stores(self) -> list[Place]:
        """The places that are stores of other roll-ups."""
        return [place for place in self.places if is_store(place)]

    @property
    def folders(self) -> list[Place]:
        """The others: folders and files."""
        return [place for place in self.places if not is_store(place)]


def excluded_files(request: Request) -> LeaveOut:
    """What earlier runs wrote, which may be among the filings, and what the request names that is no filing."""
    output: Place = request.remote.output if request.remote else request.output
    numbered = regex(rf"{re.escape(output.stem)}(（\d+）)?\.xlsx|{re.escape(output.stem + SUFFIX)}(-\w+)?")
    last_year = output.with_name(output.stem + LAST_YEAR + SUFFIX)
    names = (output.stem + BELOW, output.stem + RETURNS, FORMER_RUNS)
    folders: set[Place] = {output.with_name(name) for name in names}

    def leave_out(path: Place) -> bool:
        ours = path.parent == output.parent and numbered.fullmatch(path.name)
        return bool(ours) or path in folders or path == last_year or path in request.leave_out

    return leave_out


def resolve_scope(request: Request, files: FileStore, sums: Sums) -> tuple[Roster, Roster, RollupScope]:
    """The units that there are, those of them to add up, the year and the form; every file has its unit then."""
    years = Counter(files.years()) + Counter(each.year for each in sums.values())
    year = request.year or (
        request.roster.year if request.roster else max(years, key=lambda y: (years[y], y), default=0)
    )
    whole = request.roster
    if whole is None:
        found = found_units(files, request.forms, year, request.agency, request.level)
        whole = Roster(year=year, units=(*found.units, *units_of_sums(sums, found)))
    part = _part(whole, request.agency) if request.roster else whole
    assign(files, whole, part)
    used = Counter(files.forms(year)) + Counter(each.form.id for each in sums.values())
    form = request.form or common_form(used, year, request.forms)
    if form is None:
        raise _wrong_forms([request.forms.form(form) for form in sorted(used)], year) if used else _nothing(files, year)
    scope = RollupScope(
        year=year,
        form=form,
        forms=request.forms,
        one_form=request.form is not None,
        by_roster=request.roster is not None,
        include_errors=request.include_errors,
    )
    return whole, part, scope


def _nothing(files: FileStore, year: int) -> UnreadableFile:
    """No unit has a file of that year; what one file there is says of itself is the best hint."""
    of_year = f" {year} 年" if year else ""
    summary = next(files.summaries(), None)
    hint = "请核对所给的文件夹和年度。"
    if summary:
        reported = summary.reason or f"单位是“{summary.agency}”，请核对年度和名册。"
        hint = f"例如 {summary.shown}：{reported}"
    return UnreadableFile(f"没有找到{of_year}可以汇总的填报工作簿、数据文件或报告。", hint)


def _wrong_forms(used: Iterable[Form], year: int) -> UnreadableFile:
    names = "、".join(f"“{form.name}”" for form in used)
    return UnreadableFile(f"{year} 年的文件用的都是不适用于该年度的{names}。", "请各单位用规定的表式重新填报。")


def _part(whole: Roster, agency: str) -> Roster:
    """The whole roster, or the part below the government asked for by name or code."""
    if not agency:
        return whole
    units = (whole.by_code[agency],) if agency in whole.by_code else whole.named(agency)
    if len(units) != 1 or whole.is_leaf(units[0].code):
        what = "有多个" if len(units) > 1 else "没有下级单位的" if units else "没有"
        raise UnreadableFile(
            f"名册中{what}“{agency}”，无法以它为汇总单位。", "请用 --agency 写明名册中有下级的单位名称或代码。"
        )
    return whole.below(units[0].code)
