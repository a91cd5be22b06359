"""The lists that staff keep in a workbook: the agency's own indicators, and the waivers of findings."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Indicator, Waiver
from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form.excel import CellAddress
from toolkit.narrative.indicator_names import indicator_fault
from toolkit.patterns import regex
from toolkit.workbook.plan import Region
from toolkit.workbook.reading.cell_contents import CellReader, written

_SEPARATORS = regex(r"[,，、;；]")


class Indicators:
    """The rows of 指标. A row whose name text cannot use, or that has none, is reported (WB-11) and left out."""

    def __init__(self, contents: CellReader, region: Region | None) -> None:
        self._contents = contents
        self.findings: list[Finding] = []
        self.read = tuple(self._rows(region)) if region else ()

    def _rows(self, region: Region) -> Iterator[Indicator]:
        seen: dict[str, CellAddress] = {}
        for index in self._contents.rows(region):
            cell_address = region.cell_address("name", index)
            name = self._contents.text(cell_address, "indicators", "指标名称")
            if not name and self._contents.raw(region.cell_address("value", index)) is None:
                continue
            problem = self._problem(name, seen)
            if problem:
                first = seen[name].where if name in seen else ""
                cells = self._cells(name, region, index)
                self.findings.append(finding("WB-11", cells, variant=problem, actual=name, first=first))
                continue
            seen[name] = cell_address
            yield self._indicator(name, region, index)

    def _cells(self, name: str, region: Region, index: int) -> Iterator[CellRef]:
        """The row's name, and whatever else stands in the row."""
        for role, number in region.columns.items():
            cell_address = CellAddress(region.sheet, number, region.first + index)
            value = written(self._contents.raw(cell_address))
            if value or role == "name":
                yield CellRef(id=f"indicators.{name}", where=cell_address.where, label=region.titles[role], value=value)

    def _problem(self, name: str, seen: dict[str, CellAddress]) -> str:
        if not name:
            return "nameless"
        fault = indicator_fault(name, self._contents.form)
        return "doubled" if name in seen and fault != "taken" else fault

    def _indicator(self, name: str, region: Region, index: int) -> Indicator:
        key, value = f"indicators.{name}", region.cell_address("value", index)
        unit = self._contents.text(region.cell_address("unit", index), key, f"{name}，单位")
        return Indicator(
            name=name,
            entry=self._contents.entry(value, key, name, unit),
            unit=unit,
            prior=self._contents.last_year(region.cell_address("prior", index), key, f"{name}，上年数值", unit),
        )


def waivers_of(contents: CellReader, region: Region) -> tuple[Waiver, ...]:
    """The rows of the waiver register as they stand; whether they make sense is a rule's matter."""
    found = []
    for index in contents.rows(region):
        row = {
            role: contents.text(region.cell_address(role, index), "waivers", title)
            for role, title in region.titles.items()
        }
        if any(row.values()):
            cells = tuple(part.strip() for part in _SEPARATORS.split(row["cells"]) if part.strip())
            where = region.cell_address("code", index).where
            found.append(Waiver(code=row["code"].upper(), reason=row["reason"], cells=cells, where=where))
    return tuple(found)
