"""Cells that a report prints empty, and which of them cannot be zero whatever the form says (IM-07)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.filing import Entry
from toolkit.filing.numerals import number_text
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form
from toolkit.form.expression import Number

_LISTED = 5
"""Totals that a message spells out."""


@dataclass(frozen=True, kw_only=True)
class DoubtfulBlanks:
    """Blanks that are no zeros: they are left unread."""

    cells: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


def doubtful_blanks(form: Form, entries: Mapping[str, Entry]) -> DoubtfulBlanks:
    """The blanks among ``entries``, all that the tables of a report show, that cannot be zero.

    Those are the ones that a printed total contradicts: some offices print nothing but totals. A blank that another
    total confirms is zero.
    """
    blank = frozenset(cell for cell in form.zero_if_printed_blank if cell in entries and entries[cell].printed_blank)
    totals = _Totals(form=form, entries=entries, blank=blank)
    wrong: dict[str, frozenset[str]] = {}
    right: frozenset[str] = frozenset()
    for cell in form.derived:
        around, computed = totals.blanks_behind(cell), totals.computed(cell)
        stated = entries[cell].number if cell in entries else None
        if around and computed is not None and stated is not None:
            if computed == stated:
                right |= around
            else:
                wrong[cell] = around
    doubted = frozenset().union(*wrong.values()) - right
    against = {cell: around & doubted for cell, around in wrong.items() if around & doubted}
    return DoubtfulBlanks(cells=doubted, findings=tuple(_findings(form, entries, totals, against)))


@dataclass(frozen=True, kw_only=True)
class _Totals:
    """Totals as a report prints them, and as their parts add up, where ``blank`` ones count as zero."""

    form: Form
    entries: Mapping[str, Entry]
    blank: frozenset[str]

    def computed(self, cell: str) -> Number | None:
        """What the parts of a derived cell add up to; None where one is not known."""
        return self.form.cells[cell].of.value(self._value)

    def blanks_behind(self, cell: str) -> frozenset[str]:
        """The blanks that :meth:`computed` counts."""
        parts = (part for part in self.form.cells[cell].of.refs if not self._stated(part))
        return frozenset().union(
            *({part} & self.blank if not self.form.cells[part].of else self.blanks_behind(part) for part in parts)
        )

    def _value(self, cell: str) -> Number | None:
        if self._stated(cell):
            return self.entries[cell].number
        return self.computed(cell) if self.form.cells[cell].of else (0 if cell in self.blank else None)

    def _stated(self, cell: str) -> bool:
        return cell in self.entries and self.entries[cell].number is not None


def _findings(
    form: Form, entries: Mapping[str, Entry], totals: _Totals, against: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    """One a table."""
    for table in form.tables:
        own = {cell: around for cell, around in against.items() if form.cells[cell].table == table.id}
        if own:
            listed = "；".join(
                f"“{form.label(cell)}”是 {number_text(entries[cell].number)}，"
                f"各项之和是 {number_text(totals.computed(cell))}"
                for cell in list(own)[:_LISTED]
            )
            more = f"等 {len(own)} 处" if len(own) > _LISTED else ""
            blanks = frozenset().union(*own.values())
            ordered = [cell for cell in form.inputs if cell in blanks]
            yield finding("IM-07", _refs(form, entries, (*own, *ordered)), listed=listed + more, count=len(ordered))


def _refs(form: Form, entries: Mapping[str, Entry], cells: tuple[str, ...] | list[str]) -> list[CellRef]:
    return [
        CellRef(id=cell, where=entries[cell].where, label=form.label(cell), value=number_text(entries[cell].number))
        for cell in cells
    ]
