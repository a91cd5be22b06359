"""Direct suits where there was nothing to sue about directly: T4-04.

Since 2024 a refusal to disclose must go to administrative reconsideration first. Which decision a suit was about
stands in no form, so the rule is evaluated only where every decision there can have been was a refusal.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Filing
from toolkit.filing.numerals import printed
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form.expression import Number
from toolkit.rules.places import cell_refs

FIRST_YEAR = 2024
"""行政复议法 (2023 revision) came into force on 2024-01-01."""

SUITS = "disputes.direct_litigation.total"
HANDLED = "applications.total.total"
REFUSED = "不予公开"


def check(filing: Filing) -> Iterator[Finding]:
    """Violated if there are direct suits and all decisions of the year (and of last year, where known) are refusals."""
    refusals = filing.form.quantities.get(REFUSED)
    if filing.year is None or filing.year < FIRST_YEAR or not refusals or SUITS not in filing.form.cells:
        return
    suits, handled = filing.number(SUITS), filing.number(HANDLED)
    if suits and handled and refusals.value(filing.number) == handled and _also_last_year(filing):
        own = filing.form.cells[SUITS].of.refs
        yield finding(
            "T4-04",
            cell_refs(filing, (*(cell for cell in own if filing.number(cell)), SUITS, *refusals.refs)),
            actual=printed(suits),
            handled=printed(handled),
        )


def _also_last_year(filing: Filing) -> bool:
    """Nothing but refusals last year too, as far as last year is known."""
    handled: Number | None = filing.last_year(HANDLED)
    refused = filing.form.quantities[REFUSED].value(filing.last_year)
    return handled is None or refused is None or handled == refused
