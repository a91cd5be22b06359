"""What staff choose and date: the cover's facts, headings of their own, and whether a table's blanks are zeros."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TypeVar

from toolkit.filing import Text
from toolkit.filing.cover import OFF, ON, CoverEntry, CoverKind
from toolkit.finding.catalogue import finding
from toolkit.finding.model import CellRef, Finding
from toolkit.location import NOWHERE, Location
from toolkit.workbook.plan import ZEROS_ALL, ZEROS_OPEN
from toolkit.workbook.reading.alignment import plain
from toolkit.workbook.reading.binding import Binding
from toolkit.workbook.reading.cell_contents import CellReader, written
from toolkit.workbook.reading.dates import date_of, year_of
from toolkit.workbook.reading.source_workbook import Content, Valueless
from toolkit.workbook.slot_labels import label_of

T = TypeVar("T")


class CoverValues:
    """Reads slots by id. A year, date or choice that is none is reported (WB-10) and None."""

    def __init__(self, contents: CellReader, binding: Binding) -> None:
        self._contents, self._binding, self._form = contents, binding, binding.plan.form
        self.findings: list[Finding] = []

    def text(self, key: str) -> Text:
        """A slot's text with its place; empty where there is no such slot."""
        cell_address = self._binding.cell_addresses.get(key)
        return Text(value=self._contents.text(cell_address, key), where=cell_address.where) if cell_address else Text()

    def where(self, key: str) -> Location:
        """A slot's place."""
        cell_address = self._binding.cell_addresses.get(key)
        return cell_address.where if cell_address else NOWHERE

    def year(self, key: str) -> int | None:
        """A slot's year."""
        return self._certain(key, "year", year_of)

    def entry(self, entry: CoverEntry) -> tuple[str | int | dt.date | None, Location]:
        """What an entry of the cover holds, a level by its id, and where."""
        readers: Mapping[CoverKind, Callable[[str], str | int | dt.date | None]] = {
            CoverKind.TEXT: lambda key: self.text(key).value,
            CoverKind.YEAR: self.year,
            CoverKind.LEVEL: self._level,
            CoverKind.DATE: self._date,
            CoverKind.SWITCH: lambda key: self._chosen(key, "switch", {ON: True, OFF: False}),
        }
        return readers[entry.kind](entry.slot), self.where(entry.slot)

    def all_zero(self, table: str) -> bool:
        """Whether the table's 空白格 cell declares its blanks zeros."""
        return self._chosen(f"zeros.{table}", "zeros", {ZEROS_OPEN: False, ZEROS_ALL: True})

    def headings(self) -> Mapping[str, Text]:
        """Headings that differ from the format's, by section."""
        own = {section: self.text(f"headings.{section.id}") for section in self._form.sections}
        return {section.id: text for section, text in own.items() if text.value not in ("", section.heading)}

    def _date(self, key: str) -> dt.date | None:
        epoch = self._contents.book.epoch
        return self._certain(key, "date", lambda content: date_of(content, epoch))

    def _level(self, key: str) -> str | None:
        labels = {plain(level.label): level.id for level in self._form.levels}
        expected = "、".join(level.label for level in self._form.levels)
        return self._certain(key, "level", lambda content: labels.get(plain(written(content))), expected)

    def _chosen(self, key: str, variant: str, words: Mapping[str, bool]) -> bool:
        """What the word chosen in a slot means; false for none."""
        choices = {plain(word): meaning for word, meaning in words.items()}
        expected = "、".join(words)
        return bool(self._certain(key, variant, lambda content: choices.get(plain(written(content))), expected))

    def _certain(self, key: str, variant: str, meaning: Callable[[Content], T | None], expected: str = "") -> T | None:
        cell_address = self._binding.cell_addresses.get(key)
        if cell_address is None:
            return None
        content = self._contents.at(cell_address, key)
        if isinstance(content, Valueless) or not plain(written(content)):
            return None
        value = meaning(content)
        if value is None:
            actual = " ".join(written(content).split())
            cell = CellRef(id=key, where=cell_address.where, label=label_of(self._form, key), value=actual)
            self.findings.append(finding("WB-10", [cell], variant=variant, actual=actual, expected=expected))
        return value
