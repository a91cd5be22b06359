"""The checks that forms can list, by name, and those that a form does list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.errors import FormError
from toolkit.form import Form
from toolkit.form.cells import did_you_mean
from toolkit.form.faults import template_faults
from toolkit.form.model import CheckWording
from toolkit.form.structure import StructureFault, structure
from toolkit.rules.checks.actors import OtherAgency, SweepingWords
from toolkit.rules.checks.addresses import WebAddress
from toolkit.rules.checks.agency import TitleInAgency
from toolkit.rules.checks.basis import RepealedBasis
from toolkit.rules.checks.lastyear import LastYearsText
from toolkit.rules.checks.listing import FormCheck, Listing
from toolkit.rules.checks.notes import NoteToColleague
from toolkit.rules.checks.numbering import SectionLikeLine, SubheadNumbers
from toolkit.rules.checks.plans import ProblemsWithoutMeasures, StalePlan
from toolkit.rules.checks.proportion import AmountForLevel, JumpFromLastYear, YearBeforeFigure
from toolkit.rules.checks.repeated import RepeatedParagraph
from toolkit.rules.checks.smaller_unit import AmountInSmallerUnit
from toolkit.rules.checks.unfilled import NamesInBrackets, UnfilledBlanks

CHECKS: Mapping[str, type[FormCheck]] = {
    "amount_for_level": AmountForLevel,
    "amount_in_smaller_unit": AmountInSmallerUnit,
    "jump_from_last_year": JumpFromLastYear,
    "last_years_text": LastYearsText,
    "names_in_brackets": NamesInBrackets,
    "note_to_colleague": NoteToColleague,
    "other_agency": OtherAgency,
    "problems_without_measures": ProblemsWithoutMeasures,
    "repealed_basis": RepealedBasis,
    "repeated_paragraph": RepeatedParagraph,
    "section_like_line": SectionLikeLine,
    "stale_plan": StalePlan,
    "subhead_numbers": SubheadNumbers,
    "sweeping_words": SweepingWords,
    "title_in_agency": TitleInAgency,
    "unfilled_blanks": UnfilledBlanks,
    "web_address": WebAddress,
    "year_before_figure": YearBeforeFigure,
}
"""Every check by the name under which a form lists it (``use``)."""

_ALWAYS = ("actual", "expected")
_structured: dict[str, tuple[Listing, ...]] = {}


def checks_of(form: Form) -> tuple[Listing, ...]:
    """The checks that ``form`` lists, those of the whole filing first.

    :class:`~toolkit.errors.FormError` with every mistake in how they are listed: unknown names, options, words.
    """
    if form.digest not in _structured:
        mistakes: list[str] = []
        listings = tuple(_listings(form, mistakes))
        if mistakes:
            raise FormError(form.id, tuple(mistakes))
        if not form.digest:  # made by hand: nothing says that another one is the same
            return listings
        _structured[form.digest] = listings
    return _structured[form.digest]


def _listings(form: Form, mistakes: list[str]) -> Iterator[Listing]:
    """The checks that are listed rightly; what is wrong with the others goes to ``mistakes``."""
    every = ("preamble", *(section.id for section in form.sections))
    for path, section, listed in form.listed_checks:
        wanted = CHECKS.get(listed.use)
        if wanted is None:
            mistakes.append(f"{path}.use：没有检查“{listed.use}”{did_you_mean(listed.use, CHECKS)}")
            continue
        mistakes += _wording_mistakes(f"{path}.wording", listed.wording, wanted)
        try:
            check = structure(listed.options, wanted, path)
        except StructureFault as fault:
            mistakes += fault.mistakes
            continue
        mistakes += (f"{path}.{mistake}" for mistake in check.mistakes(form))
        slots = (section.id,) if section else every
        yield Listing(check=check, listed=listed, slots=slots, whole=section is None)


def _wording_mistakes(path: str, wording: CheckWording, check: type[FormCheck]) -> Iterator[str]:
    """Messages that are missing or that nothing makes use of, and what they name that the check does not give."""
    for variant in check.variants:
        if variant not in wording.messages:
            yield f"{path}.messages：缺少“{variant}”"
    own = {"message": wording.message, "remedy": wording.remedy}
    for part, words in (("messages", wording.messages), ("remedies", wording.remedies)):
        for variant, template in words.items():
            own[f"{part}.{variant}"] = template
            if variant not in check.variants:
                yield f"{path}.{part}：不认识“{variant}”{did_you_mean(variant, check.variants)}"
    for part, template in own.items():
        yield from template_faults(f"{path}.{part}", template, (*_ALWAYS, *check.values))
