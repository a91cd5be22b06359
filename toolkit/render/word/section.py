"""Page set-up of a section: paper, margins, grid, page numbers."""

from __future__ import annotations

from toolkit.document.blocks import DRAFT_MARK
from toolkit.render.page import (
    BODY_SIZE,
    BOTTOM,
    FOOTER_DROP,
    HEIGHT,
    INSIDE,
    LINE_PITCH,
    OUTSIDE,
    PAGE_NUMBER_SIZE,
    POINTS_PER_MM,
    TOP,
    WIDTH,
)
from toolkit.render.word.markup import paragraph, run, twips

# The footer's lower edge is what Word positions; the dashes stand in the middle of its one line.
_FOOTER_LINE = PAGE_NUMBER_SIZE * 1.3 / POINTS_PER_MM
_FOOTER = BOTTOM - FOOTER_DROP - _FOOTER_LINE / 2
_HEADER = 20

_PAGE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
PAGE_SIZE = f'<w:pgSz w:w="{twips(WIDTH)}" w:h="{twips(HEIGHT)}"/>'
PAGE_MARGINS = (
    f'<w:pgMar w:top="{twips(TOP)}" w:right="{twips(OUTSIDE)}" w:bottom="{twips(BOTTOM)}" w:left="{twips(INSIDE)}" '
    f'w:header="{twips(_HEADER)}" w:footer="{twips(_FOOTER)}" w:gutter="0"/>'
)
# A grid of lines only: of characters pitched closer than their type, as 28 on a line are, LibreOffice gives each one
# two cells. The styles carry the pitch as tracking, which all programs measure alike.
GRID = f'<w:docGrid w:type="lines" w:linePitch="{LINE_PITCH * 20:.0f}"/>'


def footer(*, even: bool, style: str) -> str:
    """The paragraph “— 1 —”: one character in from the right on odd pages, from the left on even ones (7.5)."""
    blank = f"{BODY_SIZE * 20:.0f}"
    place = (
        f'<w:ind w:left="{blank}"/><w:jc w:val="left"/>' if even else f'<w:ind w:right="{blank}"/><w:jc w:val="right"/>'
    )
    return paragraph(style, run("— ") + _PAGE + run(" —"), place)


def draft_mark(style: str) -> str:
    """The paragraph that marks a page as a draft."""
    return paragraph(style, run(DRAFT_MARK))
