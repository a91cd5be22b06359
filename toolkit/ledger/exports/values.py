"""The values of an export as a ledger holds them: days, numbers and words for certain, all else as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.characters import DASHES
from toolkit.filing.numerals import entry_of
from toolkit.finding.model import CellRef
from toolkit.ledger.columns import Holds
from toolkit.ledger.contents import FilledRow
from toolkit.ledger.exports.heads import Head, HeadedTable
from toolkit.ledger.exports.mapping import plain_head
from toolkit.ledger.exports.words import Words
from toolkit.ledger.faults import Faults
from toolkit.ledger.register_rows import YEARS, Line, is_there, is_unseen
from toolkit.workbook.reading.cell_contents import cell_text
from toolkit.workbook.reading.dates import date_of
from toolkit.workbook.reading.source_workbook import Content, FormattedNumber, Valueless
from toolkit.workbook.writing.pages import Constant

_FIGURES = (Holds.COUNT, Holds.MONEY)
_LISTED = 6
"""Words that are spelled out of those that are not among the choices."""


@dataclass(frozen=True)
class ValueReader:
    """Reads the rows of a table; what is not certain goes to ``faults`` (RQ-32)."""

    headed: HeadedTable
    words: Words
    faults: Faults
    _unknown: dict[str, dict[str, list[CellRef]]] = field(default_factory=dict)

    def row(self, number: int, line: Line) -> FilledRow:
        """What is filled in of a row, by the keys of the register's columns."""
        row: dict[str, Constant] = {}
        for at, head in self.headed.known.items():
            content = line.get(at)
            if not is_there(content) or head.column is None:
                continue
            if is_unseen(content) or isinstance(content, Valueless):
                self._report("unseen", number, at)
            elif (value := self._value(head, number, content)) is not None:
                row[head.column.key] = value
        return row | dict(self._chosen(number, row))

    def report_words(self) -> None:
        """Say which words there are not to choose from, once a column."""
        for title, words in self._unknown.items():
            more = "等" if len(words) > _LISTED else ""
            listed = "".join(f"“{word}”" for word in [*words][:_LISTED])
            cells = [cell for refs in words.values() for cell in refs]
            self.faults.add("RQ-32", *cells, variant="choice", title=title, listed=f"{listed}{more}")

    def _value(self, head: Head, number: int, content: Content) -> Constant:
        """A cell by what its column holds; a choice as the mapping has it, to be looked up with the others."""
        column, text = head.column, cell_text(content)
        if column is None:
            return None
        text = head.words.get(plain_head(text), text)
        if column.holds in (*_FIGURES, Holds.DATE) and "".join(text.split()) in DASHES:
            self._report("dash", number, head.number, title=column.title)
            return None
        if column.holds is Holds.DATE:
            day = date_of(content, self.headed.table.epoch)
            if day and day.year in YEARS:
                return day
            self._report("date", number, head.number, title=column.title)
        elif column.holds in _FIGURES:
            figure = entry_of(content.number if isinstance(content, FormattedNumber) else text).number
            if figure is not None and figure >= 0:
                return figure
            self._report("figure", number, head.number, title=column.title)
        return text

    def _chosen(self, number: int, row: FilledRow) -> Iterator[tuple[str, str]]:
        """The choices of a row in the words of the register, with what they depend on; others stay as they stand."""
        register = self.headed.register
        for key, choice in register.choices.items():
            text = row.get(key)
            if not isinstance(text, str):
                continue
            over = row.get(choice.within) if choice.within else None
            known = self.words.meant(choice.within, f"{over}") if over else None
            option = self.words.meant(key, text, known.word if known else "")
            if option:
                yield key, option.word
                if choice.within and not over:
                    yield choice.within, option.under
            elif choice.within and not over and (group := self.words.meant(choice.within, text)):
                yield choice.within, group.word
                yield key, ""
            else:
                column = next(each for each in self.headed.known.values() if each.column and each.column.key == key)
                cells = self._unknown.setdefault(register.titles[key], {}).setdefault(text, [])
                cells.append(self.headed.table.cell(number, column.number))

    def _report(self, variant: str, row: int, column: int, **words: str) -> None:
        self.faults.add("RQ-32", self.headed.table.cell(row, column), variant=variant, **words)
