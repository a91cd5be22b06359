"""The local requirements that a filing is held to: those that its source brings, and those that are given beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from toolkit.filing.model import Filing
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.form.requirements import Requirements


def held_to(filing: Filing, given: Iterable[Requirements]) -> tuple[Filing, tuple[Finding, ...]]:
    """``filing`` held to ``given`` too, which replace those of its own of the same number: LN-01 where these differ."""
    wanted = {notice.number: notice for notice in given}
    own = {notice.number: notice for notice in filing.requirements}
    return replace(filing, requirements=tuple({**own, **wanted}.values())), tuple(_replaced(own.values(), wanted))


def _replaced(own: Iterable[Requirements], wanted: dict[str, Requirements]) -> Iterator[Finding]:
    for notice in own:
        if wanted.get(notice.number, notice) != notice:
            yield finding("LN-01", variant="replaced", severity=Severity.NOTE, number=notice.number)
