"""The figure that a cell of a statutory table states, or why it is not certain which."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from toolkit.filing import Entry
from toolkit.filing.numerals import entry_of
from toolkit.form.kinds import NonNumeric, Numeric
from toolkit.form.model import Cell as Declared
from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.note_marks import unmarked
from toolkit.ingest.units import without_unit
from toolkit.location import NOWHERE, Location
from toolkit.patterns import regex

_TWO_NUMBERS = regex(r"\d\s+\d")
_THREE_DECIMALS = regex(r"[.．]\d{3}(?!\d)")  # 18.000 may be eighteen thousand


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFigure:
    """What a cell gave: ``refused`` is the variant of IM-03 that says why it is a text, ``note`` that of IM-10."""

    entry: Entry
    refused: str = ""
    note: str = ""


def read_figure(
    cell: SourceCell, declared: Declared, where: Location = NOWHERE, other: str = "", *, unstated: bool = False
) -> CellFigure:
    """The entry of ``cell``: a number only where it is certain which, else its text as a person sees it.

    ``other`` is the unit that the source states for the cell where it is not the form's. ``unstated``: the source
    leaves out the unit that the form prints. Nothing is nothing in any unit.
    """
    if isinstance(declared.holds, NonNumeric):
        return _words(cell, declared.holds, where)
    bare = without_unit(cell.text, declared.unit)
    found = unmarked(bare or cell.text)
    if cell.uncertain or not found.certain:
        return _refused(cell.uncertain or cell.text, where, "uncertain")
    entry = entry_of(found.text, where)
    if _TWO_NUMBERS.search(found.text) or (entry.number is None and entry.text):
        return _refused(cell.text, where, "default")
    note = "default" if found.mark else "unit" if bare else "grouped" if found.grouped else ""
    if (other or unstated) and entry.number and not bare:
        return _refused(cell.text, where, "unit" if other else "unit_unstated")
    if _is_whole(declared) and (isinstance(entry.number, Decimal) or _THREE_DECIMALS.search(found.text)):
        return _refused(cell.text, where, "point")
    return CellFigure(entry=entry, note=note)


def _refused(text: str, where: Location, variant: str) -> CellFigure:
    return CellFigure(entry=Entry(where=where, text=_one_line(text)), refused=variant)


def _words(cell: SourceCell, kind: NonNumeric, where: Location) -> CellFigure:
    """The words of ``cell`` where it is certain which of the kind's they are."""
    shown = _one_line(cell.text)
    if cell.uncertain:
        return _refused(cell.uncertain, where, "uncertain")
    read = kind.read(shown) if shown else ""
    return CellFigure(entry=Entry(where=where, text=read or shown), refused="words" if shown and not read else "")


def _is_whole(declared: Declared) -> bool:
    return isinstance(declared.holds, Numeric) and declared.holds.whole


def states_number(text: str) -> bool:
    """Whether ``text`` is a number and nothing else; it may have a note mark or a unit."""
    figure = unmarked(text).text
    return any(entry_of(each).number is not None for each in (figure, without_unit(figure)) if each)


def _one_line(text: str) -> str:
    return " ".join(text.split())
