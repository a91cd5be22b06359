"""What the cells of a workbook show: a constant as it is, a typed formula by the value last calculated for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from toolkit.filing import Entry
from toolkit.filing.numerals import entry_of, storable
from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.form import Form
from toolkit.form.excel import Spot
from toolkit.workbook.reading.source import Book, Content, ExcelError, Formula
from toolkit.workbook.slots import label_of


@dataclass(kw_only=True)
class Contents:
    """Reads cells of ``book`` for ``form``, and gathers what could not be read (WB-09)."""

    book: Book
    form: Form
    faults: list[tuple[str, CellRef]] = field(default_factory=list)

    def at(self, spot: Spot, key: str, label: str = "") -> Content:
        """What the cell shows; an :class:`ExcelError` or :class:`Formula` only where it shows no value (told)."""
        content = self.raw(spot)
        shown = self._calculated(spot) if isinstance(content, Formula) else content
        if shown is None and isinstance(content, Formula):
            self._tell("never", spot, key, label, content.text)
            return content
        if isinstance(shown, ExcelError):
            self._tell("error", spot, key, label, shown.code)
        return shown

    def raw(self, spot: Spot) -> Content:
        """What is stored."""
        return self.book.cells(spot.sheet).get((spot.row, spot.column))

    def entry(self, spot: Spot, key: str, label: str = "") -> Entry:
        """The cell as a number; text where it shows none, and beside a number that it holds as text needlessly."""
        content = self.at(spot, key, label)
        own = entry(content, spot)
        if isinstance(content, str) and own.number is not None and storable(own.number):
            return replace(own, text=content)
        return own

    def text(self, spot: Spot, key: str, label: str = "") -> str:
        """The cell as text, on one line; nothing where it shows no value."""
        content = self.at(spot, key, label)
        if isinstance(content, Formula | ExcelError):
            return ""
        return " ".join(line.strip() for line in written(content).strip().splitlines())

    def findings(self) -> Iterator[Finding]:
        """WB-09, one a sheet and kind of fault, with every cell."""
        groups: dict[tuple[str, str], list[CellRef]] = {}
        for variant, cell in self.faults:
            groups.setdefault((cell.where.rpartition("!")[0], variant), []).append(cell)
        for (_, variant), cells in groups.items():
            more = f"（本表共 {len(cells)} 格）" if len(cells) > 1 else ""
            yield finding("WB-09", cells, variant=variant, actual=cells[0].value, more=more)

    def _calculated(self, spot: Spot) -> Content:
        return self.book.calculated(spot.sheet, spot.row, spot.column)

    def _tell(self, variant: str, spot: Spot, key: str, label: str, value: str) -> None:
        cell = CellRef(id=key, where=spot.where, label=label or label_of(self.form, key), value=value)
        self.faults.append((variant, cell))


def entry(content: Content, spot: Spot) -> Entry:
    """Any content as a number; what is none stays as text."""
    if isinstance(content, Formula | ExcelError):
        return Entry(where=spot.where, text=written(content))
    return entry_of(written(content) if isinstance(content, dt.date) else content, spot.where)


def written(content: Content) -> str:
    """Content as staff see it."""
    if content is None:
        return ""
    if isinstance(content, Formula):
        return content.text
    if isinstance(content, ExcelError):
        return content.code
    if isinstance(content, dt.datetime) and content.time() == dt.time():
        return content.date().isoformat()
    number = entry_of(content, "").number if isinstance(content, float) else None
    return f"{content if number is None else number}"
