"""Direct lawsuits in a year in which all decisions were refusals, which must go to administrative review first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.errors import ExpressionError
from toolkit.filing import Filing
from toolkit.filing.numerals import number_text
from toolkit.finding import Finding
from toolkit.form import Form
from toolkit.form.expression import Total
from toolkit.rules.cell_refs import cell_refs
from toolkit.rules.checks.base import FormCheck, ScopedCheck, Stage, unknown_cells


@dataclass(frozen=True, kw_only=True)
class OnlyRefusals(FormCheck):
    """Direct ``litigation`` where all that was ``handled`` was ``refused`` (a sum), which must go to review first.

    Which decision a suit was about stands in no form, so it is evaluated only where every decision there can have been
    was a refusal. ``since`` is the first report year of the law that asks for the review.
    """

    litigation: str
    handled: str
    refused: str
    since: int

    stage = Stage.FIGURES
    values = ("handled",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """Violated if there are direct suits and all decisions of the year, and of last if known, are refusals."""
        if filing.year is None or filing.year < self.since:
            return
        suits, handled = filing.number(self.litigation), filing.number(self.handled)
        refused = filing.form.total(self.refused)
        if suits and handled and refused.value(filing.number) == handled and self._also_last_year(filing, refused):
            own = [cell for cell in filing.form.cells[self.litigation].of.refs if filing.number(cell)]
            cells = cell_refs(filing, (*own, self.litigation, *refused.refs))
            yield listing.finding(filing, cells, actual=number_text(suits), handled=number_text(handled))

    def mistakes(self, form: Form) -> Iterator[str]:
        """Cells that the form does not have."""
        yield from unknown_cells("litigation", [self.litigation], form)
        yield from unknown_cells("handled", [self.handled], form)
        try:
            form.total(self.refused)
        except ExpressionError as error:
            yield f"refused：{error.message}"

    def _also_last_year(self, filing: Filing, refused: Total) -> bool:
        """Nothing but refusals last year too, as far as last year is known."""
        before, all_refused = filing.last_year(self.handled), filing.last_year_total(refused)
        return before is None or all_refused is None or before == all_refused
