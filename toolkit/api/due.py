"""What of a ledger's requests is open and due on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from toolkit.api.ledgers import CheckedLedger, check_ledger
from toolkit.api.result_file import ResultFile
from toolkit.form import Forms
from toolkit.ledger.due import OpenRequest, due_calendar, open_requests
from toolkit.output import safe_name


@dataclass(frozen=True, kw_only=True)
class RequestsDue:
    """What of a checked ledger is open on a day, by handler and day; ``left_out`` have more time than was asked for."""

    checked: CheckedLedger
    requests: tuple[OpenRequest, ...]
    left_out: tuple[OpenRequest, ...] = ()

    @property
    def calendar(self) -> ResultFile:
        """A calendar file (iCalendar) of the days of ``requests``."""
        ledger = self.checked.ledger
        content = due_calendar(ledger, self.requests, self.checked.on)
        return ResultFile(content=content, name=f"{safe_name(ledger.agency)}{ledger.year}年到期.ics")


def requests_due(
    source: Path | str, *, on: dt.date | None = None, within: int | None = None, forms: Forms | None = None
) -> RequestsDue:
    """What is open in the ledger in ``source`` on the day ``on``, today by default.

    With ``within``: that of which at most so many working days are left, or of which that is not known.
    :class:`~toolkit.errors.UnreadableFile` if the file is no ledger.

    >>> from toolkit.errors import UnreadableFile
    >>> try:
    ...     due = requests_due("examples/hegang-2021/填报工作簿.xlsx")
    ... except UnreadableFile as fault:
    ...     print(fault.message)
    “填报工作簿.xlsx”不是台账。
    """
    checked = check_ledger(source, on=on, forms=forms)
    found = open_requests(checked.ledger, checked.on)
    wanted = tuple(each for each in found if each.is_within(within))
    left_out = tuple(each for each in found if not each.is_within(within))
    return RequestsDue(checked=checked, requests=wanted, left_out=left_out)
