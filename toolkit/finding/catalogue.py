"""The one catalogue of wording for rules that stand in no form file (``catalogue.yaml`` beside this module)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from toolkit.finding.model import CellRef, Finding
from toolkit.finding.words import fill_in
from toolkit.form.model import Severity
from toolkit.form.prepared import own_yaml
from toolkit.form.structure import structure

PACKAGE, CATALOGUE = "toolkit.finding", "catalogue"


@dataclass(frozen=True, kw_only=True)
class CatalogueEntry:
    """What staff read about a code. ``messages`` holds one ``str.format`` template a variant, ``default`` first.

    ``covers_content``: a finding of it says all there is to say of what its cells hold.
    """

    title: str
    severity: Severity
    messages: Mapping[str, str]
    remedy: str
    why: str
    source: str
    example: str
    remedies: Mapping[str, str] = field(default_factory=dict)  # where a variant wants another remedy
    covers_content: bool = False


@cache
def catalogue() -> Mapping[str, CatalogueEntry]:
    """Every entry by code, in the order of the file."""
    return {code: structure(entry, CatalogueEntry) for code, entry in own_yaml(PACKAGE, CATALOGUE).items()}


def finding(
    code: str,
    cells: Iterable[CellRef] = (),
    *,
    variant: str = "default",
    severity: Severity | None = None,
    expected: str = "",
    actual: str = "",
    **values: object,
) -> Finding:
    """The finding of ``code`` in the catalogue's words; ``values``, ``expected`` and ``actual`` fill the template."""
    entry = catalogue()[code]
    known = {"expected": expected, "actual": actual, **values}
    remedy = entry.remedies.get(variant, entry.remedy)
    return Finding(
        code=code,
        severity=severity or entry.severity,
        message=fill_in(entry.messages[variant], known),
        remedy=fill_in(remedy, known),
        cells=tuple(cells),
        expected=expected,
        actual=actual,
        covers_content=entry.covers_content,
    )
