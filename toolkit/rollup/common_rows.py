"""Rows that repeat, of several units: those of one name are one row, in the order in which names first occur.

A row without a name stays a row of its own, so that no sum lacks it. Where there are more names than the form has rows
prepared, nothing is put together: the rows stand unit by unit on a plain sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from toolkit.finding import CellRef, Finding
from toolkit.form import Form, Severity
from toolkit.form.expression import Number, Term, Total
from toolkit.form.model import Table
from toolkit.form.repeating import NAME
from toolkit.rollup.run_results import LACKING, UnitResult
from toolkit.rollup.serialization import Numbers, Words

RowKey = tuple[str, str]
"""What a row is about: its name; or, without one, the unit and the row that it is there."""


def rows_of(form: Form, table: Table, unit: UnitResult) -> Mapping[str, RowKey]:
    """The rows of a unit's repeated table that hold anything, each with what it is about."""
    found = {}
    for cells in form.repeated_rows[table.id]:
        row = form.cells[cells[0]].row
        name = unit.words.get(f"{table.id}.{row}.{NAME}")
        holds = name or any((unit.figures or {}).get(cell) or unit.words.get(cell) for cell in cells)
        if name is not None and holds:
            found[row] = (name, "") if name else ("", f"{unit.unit} {row}")
    return found


def name_cell(cell: str) -> str:
    """The cell that holds the name of the row of ``cell``."""
    return f"{cell.rpartition('.')[0]}.{NAME}"


def row_label(form: Form, words: Words, quantity: str) -> str:
    """The label of a cell or field; of a repeated row with the row's name, if it has one."""
    name = words.get(name_cell(quantity)) if quantity in form.repeated else ""
    return f"{name}，{form.cells[quantity].column_label}" if name else form.label(quantity)


def same_rows(form: Form, total: Total, parent: UnitResult, child: UnitResult) -> Total:
    """What ``total`` of a government's is among the figures of a unit below; of a row that repeats, the rows of its
    name. A sum over all rows is the same, and one to which the unit has no rows is empty."""
    if len(total.terms) > 1 or form.repeated.isdisjoint(total.refs):
        return total
    [term] = total.terms
    cell, name = form.cells[term.ref], parent.words.get(name_cell(term.ref))
    rows = rows_of(form, form.table(cell.table), child)
    own = [row for row, (called, _) in rows.items() if name and called == name]
    return Total(tuple(Term(f"{cell.table}.{row}.{cell.column}", term.sign) for row in own))


@dataclass(frozen=True, kw_only=True)
class CommonRows:
    """The rows on which ``units`` can be added."""

    form: Form
    units: Sequence[UnitResult]

    @property
    def overfull(self) -> Iterator[tuple[Table, int]]:
        """The first table of each kind of row of which there are more than are prepared, and how many there are."""
        for tables in self._alike:
            keys = self._numbers[tables[0].id]
            if len(keys) > _most(tables):
                yield tables[0], len(keys)

    def aligned(self, unit: UnitResult) -> UnitResult:
        """``unit`` with its repeated rows where the common ones are, and zeros where it has none of them."""
        if unit.figures is None or not self._alike:
            return unit
        figures, words, lacking = dict(unit.figures), dict(unit.words), set(unit.lacking)
        for part in self.form.repeated:
            figures.pop(part, None)
            words.pop(part, None)
        lacking -= self.form.repeated
        for table in (table for tables in self._alike if self._fits(tables) for table in tables):
            placed = self._placed(table, unit)
            if self._known(table, unit):
                figures |= placed.figures
            words |= placed.words
            lacking |= placed.lacking
        remarks = [each for each in unit.remarks if each.code != LACKING]
        if lacking:
            remarks.append(Finding(code=LACKING, severity=Severity.WARNING, message="", cells=_refs(lacking)))
        return replace(unit, figures=figures, words=words, remarks=tuple(remarks))

    def unread(self, aligned: Sequence[UnitResult]) -> frozenset[str]:
        """The numbers that no unit with the row states: zeros of the others are no sum."""
        found: set[str] = set()
        for table in (table for tables in self._alike for table in tables):
            for cells in self.form.repeated_rows[table.id]:
                having = [unit.figures or {} for unit in aligned if cells[0] in unit.words]
                found |= {cell for cell in cells if having and not any(cell in figures for figures in having)}
        return frozenset(found)

    def single(self, aligned: Sequence[UnitResult]) -> tuple[Numbers, Words]:
        """What does not add up, such as rates and words, of the rows that only one of the ``aligned`` units has."""
        figures: dict[str, Number] = {}
        words: dict[str, str] = {}
        for table in (table for tables in self._alike for table in tables):
            for cells in self.form.repeated_rows[table.id]:
                having = [unit for unit in aligned if cells[0] in unit.words]
                for cell in cells if len(having) == 1 else cells[:1] if having else ():
                    own, number = having[0].words.get(cell), (having[0].figures or {}).get(cell)
                    words |= {} if own is None else {cell: own}
                    figures |= {} if number is None or self.form.adds_up(cell) else {cell: number}
        return figures, words

    @cached_property
    def _alike(self) -> tuple[tuple[Table, ...], ...]:
        """The tables that repeat, those with the same kind of row together."""
        found: dict[str, list[Table]] = {}
        for table in self.form.tables:
            if table.repeat:
                found.setdefault(table.repeat.id, []).append(table)
        return tuple(map(tuple, found.values()))

    @cached_property
    def _numbers(self) -> Mapping[str, Mapping[RowKey, int]]:
        """The number of each common row, counted from 0, by table: the same in all tables with that kind of row."""
        found: dict[str, Mapping[RowKey, int]] = {}
        for tables in self._alike:
            keys = dict.fromkeys(key for unit in self.units for key in self._in_order(tables, unit))
            numbers = {key: place for place, key in enumerate(keys)}
            found |= {table.id: numbers for table in tables}
        return found

    def _in_order(self, tables: Iterable[Table], unit: UnitResult) -> Iterator[RowKey]:
        rows = [(row, key) for table in tables for row, key in rows_of(self.form, table, unit).items()]
        yield from (key for _, key in sorted(rows, key=lambda each: int(each[0].rpartition(".")[2])))

    def _fits(self, tables: Sequence[Table]) -> bool:
        return len(self._numbers[tables[0].id]) <= _most(tables)

    def _known(self, table: Table, unit: UnitResult) -> bool:
        """Whether the unit's rows of the table were read: any has a name, or a figure."""
        cells = (cell for row in self.form.repeated_rows[table.id] for cell in row if row[0] in unit.words)
        return any(unit.words.get(cell) or cell in (unit.figures or {}) for cell in cells)

    def _placed(self, table: Table, unit: UnitResult) -> _Placed:
        """The rows of a unit's table on the common ones."""
        rows, numbers = self.form.repeated_rows[table.id], self._numbers[table.id]
        number_of = {self.form.cells[cells[0]].row: place for place, cells in enumerate(rows)}
        sources: dict[int, list[int]] = {}
        for row, key in rows_of(self.form, table, unit).items():
            sources.setdefault(numbers[key], []).append(number_of[row])
        placed = _Placed({}, {}, set())
        for place, column in ((place, column) for place in range(len(rows)) for column in range(len(rows[0]))):
            own = [rows[source][column] for source in sources.get(place, ())]
            # what a table that was not read lacks is lacking in every row, those included that the unit may not have
            behind = own or [cells[column] for cells in rows]
            if unit.lacking.issuperset(behind) or (own and not unit.lacking.isdisjoint(own)):
                placed.lacking.add(rows[place][column])
            self._put(placed, rows[place][column], own, unit)
        return placed

    def _put(self, placed: _Placed, cell: str, own: Sequence[str], unit: UnitResult) -> None:
        """What the cells ``own`` of a unit, of rows with the same name, come to in ``cell``."""
        kind, figures = self.form.kind_of(cell), unit.figures or {}
        if kind.numeric and all(part in figures for part in own) and (kind.adds or len(own) < 2):
            placed.figures[cell] = sum((figures[part] for part in own), 0)
        said = {unit.words[part] for part in own if part in unit.words}
        if not kind.numeric and len(said) == 1:
            placed.words[cell] = said.pop()


@dataclass(frozen=True, slots=True)
class _Placed:
    figures: dict[str, Number]
    words: dict[str, str]
    lacking: set[str]


def _most(tables: Iterable[Table]) -> int:
    return min(table.repeat.most for table in tables if table.repeat)


def _refs(cells: Iterable[str]) -> tuple[CellRef, ...]:
    return tuple(CellRef(id=cell) for cell in sorted(cells))
