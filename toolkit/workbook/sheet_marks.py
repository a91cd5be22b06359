"""The mark of a plain sheet: a name in the workbook that says how the sheet was written.

It says where staff may write and what stood everywhere else, so that what they wrote can go on into the sheet that
replaces it, and whatever they changed besides is known. Sorting the rows changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PREFIX = "xl_report.sheet."
_MOST = 1 << 256


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMark:
    """``first_row``: of the values; ``inputs``: the columns that staff write in; ``keys``: those that say what a row is
    about; ``digest``: of every other cell (:class:`FixedCells`). Columns count from 1."""

    sheet: str
    first_row: int
    keys: tuple[int, ...]
    inputs: tuple[int, ...]
    digest: str

    def __str__(self) -> str:
        """As the formula of a name."""
        columns = ("+".join(map(str, each)) for each in (self.keys, self.inputs))
        text = "|".join((str(self.first_row), *columns, self.digest, self.sheet))
        return '"{}"'.format(text.replace('"', '""'))

    @classmethod
    def parse(cls, formula: str) -> SheetMark | None:
        """Inverse of ``str``; None for anything else."""
        parts = formula.removeprefix("=")[1:-1].replace('""', '"').split("|", 4)
        if len(parts) != 5 or not all(number.isdecimal() for number in "+".join(parts[:3]).split("+") if number):
            return None
        first, keys, inputs, digest, sheet = parts
        columns = [tuple(int(number) for number in each.split("+") if number) for each in (keys, inputs)]
        return cls(sheet=sheet, first_row=int(first), keys=columns[0], inputs=columns[1], digest=digest)


class FixedCells:
    """A digest of cells, row by row in any order; empty ones do not count."""

    def __init__(self) -> None:
        self._sum = 0

    def add(self, row: Mapping[int, str]) -> None:
        """The texts of a row by column."""
        filled = sorted((column, text) for column, text in row.items() if text)
        if filled:
            self._sum += int.from_bytes(hashlib.sha256(repr(filled).encode()).digest())

    @property
    def digest(self) -> str:
        """Of all rows so far."""
        return f"{self._sum % _MOST:064x}"


def column_texts(texts: Iterable[str], without: Iterable[int] = ()) -> dict[int, str]:
    """Texts of a row by column, but those of the columns ``without``."""
    left_out = frozenset(without)
    return {column: text for column, text in enumerate(texts, start=1) if column not in left_out}
