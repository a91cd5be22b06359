"""A fresh workbook of a filing with its findings on the cells, and all of them listed on a first sheet.

Built from the form and the filing, never from the file that was read: what other programs and accidents did to that
stays behind, formulas are whole again, and what staff typed stands as typed, numbers or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.filing import Filing, Indicator
from toolkit.filing.numerals import entry_of
from toolkit.finding import Finding
from toolkit.form.excel import Spot
from toolkit.workbook.build import Assembly, assembled
from toolkit.workbook.marks import mark
from toolkit.workbook.placing import Placing
from toolkit.workbook.plan import BODY, plan_of
from toolkit.workbook.results import write_results

_UNREAD = ("WB-09", "WB-10")
"""Findings about what stands in a cell but could not be read."""


def annotated_workbook(filing: Filing, findings: Sequence[Finding]) -> bytes:
    """The ``.xlsx`` file. ``findings`` come in the order of the list; waived ones are listed but not marked."""
    built = assembled(replace(filing, indicators=(*filing.indicators, *_unread_indicators(filing, findings))))
    placing = Placing(built)
    _put_back(built, findings, placing)
    mark(built.pages, [(each, tuple(_spots(each, placing))) for each in findings if not each.waived])
    write_results(built, findings, placing)
    return built.packed()


def _spots(finding: Finding, placing: Placing) -> Iterator[Spot]:
    for ref in finding.cells:
        spot = placing.spot(ref)
        if spot:
            yield spot


def _unread_indicators(filing: Filing, findings: Sequence[Finding]) -> Iterator[Indicator]:
    """Rows of 指标 that no name could be given to, as they were typed."""
    titles = plan_of(filing.form).regions["indicators"].titles
    for finding in findings:
        if finding.code == "WB-11":
            typed = {ref.label: ref.value for ref in finding.cells}
            own = {role: typed.get(title, "") for role, title in titles.items()}
            value = entry_of(own["value"], finding.where)
            prior = entry_of(own["prior"], "").number
            yield Indicator(name=own["name"], entry=value, unit=own["unit"], prior=prior)


def _put_back(built: Assembly, findings: Sequence[Finding], placing: Placing) -> None:
    """What could not be read, into the cells that are empty for it."""
    for finding in findings:
        for ref in finding.cells if finding.code in _UNREAD else ():
            spot = placing.spot(ref)
            page = built.pages[spot.sheet] if spot else None
            cell = page.sheet.cell(spot.row, spot.column) if page and spot else None
            if cell is not None and page and spot and ref.value and cell.value in (None, BODY):
                page.put(spot.row, spot.column, ref.value, cell.style)
