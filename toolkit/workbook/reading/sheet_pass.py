"""One pass over the rows of a sheet: values, formulas, and what of them nobody sees."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.bounds import WORKBOOK_SLOTS
from toolkit.patterns import regex
from toolkit.workbook.reading.cell_addresses import place_of
from toolkit.workbook.reading.cell_styles import CellStyle
from toolkit.workbook.reading.colours import WHITE
from toolkit.workbook.reading.conditional_formats import NEWER, ConditionalFormats, changes
from toolkit.workbook.reading.serials import iso_moment
from toolkit.workbook.reading.shared_formulas import translated
from toolkit.workbook.reading.source_workbook import (
    Content,
    ExcelError,
    Formula,
    RichText,
    SheetTooLarge,
    UnreadableCell,
)
from toolkit.workbook.reading.strings import PLAIN_FONT, FormattedString, StringReader, unescaped

_LEAST_SEEN = {"ht": 4.0, "width": 0.7}
"""Points of a row's height and characters of a column's width, below which no figure can be made out."""
_LAST_ROW, _LAST_COLUMN = 1_048_576, "XFD"
_NUMBER = regex(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,9})?")
_PICTURE = "DISPIMG("
"""What WPS writes for a picture that is put into a cell, as formula and as text."""
_NOT_A_NUMBER = frozenset({"NaN", "nan", "-NaN", "-nan"})
"""What some programs write for what they could not compute."""
_KEPT_DIGITS = 15
FILLED = 5
"""What a cell or a string that holds something costs in slots."""

Place = tuple[int, int]


@dataclass(slots=True)
class Budget:
    """What is left of :data:`~toolkit.bounds.WORKBOOK_SLOTS` for all sheets of a workbook together."""

    left: int = WORKBOOK_SLOTS

    def spend(self, slots: int) -> None:
        """:class:`SheetTooLarge` where they are more than what is left."""
        self.left -= slots
        if self.left < 0:
            raise SheetTooLarge


@dataclass(frozen=True, slots=True)
class SheetCells:
    """The filled cells of one sheet; ``shown`` is what its formulas showed."""

    cells: dict[Place, Content] = field(default_factory=dict)
    shown: dict[Place, Content] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    covered: set[Place] = field(default_factory=set)
    conditional: set[Place] = field(default_factory=set)
    pictures: list[Place] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SheetPass:
    """What cells refer to, and the cells that they become. ``namespace`` is that of their elements, in braces."""

    namespace: str
    inline: StringReader
    strings: Sequence[str | FormattedString]
    styles: Mapping[str, CellStyle]
    conditional: ConditionalFormats
    budget: Budget
    into: SheetCells

    @property
    def tags(self) -> tuple[str, ...]:
        """The elements to pass over: of columns, rows, merged cells and conditional formats, in this order."""
        formats = "conditionalFormatting"
        return (*(f"{self.namespace}{tag}" for tag in ("col", "row", "mergeCell", formats)), f"{NEWER}{formats}")

    def rows(self, elements: Iterable[Any]) -> Iterator[int]:
        """Take one element after the other; the number of each row.

        :class:`SheetTooLarge` where rows and cells exceed the budget; any exception where they are no rows.
        """
        shared: dict[str, tuple[str, Place]] = {}
        tags = tuple(f"{self.namespace}{name}" for name in ("v", "f", "is"))
        columns, _, merged, *formats = self.tags
        last = 0
        for row in elements:
            if row.tag == columns:
                if _hidden(row, "width"):
                    self.into.hidden_columns.append(range(int(row.get("min")), int(row.get("max")) + 1))
                continue
            if row.tag == merged:
                self._merge(row.get("ref", ""))
                continue
            if row.tag in formats:
                self._format(row)
                continue
            last = int(row.get("r", last + 1))
            if last > _LAST_ROW:
                raise SheetTooLarge
            if _hidden(row, "ht"):
                self.into.hidden_rows.add(last)
            column = 0
            for cell in row:
                place = cell.get("r")
                at = place_of(place) if place else (last, column + 1)
                column = at[1]
                if len(cell):
                    self._take(cell, at, shared, tags)
            self.budget.spend(1 + len(row))
            yield last

    def _take(self, cell: Any, at: Place, shared: dict[str, tuple[str, Place]], tags: tuple[str, ...]) -> None:
        value = inline = formula = None
        for child in cell:
            if child.tag == tags[0]:
                value = child.text
            elif child.tag == tags[1]:
                formula = child
            elif child.tag == tags[2]:
                inline = child
        self.budget.left -= FILLED
        kind, style = cell.get("t", "n"), self.styles.get(cell.get("s", ""))
        shown: Content = None
        if kind == "inlineStr":
            shown = None if inline is None else _styled(self.inline.string(inline), style)
        elif value:
            shown = self._value(kind, value, style)
        elif kind == "str" and formula is not None:
            shown = ""
        if formula is not None:
            text = self._formula_text(formula, at, shared)
            if _PICTURE in text:
                self.into.pictures.append(at)
                return
            self.into.cells[at] = Formula(text)
            self.into.shown[at] = shown
        elif shown is not None:
            self.into.cells[at] = shown

    def _merge(self, area: str) -> None:
        """Programs that keep what stood in merged cells show that of the first alone."""
        first, last = _corners(area)
        self.into.merged.append((first, last))
        self.into.covered.update(self._filled(first, last) - {first})

    def _format(self, element: Any) -> None:
        """Keep the cells of which its conditional formats may show something else."""
        for style, area in itertools.product(self.conditional.of(element), self.conditional.areas(element)):
            try:
                corners = _corners(area)
            except ValueError:
                continue  # "#REF!", say: it is no cell's
            for place in self._filled(*corners):
                self.budget.spend(style.cost)
                content = self.into.cells[place]
                if changes(style, self.into.shown.get(place) if isinstance(content, Formula) else content):
                    self.into.conditional.add(place)

    def _filled(self, first: Place, last: Place) -> set[Place]:
        """The filled cells of an area."""
        (top, left), (bottom, right) = first, last
        size, filled = (bottom - top + 1) * (right - left + 1), self.into.cells
        self.budget.spend(1 + min(size, len(filled)))
        if size > len(filled):
            return {place for place in filled if top <= place[0] <= bottom and left <= place[1] <= right}
        places = itertools.product(range(top, bottom + 1), range(left, right + 1))
        return {place for place in places if place in filled}

    def _value(self, kind: str, text: str, style: CellStyle | None) -> Content:
        """What a cell of that kind shows; what is not of its kind is an :class:`UnreadableCell`."""
        try:
            if kind == "n":
                number = _number(text)
                if style is None:
                    return number
                self.budget.spend(style.cost)
                return style.number(number)
            if kind == "s":
                return _styled(self.strings[_index(text)], style)
            if kind == "b":
                return {"1": True, "true": True, "0": False, "false": False}[text.strip()]
            if kind == "e":
                return ExcelError(text)
            return iso_moment(text) if kind == "d" else _styled(unescaped(text), style)
        except (ValueError, LookupError):
            return ExcelError("#NUM!") if text in _NOT_A_NUMBER else UnreadableCell(text)

    def _formula_text(self, formula: Any, at: Place, shared: dict[str, tuple[str, Place]]) -> str:
        """The formula with its ``=``: a shared one as its cell has it, of a data table nothing."""
        kind, index = formula.get("t"), formula.get("si")
        if kind == "dataTable":
            return "="
        if kind == "shared" and index in shared:
            text, (row, column) = shared[index]
            self.budget.spend(len(text))
            return translated(text, at[0] - row, at[1] - column)
        text = f"={formula.text or ''}"
        if kind == "shared" and text != "=":
            shared[index] = text, at
        return text


def _corners(area: str) -> tuple[Place, Place]:
    """The first and last cell of ``B2:D9``, of ``B2``, of whole columns (``B:D``) or rows (``2:9``)."""
    first, _, last = area.replace("$", "").partition(":")
    if first.isalpha():
        first, last = f"{first}1", f"{last}{_LAST_ROW}"
    elif first.isdecimal():
        first, last = f"A{first}", f"{_LAST_COLUMN}{last}"
    return place_of(first), place_of(last or first)


def _hidden(element: Any, size: str) -> bool:
    """Whether a row or column is hidden, or closed so far that nothing in it can be made out."""
    return element.get("hidden", "0") not in ("0", "false") or _is_closed(element.get(size), _LEAST_SEEN[size])


def _is_closed(size: str | None, least: float) -> bool:
    try:
        return size is not None and float(size) < least
    except ValueError:
        return False


def _styled(text: str | FormattedString, style: CellStyle | None) -> str | RichText:
    if style is not None:
        return style.text(text)
    return text if isinstance(text, str) else text.within(PLAIN_FONT, WHITE)


def _number(text: str) -> int | float:
    """:class:`ValueError` for what is none, infinities among it."""
    if len(text) <= _KEPT_DIGITS and text.isdecimal() and text.isascii():
        return int(text)
    match = _NUMBER.fullmatch(text.strip())
    number = float(text) if match else math.nan
    if not math.isfinite(number):
        raise ValueError(text)
    whole = "." not in text and "e" not in text and "E" not in text
    return int(number) if whole and abs(number) < 10**_KEPT_DIGITS else number


def _index(text: str) -> int:
    index = int(text)
    if index < 0:
        raise ValueError(text)
    return index
