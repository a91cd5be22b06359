"""What two editions of a form have in common."""

from __future__ import annotations

from toolkit.form.form import Form


def comparable(last: Form, this: Form) -> frozenset[str]:
    """Ids of numbers that mean in form ``this`` what they mean in form ``last``: the same id under the same labels, or
    under those that ``this`` says they had."""
    return this.once(_comparable, last)


def _comparable(this: Form, last: Form) -> frozenset[str]:
    ids = {*this.cells, *this.fields} & {*last.cells, *last.fields}
    return frozenset(quantity for quantity in ids if last.label(quantity) in this.labels(quantity))
