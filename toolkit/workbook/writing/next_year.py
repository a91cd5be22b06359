"""Next year's blank: what last year's filing hands on."""

from __future__ import annotations

from dataclasses import replace

from toolkit.filing import Entry, Filing, Indicator, Prior, Review, Text
from toolkit.filing.prior import names_by_id
from toolkit.form import Form
from toolkit.narrative import paragraphs
from toolkit.workbook.writing.build import blank_filing


def prior_of(last: Filing) -> Prior:
    """Every number that ``last`` gives or adds up to, and its text with the figures of that year."""
    if last.year is None:
        raise ValueError("a filing without a year comes before none")
    there = (quantity for quantity in (*last.form.cells, *last.form.fields) if not last.lacks([quantity]))
    numbers = {quantity: last.number(quantity) for quantity in there}
    return Prior(
        form=last.form,
        year=last.year,
        numbers={quantity: number for quantity, number in numbers.items() if number is not None},
        names={cell: name for cell, name in names_by_id(last.row_names).items() if name},
        indicators={own.name: own.entry.number for own in last.indicators if own.entry.number is not None},
        narrative={slot: tuple(part.text for part in paragraphs(last, slot)) for slot in last.narrative},
    )


def next_year_blank(last: Filing, form: Form, *, agency: str, level: str | None) -> Filing:
    """The blank of the year after ``last``, with its contact, indicators and rows, charts and review if it had them,
    and its figures as last year's."""
    prior = prior_of(last)
    blank = blank_filing(form, agency, prior.year + 1, level)
    rows = {cell: Entry(text=name) for cell, name in prior.names.items() if cell in form.repeated}
    return replace(
        blank,
        contact=Text(value=last.contact.value),
        charts=last.charts and bool(form.charts),
        for_review=last.for_review,
        review=Review(names=last.review.names),
        inputs={**blank.inputs, **rows},
        indicators=tuple(
            Indicator(name=own.name, unit=own.unit, entry=Entry(), prior=own.entry.number) for own in last.indicators
        ),
        prior=prior,
    )
