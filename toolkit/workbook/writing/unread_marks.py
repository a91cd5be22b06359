"""Cells that are empty, and why: not read in their source, printed empty there, or still to be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from toolkit.filing import Filing
from toolkit.form.excel import CellAddress, areas, dash_search
from toolkit.workbook.plan import ZEROS_ALL, ZEROS_OPEN, Plan
from toolkit.workbook.references import rectangles
from toolkit.workbook.writing.pages import Page, Tint

_UNREAD_WORDS = "来源中没有读出这一格，请对照来源补填。"
_BLANK_WORDS = "来源中这一格印的是空白，计为 0；有数的请填上。"


def state_words(filing: Filing, quantity: str) -> str:
    """How the source had an input that is empty in the workbook of ``filing``; nothing for any other."""
    if quantity in filing.unread:
        return _UNREAD_WORDS
    return _BLANK_WORDS if quantity in filing.blank_zeros else ""


def mark_states(pages: Mapping[str, Page], plan: Plan, filing: Filing) -> None:
    """Mark unread inputs and printed blanks while they are empty, and totals while unread parts of theirs are."""
    _mark_empty(pages, (plan.at(name) for name in filing.unread.intersection(plan.form.inputs)), Tint.UNREAD)
    _mark_empty(pages, (plan.at(name) for name in filing.blank_zeros), Tint.PRINTED_BLANK)
    for derived in plan.form.derived:
        if derived in filing.unread:
            cell_address = plan.at(derived)
            by_zeros: dict[
                CellAddress | None, list[CellAddress]
            ] = {}  # each table says for itself whether its blanks are zeros
            for part in plan.form.input_sums[derived].refs:
                if part in filing.unread:
                    by_zeros.setdefault(_zeros(plan, part), []).append(plan.at(part))
            missing = [_missing(parts, zeros, cell_address.sheet) for zeros, parts in by_zeros.items()]
            condition = missing[0] if len(missing) == 1 else f"OR({','.join(missing)})"
            pages[cell_address.sheet].tint(cell_address.address, condition, Tint.INCOMPLETE)


def mark_open_sums(pages: Mapping[str, Page], plan: Plan, filing: Filing) -> None:
    """Mark totals while inputs of theirs are still to be filled in, so that no sum of nothing looks like a figure.

    Repeated rows may stay empty, and printed blanks are zeros.
    """
    settled = filing.blank_zeros | plan.form.repeated
    for derived in plan.form.derived:
        cell_address = plan.at(derived)
        parts = [plan.at(part) for part in plan.form.input_sums[derived].refs if part not in settled]
        if parts:
            boxes = areas(parts, cell_address.sheet)
            condition = f"{'+'.join(f'COUNTBLANK({box})' for box in boxes)}>0"
            if zeros := _zeros(plan, derived):
                condition = f'AND({areas([zeros], cell_address.sheet)[0]}<>"{ZEROS_ALL}",{condition})'
            pages[cell_address.sheet].tint(cell_address.address, condition, Tint.OPEN_SUM)


def fade_settled_zeros(pages: Mapping[str, Page], plan: Plan) -> None:
    """Whether a table's blanks are zeros is nobody's question once it has none: then it fades."""
    for table in plan.form.tables:
        own = [name for name in plan.form.inputs if plan.form.table_of(name) == table.id]
        if not table.zeros or plan.form.repeated.intersection(own):
            continue
        choice = plan.at(f"zeros.{table.id}")
        blanks = "+".join(f"COUNTBLANK({box})" for box in rectangles(map(plan.at, own)))
        condition = f'AND({areas([choice], choice.sheet, fixed=True)[0]}="{ZEROS_OPEN}",{blanks}=0)'
        for place in (replace(choice, column=1), choice):
            pages[choice.sheet].tint(place.address, condition, Tint.SETTLED)


def _mark_empty(pages: Mapping[str, Page], cell_addresses: Iterable[CellAddress], tint: Tint) -> None:
    by_sheet: dict[str, list[CellAddress]] = {}
    for cell_address in cell_addresses:
        by_sheet.setdefault(cell_address.sheet, []).append(cell_address)
    for sheet, own in by_sheet.items():
        for area in rectangles(own):
            pages[sheet].tint(area, f'{area.partition(":")[0]}=""', tint)


def _zeros(plan: Plan, quantity: str) -> CellAddress | None:
    """Where the table of a cell says whether its blanks are zeros; fields have none, and some tables."""
    own = plan.form.cells.get(quantity)
    return plan.cell_addresses.get(f"zeros.{own.table}") if own else None


def _missing(parts: Sequence[CellAddress], zeros: CellAddress | None, sheet: str) -> str:
    """A condition, for a cell of ``sheet``, that is true while any of ``parts`` is blank and no zero."""
    missing = f"{_read(areas(parts, sheet))}<{len(parts)}"
    open_ = f'{areas([zeros], sheet)[0]}<>"{ZEROS_ALL}",' if zeros else ""
    return f"AND({open_}{missing})"


def _read(boxes: Sequence[str]) -> str:
    """How many cells hold a number by now, or a dash."""
    dashes = (f"+SUMPRODUCT(ISNUMBER({dash_search(box)})*1)" for box in boxes)
    return f"COUNT({','.join(boxes)}){''.join(dashes)}"
