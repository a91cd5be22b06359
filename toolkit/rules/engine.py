"""Every rule on one filing: those of every form, one topic a module, and the checks that its form lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from toolkit.filing import Filing
from toolkit.finding import CellRef, Finding
from toolkit.form import Form, Severity, dates
from toolkit.form.form import PREAMBLE
from toolkit.form.references import Family, Slot, is_of
from toolkit.rules import (
    adjusted_sums,
    changed_sums,
    figures_in_text,
    form_rules,
    hidden_characters,
    identity,
    indicators,
    personal_data,
    requirements,
    review_rounds,
    row_names,
    stated_sums,
    text_expressions,
    typography,
    unread_inputs,
    waivers,
    word_values,
)
from toolkit.rules.checks import checks_of
from toolkit.rules.checks.base import Stage
from toolkit.rules.checks.entries import Entries
from toolkit.rules.checks.section_figures import SectionFigures
from toolkit.rules.group_findings import group_findings

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def check_filing(
    filing: Filing, findings_of_reading: Iterable[Finding] = (), *, today: dt.date | None = None
) -> tuple[Finding, ...]:
    """All findings, those of reading included: in the order of the report's sheets, errors first on each.

    Never raises, whatever the filing holds; :class:`~toolkit.errors.FormError` if its form lists a check wrongly.
    Waived findings are among them, marked. ``today`` (the real one if None) only decides whether a report
    without a date is late.
    """
    reading = tuple(findings_of_reading)
    reported = frozenset(ref.id for each in reading if each.covers_content for ref in each.cells)
    wrong = frozenset(ref.id for each in reading if each.blocks for ref in each.cells)
    day = today or dates.today()
    own = (each for each in _found(filing, reported, wrong, day) if not _of_reported_cover(each, reported))
    applied = waivers.apply_waivers(filing, [*reading, *own])
    return tuple(
        sorted(group_findings(applied, filing.form, _numeric(filing.form)), key=lambda each: _rank(filing.form, each))
    )


def missing_figures(filing: Filing) -> Iterator[Finding]:
    """Figures that a published report need not print, and the workbook made from it must hold."""
    for listing in checks_of(filing.form):
        if isinstance(listing.check, SectionFigures | Entries):
            yield from listing.check.blanks(filing, listing)


def _found(filing: Filing, reported: frozenset[str], wrong: frozenset[str], day: dt.date) -> Iterator[Finding]:
    """What cells hold, figures with one another, the parts of the report, then its words."""

    def listed(*stages: Stage) -> Iterator[Finding]:
        for listing in (*checks_of(filing.form), *requirements.requirement_checks(filing)):
            if listing.check.stage in stages:
                yield from listing.run(filing, today=day, reported=reported)

    yield from requirements.check(filing)
    yield from unread_inputs.check(filing, wrong)
    yield from changed_sums.check(filing)
    yield from adjusted_sums.check(filing)
    yield from listed(Stage.ENTRIES)
    yield from word_values.check(filing, reported)
    yield from row_names.check(filing)
    yield from stated_sums.check(filing, reported)
    yield from indicators.check(filing, reported)
    yield from identity.check(filing)
    yield from form_rules.check(filing)
    yield from listed(Stage.FIGURES, Stage.PARTS, Stage.REPORT)
    yield from text_expressions.check(filing)
    yield from figures_in_text.check(filing)
    yield from typography.check(filing)
    yield from hidden_characters.check(filing)
    yield from personal_data.check(filing)
    yield from listed(Stage.WORDS)
    yield from review_rounds.check(filing)


def _numeric(form: Form) -> frozenset[str]:
    """The codes of what is held of figures alone."""
    listed = (each.listed.code for each in checks_of(form) if each.check.stage in (Stage.ENTRIES, Stage.FIGURES))
    return frozenset((*(rule.code for rule in form.rules), *(total.code for total in form.sums), *listed))


def _of_reported_cover(each: Finding, reported: frozenset[str]) -> bool:
    """Whether it only misses what a reader could not make out on the cover."""
    return bool(each.cells) and is_of(Family.COVER, each.cells[0].id) and each.cells[0].id in reported


def _rank(form: Form, each: Finding) -> tuple[int, int]:
    return _place(form, each.cells[0]) if each.cells else 0, _WEIGHT[each.severity]  # 0: about the file as a whole


def _place(form: Form, ref: CellRef) -> int:
    """The cover, the preamble, the sections in order, by id or else by sheet; then all else."""
    if is_of(Family.COVER, ref.id):
        return 1
    if Slot.parse(ref.id) == Slot(Family.TEXT, PREAMBLE):
        return 2
    section = form.section_of(ref.id)
    sheet = section.sheet if section else ref.where.sheet
    return next((place for place, own in enumerate(form.sections, 3) if own.sheet == sheet), len(form.sections) + 3)
