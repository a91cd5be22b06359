"""Ledgers to be filled in: blank ones, and what goes into them from last year's and from other systems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.api.checking import require_file
from toolkit.api.ledgers import CheckedLedger, check_ledger, require_sound
from toolkit.api.result_file import ResultFile
from toolkit.api.starting import form_after, newest_form
from toolkit.errors import InvalidRequest, ReportError, UnreadableFile
from toolkit.finding import Finding
from toolkit.form import Forms
from toolkit.form.registry import forms_at_hand
from toolkit.ledger.book import ledger_book
from toolkit.ledger.contents import LedgerContents, read_rows
from toolkit.ledger.exports.importing import import_rows
from toolkit.ledger.formulas import years_around
from toolkit.ledger.next_year import CarriedOver, calendar_for, next_contents
from toolkit.ledger.published_holidays import published
from toolkit.ledger.reading import is_ledger
from toolkit.output import safe_name


@dataclass(frozen=True, kw_only=True)
class NewLedger:
    """A ledger to be filled in. ``last`` is the one that it goes on from, ``carried`` what of its registers went on,
    ``findings`` what else is not in it."""

    file: ResultFile
    year: int
    last: CheckedLedger | None = None
    carried: tuple[CarriedOver, ...] = ()
    findings: tuple[Finding, ...] = ()


def new_ledger(
    agency: str = "", year: int | None = None, *, last: Path | str | None = None, forms: Forms | None = None
) -> NewLedger:
    """A ledger for an agency and a year, with the holidays of the years around it as far as they are known.

    ``last`` is last year's: the agency, the year, what was open when that ended and what has happened to it since, who
    handles requests, and the holidays that staff entered follow from it.

    :class:`~toolkit.errors.InvalidRequest` without an agency or a year, or if the form has no ledger;
    :class:`~toolkit.errors.UnknownForm` where there is no form for the year or more than one;
    :class:`~toolkit.errors.ReportError` where ``last`` is not of the year before, or has errors, for then it is not
    certain what was open; and what :func:`~toolkit.api.check_ledger` raises.

    >>> new_ledger("某市数据局", 2025).file.name
    '某市数据局2025年申请台账.xlsx'
    """
    forms = forms or forms_at_hand()
    if last is None:
        if not agency or not year:
            raise InvalidRequest("请用 --agency 写明机关全称、用 --year 写明台账的年度，或用 --from 指明上年的台账。")
        form = forms.only_named or newest_form(forms, year)
        content = ledger_book(form, agency, year, published(years_around(year)))
        return NewLedger(file=ResultFile(content=content, name=_name(agency, year)), year=year)
    return _after(Path(last), agency, year, forms)


def _after(path: Path, agency: str, year: int | None, forms: Forms) -> NewLedger:
    before = check_ledger(path, forms=forms)
    ledger = before.ledger
    year, agency = year or ledger.year + 1, agency or ledger.agency
    if year != ledger.year + 1:
        raise ReportError(f"“{path.name}”是 {ledger.year} 年的，不能接着做 {year} 年的台账。", "请指明上一年的台账。")
    require_sound(before, f"不能确定到 {dt.date(ledger.year, 12, 31):%Y年%m月%d日}哪些没有办结")
    form = forms.only_named or form_after(ledger.form, year, forms)
    written = read_rows(path, ledger.form)
    contents, carried = next_contents(ledger, written, form)
    book = ledger_book(form, agency, year, calendar_for(ledger, year), contents=contents)
    return NewLedger(
        file=ResultFile(content=book, name=_name(agency, year), source=path),
        year=year,
        last=before,
        carried=carried,
        findings=tuple(written.findings({each.sheet: each.kept for each in carried})),
    )


@dataclass(frozen=True, kw_only=True)
class ImportedLedger:
    """A ledger with the rows of an export: how many ``added`` to each sheet; ``findings`` say what is not in it."""

    file: ResultFile
    added: Mapping[str, int]
    findings: tuple[Finding, ...]


def import_to_ledger(
    export: Path | str, ledger: Path | str, *, mapping: Path | str | None = None, forms: Forms | None = None
) -> ImportedLedger:
    """A fresh copy of ``ledger`` with the rows of a list that another system exported (.xlsx, .csv) below its own.

    Columns are known by their heads, or as ``mapping`` says, a YAML file; values that are not certain stay as they are.

    :class:`~toolkit.errors.InvalidRequest` where the mapping is faulty, where it is uncertain which column is which, or
    where there is no room for all rows; :class:`~toolkit.errors.ReportError` where the holidays of the ledger could not
    be read; :class:`~toolkit.errors.UnreadableFile` where the export has no known columns, or a file is not what it
    should be.

    >>> from toolkit.errors import UnreadableFile
    >>> try:
    ...     imported = import_to_ledger("examples/hegang-2021/填报工作簿.xlsx", "examples/hegang-2021/填报工作簿.xlsx")
    ... except UnreadableFile as fault:
    ...     print(fault.message)
    “填报工作簿.xlsx”不是台账。
    """
    forms, path, source = forms or forms_at_hand(), Path(ledger), Path(export)
    checked = check_ledger(path, forms=forms)
    known = checked.ledger
    if any(each.code == "RQ-08" for each in checked.findings):
        raise ReportError(f"台账“{path.name}”的放假调休有一行没有填全，不能照写。", "请先补填或删去。")
    require_file(source)
    if is_ledger(source):
        way_out = "几份台账不必并成一份：ledger fill 和 new --ledger 可以写几份，相加。"
        raise UnreadableFile(f"“{source.name}”是台账，不是别的系统导出的清单。", way_out)
    written = read_rows(path, known.form)
    contents = LedgerContents(rows=written.rows, handlers=known.handlers, complete=known.complete)
    imported = import_rows(source, contents, known.form, Path(mapping) if mapping else None)
    calendar = calendar_for(known, known.year)
    book = ledger_book(known.form, known.agency, known.year, calendar, contents=imported.contents)
    return ImportedLedger(
        file=ResultFile(content=book, name=path.name, folder=path.parent, source=path),
        added={register.sheet: count for register, count in imported.added.items()},
        findings=(*imported.findings, *written.findings({})),
    )


def _name(agency: str, year: int) -> str:
    return f"{safe_name(agency)}{year}年申请台账.xlsx"
