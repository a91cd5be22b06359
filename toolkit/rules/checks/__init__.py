"""The checks that forms can list, by name, and those that a form does list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from toolkit.errors import FormError
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.finding.catalogue import catalogue
from toolkit.form import Form
from toolkit.form.cells import did_you_mean
from toolkit.form.form import CARRY_OVER, PREAMBLE
from toolkit.form.model import CheckWording, ListedCheck
from toolkit.form.structure import StructureFault, structure
from toolkit.rules.checks.addresses import WebAddress
from toolkit.rules.checks.agency import TitleInAgency
from toolkit.rules.checks.base import FormCheck, ScopedCheck
from toolkit.rules.checks.basis import RepealedBasis
from toolkit.rules.checks.colleague_notes import NoteToColleague
from toolkit.rules.checks.coverage import MustCover
from toolkit.rules.checks.entries import Entries
from toolkit.rules.checks.impossible import NoSuchDay, ShareOverAll
from toolkit.rules.checks.issue_date import IssueDate
from toolkit.rules.checks.last_years_text import LastYearsText
from toolkit.rules.checks.leftovers import Leftovers
from toolkit.rules.checks.numbering import SectionLikeLine, SubheadNumbers
from toolkit.rules.checks.other_agencies import OtherAgency, SweepingWords
from toolkit.rules.checks.own_report import OwnReport
from toolkit.rules.checks.plans import ProblemsWithoutMeasures, StalePlan
from toolkit.rules.checks.prior_figures import AmountJump, CarryOver, Outflow, Presupposes, StockFlow, YearOnYear
from toolkit.rules.checks.program_remains import ProgramRemains
from toolkit.rules.checks.proportion import AmountForLevel, JumpFromLastYear, YearBeforeFigure
from toolkit.rules.checks.refusals import OnlyRefusals
from toolkit.rules.checks.repeated import RepeatedParagraph
from toolkit.rules.checks.says_nothing import SaysNothing
from toolkit.rules.checks.section_figures import SectionFigures
from toolkit.rules.checks.sections import Length, OfficialHeadings, SectionsComplete
from toolkit.rules.checks.smaller_unit import AmountInSmallerUnit
from toolkit.rules.checks.unfilled import NamesInBrackets, UnfilledBlanks

CHECKS: Mapping[str, type[FormCheck]] = {
    "amount_for_level": AmountForLevel,
    "amount_in_smaller_unit": AmountInSmallerUnit,
    "amount_jump": AmountJump,
    CARRY_OVER: CarryOver,
    "entries": Entries,
    "issue_date": IssueDate,
    "jump_from_last_year": JumpFromLastYear,
    "last_years_text": LastYearsText,
    "length": Length,
    "must_cover": MustCover,
    "names_in_brackets": NamesInBrackets,
    "no_such_day": NoSuchDay,
    "note_to_colleague": NoteToColleague,
    "official_headings": OfficialHeadings,
    "only_refusals": OnlyRefusals,
    "other_agency": OtherAgency,
    "outflow": Outflow,
    "own_report": OwnReport,
    "presupposes": Presupposes,
    "problems_without_measures": ProblemsWithoutMeasures,
    "program_remains": ProgramRemains,
    "repealed_basis": RepealedBasis,
    "repeated_paragraph": RepeatedParagraph,
    "says_nothing": SaysNothing,
    "section_figures": SectionFigures,
    "section_like_line": SectionLikeLine,
    "sections_complete": SectionsComplete,
    "share_over_all": ShareOverAll,
    "stale_plan": StalePlan,
    "stock_flow": StockFlow,
    "subhead_numbers": SubheadNumbers,
    "sweeping_words": SweepingWords,
    "title_in_agency": TitleInAgency,
    "unfilled_blanks": UnfilledBlanks,
    "web_address": WebAddress,
    "year_before_figure": YearBeforeFigure,
}
"""Every check by the name under which a form lists it (``use``)."""

_ENTRIES, _LEFTOVERS = "NM-01", "TX-30"
"""The catalogue's entries for checks that hold for every form, as far as it does not list its own."""


def checks_of(form: Form) -> tuple[ScopedCheck, ...]:
    """The checks that ``form`` lists and those that hold for every form, by stage; those of the whole filing first.

    :class:`~toolkit.errors.FormError` with every mistake in how they are listed: unknown names, options, words.
    """
    return form.once(_scoped_checks)


def across_years(filing: Filing) -> Iterator[Finding]:
    """What those checks find that last year's figures suffice for."""
    for listing in checks_of(filing.form):
        if isinstance(listing.check, YearOnYear):
            yield from listing.run(filing)


def _scoped_checks(form: Form) -> tuple[ScopedCheck, ...]:
    own = _listed_checks(form)
    listings = sorted((*own, *_universal_checks(form, own)), key=lambda listing: listing.check.stage)
    return tuple(replace(listing, others=tuple(listings)) for listing in listings)


def _listed_checks(form: Form) -> tuple[ScopedCheck, ...]:
    """The checks that the form lists."""
    mistakes: list[str] = []
    listings = dict(_listings(form, mistakes))
    if not form.verified:
        from toolkit.rules.checks.listing_mistakes import code_mistakes, listing_mistakes

        mistakes += (mistake for path, listing in listings.items() for mistake in listing_mistakes(path, listing, form))
        mistakes += code_mistakes(form)
    if mistakes:
        raise FormError(form.id, tuple(mistakes))
    return tuple(listings.values())


def _listings(form: Form, mistakes: list[str]) -> Iterator[tuple[str, ScopedCheck]]:
    """The checks that can be made, by path; what keeps others from it goes to ``mistakes``."""
    every = _slots(form)
    for path, section, listed in form.listed_checks:
        wanted = CHECKS.get(listed.use)
        if wanted is None:
            mistakes.append(f"{path}.use：没有检查“{listed.use}”{did_you_mean(listed.use, CHECKS)}")
            continue
        try:
            check = structure(listed.options, wanted, path)
        except StructureFault as fault:
            from toolkit.rules.checks.listing_mistakes import wording_mistakes

            mistakes += wording_mistakes(f"{path}.wording", listed.wording, wanted, wanted.variants)
            mistakes += fault.mistakes
            continue
        slots = (section.id,) if section else every
        yield path, ScopedCheck(check=check, listed=listed, slots=slots, whole=section is None)


def _universal_checks(form: Form, own: tuple[ScopedCheck, ...]) -> Iterator[ScopedCheck]:
    """What every form is held to: its figures are figures, and nothing is left of its drafts."""
    entries = [listing.check for listing in own if isinstance(listing.check, Entries)]
    listed = ({table for check in entries for table in check.tables}, {s for check in entries for s in check.sections})
    tables = tuple(table.id for table in form.tables if table.id not in listed[0])
    sections = tuple(section.id for section in form.sections if section.fields and section.id not in listed[1])
    if tables or sections:
        yield _by_catalogue("entries", _ENTRIES, Entries(tables=tables, sections=sections), form)
    if not any(isinstance(listing.check, Leftovers) and listing.whole for listing in own):
        yield _by_catalogue("leftovers", _LEFTOVERS, Leftovers(), form)


def _by_catalogue(use: str, code: str, check: FormCheck, form: Form) -> ScopedCheck:
    """A check of the whole filing in the catalogue's words."""
    entry = catalogue()[code]
    wording = CheckWording(
        title=entry.title,
        message=entry.messages["default"],
        messages=entry.messages,
        remedy=entry.remedy,
        remedies=entry.remedies,
        why=entry.why,
        source=entry.source,
        example=entry.example,
    )
    listed = ListedCheck(use=use, code=code, wording=wording, severity=entry.severity)
    return ScopedCheck(check=check, listed=listed, slots=_slots(form), whole=True)


def _slots(form: Form) -> tuple[str, ...]:
    return (PREAMBLE, *(section.id for section in form.sections))
