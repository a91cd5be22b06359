"""The hidden metadata sheet: which form a workbook holds, and where every id lay when it was made.

Two columns: ``form``, ``version``, ``digest`` and ``program`` with their values, then each id with its address. Staff
may rename sheets, and other programs may lose the defined names; the sheet then still says what stood where.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit import __version__
from toolkit.form.excel import Spot
from toolkit.workbook.plan import Plan
from toolkit.workbook.writing.references import cell

_HEAD = ("form", "version", "digest", "program")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What the sheet says. ``make`` is what decides how a blank looks: the form's version and digest, the program's.

    ``addresses`` are as formulas write them: ``'三 申请办理'!$C$7``.
    """

    form: str
    version: int
    make: tuple[str, ...]
    addresses: Mapping[str, str]


def addresses(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every id with its address; a region's is the first cell of its header."""
    for quantity, spot in plan.spots.items():
        yield quantity, cell(spot)
    for region_id, region in plan.regions.items():
        yield region_id, cell(Spot(region.sheet, min(region.columns.values()), region.header))


def meta_rows(plan: Plan) -> Iterator[tuple[str, str | int]]:
    """The sheet's rows from the first, key and value."""
    yield "form", plan.form.id
    yield "version", plan.form.version
    yield "digest", plan.form.digest
    yield "program", __version__
    yield from addresses(plan)


def read_meta(cells: Mapping[tuple[int, int], object]) -> Meta | None:
    """What the sheet with these cells, by (row, column), says; None if it is no metadata sheet."""
    if cells.get((1, 1)) != _HEAD[0]:
        return None
    rows = {str(value): cells.get((row, 2)) for (row, column), value in cells.items() if column == 1}
    form, version = rows.get("form"), rows.get("version")
    return Meta(
        form=str(form or ""),
        version=int(str(version)) if str(version).isdecimal() else 0,
        make=tuple(str(rows.get(key) or "") for key in _HEAD),
        addresses={key: value for key, value in rows.items() if key not in _HEAD and isinstance(value, str)},
    )
