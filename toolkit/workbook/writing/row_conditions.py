"""One relation over the repeated rows of a table, written for one formula that judges every row.

Row by row it says what :mod:`toolkit.form.excel` writes of a single relation. A figure is SUMIF by the row's number,
which passes over words as SUM does; a condition is arithmetic on ones and zeros, for SUMPRODUCT gives no array to IF,
AND and OR. For a conditional format the same is written of one row, whose cells move with the cell that it colours:
such a format may hold no list, and leaves what all rows have in common to the line of 校验.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from toolkit.form.excel import CellAddress, FormulaContext, areas, blank_formula, column_letters, dash_search, quoted
from toolkit.form.expression import Total
from toolkit.form.grid import Role
from toolkit.form.relations import Relation, StateConditions
from toolkit.rules.live_checks import RowMarks
from toolkit.workbook.plan import Plan
from toolkit.workbook.references import area, cell


@dataclass(frozen=True)
class LikeRows:
    """``relations``, one for each repeated row of ``table`` in order: the same one, of each row's own cells."""

    plan: Plan
    context: FormulaContext
    table: str
    relations: Sequence[Relation]

    @cached_property
    def over(self) -> Mapping[str, tuple[str, ...]]:
        """The cells of all rows by that of the first: of cells that differ from row to row, and of inputs behind."""
        found = {}
        for column in zip(*(relation.refs for relation in self.relations), strict=True):
            if column[0] != column[-1]:
                found[column[0]] = column
                found |= {behind[0]: behind for behind in zip(*map(self.inputs, column), strict=True)}
        return found

    @property
    def cell_addresses(self) -> list[CellAddress]:
        """Every cell that the relations are about, row by row."""
        return [self.plan.at(ref) for relation in self.relations for ref in relation.refs]

    def inputs(self, quantity: str) -> tuple[str, ...]:
        """The inputs behind a quantity."""
        return self.plan.form.input_sums[quantity].refs

    def conditions(self) -> StateConditions:
        """Of all rows, as arrays: a row that is not there is neither open nor in violation."""
        return self._conditions(_Rows(self))

    def marks(self) -> Iterator[RowMarks]:
        """The cells of each run of rows that are judged alike, with whether the first of these is in violation."""
        for _, run in groupby(range(len(self.relations)), self._alike):
            rows = list(run)
            refs = [ref for row in rows for ref in self.relations[row].refs if self._moves(ref)]
            cell_addresses = tuple(map(self.plan.at, refs))
            yield RowMarks(cell_addresses, self._conditions(_Rows(self, rows[0])).violated)

    def number(self) -> str:
        """The cells in which the table numbers these rows."""
        grid = self.plan.grids[self.table]
        column = next(place.column for place in grid.places if place.role is Role.ROW) + 1
        first = self.plan.at(self.plan.form.repeated_rows[self.table][0][0])
        return _Rows(self).box(CellAddress(first.sheet, column, first.row), column)

    def _moves(self, ref: str) -> bool:
        return ref not in self.relations[0].refs or ref in self.over

    def _alike(self, row: int) -> object:
        """Equal for rows that are judged alike: the first is always there, and of others their source tells."""
        cells = [column[row] for column in self.over.values()]
        return row > 0, [(name in self.context.printed_blank, name in self.context.unread) for name in cells]

    def _conditions(self, write: _Rows) -> StateConditions:
        relation = self.relations[0]
        found = relation.conditions(write)
        if any(ref not in self.over for ref in relation.refs):
            return found
        there = write.either(
            [write.exists(table) for table in sorted(set(map(self.plan.form.table_of, relation.refs)))]
        )
        return StateConditions(*(f"{there}*{condition}" for condition in found))


@dataclass(frozen=True)
class _Rows:
    """:class:`~toolkit.form.relations.RelationFormulas` of all rows, or of one."""

    of: LikeRows
    row: int | None = None

    def total(self, total: Total) -> str:
        parts = [str(total.constant)] if total.constant or not total else []
        for sign, written in ((1, "+"), (-1, "-")):
            refs = [term.ref for term in total.terms if term.sign == sign]
            common = areas((self.of.plan.at(ref) for ref in refs if ref not in self.of.over), fixed=True)
            parts += [f"{written}SUM({','.join(common)})"] if common else []
            parts += [f"{written}{self._figure(ref)}" for ref in refs if ref in self.of.over]
        return f"({''.join(parts).removeprefix('+')})"

    def blank(self, refs: Sequence[str]) -> str:
        inputs = [name for ref in refs if ref in self.of.over for name in self.of.inputs(ref)]
        by_zeros: dict[str | None, dict[str, None]] = {}
        for name in inputs:
            by_zeros.setdefault(self.of.context.zeros(name), {})[name] = None
        common = [ref for ref in refs if ref not in self.of.over]
        if common and self.row is None:
            written = blank_formula(common, self.of.plan.at, self.of.inputs, self.of.context)
            return self.either([*(self._missing(list(own), zeros) for zeros, own in by_zeros.items()), f"({written})"])
        return self.either([self._missing(list(own), zeros) for zeros, own in by_zeros.items()])

    def open_target(self, target: Total, refs: Sequence[str]) -> str:
        own = [name for ref in target.refs if ref in self.of.over for name in self.of.inputs(ref)]
        unread = self.of.context.unread
        lost = [f"{self._where(name, unread)}*({self._held([name])}<{self._needed([name])})" for name in own]
        found = [each for name, each in zip(own, lost, strict=True) if not unread.isdisjoint(self.of.over[name])]
        words = [f"({self._filled(own)}>{self._held(own)})"] if own else []
        return self.either([self.blank(refs), *found, *words])

    def level_among(self, levels: Sequence[str]) -> str:
        context = self.of.context
        named = (f'{context.level}="{context.level_labels(level)}"' for level in levels)
        return f"OR({','.join(named)})"

    def level_unknown(self) -> str:
        return f'{self.of.context.level}=""'

    def either(self, conditions: Sequence[str]) -> str:
        """Whether any of the conditions holds."""
        return f"({'+'.join(conditions) or '0'}>0)"

    def exists(self, table: str) -> str:
        """Whether the row of a table is there: the first is; others are if more cells show something than formulas."""
        if self.row == 0:
            return "1"
        first = self.of.plan.form.repeated_rows[table][0]
        left, right = self.of.plan.at(first[0]), self.of.plan.at(first[-1]).column
        box, formulas = self.box(left, right), right - left.column + 1 - len(first)
        shown = f"({self._added([(box, right - left.column + 1)], lambda box: f'(LEN(TRIM({box}))>0)*1')}>{formulas})"
        is_first = f"+(ROW({self.box(left, left.column)})=ROW({cell(left)}))" if self.row is None else ""
        return f"({shown}{is_first}>0)"

    def box(self, first: CellAddress, right: int) -> str:
        """The cells from one of the first row to the column ``right``: of all rows, or of the one."""
        if self.row is None:
            return area(first, CellAddress(first.sheet, right, first.row + len(self.of.relations) - 1))
        left, last = column_letters(first.column), column_letters(right)
        here = first.row + self.row
        return f"{quoted(first.sheet)}!${left}{here}" + ("" if left == last else f":${last}{here}")

    def _figure(self, ref: str) -> str:
        cell_address = self.of.plan.at(ref)
        box = self.box(cell_address, cell_address.column)
        return f"SUM({box})" if self.row is not None else f"SUMIF({self.of.number()},{self.of.number()},{box})"

    def _missing(self, names: Sequence[str], zeros: str | None) -> str:
        """Whether one of the cells, whose blanks are zeros by the same cell, holds no number."""
        lacking = f"({self._held(names)}<{self._needed(names)})"
        if zeros is None:
            return lacking
        declared = f'({zeros}="{self.of.context.zeros_text}")'
        return f"({declared}*({self._filled(names)}>{self._held(names)})+(1-{declared})*{lacking})"

    def _needed(self, names: Sequence[str]) -> str:
        """How many of the cells must hold a number: one that a report printed empty only once it holds anything."""
        printed, table_of = self.of.context.printed_blank, self.of.plan.form.table_of
        parts, asked = [], dict.fromkeys(map(table_of, names), 0)
        for name in names:
            if printed.isdisjoint(self.of.over[name]):
                asked[table_of(name)] += 1
            else:
                empty = self._where(name, printed)
                parts.append(f"{self.exists(table_of(name))}*(1-{empty})+{self._filled([name])}*{empty}")
        return "+".join([*(f"{count}*{self.exists(table)}" for table, count in asked.items() if count), *parts])

    def _held(self, names: Sequence[str]) -> str:
        """How many of the cells hold a number, or a dash, which readers take for zero."""
        return self._added(self._boxes(names), lambda box: f"ISNUMBER({box})+ISNUMBER({dash_search(box)})")

    def _filled(self, names: Sequence[str]) -> str:
        return self._added(self._boxes(names), lambda box: f"(LEN({box})>0)*1")

    def _where(self, name: str, cells: frozenset[str]) -> str:
        """1 where the row's cell is one of ``cells``."""
        flags = [str(int(own in cells)) for own in self.of.over[name]]
        return f"{{{';'.join(flags)}}}" if self.row is None else flags[self.row]

    def _boxes(self, names: Iterable[str]) -> list[tuple[str, int]]:
        """The cells as few areas, each with its number of columns."""
        runs: list[tuple[CellAddress, int]] = []
        for cell_address in sorted(set(map(self.of.plan.at, names))):
            if runs and (runs[-1][0].sheet, runs[-1][1] + 1) == (cell_address.sheet, cell_address.column):
                runs[-1] = runs[-1][0], cell_address.column
            else:
                runs.append((cell_address, cell_address.column))
        return [(self.box(first, right), right - first.column + 1) for first, right in runs]

    def _added(self, boxes: Iterable[tuple[str, int]], write: Callable[[str], str]) -> str:
        """What ``write`` gives of each cell, added up along the row."""
        parts = [
            f"SUMPRODUCT({write(box)})"
            if self.row is not None
            else f"MMULT({write(box)},{{{';'.join('1' * wide)}}})"
            if wide > 1
            else write(box)
            for box, wide in boxes
        ]
        return f"({'+'.join(parts)})"
