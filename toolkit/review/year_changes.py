"""What changed since last year, by what a filing itself keeps of it."""

from __future__ import annotations

from toolkit.filing import Entry, Filing, Paragraph, Prior, Text
from toolkit.ingest.comparison import YearComparison, compare_years


def changes_since_last_year(filing: Filing) -> YearComparison | None:
    """Every cell and section beside last year's; None where the filing keeps nothing of the year before, or what it
    keeps is on a form that is not at hand."""
    before = filing.before
    if before is None or before.form_is_absent:
        return None
    return compare_years(_last_year(before.prior, filing), filing)


def _last_year(prior: Prior, this: Filing) -> Filing:
    """Last year as a filing of its own; repeated rows of which nothing is known are blank, so that there are none."""
    form = prior.known_form(this.form) or this.form
    numbers = {quantity: Entry(number=number) for quantity, number in prior.numbers.items()}
    names = {cell: Entry(text=name) for cell, name in prior.names.items()}
    known = {**dict.fromkeys(form.repeated, Entry()), **numbers, **names}
    return Filing(
        form=form,
        source=this.source,
        agency=Text(value=this.agency.value),
        year=prior.year,
        inputs={quantity: entry for quantity, entry in known.items() if quantity not in form.derived},
        stated={quantity: entry for quantity, entry in known.items() if quantity in form.derived},
        narrative={
            slot: tuple(Paragraph(text=text, literal=True) for text in texts) for slot, texts in prior.narrative.items()
        },
    )
