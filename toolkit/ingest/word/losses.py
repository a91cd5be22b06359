"""What a Word file shows that cannot be read, and what was read but may stand elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.ingest.blocks import SourceLine
from toolkit.location import Location
from toolkit.rules.cell_refs import unplaced_ref


class LostContent(StrEnum):
    """What shows on a page and is no text."""

    PICTURE = "图片"
    FORMULA = "公式"
    OBJECT = "对象"
    FIELD = "域"
    SYMBOL = "符号"
    FILE = "插入的文件"
    NOTE = "脚注或尾注"


class Losses:
    """Gathers them through a document; ``boxed`` are the lines of text boxes."""

    def __init__(self) -> None:
        self.boxed: list[SourceLine] = []
        self._count: Counter[LostContent] = Counter()
        self._first: dict[LostContent, Location] = {}

    def miss(self, gap: LostContent, where: Location) -> None:
        """Note one at that place."""
        self._first.setdefault(gap, where)
        self._count[gap] += 1

    def findings(self) -> Iterator[Finding]:
        """One for each kind; a picture is a note, since most are seals and ornaments."""
        for gap, count in self._count.items():
            severity = Severity.NOTE if gap is LostContent.PICTURE else None
            cells = [CellRef(id="unplaced", where=self._first[gap])]
            yield finding("IM-14", cells, severity=severity, kind=str(gap), count=count)
        if self.boxed:
            cells = [unplaced_ref(line.where, line.text) for line in self.boxed]
            yield finding("IM-15", cells, actual=cells[0].value, count=len(cells))
