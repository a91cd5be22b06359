"""The interface of a workbook being written, which hides the spreadsheet library.

:mod:`.excel_canvas` makes a file of them, :mod:`.recording_canvas` only notes what stands where.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol

from toolkit.form.excel import CellAddress
from toolkit.form.expression import Number
from toolkit.patterns import regex

Shown = Number | float | str
"""What a formula's cell shows."""
Constant = Shown | date | None
"""What a cell without a formula holds."""

UNAVAILABLE = "#N/A"
"""What a formula shows that has no value: no chart draws it."""
LONGEST_TEXT = 32_767
"""The most characters that a cell holds."""
HEAD_HEIGHT = 24.0
"""Points for a row of column heads of one line."""
_ILLEGAL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Tint(StrEnum):
    """How cells look while a condition holds."""

    FAILING = "failing"
    PASSING = "passing"
    UNFILLED = "unfilled"
    SUBHEAD = "subhead"
    SETTLED = "settled"
    UNREAD = "unread"
    PRINTED_BLANK = "printed_blank"
    INCOMPLETE = "incomplete"
    OPEN_SUM = "open_sum"


class Page:
    """A sheet being written; this one goes nowhere.

    Rows and columns count from 1; areas are addresses without the sheet's name.
    """

    name: str

    def put(self, row: int, column: int, value: Constant, style: str, *, rows: int = 1, columns: int = 1) -> None:
        """A constant. Text stays text whatever it begins with; characters that no workbook can hold are left out."""

    def formula(
        self, row: int, column: int, formula: str, shown: Shown, style: str, *, rows: int = 1, columns: int = 1
    ) -> None:
        """A formula, without its ``=``, and what it shows."""

    def link(self, row: int, column: int, target: CellAddress, style: str = "链接") -> None:
        """Make a cell lead to another."""

    def lock(self, row: int, column: int) -> None:
        """Keep staff from changing a cell, whatever its style lets them do."""

    def tint(self, area: str, formula: str, tint: Tint, *, final: bool = True) -> None:
        """Colour the cells for which ``formula`` (of the first) is true; ``final``: later conditions then do not."""

    def widths(self, widths: Mapping[str, float]) -> None:
        """Column widths in characters, by letter."""

    def hide(self, *letters: str) -> None:
        """Columns that staff need not see."""

    def fold(self, *letters: str) -> None:
        """Make columns an outline that staff can close."""

    def height(self, row: int, points: float) -> None:
        """The height of a row."""

    def freeze(self, address: str) -> None:
        """Keep what is above and left of a cell in view."""

    def filter(self, area: str) -> None:
        """Let staff filter the rows of a list."""


class Canvas(Protocol):
    """A workbook being written. ``growing`` are the sheets whose rows grow with what is typed into them."""

    growing: set[str]

    @property
    def pages(self) -> Mapping[str, Page]:
        """The sheets so far, by name, in order."""

    def page(self, name: str) -> Page:
        """A new sheet, after those already there."""


def clean(text: str) -> str:
    """The text without the characters that no workbook can hold."""
    return _ILLEGAL.sub("", text)


def lines_of(text: str, width: float) -> int:
    """Lines that ``text`` takes in a column of ``width`` characters; Chinese ones are two wide."""
    wide = sum(2 if ord(character) > 0x2E7F else 1 for character in text)
    return max(1, -(-wide // max(1, int(width) - 3)))
