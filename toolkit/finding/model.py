"""A finding: what is wrong, where, what the rule is, what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.form.model import Severity
from toolkit.location import NOWHERE, Location

LABEL_JOINT = "，"
"""Stands between the label of a cell's row and that of its column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRef:
    """A place a finding speaks of: the id of a cell, field or slot, and where it stands (``二 来信!C7``)."""

    id: str
    where: Location = NOWHERE
    label: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault with every cell involved. ``message`` and ``remedy`` are whole Chinese sentences, places left out."""

    code: str
    severity: Severity
    message: str
    remedy: str = ""
    cells: tuple[CellRef, ...] = ()
    expected: str = ""
    actual: str = ""
    basis: str = ""  # the notice, and its clause, that asks for it; empty: the form, or the program itself
    waived: str = ""  # the reason for which staff waived it; empty: not waived
    covers_content: bool = False  # what its cells hold is reported by it: no rule reports the same again

    @property
    def where(self) -> Location:
        """The first cell's place, or nothing."""
        return self.cells[0].where if self.cells else NOWHERE

    @property
    def text(self) -> str:
        """``place（label）：what is wrong; the rule; what to do.``"""
        head = self.cells[0] if self.cells else None
        label = f"（{head.label}）" if head and head.label else ""
        prefix = f"{head.where}{label}：" if head and head.where else ""
        return f"{prefix}{self.message}{self.remedy}"

    def apart(self, ref: CellRef) -> str:
        """What the label of another of its cells says that the first one's does not: the column, in the same row."""
        known = set(self.cells[0].label.split(LABEL_JOINT))
        return LABEL_JOINT.join(part for part in ref.label.split(LABEL_JOINT) if part not in known)

    def other_places(self) -> Iterator[str]:
        """Every place but the first, with what sets it apart; the sheet is named again only where it is another one."""
        sheet = self.where.sheet
        for cell in self.cells[1:]:
            if cell.where:
                place = cell.where.place if cell.where.sheet == sheet else str(cell.where)
                yield f"{place}（{label}）" if (label := self.apart(cell)) else place
            sheet = cell.where.sheet or sheet

    @property
    def blocks(self) -> bool:
        """Whether it forbids a clean report."""
        return self.severity is Severity.ERROR and not self.waived


def counts(findings: Iterable[Finding]) -> Counter[Severity]:
    """How many findings of each severity, waived ones left out."""
    return Counter(finding.severity for finding in findings if not finding.waived)


def count_words(findings: Iterable[Finding]) -> list[str]:
    """``1 项错误``, ``2 项提醒``: how many of each severity there are, the most severe first."""
    found = counts(findings)
    return [f"{found[severity]} 项{severity.label}" for severity in Severity if found[severity]]
