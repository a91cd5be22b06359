"""The units of a new roster: those that filed, those of last year's roll-up, or those of the office's own list."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from toolkit.bounds import LISTED_UNITS
from toolkit.characters import compact
from toolkit.errors import InvalidRequest, UnreadableFile
from toolkit.form import Form, Forms
from toolkit.ingest.blocks import read_bytes
from toolkit.ingest.encoding import decoded
from toolkit.progress import Progress
from toolkit.rollup.file_discovery import files_under
from toolkit.rollup.file_reading import ReadingTask, see_file
from toolkit.rollup.roster import NO_KIND, Unit, kinds_by_level, plain_name, shown_code
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.store import SUFFIX, past_runs, store_next_to
from toolkit.rollup.unit_status import UnitState
from toolkit.workbook.reading.cell_contents import cell_text
from toolkit.workbook.reading.refusal import refusing
from toolkit.workbook.reading.safety import checked_bytes
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook

_TOP = "0"
"""The code of the government of a new roster."""
_TITLES: Mapping[str, tuple[str, ...]] = {
    "name": ("单位名称", "机构名称", "机关名称", "部门名称", "报送单位", "填报单位", "名称", "单位", "部门"),
    "code": ("单位代码", "机构代码", "代码", "编码"),
    "contact": ("联系人", "经办人", "联络员"),
    "telephone": ("联系电话", "办公电话", "电话", "手机"),
}
"""What an office heads the columns of its list with, the surest first."""
_HEADER_WITHIN = 10  # rows
_DELIMITERS = "\t,;；"
"""What separates the columns of a list of text: that of these which most lines hold, the first of them on a tie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundUnits:
    """The units for a roster, the government first, and the year that their source is of, if it says one."""

    units: tuple[Unit, ...]
    year: int | None = None


def units_from(source: Path, agency: str, forms: Forms, progress: Progress) -> FoundUnits:
    """The units that ``source`` names, below ``agency``.

    It is a folder of filings, the workbook or store of a roll-up, or a list: a workbook, ``.csv``, or text with a unit
    on each line. :class:`UnreadableFile` where it is none of these or names nobody; :class:`InvalidRequest` where
    nothing says whom they are below.
    """
    if not source.exists():
        raise UnreadableFile(f"找不到“{source}”。", "请核对名称。")
    if source.is_file() and store_next_to(source).is_file():
        found = _of_past_run(source, agency, forms)
    elif not agency:
        raise InvalidRequest("没有写明汇总单位。", "请用 --agency 写明汇总机关的全称。")
    elif source.is_dir() or source.suffix.lower() == ".zip":
        found = _of_filings(source, agency, forms, progress)
    else:
        found = FoundUnits(units=_below(agency, _listed(source), forms))
    if len(found.units) < 2:
        raise UnreadableFile(f"“{source}”里没有找到单位。", "请核对文件夹，或在名单里写一列“单位名称”。")
    return found


def _of_past_run(source: Path, agency: str, forms: Forms) -> FoundUnits:
    """Those of the last run, for the year after; what is no more is left out."""
    with past_runs(store_next_to(source), forms) as runs:
        past = runs[-1]
        results = [each for each in past.results.all() if each.state is not UnitState.GONE]
        top = past.results.get(past.run.top)
    if any(shown_code(each.unit, each.name) for each in results):
        units = [_as_before(each) for each in sorted(results, key=lambda each: (bool(each.parent), each.place))]
        return FoundUnits(units=tuple(units), year=past.run.year + 1)
    others = (
        Unit(code="", name=each.name, kind=each.kind) for each in sorted(results, key=lambda each: each.place)
        if each.unit != top.unit
    )  # fmt: skip
    return FoundUnits(units=_below(agency or top.name, others, forms), year=past.run.year + 1)


def _as_before(result: UnitResult) -> Unit:
    return Unit(code=result.unit, name=result.name, kind=result.kind, parent=result.parent)


def _of_filings(folder: Path, agency: str, forms: Forms, progress: Progress) -> FoundUnits:
    """Everybody whose filing is in the folder; the year is that of most of them."""
    files = list(files_under([folder.resolve()], lambda path: False, {}))
    named: dict[str, Unit] = {}
    years: Counter[int] = Counter()
    for done, file in enumerate(files):
        progress("读取文件", done, len(files))
        for content in see_file(ReadingTask(path=file.path), forms).contents:
            row = content.row
            if row and row.agency:
                named.setdefault(plain_name(row.agency), Unit(code="", name=row.agency, level=row.level))
                years.update([row.year] if row.year else [])
    year = max(years, key=lambda each: (years[each], each), default=None)
    return FoundUnits(units=_below(agency, named.values(), forms), year=year)


def _below(agency: str, units: Iterable[Unit], forms: Forms) -> tuple[Unit, ...]:
    """The government and the units below it, each with a code, a level where its name makes it certain, and a kind."""
    known = [forms.form(form_id) for form_id in forms.available]
    kinds = kinds_by_level(known)
    others = [unit for unit in units if plain_name(unit.name) != plain_name(agency)]
    width = len(str(len(others)))
    found = [Unit(code=_TOP, name=agency, level=_level(agency, known))]
    taken = {unit.code for unit in others} | {_TOP}
    for number, unit in enumerate(others, start=1):
        level = unit.level or _level(unit.name, known)
        kind = unit.kind if unit.kind != NO_KIND else kinds.get(level or "", NO_KIND)
        code = unit.code or next(code for code in _codes(number, width) if code not in taken)
        taken.add(code)
        found.append(replace(unit, code=code, level=level, kind=kind, parent=_TOP))
    return tuple(found)


def _codes(number: int, width: int) -> Iterator[str]:
    yield f"{number:0{width}}"
    yield from (f"{number:0{width}}-{more}" for more in range(2, LISTED_UNITS))


def _level(name: str, forms: Sequence[Form]) -> str | None:
    return next((level for form in forms if (level := form.level_of_name(name))), None)


def _listed(source: Path) -> Iterator[Unit]:
    """The units of a list, by the column that is headed so; of a list of one column without a heading every line."""
    rows = list(islice(_rows(source), LISTED_UNITS))
    headers = ((number, _columns(row)) for number, row in enumerate(rows[:_HEADER_WITHIN], start=1))
    start, columns = next(((number, found) for number, found in headers if "name" in found), (0, {"name": 0}))
    if not start and any(len([cell for cell in row if cell]) > 1 for row in rows):
        raise UnreadableFile(f"“{source.name}”有几列，看不出哪一列是单位名称。", "请在那一列上面写上“单位名称”。")
    for row in rows[start:]:
        name, code, contact, telephone = (
            row[columns[key]].strip() if columns.get(key, len(row)) < len(row) else "" for key in _TITLES
        )
        if name:
            yield Unit(code=code, name=name, contact=contact, telephone=telephone)


def _columns(row: Sequence[str]) -> dict[str, int]:
    titles = [compact(cell) for cell in row]
    found = {}
    for key, known in _TITLES.items():
        column = next((titles.index(title) for title in known if title in titles), None)
        if column is not None:
            found[key] = column
    return found


def _rows(source: Path) -> Iterator[list[str]]:
    """The rows that hold anything."""
    suffix = source.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        with refusing(source.name):
            book = XlsxWorkbook(checked_bytes(source))
            for _, line in book.rows(next(iter(book.sheets), "")):
                row = [cell_text(line.get(column)) for column in range(1, max(line, default=0) + 1)]
                yield from [row] if any(row) else []
    elif suffix in (".csv", ".txt"):
        text = decoded(read_bytes(source)).splitlines()
        lines = csv.reader(
            text, delimiter=max(_DELIMITERS, key=lambda sign: sum(sign in line for line in text)), strict=True
        )
        try:
            yield from ([cell.strip() for cell in line] for line in lines if any(cell.strip() for cell in line))
        except csv.Error:  # a quote that is not closed would take all units after it for one
            message = f"“{source.name}”分不出各列，多半是引号没有成对。"
            raise UnreadableFile(message, "请改正引号，或另存为 .xlsx。") from None
    else:
        raise UnreadableFile(f"“{source.name}”不是名单。", f"名单可以是 .xlsx、.csv 或 .txt；汇总库以 {SUFFIX} 结尾。")
