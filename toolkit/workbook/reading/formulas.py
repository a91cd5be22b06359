"""Whether two formulas are the same, however the programs wrote them down, and which cells a sum adds up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from toolkit.form.excel import CellAddress, column_number
from toolkit.form.expression import Total
from toolkit.patterns import regex

_STRING = regex(r'("(?:[^"]|"")*")')
_NOISE = regex(r"_XLFN\.(?:_XLWS\.)?|(?<=TRUE)\(\)|(?<=FALSE)\(\)|[\s$']")
_SUM = regex(r"([+-])SUM\(([^()]*+)\)")
_AREA = regex(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_LONGEST, _MOST = 8_192, 20_000
"""Characters of a formula, and cells that it may add up."""


def same_formula(one: str, other: str) -> bool:
    """Equal but for case, white space, ``$``, quotes of sheet names, ``TRUE()`` and the prefixes of newer functions."""
    return _plain(one) == _plain(other)


class Addend(NamedTuple):
    """A cell that a formula adds, or takes away where ``sign`` is -1."""

    sign: int
    row: int
    column: int


def addends(total: Total, cell_addresses: Mapping[str, CellAddress], sheet: str) -> frozenset[Addend]:
    """The cells of ``sheet`` that ``total`` adds up, as far as it is known where they are."""
    placed = ((term.sign, cell_addresses.get(term.ref)) for term in total.terms)
    return frozenset(
        Addend(sign, cell_address.row, cell_address.column)
        for sign, cell_address in placed
        if cell_address and cell_address.sheet == sheet
    )


def summed(formula: str, sheet: str) -> frozenset[Addend] | None:
    """The cells of ``sheet`` that a formula adds up; None if it is not plain sums of such cells and nothing else."""
    text = f"+{_plain(formula)}" if len(formula) <= _LONGEST else ""
    found: set[Addend] = set()
    end = 0
    for total in _SUM.finditer(text):
        if total.start() != end:
            return None
        end = total.end()
        for part in total[2].split(","):
            area = _area(part.removeprefix(f"{_plain(sheet)}!"))
            if area is None or len(found) + len(area[0]) * len(area[1]) > _MOST:
                return None
            sign = -1 if total[1] == "-" else 1
            found |= {Addend(sign, row, column) for row in area[0] for column in area[1]}
    return frozenset(found) if found and end == len(text) else None


def _area(text: str) -> tuple[range, range] | None:
    """The rows and columns of ``D7:F12``; None if it is no such address."""
    match = _AREA.fullmatch(text)
    if not match:
        return None
    left, top, right, bottom = match.groups()
    return range(int(top), int(bottom or top) + 1), range(column_number(left), column_number(right or left) + 1)


def _plain(formula: str) -> str:
    parts = _STRING.split(formula.strip().removeprefix("=").removeprefix("+"))
    return "".join(part if part.startswith('"') else _NOISE.sub("", part.upper()) for part in parts)
