"""What is wrong with a ledger, and what ledgers come to in a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.api.checking import Checked, ReadResult, read_once, require_file
from toolkit.api.result_file import ResultFile
from toolkit.errors import ReportError
from toolkit.finding import Finding, count_words
from toolkit.finding.catalogue import finding
from toolkit.form import Forms
from toolkit.form.dates import today
from toolkit.form.registry import forms_at_hand
from toolkit.ledger.checks import check_ledger_rows
from toolkit.ledger.comparison import differences, left_open, require_alike, with_figures, with_indicators
from toolkit.ledger.counting import Figure, figures_of, require_apart, with_totals
from toolkit.ledger.model import Ledger
from toolkit.ledger.reading import read_ledger
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
        """Whether a finding at error level keeps its rows from being counted."""
        return any(each.blocks for each in self.findings)


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
    return CheckedLedger(ledger=ledger, on=day, findings=(*findings, *check_ledger_rows(ledger, day)))


def require_sound(checked: CheckedLedger, otherwise: str) -> None:
    """:class:`~toolkit.errors.ReportError` where a ledger has errors, with what cannot be done then."""
    if errors := sum(each.blocks for each in checked.findings):
        path = checked.ledger.source
        message = f"台账“{path.name}”有 {errors} 项错误，{otherwise}。"
        raise ReportError(message, f"请运行 xl-report ledger check {path} 查看，改正后再试。")


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
    """A fresh copy of ``workbook`` with what the rows of ``ledgers`` come to, added up, in its tables and indicators.

    :class:`~toolkit.errors.ReportError` where a ledger has errors, for then not every row can be counted;
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
    known = [each.ledger for each in checked_ledgers]
    figures = figures_of(known)
    filing = with_indicators(reading.filing, figures)
    changed = tuple(differences(filing, known))
    filled = with_figures(filing, figures)
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


def ledger_figures(ledgers: Iterable[Path | str], *, forms: Forms | None = None) -> Mapping[str, Figure]:
    """Each figure that the ledgers come to with the rows behind it, by the id of its cell or indicator; totals too.

    Raises as :func:`fill_from_ledgers` does.

    >>> from toolkit.errors import ReportError
    >>> try:
    ...     figures = ledger_figures([])
    ... except ReportError as fault:
    ...     print(fault.message)
    没有写明台账。
    """
    known = [each.ledger for each in _countable(ledgers, forms or forms_at_hand())]
    return with_totals(known[0].form, figures_of(known))


def _read(
    source: ReadResult | Path | str, ledgers: Iterable[Path | str], forms: Forms | None
) -> tuple[ReadResult, Sequence[CheckedLedger]]:
    """A filing, and ledgers whose rows can be counted into it."""
    forms = forms or forms_at_hand()
    reading, known = read_once(source, forms, quiet), _countable(ledgers, forms)
    require_alike([each.ledger for each in known], reading.filing)
    return reading, known


def _remarks(ledgers: Iterable[CheckedLedger]) -> Iterator[Finding]:
    """That a ledger says nothing of something (RQ-23), and that there is something to be seen in it (RQ-22)."""
    for each in ledgers:
        yield from left_open(each.ledger)
        if each.findings:
            path, words = each.ledger.source, "、".join(count_words(each.findings))
            yield finding("RQ-22", actual=words, name=path.name, path=path)


def _countable(ledgers: Iterable[Path | str], forms: Forms) -> Sequence[CheckedLedger]:
    """The ledgers, of which every row can be counted; alike, and none of them twice."""
    known = []
    for path in ledgers:
        known.append(check_ledger(path, forms=forms))
        require_sound(known[-1], "不能逐件计数")
    if not known:
        raise ReportError("没有写明台账。", "请指明一份或几份台账。")
    counted = [each.ledger for each in known]
    if len({(each.form.id, each.year) for each in counted}) > 1:
        raise ReportError("几份台账的表式或者年度不同，不能相加。", "请只写同一年、同一种表式的。")
    require_apart(counted)
    return known
