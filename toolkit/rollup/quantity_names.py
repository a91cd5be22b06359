"""What people call a number of a form: its id, what a sheet or the text calls it, the cell that it is in."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.characters import compact
from toolkit.finding.model import LABEL_JOINT
from toolkit.form import Form
from toolkit.rollup.common_rows import name_cell, row_label
from toolkit.rollup.serialization import Words
from toolkit.workbook.plan import plan_of

_ASIDE = "（"
"""Stands in a finding between a cell and its label."""


def quantities_called(form: Form, words: Words, written: str) -> list[str]:
    """The cells and fields that ``written`` may mean, in the form's order; ``words`` name the rows that repeat.

    It is an id, the label of row and column, a name that text uses, or a cell of the workbook as anything prints it.
    """
    there = [q for q in (*form.cells, *form.fields) if q not in form.repeated or name_cell(q) in words]
    if "!" in written:
        place, _, _ = written.partition(_ASIDE)
        addresses = plan_of(form).cell_addresses
        return [q for q in there if q in addresses and str(addresses[q].where) == place.strip()]
    meant = _plain(written)
    return [q for q in there if meant in map(_plain, _names(form, words, q))]


def _names(form: Form, words: Words, quantity: str) -> Iterator[str]:
    yield quantity
    yield row_label(form, words, quantity)
    yield from form.labels(quantity)
    if quantity in form.text_names:
        yield form.text_names[quantity]


def _plain(name: str) -> str:
    """A name without blanks and kinds of commas, in which no two differ."""
    return compact(name).replace(",", LABEL_JOINT)
