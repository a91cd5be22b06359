"""Where something stands in what was read: parts kept apart, printed once, by whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """A place: of a workbook ``C7`` with its sheet; without one ``第3段`` of a report, a path in JSON, or a file.

    Printed as ``二 来信!C7``; false where nothing is known.
    """

    place: str = ""
    sheet: str = ""

    def __str__(self) -> str:
        return f"{self.sheet}!{self.place}" if self.is_cell else self.sheet or self.place

    def __bool__(self) -> bool:
        return bool(self.sheet or self.place)

    @property
    def is_cell(self) -> bool:
        """Whether it is a cell of a workbook, and no whole sheet."""
        return bool(self.sheet and self.place)

    @classmethod
    def parse(cls, text: str) -> Location:
        """The place printed as ``text``."""
        sheet, _, place = text.rpartition("!")
        return cls(place, sheet) if sheet and place else cls(text)


NOWHERE = Location()
