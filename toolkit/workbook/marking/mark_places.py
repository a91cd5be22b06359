"""Finds the cells that findings name in a fresh workbook made from the same filing."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Paragraph
from toolkit.finding.model import CellRef
from toolkit.form.excel import CellAddress
from toolkit.form.references import Family, Slot
from toolkit.location import Location
from toolkit.workbook.plan import Region
from toolkit.workbook.writing.build import UnsavedWorkbook


class MarkPlaces:
    """The cells of ``built``, by what a finding says of a place in the file that its filing was read from."""

    def __init__(self, built: UnsavedWorkbook) -> None:
        self._filing, self._plan = built.filing, built.plan

    def cell_address(self, ref: CellRef) -> CellAddress | None:
        """The cell; None for places that the new workbook does not have."""
        if ref.id in self._plan.cell_addresses:
            return self._plan.cell_addresses[ref.id]
        slot = Slot.parse(ref.id)
        region = self._region(slot) if slot else None
        if slot is None or region is None:
            return None
        row = next(self._rows(ref), None)
        if slot.family is Family.TEXT:
            reported = self._filing.narrative[slot.name][row].where if row is not None else ref.where
            return region.cell_address("text" if ref.where == reported else "kind", row or 0)
        first = next(iter(region.titles))
        role = next((role for role, title in region.titles.items() if title == ref.label), first)
        return None if row is None else region.cell_address(role, row)

    def paragraph(self, ref: CellRef) -> Paragraph | None:
        """The paragraph whose text the place is."""
        slot = Slot.parse(ref.id)
        if slot is None or slot.family is not Family.TEXT:
            return None
        own = (self._filing.narrative[slot.name][row] for row in self._rows(ref))
        return next((each for each in own if each.where == ref.where), None)

    def _region(self, slot: Slot) -> Region | None:
        return self._plan.regions.get(str(slot) if slot.family is Family.TEXT else slot.family)

    def _rows(self, ref: CellRef) -> Iterator[int]:
        """Records of the region at that place, best first."""
        slot = Slot.parse(ref.id)
        if slot is None:
            return
        if slot.family is Family.TEXT:  # a cell of several lines is several paragraphs, distinguished by how they begin
            start = ref.value.removesuffix("…")
            own = [*enumerate(self._filing.narrative.get(slot.name, ()))]
            there = [(row, each) for row, each in own if each.where and _line(each.where) == _line(ref.where)]
            yield from (row for row, _ in sorted(there, key=lambda found: not _flat(found[1].text).startswith(start)))
        if slot.family is Family.INDICATOR:
            listed = [*enumerate(self._filing.indicators)]
            yield from (row for row, own in listed if ref.where and _line(own.entry.where) == _line(ref.where))
            yield from (row for row, own in listed if own.name == slot.name)
        if slot.family is Family.WAIVER:
            yield from (row for row, waiver in enumerate(self._filing.waivers) if waiver.where == ref.where)


def _line(where: Location) -> tuple[str, str]:
    """``一 概况!B5`` → its sheet and row; all of any other place."""
    return where.sheet, where.place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _flat(text: str) -> str:
    return " ".join(text.split())
