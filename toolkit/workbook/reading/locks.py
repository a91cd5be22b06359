"""Whether the locked cells still hold what the form put there.

Protection keeps nobody out: pasting, other programs and “撤消工作表保护” go round it. The computed value is used
whatever a locked cell shows; what it shows is kept as stated, and reported (WB-07).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from toolkit.filing import Entry, Filing
from toolkit.filing.numerals import number_text
from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form import Severity
from toolkit.form.excel import sum_formula
from toolkit.workbook.metadata import Metadata
from toolkit.workbook.reading.binding import Binding
from toolkit.workbook.reading.cell_contents import CellReader, entry
from toolkit.workbook.reading.formulas import Addend, addends, same_formula, summed
from toolkit.workbook.reading.last_year import carried
from toolkit.workbook.reading.source_workbook import Formula

_LEFT_BEHIND = "left_behind"
_LISTED = 3
"""Cells that a message spells out; the finding holds them all."""


def with_stated(
    filing: Filing, contents: CellReader, binding: Binding, meta: Metadata | None
) -> tuple[Filing, tuple[Finding, ...]]:
    """``filing`` with what replaced totals state, and WB-07 about them: one a sheet and severity.

    A total of cells that are not read states what the source of the workbook did, and nothing that was typed over it.
    Nor is it stated what the form's own formula adds up of other cells, since those were moved that it should.
    """
    replaced = dict(_replaced(contents, binding))
    otherwise = {cell: why for cell in replaced if (why := _added_otherwise(contents, binding, cell))}
    replaced = {c: e for c, e in replaced.items() if c not in otherwise or e.number not in (None, filing.number(c))}
    nobodys = {*filing.unread, *(cell for cell, why in otherwise.items() if why == _LEFT_BEHIND)}
    typed = {cell: shown for cell, shown in replaced.items() if not shown.blank and cell not in nobodys}
    totals = meta.totals if meta else {}
    kept = {
        cell: Entry(number=totals[cell], where=filing.where(cell))
        for cell in filing.form.derived
        if cell in totals and cell in filing.unread
    }
    filing = replace(filing, stated=typed | kept)
    return filing, tuple(_findings(filing, replaced | _uncarried(contents, binding), otherwise))


def _replaced(contents: CellReader, binding: Binding) -> Iterator[tuple[str, Entry]]:
    """Every derived cell whose formula is not the form's, with what it shows."""
    for cell in binding.plan.form.cells.values():
        cell_address = binding.cell_addresses.get(cell.id)
        if not cell.of or cell_address is None or not all(part in binding.cell_addresses for part in cell.of.refs):
            continue
        content = contents.raw(cell_address)
        expected = sum_formula(cell.of, binding.cell_addresses.__getitem__, cell_address.sheet)
        if isinstance(content, Formula):
            if same_formula(content.text, expected) or summed(content.text, cell_address.sheet) == _parts(
                binding, cell.id
            ):
                continue
            content = contents.book.calculated(cell_address.sheet, cell_address.row, cell_address.column)
        yield cell.id, entry(content, cell_address)


def _parts(binding: Binding, cell: str) -> frozenset[Addend]:
    """What a total adds up; nothing for one that reaches beyond its own sheet."""
    total, sheet = binding.plan.form.cells[cell].of, binding.cell_addresses[cell].sheet
    own = addends(total, binding.cell_addresses, sheet)
    return own if len(own) == len(total.terms) else frozenset()


def _added_otherwise(contents: CellReader, binding: Binding, cell: str) -> str:
    """The variant of WB-07 for a total that still is a formula: the form's own, of the form as it was, or over what was
    inserted."""
    cell_address = binding.cell_addresses[cell]
    if _is_own(contents, binding, cell):
        return _LEFT_BEHIND
    if binding.revised and isinstance(contents.raw(cell_address), Formula):
        return "former"
    return "stretched" if _stretched(contents, binding, cell) else ""


def _is_own(contents: CellReader, binding: Binding, cell: str) -> bool:
    """Whether a total is where it was and adds up the cells that it did, though its parts are others now."""
    plan, content = binding.plan, contents.raw(binding.cell_addresses[cell])
    written = sum_formula(plan.form.cells[cell].of, plan.at, plan.at(cell).sheet)
    return isinstance(content, Formula) and same_formula(content.text, written)


def _stretched(contents: CellReader, binding: Binding, cell: str) -> bool:
    """Whether a total adds up what it should, and beside that only cells of inserted rows and columns."""
    cell_address, content = binding.cell_addresses[cell], contents.raw(binding.cell_addresses[cell])
    own = _parts(binding, cell)
    found = summed(content.text, cell_address.sheet) if isinstance(content, Formula) else None
    alignment = binding.alignments[binding.plan.at(cell).sheet]
    return (
        found is not None
        and frozenset() < own < found
        and all(alignment.rows.inserted(at.row) or alignment.columns.inserted(at.column) for at in found - own)
    )


def _uncarried(contents: CellReader, binding: Binding) -> dict[str, Entry]:
    """Cells of figures handed on from last year that no longer show them."""
    cell_addresses = {
        cell: binding.cell_addresses[cell] for cell in carried(contents, binding) if cell in binding.cell_addresses
    }
    return {c: entry(contents.raw(s), s) for c, s in cell_addresses.items() if not isinstance(contents.raw(s), Formula)}


def _findings(filing: Filing, stated: Mapping[str, Entry], otherwise: Mapping[str, str]) -> Iterator[Finding]:
    groups: dict[tuple[str, str], list[str]] = {}
    for cell, shown in stated.items():
        right = shown.number is not None and shown.number == filing.number(cell)
        variant = "cleared" if shown.blank else "right" if right else otherwise.get(cell, "default")
        groups.setdefault((shown.where.sheet, variant), []).append(cell)
    for (_, variant), cells in groups.items():
        refs = tuple(
            CellRef(id=cell, where=stated[cell].where, label=filing.form.label(cell), value=_value(stated[cell]))
            for cell in cells
        )
        listed = "、".join(_reported(filing, cell, stated[cell]) for cell in cells[:_LISTED])
        more = f"等 {len(cells)} 格" if len(cells) > _LISTED else ""
        yield finding(
            "WB-07",
            refs,
            severity=Severity.ERROR if variant in ("default", "stretched", _LEFT_BEHIND) else Severity.WARNING,
            variant=variant,
            expected=number_text(filing.number(cells[0])),
            actual=_value(stated[cells[0]]),
            listed=listed + more,
        )


def _reported(filing: Filing, cell: str, stated: Entry) -> str:
    """``D29 是 20（应为 26）``."""
    number = filing.number(cell)
    due = f"（应为 {number_text(number)}）" if number is not None and stated.number != number else ""
    return f"{stated.where.place}{due}" if stated.blank else f"{stated.where.place} 是 {_value(stated)}{due}"


def _value(stated: Entry) -> str:
    return stated.text or number_text(stated.number)
