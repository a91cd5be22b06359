"""Whether the agency's own indicators hold numbers: WB-11, which their readers give about names."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.rules.cell_refs import indicator_ref


def check(filing: Filing, reported: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """One finding for each value that is not just a number: text prints it as it stands, unit and all.

    ``reported`` are ids that the reader of the source has already found fault with.
    """
    for each in filing.indicators:
        if each.entry.text and not each.entry.dash and f"indicators.{each.name}" not in reported:
            cell = indicator_ref(each)
            yield finding("WB-11", [cell], variant="value", severity=Severity.WARNING, actual=cell.value)
