"""Placeholders, template words and figures not yet known that would be printed as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from toolkit.filing import Filing, Paragraph, Source
from toolkit.finding import CellRef, Finding
from toolkit.form import Severity
from toolkit.form.excel import text_literal
from toolkit.narrative import BLANK, EvaluatedText, pieces
from toolkit.patterns import regex
from toolkit.rules.cell_refs import clipped, paragraph_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck, Stage, any_of
from toolkit.rules.live_checks import OPEN, CheckLine, CheckWorkbook, FormulaValue, constant, counted
from toolkit.rules.sentences import listed, with_places

_PLACEHOLDER = regex(
    r"""
      [×✕╳Ⅹ]{2,} | (?<![A-Za-z])[Xx]{2,}(?![A-Za-z]) | [Ｘｘ]{2,}
    | _{2,} | ＿+ | 某某 | ○{2,} | (?<!〇)〇{2,}+年 | [?？]{3,}
    | 【 (?!\s*\d+\s*】) [^】]{0,200} 】   # but 【12】, as documents are numbered
    | 〔\s*〕 | （\s*）
    | 待(?:补充|填写|核实|定稿) | 此处(?:填写|补充|插入)
    """,
    re.VERBOSE,
    matches=("××局", "XX局", "共__件", "【单位名称】", "（ ）", "待核实", "〇〇年"),
    misses=("ⅩⅤ", "XXL", "【12】", "二〇〇八年", "（一）"),
)
_COVER = ("cover.agency", "cover.year", "cover.level", "cover.issued_on")  # what is missing there is reported there
_DRAFTS = "草稿里的【】都应改写（左边是还没改写的处数）"


@dataclass(frozen=True, kw_only=True)
class Leftovers(FormCheck):
    """Text that was to be replaced: placeholders, words of ``template``, expressions whose value is not known.

    In a template's words … stands for whatever is in the same brackets.
    """

    template: tuple[str, ...] = ()

    stage = Stage.REPORT
    variants: ClassVar[tuple[str, ...]] = ("placeholder", "template", "unknown")
    values: ClassVar[tuple[str, ...]] = ("listed", "names")

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding for each slot or paragraph, naming what is left over in it."""
        for ref, text in listing.cover_texts(filing):
            yield from self._leftover(filing, listing, text, ref)
        for slot, paragraph in listing.written(filing):
            own = with_places(paragraph, filing)
            weighed = listing.with_severity(Severity.ERROR if _draft(filing, paragraph) else None)
            found = list(self._leftover(filing, weighed, paragraph.text, paragraph_ref(slot, paragraph), own))
            yield from found or _unknown_figures(filing, listing, slot, paragraph)
        if filing.source is Source.REPORT and listing.whole:
            for piece in filing.unplaced:
                ref = CellRef(id="unplaced", where=piece.where, value=clipped(piece.text))
                yield from self._leftover(filing, listing, piece.text, ref)

    def lines(self, book: CheckWorkbook, listing: ScopedCheck) -> Iterator[CheckLine]:
        """No 【】 of the form's drafts is left on a text sheet. What is left is not filled in yet."""
        gaps = book.filing.form.gaps
        for slot in listing.slots if gaps else ():
            rows = book.rows(f"narrative.{slot}")
            if rows is None:
                continue
            found = "+".join(f"ISNUMBER(FIND({text_literal(gap)},{rows.areas['text']}))" for gap in gaps)
            left = sum(gap in own.text for own in book.filing.narrative.get(slot, ()) for gap in gaps)
            count = FormulaValue(formula=f"SUMPRODUCT({found}+0)", shown=left)
            code, cell_addresses, wrong = listing.listed.code, (rows.first,), constant(OPEN)
            yield counted(code, _DRAFTS, count, Severity.ERROR, cell_addresses, wrong=wrong, unwritten=count)

    def _leftover(
        self,
        filing: Filing,
        listing: ScopedCheck,
        text: str,
        ref: CellRef,
        own: str = "",
    ) -> Iterator[Finding]:
        """What is left over in ``text``, looked for in ``own`` where not all of it is the author's own words."""
        for variant, pattern in (("placeholder", _PLACEHOLDER), ("template", self._template)):
            found = [clipped(text[match.start() : match.end()], 30) for match in pattern.finditer(own or text)]
            if found:
                yield listing.finding(filing, [ref], variant=variant, actual=found[0], listed=listed(found))
                return

    @cached_property
    def _template(self) -> re.Pattern[str]:
        return re.compile(any_of(self.template).replace("…", "[^（）]*"))


def _draft(filing: Filing, paragraph: Paragraph) -> bool:
    """Whether a 【…】 of the form's own drafts is still there: then nobody has written the text yet."""
    return filing.source is not Source.REPORT and any(gap in paragraph.text for gap in filing.form.gaps)


def _unknown_figures(filing: Filing, listing: ScopedCheck, slot: str, paragraph: Paragraph) -> Iterator[Finding]:
    """An expression that prints a blank because something nobody else complains of is not filled in."""
    names = [name for piece in pieces(paragraph, filing) for name in _unknown(filing, piece)]
    if names:
        words = "、".join(f"“{name}”" for name in dict.fromkeys(names))
        yield listing.finding(filing, [paragraph_ref(slot, paragraph)], variant="unknown", names=words)


def _unknown(filing: Filing, piece: EvaluatedText) -> Iterator[str]:
    form = filing.form
    declared = form.cells.keys() | form.fields.keys()
    for use in piece.uses:
        reported = all(cell in _COVER or (cell in declared and form.kind_of(cell).required) for cell in use.cells)
        if BLANK in use.text and not reported:
            yield use.name
