"""Expressions in the text that name what does not exist or are not allowed: TX-10."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.narrative import text_problems
from toolkit.rules.cell_refs import paragraph_ref, written_paragraphs


def check(filing: Filing) -> Iterator[Finding]:
    """One finding for each paragraph with faulty expressions, naming every one of them."""
    for slot, paragraph in written_paragraphs(filing):
        faults = text_problems(paragraph, filing)
        if faults:
            yield finding(
                "TX-10",
                [paragraph_ref(slot, paragraph)],
                problems="；".join(dict.fromkeys(faults)),
                actual=paragraph.text,
            )
