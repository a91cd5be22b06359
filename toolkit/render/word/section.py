"""Page set-up of a section: paper, margins, grid, page numbers."""

from __future__ import annotations

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
_WRAP = '<wp:wrapSquare wrapText="bothSides"/>'  # a box of none LibreOffice puts elsewhere on some pages
_NUMBER_ID = 9704  # of a drawing: no two of a document may have the same
_NUMBER_BOX = 8.0  # mm: for the line of a page number that is read downwards
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_DRAWING = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="{_SHAPE}"'
)

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


def sideways_footer(*, even: bool, style: str) -> str:
    """The same on a landscape page, where an upright one has it: in a box at the left that is read downwards (8)."""
    height = WIDTH - 2 * OUTSIDE
    place = "".join(
        f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{_emu(mm)}</wp:posOffset></wp:position{axis}>'
        for axis, mm in (("H", BOTTOM - FOOTER_DROP - _NUMBER_BOX / 2), ("V", OUTSIDE))
    )
    extent = f'cx="{_emu(_NUMBER_BOX)}" cy="{_emu(height)}"'
    box = (
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{footer(even=even, style=style)}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp>'
    )
    drawing = (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" '
        f'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>{place}<wp:extent {extent}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/>{_WRAP}<wp:docPr id="{_NUMBER_ID + even}" name="页码"/>'
        "<wp:cNvGraphicFramePr/>"
        f'<a:graphic><a:graphicData uri="{_SHAPE}">{box}</a:graphicData></a:graphic></wp:anchor></w:drawing>'
    )
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice>'
    return paragraph(style, f"<w:r><mc:AlternateContent {_DRAWING}>{choice}</mc:AlternateContent></w:r>")


def _emu(mm: float) -> int:
    """Millimetres as drawings count them."""
    return round(mm * 36000)


def page_mark(style: str, words: str) -> str:
    """The paragraph that marks a page as one of a report that is not to be published."""
    return paragraph(style, run(words))
