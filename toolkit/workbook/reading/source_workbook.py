"""The interface through which reading sees a workbook, and the types of what its cells hold.

A file or an open Excel can stand behind it; nothing above knows which program holds the cells.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from itertools import groupby
from operator import itemgetter
from typing import Protocol

from toolkit.characters import subscript, superscript

WINDOWS_EPOCH, MAC_EPOCH = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 - cells know no time zones
"""The days from which a workbook may count its dates."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as the program wrote it, with its leading ``=``."""

    text: str


@dataclass(frozen=True, slots=True)
class ExcelError:
    """``#DIV/0!`` and its like."""

    code: str


@dataclass(frozen=True, slots=True)
class UnreadableCell:
    """A cell whose content is not what the file says it is; ``text`` is what stands there."""

    text: str


class NumberEffect(Enum):
    """Why what is seen of a number is not the number."""

    PERCENT = auto()  # it is seen a hundredfold, with a percent sign
    WORDS = auto()  # the number is seen, and words with it
    HIDDEN = auto()  # nothing is seen
    CHANGED = auto()  # other digits are seen: rounded, divided, or words in their place
    STRUCK = auto()  # it is struck through
    RAISED = auto()  # it is a superscript or subscript


@dataclass(frozen=True, slots=True)
class FormattedNumber:
    """A number of which something else is seen: ``text`` on the screen, in it ``words`` beside the digits."""

    number: int | float
    text: str
    effect: NumberEffect
    words: str = ""


class RunStyle(Enum):
    """How a part of a text stands in its cell."""

    PLAIN = auto()
    STRUCK = auto()
    RAISED = auto()
    LOWERED = auto()
    HIDDEN = auto()  # the cell's format shows nothing of it


@dataclass(frozen=True, slots=True)
class TextRun:
    """A part of a cell's text in one style."""

    text: str
    style: RunStyle

    @property
    def seen(self) -> str:
        """The text; a superscript or subscript as signs that show one, never as digits of what stands before it."""
        if self.style is RunStyle.RAISED:
            return superscript(self.text)
        return subscript(self.text) if self.style is RunStyle.LOWERED else self.text


@dataclass(frozen=True, slots=True)
class RichText:
    """A text of which some part is not plain."""

    runs: tuple[TextRun, ...]

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def visible(self) -> str:
        """What holds of it, as it is seen: without what is struck through or hidden; small digits beside others."""
        runs = [run for run in self.runs if run.style not in (RunStyle.STRUCK, RunStyle.HIDDEN)]
        marks = any(run.style is RunStyle.PLAIN and run.text.strip() for run in runs)  # else nothing is marked
        return "".join(run.seen if marks else run.text for run in runs)

    def of(self, style: RunStyle) -> str:
        """The parts of one style."""
        return "".join(run.text for run in self.runs if run.style is style)


Content = (
    None
    | bool
    | int
    | float
    | Decimal
    | str
    | dt.date
    | dt.time
    | dt.timedelta
    | Formula
    | ExcelError
    | UnreadableCell
    | FormattedNumber
    | RichText
)
Valueless = Formula | ExcelError | UnreadableCell
"""Content that is no value, whatever it is wanted for."""

Cells = Mapping[tuple[int, int], Content]
"""The filled cells of a sheet by (row, column), counted from 1."""


def in_rows(cells: Cells) -> Iterator[tuple[int, Mapping[int, Content]]]:
    """``cells`` row by row, in order, by column."""
    ordered = sorted(cells.items(), key=itemgetter(0))
    for row, group in groupby(ordered, key=lambda item: item[0][0]):
        yield row, {column: content for (_, column), content in group}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, or a shape with its ``text``, over the cell at ``row`` and ``column``."""

    row: int
    column: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody has put to the cell at ``row`` and ``column``, in its first comment."""

    row: int
    column: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout:
    """What of a sheet is hidden, and what is drawn over it."""

    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[range, ...] = ()
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()  # areas, by their first and last cell
    covered: frozenset[tuple[int, int]] = frozenset()  # filled cells under others that they were merged with
    conditional: frozenset[tuple[int, int]] = frozenset()  # that show something else while a condition is met
    drawings: tuple[Drawing, ...] = ()
    comments: tuple[Comment, ...] = ()

    def hides(self, row: int, column: int) -> bool:
        """Whether nobody sees the cell."""
        out_of_sight = self.hidden or row in self.hidden_rows or (row, column) in self.covered
        return out_of_sight or any(column in columns for columns in self.hidden_columns)


class CorruptPart(Exception):
    """A part of the file cannot be read as what it should be."""


class OutOfBounds(CorruptPart):
    """The file passes a limit or hides what it holds; the text says how, in Chinese, for a refusal's reason."""


class SheetTooLarge(OutOfBounds):
    """The sheets span more than :data:`~toolkit.bounds.WORKBOOK_SLOTS`."""

    def __init__(self) -> None:
        super().__init__("工作表的范围异常大")


class SourceWorkbook(Protocol):
    """A workbook as reading sees it."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """The worksheets' present names, in order."""

    @property
    def names(self) -> Mapping[str, str]:
        """What each defined name of the whole workbook refers to, as written: ``'二 来信'!$C$7``."""

    @property
    def epoch(self) -> dt.datetime:
        """The day from which numbers count dates."""

    def cells(self, sheet: str) -> Cells:
        """The filled cells of a sheet; none for a sheet that is not there."""

    def calculated(self, sheet: str, row: int, column: int) -> Content:
        """What the cell showed when a program last calculated it; None if none ever did. Never a :class:`Formula`."""

    def layout(self, sheet: str) -> SheetLayout:
        """What of the sheet is hidden, and what is drawn over it."""
