"""Last year's figures, as the 上年 sheet and the columns beside this year's text hand them on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from toolkit.filing import Entry, Indicator, Prior, Waiver
from toolkit.form import Forms
from toolkit.form.expression import Number
from toolkit.workbook.reading.binding import Binding
from toolkit.workbook.reading.cell_contents import Contents, written
from toolkit.workbook.reading.cover_values import CoverValues, form_named
from toolkit.workbook.reading.paragraphs import prior_of


def prior_year(
    contents: Contents, binding: Binding, facts: CoverValues, indicators: tuple[Indicator, ...], forms: Forms
) -> Prior | None:
    """Last year; None for a workbook that was made without it."""
    year = facts.year("prior.year")
    if year is None:
        return None
    texts = {slot: prior_of(contents, region) for slot, region in binding.texts.items()}
    return Prior(
        form=form_named(facts.text("prior.form").value, contents.form, forms),
        year=year,
        numbers=dict(_numbers(contents, binding)),
        indicators={each.name: each.prior for each in indicators if each.prior is not None},
        narrative={slot: text for slot, text in texts.items() if text},
    )


def carried(contents: Contents, binding: Binding) -> Mapping[str, Entry]:
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


def waived(contents: Contents, binding: Binding) -> tuple[Waiver, ...]:
    """Figures put in the place of handed-on ones, each with the reason given for it."""
    found = []
    for cell, code in contents.form.carry_codes.items():
        cell_address = binding.cell_addresses.get(f"reason.{cell}")
        if cell_address and (reason := contents.text(cell_address, cell)):
            found.append(Waiver(code=code, reason=reason, cells=(cell,), where=cell_address.where))
    return tuple(found)


def _numbers(contents: Contents, binding: Binding) -> Iterator[tuple[str, Number]]:
    region = binding.regions.get("prior")
    if region is None:
        return
    for index in contents.rows(region):
        key = written(contents.raw(region.cell_address("id", index)))
        declared = contents.form.cells.get(key) or contents.form.fields.get(key)
        label = written(contents.raw(region.cell_address("label", index))) or "上年数"
        unit = declared.unit if declared else ""
        number = contents.last_year(region.cell_address("value", index), f"prior.{key}", label, unit, wanted=bool(key))
        if key and number is not None:
            yield key, number
