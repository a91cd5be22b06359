"""Last year's figures, as the 上年 sheet and the columns beside this year's text hand them on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from toolkit.filing import Entry, Indicator, Prior, Waiver
from toolkit.filing.prior import is_row_name
from toolkit.filing.prior_form import FormReference, PriorForm, prior_form
from toolkit.form import Form, Forms
from toolkit.form.expression import Number
from toolkit.workbook.metadata import Metadata
from toolkit.workbook.reading.binding import Binding
from toolkit.workbook.reading.cell_contents import CellReader, written
from toolkit.workbook.reading.cover_values import CoverValues
from toolkit.workbook.reading.paragraphs import prior_of


def form_of_prior_year(cover: CoverValues, meta: Metadata | None, own: Form, forms: Forms) -> PriorForm:
    """Last year's form: by the id on the metadata sheet, or if it has none by the name that staff see."""
    named = meta.prior if meta else FormReference()
    reference = replace(named, name=cover.text("prior.form").value)
    return prior_form(reference, forms, cover.where("prior.form")) if reference.label else PriorForm(form=own)


def prior_year(
    contents: CellReader, binding: Binding, cover: CoverValues, indicators: tuple[Indicator, ...], last: PriorForm
) -> Prior | None:
    """Last year, on the form ``last``; None for a workbook that was made without it."""
    year = cover.year("prior.year")
    if year is None:
        return None
    texts = {slot: prior_of(contents, region) for slot, region in binding.texts.items()}
    numbers, names, labels = _figures(contents, binding, last.form)
    return Prior(
        form=last.form,
        absent=last.absent,
        year=year,
        numbers=numbers,
        names=names,
        labels=labels,
        indicators={each.name: each.prior for each in indicators if each.prior is not None},
        narrative={slot: text for slot, text in texts.items() if text},
    )


def carried(contents: CellReader, binding: Binding) -> Mapping[str, Entry]:
    """Inputs that last year hands on: the figure put in its place where there is one, else the figure itself.

    Where last year knew no figure, the table's cell is an input like any other, and left out here.
    """
    found = {}
    for cell in contents.form.carried:
        cell_address = binding.cell_addresses.get(f"carried.{cell}")
        if cell_address is None or contents.raw(cell_address) is None:
            continue
        own = binding.cell_addresses.get(f"override.{cell}")
        instead = contents.entry(own, cell) if own else Entry()
        shown = binding.cell_addresses.get(cell, cell_address)  # where staff see it
        found[cell] = replace(contents.entry(cell_address, cell), where=shown.where) if instead.blank else instead
    return found


def waived(contents: CellReader, binding: Binding) -> tuple[Waiver, ...]:
    """Figures put in the place of handed-on ones, each with the reason given for it."""
    found = []
    for cell, code in contents.form.carry_codes.items():
        cell_address = binding.cell_addresses.get(f"reason.{cell}")
        if cell_address and (reason := contents.text(cell_address, cell)):
            found.append(Waiver(code=code, reason=reason, cells=(cell,), where=cell_address.where))
    return tuple(found)


def _figures(
    contents: CellReader, binding: Binding, last: Form | None
) -> tuple[Mapping[str, Number], Mapping[str, str], Mapping[str, str]]:
    """Last year's numbers, the names of its repeated rows, and the labels of what ``last`` does not know, by id."""
    numbers: dict[str, Number] = {}
    names: dict[str, str] = {}
    labels: dict[str, str] = {}
    region = binding.regions.get("prior")
    if region is None:
        return numbers, names, labels
    for index in contents.rows(region):
        cell_address = region.cell_address("value", index)
        key = written(contents.raw(region.cell_address("id", index)))
        declared = last and (last.cells.get(key) or last.fields.get(key))
        label = written(contents.raw(region.cell_address("label", index))) or "上年数"
        if key and not declared:
            labels[key] = label
        if is_row_name(key, last):
            names[key] = contents.text(cell_address, f"prior.{key}", label)
            continue
        unit = declared.unit if declared else ""
        number = contents.last_year(cell_address, f"prior.{key}", label, unit, wanted=bool(key))
        if key and number is not None:
            numbers[key] = number
    return numbers, names, labels
