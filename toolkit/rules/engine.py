"""Every rule on one filing: the form's own, the checks that it lists, and one topic a module for the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.form import Form, Severity
from toolkit.rules import (
    deadline,
    entries,
    expressions,
    fees,
    figures,
    hidden_characters,
    identity,
    indicators,
    leftovers,
    numbers,
    personal,
    prior,
    stated,
    structure,
    suits,
    typography,
    unread,
    waivers,
    years,
)
from toolkit.rules.checks import checks_of
from toolkit.rules.merge import merged

Topic = Callable[[Filing], Iterator[Finding]]

TOPICS: tuple[Topic, ...] = (
    identity.check,
    numbers.check,
    prior.check,
    suits.check,
    structure.check,
    years.check,
    leftovers.check,
    expressions.check,
    fees.check,
    figures.check,
    typography.check,
    hidden_characters.check,
    personal.check,
)
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def check_filing(
    filing: Filing, findings_of_reading: Iterable[Finding] = (), *, today: dt.date | None = None
) -> tuple[Finding, ...]:
    """All findings, those of reading included: in the order of the report's sheets, errors first on each.

    Never raises, whatever the filing holds; :class:`~toolkit.errors.FormError` if its form lists a check wrongly.
    Waived findings are among them, marked. ``today`` (the real one if None) only tells whether a report without a date
    is late.
    """
    reading = tuple(findings_of_reading)
    reported = frozenset(ref.id for each in reading if each.covers_content for ref in each.cells)
    wrong = frozenset(ref.id for each in reading if each.blocks for ref in each.cells)
    found = [*unread.check(filing, wrong), *entries.check(filing, reported)]
    found += [*stated.check(filing, reported), *indicators.check(filing, reported)]
    for topic in TOPICS:
        found += topic(filing)
    for listing in checks_of(filing.form):
        found += listing.run(filing)
    found += deadline.check(filing, today or dt.datetime.now().astimezone().date())
    found = [*reading, *(each for each in found if not _of_reported_cover(each, reported))]
    order = _order(filing.form)
    return tuple(sorted(merged(waivers.applied(filing, found)), key=lambda each: _rank(order, each)))


def _of_reported_cover(each: Finding, reported: frozenset[str]) -> bool:
    """Whether it only misses what a reader could not make out on the cover."""
    return bool(each.cells) and each.cells[0].id.startswith("cover.") and each.cells[0].id in reported


def _order(form: Form) -> dict[str, int]:
    """The rank of everything that an id may begin with; ids that name a section rank by their section."""
    ranks = {"cover": 1, "preamble": 2}
    for place, section in enumerate(form.sections, start=3):
        ranks |= {section.id: place, section.table or section.id: place, section.sheet: place}
        ranks |= {entry.id.partition(".")[0]: place for entry in section.fields}
    return ranks


def _rank(order: dict[str, int], each: Finding) -> tuple[int, int]:
    if not each.cells:  # about the file as a whole
        return 0, _WEIGHT[each.severity]
    family, _, rest = each.cells[0].id.partition(".")
    if family in ("narrative", "headings"):
        family = rest
    sheet = each.where.partition("!")[0]
    return order.get(family, order.get(sheet, len(order))), _WEIGHT[each.severity]
