"""How rows of ledgers are shown on a terminal: by their numbers, days and places alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.ledger.counting import Counted


def row_line(counted: Counted) -> str:
    """A row that is counted: its number, its days by which it counts, what it adds where that is not 1, its place."""
    from toolkit.filing.numerals import number_text

    row, register = counted.row, counted.row.register
    keys = dict.fromkeys(key for count in register.counts for key in (count.day, count.until) if key in row.days)
    days = "，".join(f"{register.titles[key]} {row.days[key]}" for key in keys)
    adds = "" if counted.number == 1 else f"  计 {number_text(counted.number)}"
    return f"{row.number or '没有编号'}  {days}{adds}  {counted.ledger.source.name} {row.number_cell.where}"
