"""The checks by which a filing is held to local requirements: they add to those of its form, and replace none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from toolkit.filing import Entry, Filing, Indicator
from toolkit.finding import Finding
from toolkit.finding.catalogue import catalogue, finding
from toolkit.form import Form, Forms, Severity
from toolkit.form.cells import did_you_mean
from toolkit.form.model import CheckWording, ListedCheck
from toolkit.form.requirements import LocalRequirement, Requirements
from toolkit.form.structure import StructureFault, structure
from toolkit.rules.checks import CHECKS, checks_of
from toolkit.rules.checks.base import FormCheck, ScopedCheck
from toolkit.rules.checks.coverage import MustCover
from toolkit.rules.checks.due_by import DueBy
from toolkit.rules.checks.required_indicators import RequiredIndicators
from toolkit.rules.checks.sections import Length

CODE = "LN-01"
"""What is wrong with the requirements themselves."""
_LISTED = 3
"""Mistakes that a message spells out."""


@dataclass(frozen=True, kw_only=True)
class RequirementKind:
    """A check that requirements may use, and the code of its findings; ``preset`` are options that they leave out."""

    check: type[FormCheck]
    code: str
    of_section: bool = False
    preset: Mapping[str, Any] = field(default_factory=dict)


KINDS: Mapping[str, RequirementKind] = {
    "due_by": RequirementKind(check=DueBy, code="LN-02"),
    "must_cover": RequirementKind(check=MustCover, code="LN-03", of_section=True, preset={"subheads": False}),
    "length": RequirementKind(check=Length, code="LN-04", of_section=True),
    "required_indicators": RequirementKind(check=RequiredIndicators, code="LN-05"),
}
"""Every kind by the name under which requirements use it."""


@dataclass(frozen=True, kw_only=True)
class LocalCheck:
    """A requirement of a notice as a check of a form."""

    notice: Requirements
    requirement: LocalRequirement
    scoped: ScopedCheck
    asks: str

    @property
    def sections(self) -> tuple[str, ...]:
        """The section that it is about, if it is about one."""
        return self.scoped.slots if self.requirement.section else ()

    @property
    def basis(self) -> str:
        """The number of the notice, and the clause."""
        return self.notice.basis(self.requirement)


@lru_cache(maxsize=64)
def local_checks(notices: tuple[Requirements, ...], form: Form) -> tuple[LocalCheck, ...]:
    """What ``notices`` ask of filings on ``form``, as far as they are for it and say so without a mistake."""
    return tuple(each for notice in notices if notice.fits(form) for each in _of_notice(notice, form, []))


def requirement_checks(filing: Filing) -> tuple[ScopedCheck, ...]:
    """The checks by which a filing is held to its requirements."""
    return tuple(each.scoped for each in local_checks(filing.requirements, filing.form))


def requirement_mistakes(notice: Requirements, form: Form) -> tuple[str, ...]:
    """What is wrong with requirements that are for ``form``, each as “path：what is wrong”."""
    mistakes: list[str] = []
    for _ in _of_notice(notice, form, mistakes):
        pass
    return tuple(mistakes)


def forms_of(notice: Requirements, forms: Forms) -> tuple[Form, ...]:
    """The sound forms that requirements are for, those of their year if they name one: the newest first."""
    fitting = [form for form in map(forms.form, forms.available) if notice.fits(form)]
    of_year = [form for form in fitting if notice.year is None or notice.year in form.years]
    return tuple(sorted(of_year or fitting, key=lambda form: (form.variant, -form.years.first, form.id)))


def check(filing: Filing) -> Iterator[Finding]:
    """LN-01 for each notice that is not for the form of the filing, not for its year, or has mistakes on that form."""
    for notice in filing.requirements:
        number, form = notice.number, filing.form.name
        if not notice.fits(filing.form):
            yield finding(CODE, variant="other_form", number=number, form=form, actual=notice.requirements_for)
            continue
        if wrong := requirement_mistakes(notice, filing.form):
            listed = "；".join(wrong[:_LISTED])
            yield finding(CODE, variant="faulty", number=number, form=form, count=len(wrong), mistakes=listed)
        if notice.year is not None and filing.year is not None and notice.year != filing.year:
            actual, expected = str(filing.year), str(notice.year)
            note = Severity.NOTE
            yield finding(CODE, variant="other_year", severity=note, number=number, actual=actual, expected=expected)


def with_indicator_rows(filing: Filing) -> Filing:
    """A blank with a row for each indicator that its requirements want, and that it does not have yet."""
    named = {each.name for each in filing.indicators}
    rows = [
        Indicator(name=wanted.name, unit=wanted.unit, entry=Entry())
        for each in local_checks(filing.requirements, filing.form)
        if isinstance(each.scoped.check, RequiredIndicators)
        for wanted in each.scoped.check.names
        if wanted.name not in named
    ]
    rows = list({each.name: each for each in rows}.values())
    return replace(filing, indicators=(*filing.indicators, *rows))


def _of_notice(notice: Requirements, form: Form, mistakes: list[str]) -> Iterator[LocalCheck]:
    """Each requirement that is right; what is wrong with the others goes to ``mistakes``."""
    for place, requirement in enumerate(notice.checks):
        if not requirement.use:  # one of another shape, which is reported as such
            continue
        wrong: list[str] = []
        made = _local_check(notice, requirement, form, wrong)
        mistakes += (f"checks[{place}].{each}" for each in wrong)
        if made and not wrong:
            yield made


def _local_check(
    notice: Requirements, requirement: LocalRequirement, form: Form, wrong: list[str]
) -> LocalCheck | None:
    from toolkit.rules.checks.listing_mistakes import odd_numbers  # few reports are held to a notice

    kind = KINDS.get(requirement.use)
    if kind is None:
        wrong.append(_unknown_use(requirement.use))
        return None
    wrong += _section_mistakes(requirement, kind, form)
    try:
        check = structure({**kind.preset, **requirement.options}, kind.check)
    except StructureFault as fault:
        wrong += (each.replace("文件：", "", 1) for each in fault.mistakes)
        return None
    wrong += (*odd_numbers(check), *check.mistakes(form))
    if wrong:
        return None
    asks = check.asks(form)
    scoped = ScopedCheck(
        check=check,
        listed=_listed(notice, requirement, kind.code, asks),
        slots=(requirement.section,) if requirement.section else form.text_slots,
        whole=not requirement.section,
        basis=notice.basis(requirement),
        others=checks_of(form),
    )
    return LocalCheck(notice=notice, requirement=requirement, scoped=scoped, asks=asks)


def _unknown_use(use: str) -> str:
    what = "本地要求里不能用检查" if use in CHECKS else "没有检查"
    return f"use：{what}“{use}”{did_you_mean(use, KINDS)}；可用的：{'、'.join(KINDS)}"


def _section_mistakes(requirement: LocalRequirement, kind: RequirementKind, form: Form) -> Sequence[str]:
    known = [section.id for section in form.sections if section.holds_text]
    if not kind.of_section:
        return ("section：这种检查不分部分，请去掉 section",) if requirement.section else ()
    if not requirement.section:
        return (f"section：应写明是哪一部分：{'、'.join(known)}",)
    if requirement.section not in known:
        hint = did_you_mean(requirement.section, known)
        return (f"section：没有文字部分“{requirement.section}”{hint}；可用的：{'、'.join(known)}",)
    return ()


def _listed(notice: Requirements, requirement: LocalRequirement, code: str, asks: str) -> ListedCheck:
    """The words of the catalogue, with the notice as what they rest on."""
    entry, basis = catalogue()[code], _literal(f"（依据：{notice.basis(requirement)}）")
    messages = {variant: f"{words.removesuffix('。')}{basis}。" for variant, words in entry.messages.items()}
    own = _literal(requirement.remedy)
    wording = CheckWording(
        title=f"{asks}（{notice.basis(requirement)}）",
        message=messages["default"],
        messages=messages,
        remedy=own or entry.remedy,
        remedies={} if own else entry.remedies,
        why=entry.why,
        source=f"{notice.number}《{notice.title}》",
        example=entry.example,
    )
    return ListedCheck(use=requirement.use, code=code, wording=wording, severity=requirement.severity)


def _literal(text: str) -> str:
    """Text that holds no place for a value."""
    return text.replace("{", "{{").replace("}", "}}")
