"""Figures out of all proportion: a year typed before them, an amount in a smaller unit, a jump from last year's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.filing import Filing
from toolkit.filing.numerals import number_text
from toolkit.finding import Finding
from toolkit.form import Form
from toolkit.form.kinds import Count
from toolkit.rules.cell_refs import cell_refs
from toolkit.rules.checks.base import FormCheck, ScopedCheck, unknown_levels
from toolkit.rules.checks.entries import largest_of

_NAMED = 3
_NEAR = 10
"""A figure at most so many times last year's is of its order of magnitude, whatever it looks like."""


@dataclass(frozen=True, kw_only=True)
class YearBeforeFigure(FormCheck):
    """A figure that begins with the digits of the report's year: 202533, where 33 was meant."""

    values = ("listed", "rest")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding with all such cells."""
        found = {quantity: rest for quantity in filing.form.inputs if (rest := rest_after_year(filing, quantity))}
        if found:
            figures = [number_text(filing.number(quantity)) for quantity in found]
            rest, expected = next(iter(found.values())), "；".join(found.values())
            listed = _listed(filing, list(found), figures)
            cells = cell_refs(filing, found)
            yield listing.finding(filing, cells, actual="；".join(figures), expected=expected, rest=rest, listed=listed)


def _listed(filing: Filing, quantities: list[str], figures: list[str]) -> str:
    """``“来信，纸质”填的是 202521``, three of them at most."""
    parts = [f"“{filing.form.label(each)}”填的是 {shown}" for each, shown in zip(quantities, figures, strict=True)]
    return "，".join(parts[:_NAMED]) + (f"，等 {len(parts)} 格" if len(parts) > _NAMED else "")


def rest_after_year(filing: Filing, quantity: str) -> str:
    """What stands after the year's digits with which a figure begins; nothing where last year's was as large."""
    number = filing.number(quantity)
    if number is None or filing.year is None or number < filing.year * 10:  # no room for a digit after the year
        return ""
    text, year, before = number_text(number), str(filing.year), filing.last_year(quantity)
    if not text.startswith(year) or (before and number <= before * _NEAR):
        return ""
    return text.removeprefix(year)


@dataclass(frozen=True, kw_only=True)
class AmountForLevel(FormCheck):
    """An amount in ``unit`` above what agencies of the level have (``most``, by level): typed in a smaller unit."""

    unit: str
    most: Mapping[str, int]

    values = ("label", "unit", "level")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a cell. Where last year's is known, that is the measure; what is absurd is for ``entries``."""
        level = filing.form.level(filing.level)
        if level is None or level.id not in self.most:
            return
        most, absurd = self.most[level.id], largest_of(filing, listing, self.unit)
        for quantity, cell in filing.form.cells.items():
            number = filing.number(quantity) if cell.unit == self.unit and not filing.last_year(quantity) else None
            if number and most < number <= absurd:
                values = {"label": cell.label, "unit": cell.unit, "level": level.label}
                cells = cell_refs(filing, [quantity])
                yield listing.finding(filing, cells, actual=number_text(number), expected=str(most), **values)

    def mistakes(self, form: Form) -> Iterator[str]:
        """Levels that the form does not have."""
        return unknown_levels("most", self.most, form)


@dataclass(frozen=True, kw_only=True)
class JumpFromLastYear(FormCheck):
    """A count of ``least`` or more that is ``factor`` times last year's, which was more than a ``handful``."""

    factor: int
    least: int
    handful: int

    values = ("listed",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding with all such cells but those that another check explains."""
        cells = filing.form.cells if filing.prior else ()
        found = [cell for cell in cells if self._jumps(filing, cell) and not rest_after_year(filing, cell)]
        if found:
            now, before = (
                [number_text(lookup(cell)) for cell in found] for lookup in (filing.number, filing.last_year)
            )
            pairs = [f"{new}，上年是 {old}" for new, old in zip(now, before, strict=True)]
            listed = _listed(filing, found, pairs)
            refs = cell_refs(filing, found)
            yield listing.finding(filing, refs, actual="；".join(now), expected="；".join(before), listed=listed)

    def _jumps(self, filing: Filing, quantity: str) -> bool:
        cell = filing.form.cells[quantity]
        now, before = filing.number(quantity), filing.last_year(quantity)
        if cell.of or not isinstance(cell.holds, Count) or now is None or before is None:
            return False
        return before > self.handful and now >= self.least and now >= before * self.factor
