"""Last year's form: which one a source names, and what becomes of last year's figures where it is not at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from toolkit.errors import FormError
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form, Forms, Severity
from toolkit.form.cells import did_you_mean
from toolkit.form.references import base_id
from toolkit.location import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReference:
    """A form as a source names it, at hand or not: by its id, with those of its supplements.

    Sources of older programs have no id, or the name in its place.
    """

    id: str = ""
    name: str = ""
    version: int = 0

    @classmethod
    def of(cls, form: Form) -> FormReference:
        """What identifies ``form``."""
        return cls(id=form.id, name=form.name, version=form.version)

    @property
    def label(self) -> str:
        """What staff read."""
        return f"{self.name}（{self.id}）" if self.id and self.name else self.id or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorForm:
    """What is at hand of last year's form: None of it; or the form, with those of its supplements that are.

    ``absent`` is how the source names it where not all of it is at hand.
    """

    form: Form | None = None
    absent: FormReference | None = None
    findings: tuple[Finding, ...] = ()


def prior_form(reference: FormReference, forms: Forms, where: Location) -> PriorForm:
    """The form that ``reference`` names, and IM-22 with what is lost where it, or a part of it, is not at hand.

    A name alone will do if one form has it, or one of those that somebody asked for.
    """
    fitting = _fitting(reference, forms)
    if len(fitting) > 1:
        return _absent(reference, where, "several", choices="、".join(fitting))
    if not fitting:
        faulty = base_id(reference.id) in forms.faulty
        hint = "" if faulty else did_you_mean(reference.id, forms.known)
        return _absent(reference, where, "faulty" if faulty else "default", hint=hint)
    try:
        form, missing = forms.nearest(fitting[0])
    except FormError:  # its supplements do not go together
        return _absent(reference, where, "faulty")
    versions: dict[str, Any] = {"actual": str(reference.version), "expected": str(form.version)}
    if reference.version > form.version:
        return _absent(reference, where, "newer", **versions)
    place = [CellRef(id="", where=where)]
    found = [finding("IM-22", place, variant="supplement", severity=Severity.NOTE, name=each) for each in missing]
    if 0 < reference.version < form.version:
        found.append(finding("IM-22", place, variant="changed", severity=Severity.NOTE, name=form.name, **versions))
    return PriorForm(form=form, absent=reference if missing else None, findings=tuple(found))


def _fitting(reference: FormReference, forms: Forms) -> tuple[str, ...]:
    """The ids that ``reference`` may mean."""
    if reference.id and forms.has(base_id(reference.id)):
        return (reference.id,)
    name = reference.id or reference.name
    fitting = tuple(form.id for form in forms.combinations if form.name == name)
    asked = tuple(form.id for form in forms.named if form.id in fitting)
    return asked if len(asked) == 1 else fitting


def _absent(reference: FormReference, where: Location, variant: str, hint: str = "", **words: Any) -> PriorForm:
    place = CellRef(id="", where=where)
    found = finding("IM-22", [place], variant=variant, name=reference.label, hint=hint, **words)
    return PriorForm(absent=reference, findings=(found,))
