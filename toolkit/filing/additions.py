"""Findings on the form that a source was made on: supplements not at hand, and versions that have changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form, Forms, Severity
from toolkit.location import Location


def change_findings(form: Form, version: int, digest: str) -> Iterator[Finding]:
    """IM-23 for data made on an older version of ``form``, or on another of the same version."""
    if 0 < version < form.version:
        place = CellRef(id="", where=Location("form_version"))
        yield finding("IM-23", [place], actual=str(version), expected=str(form.version))
    elif digest and digest != (form.base_digest or form.digest):
        place = CellRef(id="", where=Location("form_digest"))
        yield finding("IM-23", [place], variant="digest")


def supplement_findings(form: Form, listed: Mapping[str, str], where: str, forms: Forms) -> Iterator[Finding]:
    """IM-21 for each of ``listed`` (digest by id) that ``form`` has not, or has otherwise."""
    known = {each.id: each for each in form.additions}
    for name, digest in listed.items():
        place = [CellRef(id="", where=Location(where))]
        if name not in known:
            owner = forms.owner(name)
            variant = "foreign" if owner else "faulty" if name in forms.faulty else "default"
            yield finding("IM-21", place, variant=variant, name=name, form=form.name, owner=owner)
        elif digest and digest != known[name].digest:
            reported = known[name].name
            yield finding("IM-21", place, variant="changed", severity=Severity.NOTE, name=reported)
