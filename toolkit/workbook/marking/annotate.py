"""A fresh workbook of a filing with its findings on the cells, and all of them listed on a first sheet.

Built from the form and the filing, never from the file that was read: what other programs and accidents did to that
stays behind, formulas are whole again, and what staff typed stands as typed, numbers or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.filing import Filing, Original
from toolkit.finding import Finding
from toolkit.form.excel import CellAddress
from toolkit.workbook.marking.cell_marks import mark
from toolkit.workbook.marking.mark_places import MarkPlaces
from toolkit.workbook.marking.restoration import restore_workbook
from toolkit.workbook.marking.result_sheet import write_results
from toolkit.workbook.marking.sheet_counts import write_sheet_counts
from toolkit.workbook.metadata import copy_rows
from toolkit.workbook.plan import META


def annotated_workbook(
    filing: Filing, findings: Sequence[Finding], *, original: Original | None = None, instead_of_report: bool = False
) -> bytes:
    """The ``.xlsx`` file. ``findings`` come in the order of the list; waived ones are listed but not marked.

    The copy knows its ``original``, and its first sheet says which of the two is to be corrected;
    ``instead_of_report``: and that there is no report, and why.
    """
    built, placing = restore_workbook(filing, findings)
    mark(built.canvas.pages, [(each, tuple(_cell_addresses(each, placing))) for each in findings if not each.waived])
    write_sheet_counts(built, findings, placing)
    write_results(built, findings, placing, original=original, instead_of_report=instead_of_report)
    if original:
        meta = built.canvas.pages[META]
        for row, values in enumerate(copy_rows(original), start=meta.sheet.max_row + 1):
            for column, value in enumerate(values, start=1):
                meta.put(row, column, value, "居中")
    return built.packed()


def _cell_addresses(finding: Finding, placing: MarkPlaces) -> Iterator[CellAddress]:
    for ref in finding.cells:
        if cell_address := placing.cell_address(ref):
            yield cell_address
