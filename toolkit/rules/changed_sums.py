"""Sums that a roll-up found and somebody has changed since (RU-17)."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Filing
from toolkit.filing.numerals import number_text
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.rules.cell_refs import cell_refs, source_text

_LISTED = 10
"""Cells that a message spells out; the finding holds all."""


def check(filing: Filing, earlier: str = "") -> Iterator[Finding]:
    """One finding for all, with what each was. ``earlier`` names the workbook where another run has replaced it."""
    changed = {
        quantity: entry.added_up
        for quantity, entry in filing.inputs.items()
        if entry.added_up is not None and entry.number != entry.added_up
    }
    if not changed:
        return
    listed = [
        f"{filing.form.label(quantity)}汇总得出 {number_text(number)}，改成了 {source_text(filing, quantity) or '空白'}"
        for quantity, number in changed.items()
    ]
    figures = "；".join(listed[:_LISTED]) + "等" * (len(listed) > _LISTED)
    refs = () if earlier else cell_refs(filing, list(changed))
    variant = "replaced" if earlier else "default"
    yield finding("RU-17", refs, variant=variant, count=len(changed), figures=figures, file=earlier)
