"""Two years of an agency side by side: every cell with its change, and how alike the text is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.filing import Filing
from toolkit.filing.values import printed_value
from toolkit.form.editions import comparable
from toolkit.form.expression import Number
from toolkit.form.model import Cell, Table
from toolkit.form.repeating import NAME
from toolkit.narrative import paragraphs
from toolkit.rules.likeness import likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """A cell in both years, its number or its words; None where it is blank or not read, or means something else in
    last year's form, or where there was no such row.
    """

    id: str
    table: str
    label: str
    unit: str
    last: Number | str | None
    this: Number | str | None

    @property
    def difference(self) -> Number | None:
        """This year's less last year's; None while either is unknown, or where they are words."""
        if isinstance(self.last, int | Decimal) and isinstance(self.this, int | Decimal):
            return self.this - self.last
        return None

    @property
    def rate(self) -> str:
        """The change in per cent of last year, one decimal; empty where there was nothing to grow from.

        Only what is gone altogether has fallen by 100 %. Of words whether they are others now.
        """
        last, this = self.last, self.this
        if isinstance(last, str) and isinstance(this, str):
            return "不同" if last != this else "相同"
        if not isinstance(last, int | Decimal) or not isinstance(this, int | Decimal) or last <= 0:
            return ""
        rate = f"{(this - last) / last:+.1%}" if this != last else "0.0%"
        return "-99.9%" if rate == "-100.0%" and this / last > 0 else rate


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLikeness:
    """How much of a section's text this year stood in last year's, from 0 to 1; None where either has none."""

    section: str
    heading: str
    share: float | None


@dataclass(frozen=True, kw_only=True)
class YearComparison:
    """This year against last. ``left_out`` names the tables of which some cells differ in meaning between forms."""

    last: Filing
    this: Filing
    changes: tuple[CellChange, ...]
    texts: tuple[TextLikeness, ...]
    left_out: tuple[str, ...]


def compare_years(last: Filing, this: Filing) -> YearComparison:
    """Every cell of this year's form beside last year's, and every section of text."""
    same = comparable(last.form, this.form)
    shorts = {table.id: table.short for table in this.form.tables}
    changes = tuple(
        CellChange(
            id=pair.cell.id,
            table=shorts[pair.cell.table],
            label=pair.label,
            unit=pair.cell.unit,
            last=_value(last, pair.before) if pair.before in same else None,
            this=_value(this, pair.now),
        )
        for table in this.form.tables
        for pair in cell_pairs(last, this, table)
    )
    left_out = dict.fromkeys(change.table for change in changes if change.id not in same)
    texts = tuple(
        _alike(last, this, section.id, section.heading) for section in this.form.sections if section.holds_text
    )
    return YearComparison(last=last, this=this, changes=changes, texts=texts, left_out=tuple(left_out))


@dataclass(frozen=True, slots=True)
class CellPair:
    """The ids of a cell in both years, empty in a year that has no such row; of what ``cell`` is, and its label."""

    cell: Cell
    label: str
    before: str
    now: str


def cell_pairs(last: Filing, this: Filing, table: Table) -> Iterator[CellPair]:
    """Each cell with that of last year: of repeated rows that of the row with the same name."""
    own = [cell for cell in this.form.cells.values() if cell.table == table.id]
    repeated = [cell for cell in own if cell.id in this.form.repeated and cell.column != NAME]
    columns = [cell for cell in repeated if cell.row == repeated[0].row]
    before, now = _rows_by_name(last, table), _rows_by_name(this, table)
    for key in dict.fromkeys((*now, *before)):
        for cell in columns:
            there = [f"{table.id}.{rows[key]}.{cell.column}" if key in rows else "" for rows in (before, now)]
            yield CellPair(cell, f"{key[0] or '（没有名称）'}，{cell.column_label}", *there)
    yield from (CellPair(cell, cell.label, cell.id, cell.id) for cell in own if cell.id not in this.form.repeated)


def _rows_by_name(filing: Filing, table: Table) -> dict[tuple[str, int], str]:
    """The repeated rows that there are, each by its name and which of that name it is."""
    seen: Counter[str] = Counter()
    found = {}
    for row, name in filing.names(table.id).items():
        seen[name] += 1
        found[name, seen[name]] = row
    return found


def _value(filing: Filing, quantity: str) -> Number | str | None:
    """The number of a cell, or its words as a report prints them."""
    if not quantity:
        return None
    kind = filing.form.kind_of(quantity)
    return filing.number(quantity) if kind.numeric else printed_value(kind, filing.entry(quantity)) or None


def _alike(last: Filing, this: Filing, section: str, heading: str) -> TextLikeness:
    now, before = ([part.text for part in paragraphs(filing, section)] for filing in (this, last))
    share = likeness(now, before) if any(now) and any(before) else None
    return TextLikeness(section=section, heading=heading, share=share)
