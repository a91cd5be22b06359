"""A register of a ledger: its sheet, its columns, what there is to choose from, and how its rows are counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.form.excel import column_letters
from toolkit.form.references import Family, Slot
from toolkit.form.registers import Decides, GuideParagraph, LeftOut, RegisterCount
from toolkit.ledger.columns import FIRST_ROW, HEADER, Column, Holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A word to choose, ``under`` one of another choice if it depends on it, and the row or column that it means."""

    word: str
    value: str
    under: str = ""


@dataclass(frozen=True, kw_only=True)
class RegisterChoice:
    """What there is to choose from; ``within``: the key of the choice on which that depends."""

    options: tuple[Option, ...]
    within: str = ""
    decides: Decides = Decides.NOTHING

    def value(self, under: str, word: str) -> str:
        """What a word means; the only one under another may be left out. Nothing for a word that is not there."""
        return self._values.get((under if self.within else "", word), "")

    @cached_property
    def words(self) -> frozenset[str]:
        """All that may be chosen."""
        return frozenset(option.word for option in self.options)

    @cached_property
    def _values(self) -> Mapping[tuple[str, str], str]:
        return {(option.under, word): option.value for option in self.options for word in self.writings(option)}

    def writings(self, option: Option) -> tuple[str, ...]:
        """What stands in the cell where it is chosen: its word, or nothing as well if it is the only one there."""
        alone = self.within and self._under.count(option.under) == 1
        return (option.word, "") if alone else (option.word,)

    @cached_property
    def _under(self) -> tuple[str, ...]:
        return tuple(option.under for option in self.options)


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a register is complete, or not, by itself: all that it counts into ``value``, a row or an indicator.

    Without ``value``: all that no other scope is about.
    """

    sheet: str
    title: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class CountTarget:
    """A cell that rows are counted into, by its row and column, or an indicator, which is only a ``row``."""

    id: str
    scope: Scope
    row: str
    column: str = ""


@dataclass(frozen=True, kw_only=True)
class Register:
    """A register of a form's ledger; it has room for ``rows`` and is counted into ``table``."""

    id: str
    sheet: str
    table: str
    rows: int
    columns: tuple[Column, ...]
    choices: Mapping[str, RegisterChoice]
    counts: tuple[RegisterCount, ...]
    note: str
    complete_by: str = ""
    left_out: LeftOut | None = None
    guidance: tuple[GuideParagraph, ...] = ()

    def __hash__(self) -> int:
        return hash((self.id, self.sheet))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Each column's number by its key."""
        return {column.key: number for number, column in enumerate(self.columns, start=1)}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Each column's title by its key."""
        return {column.key: column.title for column in self.columns}

    @cached_property
    def filled(self) -> tuple[Column, ...]:
        """The columns that staff fill in."""
        return tuple(column for column in self.columns if column.holds not in (Holds.FORMULA, Holds.HIDDEN))

    @cached_property
    def number_key(self) -> str:
        """The key of the column of what rows are known by."""
        return next(column.key for column in self.columns if column.holds is Holds.NUMBER)

    @property
    def last(self) -> int:
        """The last row of its sheet that has room for one of its rows."""
        return HEADER + self.rows

    def area(self, key: str) -> str:
        """The cells of a column in which its rows may stand."""
        letters = column_letters(self.numbers[key])
        return f"{letters}{FIRST_ROW}:{letters}{self.last}"

    def deciding(self, decides: Decides) -> str:
        """The key of the choice that decides so; nothing where there is none."""
        return next((key for key, choice in self.choices.items() if choice.decides is decides), "")

    def values(self, decides: Decides) -> tuple[str, ...]:
        """All rows or columns that may be chosen."""
        key = self.deciding(decides)
        return tuple(dict.fromkeys(option.value for option in self.choices[key].options)) if key else ()

    def targets(self, count: RegisterCount) -> Iterator[CountTarget]:
        """All that ``count`` may count into."""
        if count.indicator:
            for option in self.choices[count.indicator].options:
                yield CountTarget(str(Slot(Family.INDICATOR, option.value)), self.scopes[option.value], option.value)
            return
        for row in (count.row,) if count.row else count.rows or self.values(Decides.ROW):
            for column in (count.column,) if count.column else self.values(Decides.COLUMN):
                scope = self.scopes[row if self.complete_by else ""]
                yield CountTarget(f"{self.table}.{row}.{column}", scope, row, column)

    @cached_property
    def scopes(self) -> Mapping[str, Scope]:
        """What is complete by itself, by its value."""
        by = self.choices[self.complete_by].options if self.complete_by else ()
        of_rows = (count for count in self.counts if not count.indicator)
        counted = {row for count in of_rows for row in count.rows or self.values(Decides.ROW)}
        indicators = (self.choices[count.indicator].options for count in self.counts if count.indicator)
        titles = {option.value: option.word for option in by if option.value in counted}
        titles |= {option.value: option.word for options in indicators for option in options}
        whole = {} if self.complete_by else {"": Scope(self.sheet, "全部")}
        return whole | {value: Scope(self.sheet, title, value) for value, title in titles.items()}
