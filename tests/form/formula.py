"""A second calculator for the few functions that our formulas use, written apart from the product's code."""

from __future__ import annotations

import re
from collections.abc import Mapping

Value = int | float | str | None
_REFERENCE = re.compile(r"(?:'([^']+)'!)?\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")


def calculate(formula: str, cells: Mapping[tuple[str, str], Value]) -> object:
    """The value of ``formula`` over ``cells``, which map (sheet, address) to what is typed there."""
    strings: list[str] = []

    def keep(match: re.Match[str]) -> str:
        strings.append(match.group(1))
        return f"STRINGS[{len(strings) - 1}]"

    def area(match: re.Match[str]) -> str:
        sheet, left, top, right, bottom = match.groups()
        right, bottom = right or left, bottom or top
        names = [
            f"{_letters(column)}{row}"
            for row in range(int(top), int(bottom) + 1)
            for column in range(_number(left), _number(right) + 1)
        ]
        return f"AREA({sheet!r}, {names!r})"

    python = re.sub(r'"([^"]*)"', keep, formula)
    python = _REFERENCE.sub(area, python)
    python = re.sub(r"(?<![<>=])=(?!=)", "==", python)
    python = re.sub(r"\{([^{}]*)\}", r"[\1]", python)
    for word in ("IF", "AND", "OR"):
        python = re.sub(rf"\b{word}\(", f"{word}_(", python)

    def read(sheet: str, names: list[str]) -> list[Value]:
        return _Cells(cells.get((sheet, name)) for name in names)

    return eval(python, {"STRINGS": strings, "AREA": read, **_FUNCTIONS})  # noqa: S307 -- our own formula


class _Cells(list[Value]):
    """A range; compared as its only cell, a blank one equal to an empty text."""

    def __eq__(self, other: object) -> bool:
        return ("" if self[0] is None else self[0]) == other

    __hash__ = None


def _numbers(areas: tuple[list[Value] | int, ...]) -> list[int | float]:
    flat = [value for area in areas for value in (area if isinstance(area, list) else [area])]
    return [value for value in flat if isinstance(value, int | float)]


_FUNCTIONS = {
    "SUM": lambda *areas: sum(_numbers(areas)),
    "COUNT": lambda *areas: len(_numbers(areas)),
    "COUNTA": lambda *areas: sum(1 for area in areas for value in area if value is not None),
    "SUMPRODUCT": sum,
    "ISNUMBER": lambda values: [isinstance(value, int | float) for value in values],
    "MATCH": lambda values, listed, _: [listed.index(value) + 1 if value in listed else None for value in values],
    "TRIM": lambda values: ["" if value is None else str(value).strip() for value in values],
    "IF_": lambda condition, yes, no: yes if condition else no,
    "AND_": lambda *conditions: all(conditions),
    "OR_": lambda *conditions: any(conditions),
}


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    return _letters((number - 1) // 26) + chr(ord("A") + (number - 1) % 26) if number else ""
