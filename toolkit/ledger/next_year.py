"""The ledger of the next year: what goes on counting, with all that is written of it, and the holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.form import Form
from toolkit.ledger.contents import FilledRow, LedgerContents, WrittenRows
from toolkit.ledger.counting import into, is_counted
from toolkit.ledger.declared import registers_of
from toolkit.ledger.formulas import years_around
from toolkit.ledger.model import Ledger, RegisterRow
from toolkit.ledger.register import Register
from toolkit.ledger.working_days import Arrangement, WorkingDays


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOver:
    """What of a register goes on into the next year: ``kept`` are the rows in which that stands, ``left`` is how many
    others there are; ``dropped`` are the titles of columns for which there is no place."""

    sheet: str
    kept: frozenset[int]
    left: int
    dropped: tuple[str, ...] = ()


def next_contents(ledger: Ledger, written: WrittenRows, form: Form) -> tuple[LedgerContents, tuple[CarriedOver, ...]]:
    """What of ``ledger``, which is without errors, goes on into one on ``form`` of the year after its own.

    A row goes on that is counted in that year, or begins or ends in it or later: so what is open when a year ends is
    what was open before the next begins.
    """
    places = {each.id: each for each in registers_of(form)}
    rows: dict[Register, Mapping[int, FilledRow]] = {}
    carried = []
    for register, filled in written.rows.items():
        place = places.get(register.id)
        wanted = {each.row for each in ledger.registers[register] if place and goes_on(each, ledger.year + 1)}
        kept = {row: each for row, each in filled.items() if row in wanted}
        known = {column.key for column in place.filled} if place else set()
        dropped = dict.fromkeys(register.titles[key] for each in kept.values() for key in each if key not in known)
        if place:
            rows[place] = {row: {k: v for k, v in each.items() if k in known} for row, each in kept.items()}
        left = len(filled) - len(kept)
        carried.append(CarriedOver(sheet=register.sheet, kept=frozenset(kept), left=left, dropped=tuple(dropped)))
    return LedgerContents(rows=rows, handlers=ledger.handlers), tuple(carried)


def goes_on(row: RegisterRow, year: int) -> bool:
    """Whether a row is counted in ``year``, or begins or ends in it or after it."""
    first, counts = dt.date(year, 1, 1), row.register.counts
    bounds = {key for count in counts for key in (count.day, count.until)}
    if any(row.days[key] >= first for key in bounds & row.days.keys()):
        return True
    return any(into(row, count) and is_counted(row, count, year) for count in counts)


def calendar_for(ledger: Ledger, year: int) -> WorkingDays:
    """What the sheet of holidays of a ledger of ``year`` holds: what staff entered into ``ledger``, and notices that
    are known, as far as its calendar reaches."""
    span = years_around(year)
    kept: dict[tuple[dt.date, dt.date, bool], Arrangement] = {}
    for each in ledger.calendar.arrangements:
        if each.last.year >= span[0] and each.first.year <= span[-1]:
            kept.setdefault((each.first, each.last, each.works), each)
    return WorkingDays(tuple(kept.values()), ledger.calendar.years & frozenset(span))
