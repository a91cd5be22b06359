"""Reading a filled workbook into a filing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from toolkit.errors import UnreadableFile
from toolkit.filing import Entry, Filing, Paragraph, Source
from toolkit.filing.cover import filing_values
from toolkit.finding.model import Finding
from toolkit.form import Form, Forms
from toolkit.form.kinds import NonNumeric
from toolkit.location import Location
from toolkit.workbook.metadata import Metadata
from toolkit.workbook.reading.adjustments import pending_adjustments
from toolkit.workbook.reading.binding import Binding, bind
from toolkit.workbook.reading.cell_contents import CellReader
from toolkit.workbook.reading.cover_values import CoverValues
from toolkit.workbook.reading.displaced_formulas import displaced_inputs
from toolkit.workbook.reading.external_links import external_findings
from toolkit.workbook.reading.form_revision import revision_findings
from toolkit.workbook.reading.hidden_content import hidden_content_findings
from toolkit.workbook.reading.identity import Identity, identify
from toolkit.workbook.reading.last_year import carried, form_of_prior_year, prior_year, waived
from toolkit.workbook.reading.locks import with_stated
from toolkit.workbook.reading.paragraphs import paragraphs_of
from toolkit.workbook.reading.refusal import refusing
from toolkit.workbook.reading.registers import Indicators, waivers_of
from toolkit.workbook.reading.review import review_of
from toolkit.workbook.reading.safety import checked_bytes
from toolkit.workbook.reading.source_workbook import SourceWorkbook
from toolkit.workbook.reading.unread_cells import further_sheets, unread_cells
from toolkit.workbook.reading.word_cells import word_entry
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook


def read_workbook(path: Path, forms: Forms) -> tuple[Filing, tuple[Finding, ...]]:
    """The filing in the workbook at ``path``, with what reading found.

    :class:`~toolkit.errors.UnreadableFile` where it is no workbook (WB-01), not ours (WB-02), of an unknown form
    (WB-03) or a newer version (WB-04), or where places that are read are missing (WB-06).
    """
    with refusing(path.name):
        filing, findings = read_book(XlsxWorkbook(checked_bytes(path)), path.name, forms)
    lost = next((each for each in findings if each.code == "WB-06" and each.blocks), None)
    if lost:
        raise UnreadableFile(lost.message, lost.remedy, code=lost.code)
    return filing, findings


def sheets_beside(path: Path, forms: Forms) -> tuple[str, ...]:
    """The sheets of the workbook at ``path`` that hold something and are none of its form's: staff's, or a roll-up's.

    Raises as :func:`read_workbook` does.
    """
    with refusing(path.name):
        book = XlsxWorkbook(checked_bytes(path))
        binding = bind(book, identify(book, path.name, forms))
        return tuple(sheet for sheet, _ in further_sheets(book, binding))


def read_book(book: SourceWorkbook, name: str, forms: Forms) -> tuple[Filing, tuple[Finding, ...]]:
    """The filing in ``book``, whose file is called ``name``: all that can be found, missing places as WB-06.

    :class:`~toolkit.errors.UnreadableFile` for WB-02, 03 and 04; whatever ``book`` raises comes through.
    """
    identity = identify(book, name, forms)
    binding = bind(book, identity)
    contents = CellReader(book=book, form=identity.form)
    cover = CoverValues(contents, binding)
    indicators = Indicators(contents, binding.regions.get("indicators"))
    narrative, of_text = _narrative(contents, binding)
    register = binding.regions.get("waivers")
    last = form_of_prior_year(cover, identity.meta, identity.form, forms)
    review, of_review = review_of(contents, binding, cover, identity.meta)
    filing = Filing(
        form=identity.form,
        source=Source.WORKBOOK,
        **filing_values(cover.entry),
        inputs=_inputs(contents, binding, cover, identity.meta),
        places=_places(binding),
        indicators=indicators.read,
        headings=cover.headings(),
        narrative=narrative,
        waivers=(*(waivers_of(contents, register) if register else ()), *waived(contents, binding)),
        requirements=identity.requirements,
        missing_supplements=_missing_supplements(identity),
        prior=prior_year(contents, binding, cover, indicators.read, last),
        review=review,
        adjustments=identity.meta.adjustments if identity.meta else (),
        original=identity.meta.original if identity.meta else None,
    )
    filing, of_locks = with_stated(filing, contents, binding, identity.meta)
    unread_cell = (
        *unread_cells(book, binding),
        *hidden_content_findings(book, binding),
        *external_findings(book, binding),
        *pending_adjustments(book, filing.adjustments),
    )
    revision = revision_findings(book, binding, identity.meta)
    of_sheets = (*binding.findings, *cover.findings, *indicators.findings, *of_text, *of_review)
    own = (*revision, *identity.findings, *last.findings, *of_sheets)
    return filing, (*own, *unread_cell, *of_locks, *contents.findings())


def _missing_supplements(identity: Identity) -> tuple[str, ...]:
    known = {addition.id for addition in identity.form.additions}
    return tuple(each for each in (identity.meta.supplements if identity.meta else ()) if each not in known)


def _places(binding: Binding) -> Mapping[str, Location]:
    """Where every figure stands, and where the text of each slot begins."""
    form = binding.plan.form
    figures = {
        key: cell_address.where
        for key, cell_address in binding.cell_addresses.items()
        if key in form.cells or key in form.fields
    }
    texts = {f"narrative.{slot}": region.cell_address("text", 0).where for slot, region in binding.texts.items()}
    return figures | texts


def _inputs(contents: CellReader, binding: Binding, cover: CoverValues, meta: Metadata | None) -> Mapping[str, Entry]:
    """Every input; blanks of a table whose 空白格 cell says so are zeros.

    Cells that are lost, or empty since the workbook was made of a source that was not read there, are left out.
    """
    form = binding.plan.form
    found = dict(carried(contents, binding))
    computed = displaced_inputs(contents, binding)
    for quantity in form.inputs:
        if quantity in binding.cell_addresses and quantity not in found:
            cell_address, kind = binding.cell_addresses[quantity], form.kind_of(quantity)
            if isinstance(kind, NonNumeric):
                found[quantity] = word_entry(contents, kind, cell_address, quantity)
            else:
                read = contents.computed if quantity in computed else contents.entry
                found[quantity] = read(cell_address, quantity)
    zeros = _zeros(form, cover, found)
    for quantity in [*found]:
        if meta and quantity in meta.partial and found[quantity].number == meta.partial[quantity]:
            found[quantity] = replace(found[quantity], partial=True)
        if meta and quantity in meta.sums:
            found[quantity] = replace(found[quantity], added_up=meta.sums[quantity])
        if not found[quantity].blank:
            continue
        if quantity in zeros:
            found[quantity] = replace(found[quantity], number=0)
        elif meta and quantity in meta.unread:
            del found[quantity]
        elif meta and quantity in meta.printed_blank:
            found[quantity] = replace(found[quantity], printed_blank=True)
    return found


def _zeros(form: Form, cover: CoverValues, found: Mapping[str, Entry]) -> frozenset[str]:
    """The inputs that count as zero while they are blank: not those of rows that are not there."""
    tables = {table.id for table in form.tables if cover.all_zero(table.id)}
    rows = (row for table in form.repeated_rows.values() for row in table[1:])
    nowhere = {cell for row in rows if all(found.get(cell, Entry()).blank for cell in row) for cell in row}
    numbers = (cell for cell in form.numeric_inputs if cell in form.cells and cell not in nowhere)
    return frozenset(cell for cell in numbers if form.cells[cell].table in tables)


def _narrative(contents: CellReader, binding: Binding) -> tuple[dict[str, tuple[Paragraph, ...]], tuple[Finding, ...]]:
    texts: dict[str, tuple[Paragraph, ...]] = {}
    findings: list[Finding] = []
    for slot, region in binding.texts.items():
        texts[slot], reported = paragraphs_of(contents, slot, region)
        findings += reported
    return texts, tuple(findings)
