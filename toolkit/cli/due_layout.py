"""The open requests of a ledger as text: how many there are of each state, and whose they are, day by day."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from toolkit.api import RequestsDue
    from toolkit.ledger.due import OpenRequest

_NOBODY = "没有写承办人，或者不在名单里"
_WIDEST = 5
"""Characters of the longest state."""


def due_text(due: RequestsDue) -> str:
    """A head line with the counts of all that is open, and the requests below the names of who handles them."""
    from toolkit.ledger.clocks import ClockState

    ledger, on = due.checked.ledger, due.checked.on
    states = Counter(each.clock.state for each in (*due.requests, *due.left_out))
    counts = "、".join(f"{state} {states[state]}" for state in ClockState if states[state])
    head = f"{ledger.agency}{ledger.year}年台账，{on} 在办 {states.total()} 件{f'：{counts}' if counts else ''}"
    lines = [click.style(head, bold=True)]
    for handler, own in groupby(due.requests, key=lambda each: each.request.handler):
        lines += ["", handler or _NOBODY, *map(_line, own)]
    if due.left_out:
        lines += ["", f"另有 {len(due.left_out)} 件剩余的工作日较多，没有列出。"]
    return "\n".join(lines)


def _line(each: OpenRequest) -> str:
    from toolkit.ledger.clocks import ClockState

    colours = {ClockState.OVERDUE: "red", ClockState.NEAR: "yellow", ClockState.UNKNOWN: "yellow"}
    state = click.style(f"{each.clock.state:　<{_WIDEST}}", fg=colours.get(each.clock.state))
    return f"  {state}  {each.name}  {each.standing}"
