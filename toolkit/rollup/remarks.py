"""What staff wrote on the plain sheets of an earlier workbook, put on those of the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.workbook.reading.plain_sheets import PlainContent, WrittenRow
from toolkit.workbook.writing.plain_sheets import PlainSheet, Value, value_text

_UNIT = 2
"""Keys that say whose row it is: code and name; the rest says which of the unit's rows."""


class CarriedRemarks:
    """Remarks find their row by its keys; where it is gone, the first row of the same unit that has none.

    ``left`` lists those that found no place, once all rows have been written.
    """

    def __init__(self, written: Sequence[PlainContent]) -> None:
        self._written = {each.sheet: [row for row in each.rows if row.keys] for each in written}

    def into(self, sheets: Sequence[PlainSheet]) -> list[PlainSheet]:
        """The sheets with what staff wrote."""
        return [replace(sheet, rows=self._rows(sheet)) if sheet.keys else sheet for sheet in sheets]

    @property
    def left(self) -> Iterator[str]:
        """What was written where no row is any more."""
        for sheet, rows in self._written.items():
            for row in rows:
                about = " ".join(filter(None, row.keys[:_UNIT]))
                for title, text in row.values.items():
                    yield f"“{sheet}”表第 {row.row} 行（{about}）{title}一栏的“{text}”"

    def _rows(self, sheet: PlainSheet) -> Iterator[Sequence[Value]]:
        rows = [[*row] for row in sheet.rows]
        waiting = self._written.get(sheet.name, [])
        titles = {sheet.headers[-1][column - 1]: column - 1 for column in sheet.inputs}
        for same in (len(sheet.keys), _UNIT):
            for row in rows:
                keys = tuple(value_text(row[column - 1]) for column in sheet.keys)[:same]
                found = next((each for each in waiting if _fits(each, keys, row, titles)), None)
                if found:
                    waiting.remove(found)
                    for title, text in found.values.items():
                        row[titles[title]] = text
        yield from rows


def _fits(written: WrittenRow, keys: tuple[str, ...], row: Sequence[Value], titles: Mapping[str, int]) -> bool:
    same = written.keys[: len(keys)] == keys and written.values.keys() <= titles.keys()
    return same and not any(row[titles[title]] for title in written.values)
