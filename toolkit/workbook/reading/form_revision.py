"""What changed in a form since a workbook was made on it: reported where the two differ."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from toolkit.finding.catalogue import finding
from toolkit.finding.model import Finding
from toolkit.form import Form
from toolkit.form.cells import row_leaves
from toolkit.form.references import Family, Slot, is_of
from toolkit.patterns import regex
from toolkit.workbook.metadata import Metadata
from toolkit.workbook.reading.alignment import plain
from toolkit.workbook.reading.binding import Binding
from toolkit.workbook.reading.source_workbook import SourceWorkbook
from toolkit.workbook.slot_labels import label_of

_LISTED = 10
_ROW = regex(r"\.\d+(?=\.)")
"""Which of the repeated rows a cell is in."""


def revision_findings(book: SourceWorkbook, binding: Binding, meta: Metadata | None) -> Iterator[Finding]:
    """WB-05 for a workbook on an older version of the form, or on another of the same version that reads otherwise."""
    form = binding.plan.form
    if meta is None or len(meta.supplements) != len(form.additions):  # those that are not at hand are reported
        return
    known = _changes(book, binding, meta) if meta.digest != form.digest and meta.addresses else ()
    changes = "".join(f"；{what}：{_listed(things)}" for what, things in known if things)
    if meta.version < form.version:
        yield finding("WB-05", actual=str(meta.version), expected=str(form.version), changes=changes)
    elif changes:
        yield finding("WB-05", variant="digest", changes=changes)


def _changes(book: SourceWorkbook, binding: Binding, meta: Metadata) -> Iterator[tuple[str, list[str]]]:
    form = binding.plan.form
    figures = (*form.cells, *form.fields)
    texts = [str(Slot(Family.TEXT, slot)) for slot in form.text_slots]
    headings = [label_of(form, key) for key in texts if key not in meta.addresses]
    yield "新增", [*(_added(form, each, meta.addresses) for each in figures if each not in meta.addresses), *headings]
    sheets = [cell.sheet for key, cell in binding.former.items() if is_of(Family.TEXT, key)]
    yield "去掉", [*(_ROW.sub("", key) for key in binding.former if Slot.parse(key) is None), *sheets]
    yield "改了名称", list(_renamed(book, binding, set(meta.addresses)))
    if meta.codes:
        yield "新增检查", [code for code in form.wordings if code not in meta.codes]
        yield "去掉检查", [code for code in meta.codes if code not in form.wordings]


def _added(form: Form, quantity: str, known: Container[str]) -> str:
    """What a cell or field is called; of repeated rows, which have too many, a whole column or a whole row."""
    cell = form.cells[quantity] if quantity in form.repeated else None
    if cell is None:
        return form.label(quantity)
    in_first = form.repeated_rows[cell.table][0][0].rpartition(".")[0]
    return cell.row_label if f"{in_first}.{cell.column}" in known else f"各行，{cell.column_label}"


def _renamed(book: SourceWorkbook, binding: Binding, kept: set[str]) -> Iterator[str]:
    """Labels of rows and columns that were there under another name: nowhere on the sheet does this one stand."""
    for table in binding.plan.form.tables:
        cells = [cell for cell in binding.plan.form.cells.values() if cell.table == table.id and cell.id in kept]
        sheet = binding.sheets.get(binding.plan.cell_addresses[cells[0].id].sheet) if cells else None
        if sheet is None:
            continue
        words = {plain(text) for text in book.cells(sheet).values()}
        there = {cell.row for cell in cells} | {cell.column for cell in cells}
        rows = () if table.repeat else row_leaves(table)
        columns = (leaf for block in table.blocks for node in block.columns for leaf in node.leaves())
        labels = dict.fromkeys(node.label for name, node in (*rows, *columns) if name in there and node.label)
        yield from (label for label in labels if plain(label) not in words)


def _listed(things: Iterable[str]) -> str:
    words = list(dict.fromkeys(things))
    return "、".join(words[:_LISTED]) + (f"等 {len(words)} 项" if len(words) > _LISTED else "")
