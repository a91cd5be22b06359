"""Last year, as far as this year's checks and sentences need it: rows that repeat meet by name, not by position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.filing.prior_form import FormReference
from toolkit.form import Form
from toolkit.form.editions import comparable
from toolkit.form.expression import Number, Term, Total
from toolkit.form.kinds import RowName
from toolkit.form.repeating import NAME

RowNames = Mapping[str, Mapping[str, str]]
"""The names of the repeated rows that there are, by table and row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """Last year's figures and text. ``names`` are those of its repeated rows, by the id of the cell that holds them.

    What no form at hand knows is kept by its id, with the label that its source gives it (``labels``).
    """

    form: Form | None = field(default=None, repr=False)  # None: the filing's own, or absent
    absent: FormReference | None = None  # its form as the source names it, where not all of it is at hand
    year: int
    numbers: Mapping[str, Number]
    names: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, Number] = field(default_factory=dict)
    narrative: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def known_form(self, own: Form) -> Form | None:
        """Its form, as far as it is at hand; ``own`` is that of the filing."""
        return own if self.form is None and self.absent is None else self.form

    def reference(self, own: Form) -> FormReference:
        """How a source names its form."""
        return self.absent or FormReference.of(self.form or own)


@dataclass(frozen=True, kw_only=True)
class PriorFigures:
    """Last year's figures as cells and sums of this year's ``form`` ask for them; ``rows`` are this year's."""

    prior: Prior
    form: Form
    rows: RowNames

    @property
    def form_is_absent(self) -> bool:
        """Whether last year's form is not at hand, so that nobody can say what its numbers are."""
        return self.prior.known_form(self.form) is None

    def number(self, quantity: str) -> Number | None:
        """Last year's number, added up where last year's source gave only its parts.

        None where it is not known, or means something else in last year's form. Of a repeated row that of the row with
        the same name; None where either year has none, or several.
        """
        if quantity not in self._comparable:
            return None
        before = self._row_before(quantity) if quantity in self.form.repeated else quantity
        cell = self.form.cells.get(quantity)
        if before is None or before in self.prior.numbers or not (cell and cell.of):
            return None if before is None else self.prior.numbers.get(before)
        return self.total(cell.of)

    def same_cell(self, quantity: str) -> Number | None:
        """What last year's source says in that very cell, whatever its row was called; None if it meant another."""
        return self.prior.numbers.get(quantity) if quantity in self._comparable else None

    def total(self, total: Total) -> Number | None:
        """A sum of last year's numbers, None while any is not known; over repeated rows that of those it had then."""
        several = self._columns_added(total)
        single = Total(tuple(term for term in total.terms if _column(term.ref) not in several), total.constant)
        added = [self._added(column, sign) for column, sign in several.items()]
        own = single.value(self.number)
        known = [number for number in added if number is not None]
        return None if own is None or len(known) < len(added) else sum(known, own)

    def _columns_added(self, total: Total) -> Mapping[tuple[str, str], int]:
        """The columns of repeated tables that ``total`` adds over their rows, each with its sign."""
        terms = [term for term in total.terms if term.ref in self.form.repeated]
        times = Counter(_column(term.ref) for term in terms)
        return {_column(term.ref): term.sign for term in terms if times[_column(term.ref)] > 1}

    def _added(self, column: tuple[str, str], sign: int) -> Number | None:
        """All that last year's rows have in a column; rows of which nothing is known were not there."""
        table, name = column
        cells = [cell.id for cell in self._form.cells.values() if (cell.table, cell.column) == column]
        repeated = [cell for cell in cells if cell in self._form.repeated]
        there = {_row(known) for known in (*self.prior.numbers, *self.prior.names) if known in self._form.repeated}
        known = [term for cell in repeated if _row(cell) in there for term in self._made_of(cell)]
        if not known or f"{table}.{self._form.cells[repeated[0]].row}.{name}" not in self._comparable:
            return None
        return Total(tuple(Term(term.ref, sign * term.sign) for term in known)).value(self.prior.numbers.get)

    def _made_of(self, cell: str) -> tuple[Term, ...]:
        return (Term(cell),) if cell in self.prior.numbers else self._form.input_sums[cell].terms

    def _row_before(self, quantity: str) -> str | None:
        """The same column of last year's row of the same name."""
        cell = self.form.cells[quantity]
        names = self.rows.get(cell.table, {})
        name = names.get(cell.row)
        row = self._by_name.get((cell.table, name)) if name and [*names.values()].count(name) == 1 else None
        return f"{row}.{cell.column}" if row else None

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], str]:
        """Last year's rows, each with its table, by the name that none other of its table has."""
        named = [((_column(cell)[0], name), _row(cell)) for cell, name in self.prior.names.items() if name]
        times = Counter(key for key, _ in named)
        return {key: row for key, row in named if times[key] == 1}

    @property
    def _form(self) -> Form:
        """Last year's form; :attr:`form` where it is not at hand, and then nothing is comparable."""
        return self.prior.known_form(self.form) or self.form

    @cached_property
    def _comparable(self) -> frozenset[str]:
        """The numbers of this year's form that mean what they meant last year."""
        last = self.prior.known_form(self.form)
        if last is None:
            return frozenset()
        same = comparable(last, self.form)
        columns = {_column(cell) for cell in same & self.form.repeated}
        return same | {cell for cell in self.form.repeated if _column(cell) in columns}


def names_by_id(rows: RowNames) -> Mapping[str, str]:
    """The same by the id of the cell that holds each."""
    return {f"{table}.{row}.{NAME}": name for table, own in rows.items() for row, name in own.items()}


def is_row_name(cell: str, last: Form | None) -> bool:
    """Whether a cell of last year's form holds the name of a repeated row; of one that is not known its id says so."""
    declared = last and (last.cells.get(cell) or last.fields.get(cell))
    return isinstance(declared.holds, RowName) if declared else _column(cell)[1] == NAME and cell.count(".") > 1


def _column(cell: str) -> tuple[str, str]:
    """Table and column of a cell, by its id."""
    table, _, rest = cell.partition(".")
    return table, rest.rpartition(".")[2]


def _row(cell: str) -> str:
    """Table and row."""
    return cell.rpartition(".")[0]
