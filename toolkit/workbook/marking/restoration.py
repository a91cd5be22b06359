"""A fresh workbook of a filing that also holds what could not be read, as it was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.filing import Filing, Indicator
from toolkit.filing.numerals import entry_of
from toolkit.finding import Finding
from toolkit.workbook.marking.mark_places import MarkPlaces
from toolkit.workbook.plan import BODY, plan_of
from toolkit.workbook.writing.build import UnsavedWorkbook, assemble

_UNREAD = ("WB-09", "WB-10")
"""Findings about what stands in a cell but could not be read."""
_MENDED = frozenset({"WB-05", "WB-07", "WB-17"})
"""What is right in a fresh workbook: its version, its formulas, its metadata."""
LEFT = frozenset({"WB-08", "WB-13", "WB-16", "WB-18"})
"""What stands where nothing is read, is struck through or hidden, and pictures stay behind, error or not."""


def restore_workbook(filing: Filing, findings: Sequence[Finding]) -> tuple[UnsavedWorkbook, MarkPlaces]:
    """The workbook, still open to additions, and where in it the findings' cells are."""
    built = assemble(replace(filing, indicators=(*filing.indicators, *_unread_indicators(filing, findings))))
    placing = MarkPlaces(built)
    _put_back(built, findings, placing)
    return built, placing


def restoration_findings(findings: Sequence[Finding]) -> Iterator[tuple[Finding, bool]]:
    """What a restored workbook lacks of the one that was read, and whether that is an error in it."""
    for each in findings:
        missing = each.blocks and each.code not in _MENDED
        if missing or each.code in LEFT or (each.code == "WB-07" and _typed_over(each)):
            yield each, missing


def _typed_over(finding: Finding) -> bool:
    """Whether anything but the very result stands where a formula should."""
    return finding.blocks or any(ref.value and not ref.id for ref in finding.cells)


def _unread_indicators(filing: Filing, findings: Sequence[Finding]) -> Iterator[Indicator]:
    """Rows of 指标 that no name could be given to."""
    titles = plan_of(filing.form).regions["indicators"].titles
    for finding in findings:
        if finding.code == "WB-11":
            typed = {ref.label: ref.value for ref in finding.cells}
            own = {role: typed.get(title, "") for role, title in titles.items()}
            value = entry_of(own["value"], finding.where)
            prior = entry_of(own["prior"]).number
            yield Indicator(name=own["name"], entry=value, unit=own["unit"], prior=prior)


def _put_back(built: UnsavedWorkbook, findings: Sequence[Finding], placing: MarkPlaces) -> None:
    """What could not be read, into the cells that are empty for it (or say 正文, as such rows are read)."""
    reported = (ref for finding in findings if finding.code in _UNREAD for ref in finding.cells if ref.value)
    for ref in reported:
        if cell_address := placing.cell_address(ref):
            page = built.canvas.pages[cell_address.sheet]
            cell = page.sheet.cell(cell_address.row, cell_address.column)
            if cell.value in (None, BODY):
                page.put(cell_address.row, cell_address.column, ref.value, cell.style)
