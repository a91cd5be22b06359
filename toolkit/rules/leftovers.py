"""Placeholders, template words and figures not yet known that would be printed as they stand: TX-05."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.filing import Filing, Paragraph, Source
from toolkit.finding import CellRef, Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.narrative import BLANK, Piece, pieces
from toolkit.patterns import regex
from toolkit.rules.places import clipped, cover_ref, heading_ref, paragraph_ref, written
from toolkit.rules.sentences import listed, with_places

_PLACEHOLDER = regex(
    r"[×✕╳Ⅹ]{2,}|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|[Ｘｘ]{2,}|_{2,}|＿+|某某|○{2,}|(?<!〇)〇{2,}+年|[?？]{3,}"
    r"|【(?!\s*\d+\s*】)[^】]{0,200}】|〔\s*〕|（\s*）|待(?:补充|填写|核实|定稿)|此处(?:填写|补充|插入)"
)
_TEMPLATE = regex(r"该部分以表格形式报告|（文字描述[^（）]*）|在此处报告|表格如下")
_TOLD_ELSEWHERE = ("cover.agency", "cover.year", "cover.level", "cover.issued_on")


def check(filing: Filing) -> Iterator[Finding]:
    """One finding for each slot or paragraph, naming what is left over in it."""
    covers = (cover_ref(filing, slot) for slot in ("agency", "title", "contact"))
    headings = (heading_ref(filing, section) for section in filing.headings)
    for ref in (*covers, *headings):
        yield from _leftover(ref.value, ref)
    for slot, paragraph in written(filing):
        own = with_places(paragraph, filing)
        severity = Severity.ERROR if _draft(filing, paragraph) else None
        found = list(_leftover(paragraph.text, paragraph_ref(slot, paragraph), own, severity))
        yield from found or _unknown_figures(filing, slot, paragraph)
    if filing.source is Source.REPORT:
        for piece in filing.unplaced:
            yield from _leftover(piece.text, CellRef(id="unplaced", where=piece.where, value=clipped(piece.text)))


def _draft(filing: Filing, paragraph: Paragraph) -> bool:
    """Whether a 【…】 of the form's own drafts is still there: then nobody has written the text yet."""
    return filing.source is not Source.REPORT and any(gap in paragraph.text for gap in filing.form.gaps)


def _leftover(text: str, ref: CellRef, own: str = "", severity: Severity | None = None) -> Iterator[Finding]:
    """What is left over in ``text``, looked for in ``own`` where not all of it is the author's own words."""
    for variant, pattern in (("placeholder", _PLACEHOLDER), ("template", _TEMPLATE)):
        found = [clipped(text[match.start() : match.end()], 30) for match in pattern.finditer(own or text)]
        if found:
            words = listed(found)
            yield finding("TX-05", [ref], variant=variant, severity=severity, actual=found[0], listed=words)
            return


def _unknown_figures(filing: Filing, slot: str, paragraph: Paragraph) -> Iterator[Finding]:
    """An expression that prints a blank because something nobody else complains of is not filled in."""
    names = [name for piece in pieces(paragraph, filing) for name in _unknown(filing, piece)]
    if names:
        words = "、".join(f"“{name}”" for name in dict.fromkeys(names))
        yield finding("TX-05", [paragraph_ref(slot, paragraph)], variant="unknown", names=words)


def _unknown(filing: Filing, piece: Piece) -> Iterator[str]:
    for use in piece.uses:
        told = all(
            cell in filing.form.cells or cell in filing.form.fields or cell in _TOLD_ELSEWHERE for cell in use.cells
        )
        if BLANK in use.text and not told:
            yield use.name
