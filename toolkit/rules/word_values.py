"""Cells for words that hold something else: no choice of the list, no day (KD-01). Numbers are a form's own check."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Filing, Source
from toolkit.filing.values import entry_fault
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.form.kinds import NonNumeric
from toolkit.rules.cell_refs import cell_ref, clipped

CODE = "KD-01"


def check(filing: Filing, reported: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """A finding for each of them whose reader has not ``reported`` what it holds."""
    severity = Severity.WARNING if filing.source is Source.REPORT else Severity.ERROR
    for quantity in filing.form.inputs:
        kind = filing.form.kind_of(quantity)
        if not isinstance(kind, NonNumeric) or quantity in reported:
            continue
        entry = filing.entry(quantity)
        if variant := entry_fault(kind, entry):
            yield finding(
                CODE,
                [cell_ref(filing, quantity)],
                variant=variant,
                severity=severity,
                actual=clipped(entry.text),
                expected="、".join(kind.of),
                label=filing.form.label(quantity),
            )
