"""Supplements that a source says it has: those that are not at hand, and those that have changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form, Severity
from toolkit.location import Location


def supplement_findings(form: Form, listed: Mapping[str, str], where: str) -> Iterator[Finding]:
    """IM-21 for each of ``listed`` (digest by id) that ``form`` has not, or has otherwise."""
    known = {each.id: each for each in form.additions}
    for name, digest in listed.items():
        place = [CellRef(id="", where=Location(where))]
        if name not in known:
            yield finding("IM-21", place, name=name)
        elif digest and digest != known[name].digest:
            reported = known[name].name
            yield finding("IM-21", place, variant="changed", severity=Severity.NOTE, name=reported)
