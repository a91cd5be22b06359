"""Figures of one form on another whose rows are the same or coarser: one where the other has several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from toolkit.form import Form, Forms
from toolkit.form.cells import directory_of
from toolkit.form.expression import Number
from toolkit.form.references import base_id
from toolkit.rollup.serialization import Numbers, Words


def common_form(used: Mapping[str, int], year: int, forms: Forms) -> Form | None:
    """Of the forms used (with how many filings each) the finest in force of those that the most filings can be added
    on, if not all on that one: some may be coarser."""
    fit = [form for form in map(forms.form, used) if year in form.years]
    choices = {form.id: form for form in (*fit, *_with_all_supplements(fit, forms))}

    reach = {form.id: sum(used[other.id] for other in fit if related(other, form)) for form in choices.values()}
    return max(choices.values(), key=lambda form: (reach[form.id], len(form.inputs), form.id), default=None)


def _with_all_supplements(fit: Iterable[Form], forms: Forms) -> Iterator[Form]:
    """Each form with the supplements of any unit that reports on it: one has this, another that."""
    added: dict[str, set[str]] = {}
    for form in fit:
        own = base_id(form.id)
        added.setdefault(own, set()).update(each.id for each in form.additions)
    return (forms.with_supplements(forms.form(own), sorted(names)) for own, names in added.items() if names)


def conversion(source: Form, target: Form) -> Mapping[str, tuple[str, ...]] | None:
    """The inputs of ``source`` that each input of ``target`` adds up; None where a figure would get lost.

    Those of supplements that ``source`` has not got are left out: nothing is known of them. Of rows that repeat
    ``target`` may have more prepared.
    """
    return target.once(_conversion, source)


def related(one: Form, other: Form) -> bool:
    """Whether one of the two is as fine as the other, or finer."""
    return conversion(one, other) is not None or conversion(other, one) is not None


def conversion_of(source: Form, target: Form, numbers: Numbers) -> Mapping[str, tuple[str, ...]] | None:
    """:func:`conversion` of a filing with these ``numbers``: also to a finer form, where each figure that is several
    there is zero, or not known."""
    parts = conversion(source, target)
    if parts is not None:
        return parts
    several = conversion(target, source)
    if several is None or any(numbers.get(quantity) for quantity, cells in several.items() if len(cells) > 1):
        return None
    return {cell: (quantity,) for quantity, cells in several.items() for cell in cells}


def _conversion(target: Form, source: Form) -> Mapping[str, tuple[str, ...]] | None:
    known = {name: cells for table in source.tables for name, cells in directory_of(table).items()}
    known |= {name: (name,) for name in source.fields}
    extra = {each.id for each in target.additions} - {each.id for each in source.additions}
    foreign = {table for each in target.additions if each.id in extra for table in each.tables}
    wanted = (quantity for quantity in target.inputs if quantity.partition(".")[0] not in foreign)
    parts = {quantity: known.get(quantity, ()) for quantity in wanted}
    more = {quantity for quantity in parts if not parts[quantity] and _repeated_column(target, quantity) in known}
    taken = Counter(part for cells in parts.values() for part in cells)
    whole = set(taken) == set(source.inputs) and max(taken.values(), default=1) == 1
    if not whole or not all(cells or quantity in more for quantity, cells in parts.items()):
        return None
    return {quantity: cells for quantity, cells in parts.items() if cells or target.kind_of(quantity).numeric}


def _repeated_column(form: Form, quantity: str) -> str:
    """What form files call all cells of the column of a cell in a row that repeats; nothing for any other."""
    cell = form.cells[quantity] if quantity in form.repeated else None
    return f"{cell.table}.{cell.row.rpartition('.')[0]}.{cell.column}" if cell else ""


def converted(numbers: Numbers, parts: Mapping[str, tuple[str, ...]]) -> dict[str, Number]:
    """``numbers`` on the other form; a figure of which a part is not known is not known either."""
    return {
        quantity: sum((numbers[part] for part in cells), 0)
        for quantity, cells in parts.items()
        if all(part in numbers for part in cells)
    }


def converted_words(words: Words, parts: Mapping[str, tuple[str, ...]]) -> Words:
    """``words`` on the other form."""
    return {quantity: words[cells[0]] for quantity, cells in parts.items() if len(cells) == 1 and cells[0] in words}


def sum_of_figures(many: Iterable[Numbers]) -> dict[str, Number]:
    """The sum of inputs, cell by cell, of those that are known; a cell that nobody knows has none."""
    total: dict[str, Number] = {}
    for numbers in many:
        for quantity, number in numbers.items():
            total[quantity] = total.get(quantity, 0) + number
    return total


def every_number(form: Form, numbers: Numbers) -> dict[str, Number | None]:
    """Every number of the form, None while an input behind it is not known: derived cells are computed from inputs."""
    return {quantity: total.value(numbers.get) for quantity, total in form.input_sums.items()}
