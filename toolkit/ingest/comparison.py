"""Two years of an agency side by side: every cell with its change, and how alike the text is."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.filing import Filing
from toolkit.form.editions import comparable
from toolkit.form.expression import Number
from toolkit.narrative import paragraphs
from toolkit.rules.likeness import likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A cell in both years; None where it is blank or not read, or means something else in last year's form."""

    id: str
    table: str
    label: str
    unit: str
    last: Number | None
    this: Number | None

    @property
    def difference(self) -> Number | None:
        """This year's less last year's; None while either is unknown."""
        return None if self.last is None or self.this is None else self.this - self.last

    @property
    def rate(self) -> str:
        """The change in per cent of last year, one decimal; empty where there was nothing to grow from.

        Only what is gone altogether has fallen by 100 %.
        """
        difference = self.difference
        if self.this is None or difference is None or not self.last:
            return ""
        rate = f"{difference / self.last:+.1%}" if difference else "0.0%"
        return "-99.9%" if rate == "-100.0%" and self.this / self.last > 0 else rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """How much of a section's text this year stood in last year's, from 0 to 1; None where either has none."""

    section: str
    heading: str
    share: float | None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """This year against last. ``left_out`` names the tables of which some cells differ in meaning between forms."""

    last: Filing
    this: Filing
    changes: tuple[Change, ...]
    texts: tuple[Alike, ...]
    left_out: tuple[str, ...]


def compared(last: Filing, this: Filing) -> Comparison:
    """Every cell of this year's form beside last year's, and every section of text."""
    same = comparable(last.form, this.form)
    shorts = {table.id: table.short for table in this.form.tables}
    changes = tuple(
        Change(
            id=cell.id,
            table=shorts[cell.table],
            label=cell.label,
            unit=cell.unit,
            last=last.number(cell.id) if cell.id in same else None,
            this=this.number(cell.id),
        )
        for cell in this.form.cells.values()
    )
    left_out = dict.fromkeys(change.table for change in changes if change.id not in same)
    texts = tuple(
        _alike(last, this, section.id, section.heading) for section in this.form.sections if section.holds_text
    )
    return Comparison(last=last, this=this, changes=changes, texts=texts, left_out=tuple(left_out))


def _alike(last: Filing, this: Filing, section: str, heading: str) -> Alike:
    now, before = ([part.text for part in paragraphs(filing, section)] for filing in (this, last))
    share = likeness(now, before) if any(now) and any(before) else None
    return Alike(section=section, heading=heading, share=share)
