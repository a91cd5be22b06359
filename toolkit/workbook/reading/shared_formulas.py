"""Formulas that a file writes once for many cells, as each of those cells has them."""

from __future__ import annotations

import re

from toolkit.form.excel import column_letters, column_number
from toolkit.patterns import regex

_PIECE = regex(
    r"""
      "[^"]*"                                                  # a text
    | '[^']*'                                                  # the name of a sheet
    | (?P<column>\$?[A-Z]{1,3}) (?P<row>\$?[0-9]{1,7}) (?![\w.(!])   # C7, $C7, C$7
    | (?P<from>\$?[A-Z]{1,3}) : (?P<to>\$?[A-Z]{1,3}) (?![\w.(!])    # C:D
    | (?P<top>\$?[0-9]{1,7}) : (?P<bottom>\$?[0-9]{1,7}) (?![\w.(!]) # 7:8
    | [\w.\\]+                                                 # names, functions and numbers
    """,
    re.VERBOSE,
    matches=("C7", "$C$7", "C:D", "7:8", '"C7"', "'表 1'", "SUM"),
    misses=("+", "(", ""),
)
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576


def translated(formula: str, down: int, right: int) -> str:
    """``formula`` as it is so many rows further down and columns further right; ``#REF!`` for what is off the sheet."""

    def moved(match: re.Match[str]) -> str:
        if match["column"]:
            return _joined(_column(match["column"], right), _row(match["row"], down))
        if match["from"]:
            return _joined(_column(match["from"], right), _column(match["to"], right), ":")
        if match["top"]:
            return _joined(_row(match["top"], down), _row(match["bottom"], down), ":")
        return match[0]

    return _PIECE.sub(moved, formula)


def _joined(one: str | None, other: str | None, between: str = "") -> str:
    return "#REF!" if one is None or other is None else f"{one}{between}{other}"


def _column(reference: str, by: int) -> str | None:
    if reference.startswith("$"):
        return reference
    number = column_number(reference) + by
    return column_letters(number) if 1 <= number <= _LAST_COLUMN else None


def _row(reference: str, by: int) -> str | None:
    if reference.startswith("$"):
        return reference
    number = int(reference) + by
    return str(number) if 1 <= number <= _LAST_ROW else None
