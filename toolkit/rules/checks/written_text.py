"""The text of a section as the formulas of an open workbook see it: the preview, in which figures are filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.form.excel import CellAddress, text_literal
from toolkit.rules.checks.base import ScopedCheck
from toolkit.rules.live_checks import BAD, JUDGED, OK, OPEN, CheckLine, CheckWorkbook, FormulaValue, constant

_UNRESOLVED = ("{{", "〔")
"""What the preview shows where it cannot tell what the report will say."""
_BLANKS = (" ", "　")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenText:
    """What the previews of a text show ``now``, and the ``area`` of these; it begins on its sheet at ``first``."""

    now: Sequence[str]
    area: str
    first: CellAddress

    @classmethod
    def of(cls, book: CheckWorkbook, section: str) -> WrittenText:
        """That of a section of text."""
        rows = book.rows(f"narrative.{section}")
        if rows is None:
            raise ValueError(f"no text in {section}")
        return cls(now=book.previews(section), area=rows.areas["preview"], first=rows.first)

    def says(self, words: Iterable[str]) -> bool:
        """Whether any of ``words`` is in it."""
        return any(word in paragraph for word in words for paragraph in self.now)

    def found(self, words: Iterable[str]) -> str:
        """A formula that is zero while none of ``words`` is."""
        return "+".join(f"SUMPRODUCT(ISNUMBER(FIND({text_literal(word)},{self.area}))*1)" for word in words)

    @property
    def length(self) -> FormulaValue:
        """How many characters it has, blanks left out."""
        bare, own = self.area, "".join(self.now)
        for blank in _BLANKS:
            bare, own = f'SUBSTITUTE({bare},"{blank}","")', own.replace(blank, "")
        return FormulaValue(formula=f"SUMPRODUCT(LEN({bare}))", shown=len(own))

    def line(self, listing: ScopedCheck, left: FormulaValue, right: str, holds: str, held: bool) -> CheckLine:
        """A line that passes while the formula ``holds``: open without any text, and left to ``check`` where the
        preview does not show all that the report will say."""
        unclear = f"{self.found(_UNRESOLVED)}>0"
        state = f'IF({self.length.formula}=0,"{OPEN}",IF({holds},"{OK}",IF({unclear},"{JUDGED}","{BAD}")))'
        shown = OPEN if not self.length.shown else OK if held else JUDGED if self.says(_UNRESOLVED) else BAD
        return CheckLine(
            code=listing.listed.code,
            rule=listing.live(),
            left=left,
            right=constant(right),
            state=FormulaValue(formula=state, shown=shown),
            severity=constant(listing.listed.severity.label),
            cell_addresses=(self.first,),
            marks=False,
        )
