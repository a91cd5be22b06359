"""Whether two formulas are the same, however the programs wrote them down, and which cells a sum adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.form.excel import column_number

_STRING = re.compile(r'("(?:[^"]|"")*")')
_NOISE = re.compile(r"_XLFN\.(?:_XLWS\.)?|(?<=TRUE)\(\)|(?<=FALSE)\(\)|[\s$']")
_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_LONGEST, _MOST = 8_192, 20_000
"""Characters of a formula, and cells that it may add up."""


def same_formula(one: str, other: str) -> bool:
    """Equal but for case, white space, ``$``, quotes of sheet names, ``TRUE()`` and the prefixes of newer functions."""
    return _plain(one) == _plain(other)


def summed(formula: str, sheet: str) -> frozenset[tuple[int, int]] | None:
    """The cells of ``sheet``, by (row, column), that a formula adds up; None if it is no plain sum of such cells."""
    text = _plain(formula) if len(formula) <= _LONGEST else ""
    if not (text.startswith("SUM(") and text.endswith(")")):
        return None
    own = f"{_plain(sheet)}!"
    found: set[tuple[int, int]] = set()
    for part in text.removeprefix("SUM(").removesuffix(")").split(","):
        match = _AREA.fullmatch(part.removeprefix(own))
        if not match:
            return None
        left, top, right, bottom = match.groups()
        columns = range(column_number(left), column_number(right or left) + 1)
        rows = range(int(top), int(bottom or top) + 1)
        if len(found) + len(columns) * len(rows) > _MOST:
            return None
        found |= set(_places(rows, columns))
    return frozenset(found)


def _places(rows: range, columns: range) -> Iterator[tuple[int, int]]:
    for row in rows:
        yield from ((row, column) for column in columns)


def _plain(formula: str) -> str:
    parts = _STRING.split(formula.strip().removeprefix("=").removeprefix("+"))
    return "".join(part if part.startswith('"') else _NOISE.sub("", part.upper()) for part in parts)
