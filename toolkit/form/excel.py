"""Writes the expressions of a form as Excel formulas, wherever their cells are.

Only functions that every spreadsheet program computes alike are used. SUM passes over blanks and text as the Python
value does; a relation is 未填 while a cell it needs holds neither a number nor a dash, which counts as zero, unless its
table's blanks are declared to be zeros, or a published report printed that very cell empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.characters import DASHES
from toolkit.form.expression import Total
from toolkit.form.relations import Relation
from toolkit.location import Location


@dataclass(frozen=True, slots=True, order=True)
class CellAddress:
    """A cell of a workbook; ``column`` and ``row`` count from 1."""

    sheet: str
    column: int
    row: int

    @property
    def address(self) -> str:
        """``C7``."""
        return f"{column_letters(self.column)}{self.row}"

    @property
    def where(self) -> Location:
        """``二 来信!C7``, as findings name it."""
        return Location(self.address, self.sheet)


LONGEST_FORMULA = 8192
"""Characters of a formula that Excel takes."""

Locate = Callable[[str], CellAddress]
"""The cell that holds a quantity."""
Inputs = Callable[[str], tuple[str, ...]]
"""The input cells behind a quantity, whose blanks decide: a derived cell is never blank itself."""


@dataclass(frozen=True, slots=True)
class RepeatedRow:
    """A row that exists once any of its inputs holds something: the condition for that.

    ``existing`` counts those that do of all rows like it, which are ``count``.
    """

    exists: str
    existing: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaContext:
    """What a state formula reads beside its own cells, each as a complete cell reference.

    ``level`` holds the label of the agency's level; ``level_labels`` gives a level's label by its id. ``zeros`` gives,
    for an input, the cell that declares its table's blanks to be zeros by holding ``zeros_text``; None if none does.
    ``rows`` gives an input of a repeated row that row, unless it is the first, which is always there.
    ``printed_blank`` are inputs that count as zero while they are blank, ``unread`` those that were not read.
    """

    level: str
    level_labels: Callable[[str], str]
    zeros: Callable[[str], str | None]
    zeros_text: str
    printed_blank: frozenset[str] = frozenset()
    rows: Mapping[str, RepeatedRow] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()


def column_letters(column: int) -> str:
    """``28`` → ``AB``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """``AB`` → ``28``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def quoted(sheet: str) -> str:
    """A sheet name as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


def text_literal(text: str) -> str:
    """A text as formulas write it."""
    return '"' + text.replace('"', '""') + '"'


def areas(cell_addresses: Iterable[CellAddress], sheet: str = "", *, fixed: bool = False) -> list[str]:
    """The cells as few rectangles, in order; without their sheet's name where it is ``sheet``.

    Those that are ``fixed`` stay where they are, wherever the formula is taken to.
    """
    rectangles: list[list[int]] = []  # left, top, right, bottom
    names: list[str] = []
    for cell_address in cell_addresses:
        last = rectangles[-1] if rectangles and names[-1] == cell_address.sheet else None
        if last and last[0] == last[2] == cell_address.column and cell_address.row == last[3] + 1:
            last[3] = cell_address.row
        elif last and last[1] == last[3] == cell_address.row and cell_address.column == last[2] + 1:
            last[2] = cell_address.column
        else:
            rectangles.append([cell_address.column, cell_address.row, cell_address.column, cell_address.row])
            names.append(cell_address.sheet)
    return [_area(name, box, sheet, "$" if fixed else "") for name, box in zip(names, rectangles, strict=True)]


def sum_formula(total: Total, at: Locate, sheet: str = "") -> str:
    """``SUM(D7:D12)-SUM(D14)+1``, without a leading ``=``; a bare integer for a sum of no cells."""
    if not total:
        return str(total.constant)
    plus = areas((at(term.ref) for term in total.terms if term.sign > 0), sheet)
    minus = areas((at(term.ref) for term in total.terms if term.sign < 0), sheet)
    added = f"{total.constant:+}" if total.constant else ""
    return f"SUM({','.join(plus) or '0'})" + (f"-SUM({','.join(minus)})" if minus else "") + added


def state_formula(relation: Relation, at: Locate, inputs: Inputs, context: FormulaContext, sheet: str = "") -> str:
    """A formula that gives 通过, 不通过 or 未填, as :meth:`~toolkit.form.relations.Relation.evaluate` does."""
    return relation.formula(_Writer(at=at, inputs=inputs, context=context, sheet=sheet))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """:class:`~toolkit.form.relations.RelationFormulas` for the cells of a workbook."""

    at: Locate
    inputs: Inputs
    context: FormulaContext
    sheet: str

    def total(self, total: Total) -> str:
        return sum_formula(total, self.at, self.sheet)

    def blank(self, refs: Sequence[str]) -> str:
        return blank_formula(refs, self.at, self.inputs, self.context, self.sheet)

    def open_target(self, target: Total, refs: Sequence[str]) -> str:
        targets = [quantity for ref in target.refs for quantity in self.inputs(ref)]
        unread = (quantity for quantity in targets if quantity in self.context.unread)
        return f"OR({self.blank((*refs, *unread))},{_unclear(targets, self.at, self.sheet)})"

    def level_among(self, levels: Sequence[str]) -> str:
        named = (f'{self.context.level}="{self.context.level_labels(level)}"' for level in levels)
        return f"OR({','.join(named)})"

    def level_unknown(self) -> str:
        return f'{self.context.level}=""'


def blank_formula(refs: Iterable[str], at: Locate, inputs: Inputs, context: FormulaContext, sheet: str = "") -> str:
    """A condition that is true while an input behind ``refs`` holds no number, and does not count as zero either."""
    by_zeros: dict[str | None, dict[str, None]] = {}  # each table says for itself whether its blanks are zeros
    for ref in refs:
        for quantity in inputs(ref):
            by_zeros.setdefault(context.zeros(quantity), {})[quantity] = None
    conditions = [_blank(tuple(names), at, context, zeros, sheet) for zeros, names in by_zeros.items()]
    return conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"


def numbers_formula(boxes: Iterable[str]) -> str:
    """How many cells hold a number, or a dash, which readers take for zero."""
    boxes = list(boxes)
    return f"COUNT({','.join(boxes)})" + "".join(f"+SUMPRODUCT({dashes_formula(box)}*1)" for box in boxes)


def dashes_formula(box: str) -> str:
    """Which cells hold a dash, as an array."""
    dashes = ",".join(f'"{dash}"' for dash in sorted(DASHES))
    return f"ISNUMBER(MATCH(TRIM({box}),{{{dashes}}},0))"


def dash_search(box: str) -> str:
    """An error where a cell holds no dash: for conditional formats, which may hold no list as an array."""
    return f'FIND("|"&TRIM({box})&"|","|{"|".join(sorted(DASHES))}|")'


def needed_formula(quantities: Sequence[str], context: FormulaContext, listed: Callable[[Sequence[str]], str]) -> str:
    """How many of the inputs must hold a number: one that a report printed empty only once it holds anything.

    ``listed`` writes cells as the arguments of a function.
    """
    printed = [quantity for quantity in quantities if quantity in context.printed_blank]
    rows = Counter(context.rows[quantity] for quantity in quantities if quantity in context.rows)
    count = f"{len(quantities) - len(printed) - sum(rows.values())}{_rows_formula(rows)}"
    return f"{count}+COUNTA({listed(printed)})" if printed else count


def existing_formula(rows: str, columns: int, formulas: int) -> str:
    """How many of ``rows``, an area of so many ``columns``, exist: more of their cells show something than formulas."""
    ones = ";".join("1" * columns)
    return f"SUMPRODUCT((MMULT((LEN(TRIM({rows}))>0)*1,{{{ones}}})>{formulas})*1)"


def _rows_formula(rows: Counter[RepeatedRow]) -> str:
    """How many cells of repeated rows must hold a number, given how many of each row are asked for."""
    every = {(row.existing, row.count, asked) for row, asked in rows.items()}
    if len(every) == 1:
        [(existing, count, asked)] = every
        if len(rows) == count > 1:
            return f"+{asked}*{existing}"
    return "".join(f"+{asked}*({row.exists})" for row, asked in rows.items())


def _unclear(quantities: Iterable[str], at: Locate, sheet: str) -> str:
    """A condition that is true while a cell holds text that is no number."""
    boxes = areas((at(name) for name in quantities), sheet)
    return f"COUNTA({','.join(boxes)})>{numbers_formula(boxes)}"


def _blank(quantities: Sequence[str], at: Locate, context: FormulaContext, zeros: str | None, sheet: str) -> str:
    """:func:`blank_formula` for inputs of one table."""

    def listed(names: Sequence[str]) -> str:
        return ",".join(areas((at(name) for name in names), sheet))

    cells = listed(quantities)
    numbers = numbers_formula(areas((at(name) for name in quantities), sheet))
    unfilled = f"{numbers}<{needed_formula(quantities, context, listed)}"
    if zeros is None:
        return unfilled
    return f'IF({zeros}="{context.zeros_text}",COUNTA({cells})>{numbers},{unfilled})'


def _area(name: str, box: list[int], sheet: str, fixed: str = "") -> str:
    left, top, right, bottom = box
    first, last = (f"{fixed}{column_letters(x)}{fixed}{y}" for x, y in ((left, top), (right, bottom)))
    prefix = "" if name == sheet else f"{quoted(name)}!"
    return prefix + (first if first == last else f"{first}:{last}")
