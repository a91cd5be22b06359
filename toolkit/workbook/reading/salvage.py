"""What can still be read of a damaged workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from toolkit.filing import Filing
from toolkit.filing.texts import texts_of
from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.workbook.reading.mending import LOST
from toolkit.workbook.reading.read import read_book
from toolkit.workbook.reading.refusal import refusal
from toolkit.workbook.reading.safety import mended_bytes
from toolkit.workbook.reading.source import Book, Cells, Content, OpenpyxlBook, TooWide, Unsound
from toolkit.workbook.slots import label_of


def salvage(path: Path) -> tuple[Filing, tuple[Finding, ...]]:
    """The filing as far as it can be read, with WB-06 for every place and sheet that could not be.

    :class:`~toolkit.errors.UnreadableFile` where nothing can: no workbook of ours at all, or the part that says what
    its sheets are is gone.
    """
    try:
        book = _Forgiving(OpenpyxlBook(mended_bytes(path)))
        filing, findings = read_book(book, path.name)
    except TooWide:
        raise refusal("WB-01", "hostile", name=path.name, reason="工作表的范围异常大") from None
    except Unsound:
        raise refusal("WB-01", "beyond_repair", name=path.name) from None
    return filing, (*(_told(sheet) for sheet in book.broken), *_lost_words(filing), *findings)


def _told(sheet: str) -> Finding:
    return finding("WB-06", [CellRef(id="", where=sheet)], variant="unreadable", sheet=sheet)


def _lost_words(filing: Filing) -> Iterator[Finding]:
    """The places whose text is gone, in one finding."""
    lost = [
        CellRef(id=key, where=text.where, label=label_of(filing.form, key), value=text.value)
        for key, text in texts_of(filing)
        if text.value == LOST
    ]
    if lost:
        yield finding("WB-06", lost, variant="words", count=len(lost), actual=LOST)


class _Forgiving:
    """A book whose ill-formed sheets hold what stands before the fault; ``broken`` names them."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.broken: dict[str, None] = {}

    @property
    def sheets(self) -> tuple[str, ...]:
        """See :class:`~toolkit.workbook.reading.source.Book`."""
        return self._book.sheets

    @property
    def names(self) -> Mapping[str, str]:
        """See :class:`~toolkit.workbook.reading.source.Book`."""
        return self._book.names

    def cells(self, sheet: str) -> Cells:
        """See :class:`~toolkit.workbook.reading.source.Book`."""
        try:
            return self._book.cells(sheet)
        except TooWide:
            raise
        except Unsound:
            self.broken[sheet] = None
            return self._book.cells(sheet)

    def calculated(self, sheet: str, row: int, column: int) -> Content:
        """See :class:`~toolkit.workbook.reading.source.Book`."""
        try:
            return self._book.calculated(sheet, row, column)
        except Unsound:
            return None
