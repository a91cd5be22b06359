"""Figures in the text that nothing can have: days that no calendar has, and more than all of a whole."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.patterns import regex
from toolkit.rules.checks.base import FormCheck, ScopedCheck, any_of
from toolkit.rules.sentences import listed

_DAY = regex(
    r"(?<!\d)(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?",
    needs="月",
    matches=("2025年2月30日", "13月1日"),
    misses=("12个月", "二月三十日"),
)
_LEAP = 2000
"""A year that has every day that any year has."""
_MONTHS, _ALL = 12, 100


@dataclass(frozen=True, kw_only=True)
class NoSuchDay(FormCheck):
    """A day that its month does not have, or a month of a year that has twelve."""

    values = ("listed",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a text."""
        for ref, text in listing.texts(filing):
            found = [match[0] for match in _DAY.finditer(text) if not _exists(match)]
            if found:
                yield listing.finding(filing, [ref], actual=found[0], listed=listed(found))


@dataclass(frozen=True, kw_only=True)
class ShareOverAll(FormCheck):
    """More than 100 % of what cannot be more than whole: one of ``shares``, of which any of ``verbs`` says how much."""

    shares: tuple[str, ...]
    verbs: tuple[str, ...]

    values = ("listed",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a text."""
        for ref, text in listing.texts(filing):
            found = [match[0] for match in self._pattern.finditer(text) if Decimal(match["percent"]) > _ALL]
            if found:
                yield listing.finding(filing, [ref], actual=found[0], listed=listed(found))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        said = rf"(?:{any_of(self.shares)})(?:{any_of(self.verbs)})?\s{{0,3}}"
        return regex(rf"{said}(?P<percent>\d{{1,9}}(?:\.\d{{1,9}})?)\s{{0,3}}[%％]", needs=self.shares)


def _exists(match: re.Match[str]) -> bool:
    """Whether the calendar has such a day or month. A month without a year and a day may count months."""
    if not (match["year"] or match["day"]):
        return True
    year, month, day = int(match["year"] or _LEAP), int(match["month"]), int(match["day"] or 1)
    return 0 < month <= _MONTHS and 0 < day <= monthrange(max(year, 1), month)[1]
