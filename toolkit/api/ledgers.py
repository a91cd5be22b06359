"""Ledgers of requests: a blank one, and what is wrong with one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from toolkit.api.checking import require_file
from toolkit.api.result_file import ResultFile
from toolkit.api.starting import newest_form
from toolkit.finding import Finding
from toolkit.form import Forms
from toolkit.form.registry import forms_at_hand
from toolkit.ledger.book import ledger_book
from toolkit.ledger.checks import check_requests
from toolkit.ledger.formulas import years_around
from toolkit.ledger.model import Ledger
from toolkit.ledger.published_holidays import published
from toolkit.ledger.reading import read_ledger
from toolkit.output import safe_name
from toolkit.rollup.request import today


@dataclass(frozen=True, kw_only=True)
class CheckedLedger:
    """A ledger with all that was found in it on a day."""

    ledger: Ledger
    on: dt.date
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """Whether a finding at error level keeps its requests from being counted."""
        return any(finding.blocks for finding in self.findings)


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
