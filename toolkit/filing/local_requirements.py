"""The local requirements that a filing is held to: those that its source brings, and those that are given beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from toolkit.bounds import REQUIREMENT_NOTICES
from toolkit.filing.model import Filing
from toolkit.filing.shape import join
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.form.requirements import Requirements, requirements_of
from toolkit.form.structure import StructureFault


def listed_requirements(listed: Iterable[Mapping[str, Any]], mistakes: list[str]) -> tuple[Requirements, ...]:
    """Those that a Filing JSON lists; what is wrong with them goes to ``mistakes``."""
    found: list[Requirements] = []
    for index, data in enumerate(listed):
        try:
            found.append(requirements_of(data))
        except StructureFault as fault:
            mistakes.extend(join(f"requirements[{index}]", mistake) for mistake in fault.mistakes)
    if len(found) > REQUIREMENT_NOTICES:
        mistakes.append(f"requirements：有 {len(found)} 份，最多 {REQUIREMENT_NOTICES} 份")
    return tuple(found)


def held_to(filing: Filing, given: Iterable[Requirements]) -> tuple[Filing, tuple[Finding, ...]]:
    """``filing`` held to ``given`` too, which replace those of its own of the same number: LN-01 where these differ."""
    wanted = {notice.number: notice for notice in given}
    own = {notice.number: notice for notice in filing.requirements}
    return replace(filing, requirements=tuple({**own, **wanted}.values())), tuple(_replaced(own.values(), wanted))


def _replaced(own: Iterable[Requirements], wanted: dict[str, Requirements]) -> Iterator[Finding]:
    for notice in own:
        if wanted.get(notice.number, notice) != notice:
            yield finding("LN-01", variant="replaced", severity=Severity.NOTE, number=notice.number)
