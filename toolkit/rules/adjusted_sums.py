"""Adjustments of the sums that a roll-up put here: nobody who reads the workbook may miss them (RU-19)."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Adjustment, Filing
from toolkit.filing.numerals import signed_text
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.rules.cell_refs import cell_ref

_LISTED = 10
"""Adjustments that a message spells out; the finding holds all cells."""


def check(filing: Filing) -> Iterator[Finding]:
    """One note for all that were added, and an error where some could not be."""
    added = [line for line in filing.adjustments if line.quantity in filing.form.inputs]
    if added:
        refs = [cell_ref(filing, quantity) for quantity in dict.fromkeys(line.quantity for line in added)]
        listed = "；".join(_said(filing, line) for line in added[:_LISTED]) + "等" * (len(added) > _LISTED)
        yield finding("RU-19", refs, variant="added", severity=Severity.NOTE, count=len(refs), listed=listed)

    if refused := sum(not line.quantity for line in filing.adjustments):
        yield finding("RU-19", variant="refused", count=refused)


def _said(filing: Filing, line: Adjustment) -> str:
    return f"{filing.form.label(line.quantity)}{signed_text(line.amount)}，{line.reason_with_author}"
