"""The adjustments of a roll-up's sums: those that the last run added, and lines that were written or changed since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.filing import Adjustment
from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.location import Location
from toolkit.workbook.reading.plain_sheets import plain_sheet
from toolkit.workbook.reading.source_workbook import SourceWorkbook

ADJUSTMENTS = "汇总 调整"
ITEM, AMOUNT, REASON, BY, DAY = TITLES = ("数据项", "调整数", "理由", "调整人", "日期")


def pending_adjustments(book: SourceWorkbook, lines: Sequence[Adjustment]) -> Iterator[Finding]:
    """An error where the sheet says something else than ``lines``, which the run that wrote the workbook added."""
    content = plain_sheet(book, ADJUSTMENTS)
    if content is None:
        return
    known = [_texts(line) for line in lines]
    now = [tuple(row.values.get(title, "") for title in TITLES) for row in content.rows]
    if now == known:
        return
    new = [row.row for row, texts in zip(content.rows, now, strict=True) if texts not in known]
    gone = sum(texts not in now for texts in known)
    places = [CellRef(id=ADJUSTMENTS, where=Location(f"A{row}", ADJUSTMENTS)) for row in new]
    if new or gone:
        yield finding("RU-19", places, variant="pending", count=len(new) or gone)


def _texts(line: Adjustment) -> tuple[str, ...]:
    return line.item, line.written, line.reason, line.by, line.day
