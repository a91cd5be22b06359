"""What can still be read of a damaged workbook."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from pathlib import Path

from toolkit.filing import Filing
from toolkit.filing.texts import texts_of
from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form import Forms, Severity
from toolkit.location import Location
from toolkit.workbook.reading.binding import bind
from toolkit.workbook.reading.identity import identify
from toolkit.workbook.reading.package_repair import LOST
from toolkit.workbook.reading.read import read_book
from toolkit.workbook.reading.refusal import refusing
from toolkit.workbook.reading.safety import repairable_bytes
from toolkit.workbook.reading.unread_cells import further_sheets
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook
from toolkit.workbook.slot_labels import label_of


def salvage(path: Path, forms: Forms) -> tuple[Filing, tuple[Finding, ...]]:
    """The filing as far as it can be read, with WB-06 for every place and sheet that could not be, and WB-08 for the
    sheets that staff added.

    :class:`~toolkit.errors.UnreadableFile` where nothing can: no workbook of ours at all, or the part that says what
    its sheets are is gone.
    """
    with refusing(path.name, "beyond_repair"):
        book = XlsxWorkbook(repairable_bytes(path), keep_going=True)
        filing, findings = read_book(book, path.name, forms)
        binding = bind(book, identify(book, path.name, forms))
        former = {cell_address.sheet for cell_address in binding.former.values()}
        gone = "former" if binding.revised else "supplement"
        added = [sheet for sheet, original in further_sheets(book, binding) if not original]
    filing = _less_what_broke_off(filing, book.broken)
    return filing, (
        *(_reported(sheet) for sheet in book.broken),
        *_lost_words(filing),
        *(
            finding("WB-08", variant=gone if sheet in former else "sheet", severity=Severity.NOTE, actual=sheet)
            for sheet in added
        ),
        *findings,
    )


def _less_what_broke_off(filing: Filing, broken: Container[str]) -> Filing:
    """An empty cell of a sheet that breaks off may have held anything: it is not read."""
    inputs = {name: entry for name, entry in filing.inputs.items() if not (entry.blank and entry.where.sheet in broken)}
    return replace(filing, inputs=inputs)


def _reported(sheet: str) -> Finding:
    return finding("WB-06", [CellRef(id="", where=Location(sheet=sheet))], variant="unreadable", sheet=sheet)


def _lost_words(filing: Filing) -> Iterator[Finding]:
    """The places whose text is gone, in one finding."""
    lost = [
        CellRef(id=str(slot), where=text.where, label=label_of(filing.form, str(slot)), value=text.value)
        for slot, text in texts_of(filing)
        if text.value == LOST
    ]
    if lost:
        yield finding("WB-06", lost, variant="words", count=len(lost), actual=LOST)
