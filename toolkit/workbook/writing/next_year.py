"""Next year's blank: what last year's filing hands on."""

from __future__ import annotations

from dataclasses import replace

from toolkit.filing import Entry, Filing, Indicator, Prior, Text
from toolkit.form import Form
from toolkit.narrative import paragraphs
from toolkit.workbook.writing.build import blank_filing


def prior_of(last: Filing) -> Prior:
    """Every number that ``last`` gives or adds up to, and its text with the figures of that year.

    Not those of repeated rows, which may be about something else this year.
    """
    if last.year is None:
        raise ValueError("a filing without a year comes before none")
    every = (*last.form.cells, *last.form.fields)
    numbers = {quantity: last.number(quantity) for quantity in every if quantity not in last.form.repeated}
    return Prior(
        form=last.form,
        year=last.year,
        numbers={quantity: number for quantity, number in numbers.items() if number is not None},
        indicators={own.name: own.entry.number for own in last.indicators if own.entry.number is not None},
        narrative={slot: tuple(part.text for part in paragraphs(last, slot)) for slot in last.narrative},
    )


def next_year_blank(last: Filing, form: Form, *, agency: str, level: str | None) -> Filing:
    """The blank of the year after ``last``: its contact and indicators taken over, their figures as last year's."""
    prior = prior_of(last)
    return replace(
        blank_filing(form, agency, prior.year + 1, level),
        contact=Text(value=last.contact.value),
        indicators=tuple(
            Indicator(name=own.name, unit=own.unit, entry=Entry(), prior=own.entry.number) for own in last.indicators
        ),
        prior=prior,
    )
