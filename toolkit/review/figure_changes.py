"""What changed between two reports' figures, cell by cell, as far as both can be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from toolkit.filing import Entry, Filing, Source
from toolkit.filing.values import printed_value, reported_text
from toolkit.ingest.comparison import CellPair, cell_pairs
from toolkit.location import NOWHERE, Location
from toolkit.review.plain_text import plain_text


class FigureState(Enum):
    """How a figure of one report stands in the other."""

    SAME = auto()
    OTHER = auto()
    BLANK = auto()  # printed empty, where the one has something
    BLANK_ZERO = auto()  # printed empty, where the one has 0, and the form takes such a blank for 0
    ADDED = auto()  # of a row that the one has not
    ABSENT = auto()  # of a row that is in the one alone
    UNCLEAR = auto()  # something stands there of which it is not certain which digits are the figure
    UNREAD = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureComparison:
    """A cell of both: its id and place in the first, its label with the table, and what each prints."""

    id: str
    table: str
    label: str
    where: Location
    before: str
    after: str
    state: FigureState


def compare_figures(before: Filing, after: Filing) -> tuple[FigureComparison, ...]:
    """Every cell of the form that both are on; repeated rows by their names."""
    return tuple(
        _compared(before, after, pair) for table in before.form.tables for pair in cell_pairs(before, after, table)
    )


def _compared(before: Filing, after: Filing, pair: CellPair) -> FigureComparison:
    now = printed_entry(after, pair.now) if pair.now else None
    shown = printed_value(after.form.kind_of(pair.now), now) if now else ""
    return FigureComparison(
        id=pair.before or pair.now,
        table=pair.cell.table,
        label=pair.label,
        where=before.where(pair.before) if pair.before else NOWHERE,
        before=reported_text(before, pair.before) if pair.before else "",
        after=shown,
        state=_state(before, pair, after, now, shown),
    )


def printed_entry(filing: Filing, quantity: str) -> Entry | None:
    """What a source prints for a cell; of a sum what it states, no matter what its parts come to. None: not read."""
    entry = filing.stated.get(quantity) if quantity in filing.form.derived else filing.inputs.get(quantity)
    if filing.source is Source.REPORT or entry:
        return entry
    number = filing.number(quantity)
    return None if number is None else Entry(number=number)


def _state(before: Filing, pair: CellPair, after: Filing, now: Entry | None, shown: str) -> FigureState:
    if not pair.before:
        return FigureState.ADDED
    if now is None:
        return FigureState.UNREAD if pair.now else FigureState.ABSENT
    wanted = reported_text(before, pair.before)
    if plain_text(wanted) == plain_text(shown):
        return FigureState.SAME
    if not shown:
        counts_as_zero = after.number(pair.now) == 0 == before.number(pair.before)
        return FigureState.BLANK_ZERO if counts_as_zero else FigureState.BLANK
    if not after.form.kind_of(pair.now).numeric:
        return FigureState.OTHER
    if now.unclear:
        return FigureState.UNCLEAR
    return FigureState.SAME if before.number(pair.before) == now.number else FigureState.OTHER
