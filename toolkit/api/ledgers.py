"""Ledgers of requests: a blank one, and what is wrong with one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.api.checking import Checked, ReadResult, read_once, require_file
from toolkit.api.result_file import ResultFile
from toolkit.api.starting import newest_form
from toolkit.errors import ReportError
from toolkit.finding import Finding, count_words
from toolkit.finding.catalogue import finding
from toolkit.form import Forms
from toolkit.form.dates import today
from toolkit.form.registry import forms_at_hand
from toolkit.ledger.book import ledger_book
from toolkit.ledger.checks import check_requests
from toolkit.ledger.counting import (
    Counted,
    count_requests,
    differences,
    require_alike,
    require_apart,
    with_counts,
    with_totals,
)
from toolkit.ledger.formulas import years_around
from toolkit.ledger.model import Ledger
from toolkit.ledger.published_holidays import published
from toolkit.ledger.reading import read_ledger
from toolkit.output import safe_name
from toolkit.progress import quiet
from toolkit.rules.engine import check_filing
from toolkit.workbook.writing.build import build_workbook


@dataclass(frozen=True, kw_only=True)
class CheckedLedger:
    """A ledger with all that was found in it on a day."""

    ledger: Ledger
    on: dt.date
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """Whether a finding at error level keeps its requests from being counted."""
        return any(each.blocks for each in self.findings)


def new_ledger(agency: str, year: int, *, forms: Forms | None = None) -> ResultFile:
    """A blank ledger for an agency and a year, with the holidays of the years around it as far as they are known.

    :class:`~toolkit.errors.InvalidRequest` if the form has no ledger; :class:`~toolkit.errors.UnknownForm` where there
    is no form for the year or more than one.

    >>> new_ledger("某市数据局", 2025).name
    '某市数据局2025年申请台账.xlsx'
    """
    forms = forms or forms_at_hand()
    form = forms.only_named or newest_form(forms, year)
    content = ledger_book(form, agency, year, published(years_around(year)))
    return ResultFile(content=content, name=f"{safe_name(agency)}{year}年申请台账.xlsx")


def check_ledger(source: Path | str, *, on: dt.date | None = None, forms: Forms | None = None) -> CheckedLedger:
    """What is wrong with the ledger in ``source`` on the day ``on``, today by default.

    :class:`~toolkit.errors.UnreadableFile` if the file is no ledger.

    >>> from toolkit.errors import UnreadableFile
    >>> try:
    ...     checked = check_ledger("examples/hegang-2021/填报工作簿.xlsx")
    ... except UnreadableFile as fault:
    ...     print(fault.message)
    “填报工作簿.xlsx”不是台账。
    """
    path, day = Path(source), on or today()
    require_file(path)
    ledger, findings = read_ledger(path, forms or forms_at_hand())
    return CheckedLedger(ledger=ledger, on=day, findings=(*findings, *check_requests(ledger, day)))


@dataclass(frozen=True, kw_only=True)
class FilledFromLedgers:
    """A workbook with the counts of ledgers in it; ``changed`` says what of it they do not fit, ``remarks`` in which of
    them something is to be seen."""

    checked: Checked
    changed: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    file: ResultFile


def fill_from_ledgers(
    workbook: ReadResult | Path | str, ledgers: Iterable[Path | str], *, forms: Forms | None = None
) -> FilledFromLedgers:
    """A fresh copy of ``workbook`` with what the requests of ``ledgers`` come to, added up, in its table.

    :class:`~toolkit.errors.ReportError` where a ledger has errors, for then not every request can be counted;
    :class:`~toolkit.errors.InvalidRequest` where the ledgers are of another form or year, or two are the same; and what
    :func:`~toolkit.api.read` raises.

    >>> from toolkit.errors import ReportError
    >>> try:
    ...     filled = fill_from_ledgers("examples/hegang-2021/填报工作簿.xlsx", [])
    ... except ReportError as fault:
    ...     print(fault.message)
    没有写明台账。
    """
    reading, checked_ledgers = _read(workbook, ledgers, forms)
    filing, known = reading.filing, [each.ledger for each in checked_ledgers]
    changed = tuple(differences(filing, known))
    filled = replace(filing, inputs=with_counts(filing, count_requests(known)))
    content = build_workbook(filled.form, filing=filled)
    source = reading.source
    file = ResultFile(content=content, name=f"{source.stem}.xlsx", folder=source.parent, source=source)
    checked = Checked(source=source, filing=filled, findings=tuple(check_filing(filled, reading.findings)))
    remarks = tuple(_remarks(checked_ledgers))
    return FilledFromLedgers(checked=checked, changed=changed, remarks=remarks, file=file)


def check_with_ledgers(
    source: ReadResult | Path | str, ledgers: Iterable[Path | str], *, forms: Forms | None = None
) -> Checked:
    """What :func:`~toolkit.api.check` gives, with each cell that differs from what the ledgers come to.

    Raises as :func:`fill_from_ledgers` does.

    >>> from toolkit.errors import ReportError
    >>> try:
    ...     checked = check_with_ledgers("examples/hegang-2021/填报工作簿.xlsx", [])
    ... except ReportError as fault:
    ...     print(fault.message)
    没有写明台账。
    """
    reading, checked_ledgers = _read(source, ledgers, forms)
    compared = differences(reading.filing, [each.ledger for each in checked_ledgers])
    findings = check_filing(reading.filing, (*reading.findings, *_remarks(checked_ledgers), *compared))
    return Checked(source=reading.source, filing=reading.filing, findings=tuple(findings))


def requests_behind(ledgers: Iterable[Path | str], *, forms: Forms | None = None) -> Mapping[str, tuple[Counted, ...]]:
    """The requests behind each figure that the ledgers come to, by the id of its cell; totals too.

    Raises as :func:`fill_from_ledgers` does.

    >>> from toolkit.errors import ReportError
    >>> try:
    ...     behind = requests_behind([])
    ... except ReportError as fault:
    ...     print(fault.message)
    没有写明台账。
    """
    known = [each.ledger for each in _countable(ledgers, forms or forms_at_hand())]
    return with_totals(known[0].form, count_requests(known))


def _read(
    source: ReadResult | Path | str, ledgers: Iterable[Path | str], forms: Forms | None
) -> tuple[ReadResult, Sequence[CheckedLedger]]:
    """A filing, and ledgers whose requests can be counted into it."""
    forms = forms or forms_at_hand()
    reading, known = read_once(source, forms, quiet), _countable(ledgers, forms)
    require_alike([each.ledger for each in known], reading.filing)
    return reading, known


def _remarks(ledgers: Iterable[CheckedLedger]) -> Iterator[Finding]:
    """That there is something to be seen in a ledger (RQ-22), once a ledger."""
    for each in ledgers:
        if each.findings:
            path, words = each.ledger.source, "、".join(count_words(each.findings))
            yield finding("RQ-22", actual=words, name=path.name, path=path)


def _countable(ledgers: Iterable[Path | str], forms: Forms) -> Sequence[CheckedLedger]:
    """The ledgers, of which every request can be counted; alike, and none of them twice."""
    known = []
    for path in ledgers:
        checked = check_ledger(path, forms=forms)
        if errors := sum(each.blocks for each in checked.findings):
            message = f"台账“{Path(path).name}”有 {errors} 项错误，不能逐件计数。"
            raise ReportError(message, f"请运行 xl-report ledger check {path} 查看，改正后再试。")
        known.append(checked)
    if not known:
        raise ReportError("没有写明台账。", "请指明一份或几份台账。")
    counted = [each.ledger for each in known]
    if len({(each.form.id, each.year) for each in counted}) > 1:
        raise ReportError("几份台账的表式或者年度不同，不能相加。", "请只写同一年、同一种表式的。")
    require_apart(counted)
    return known
