"""WordprocessingML from plain text: runs, paragraphs, measures."""

from __future__ import annotations

from html import escape
from typing import cast

from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from toolkit.characters import is_latin
from toolkit.render.page import POINTS_PER_MM

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'

# Word takes quotes, dashes and dots for Latin unless marked as standing among Chinese; so they are, but in Latin text.
_EAST_ASIAN = '<w:rFonts w:hint="eastAsia"/>'
_TAB, _BREAK = "<w:tab/>", "<w:br/>"


def tag(name: str) -> str:
    """The qualified name of ``w:name``."""
    return f"{{{W}}}{name}"


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * POINTS_PER_MM * 20)


def run(text: str, properties: str = "") -> str:
    """One run of ``text``."""
    pieces = _TAB.join(
        f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>' if piece else "" for piece in text.split("\t")
    )
    return f"<w:r><w:rPr>{'' if is_latin(text) else _EAST_ASIAN}{properties}</w:rPr>{pieces}</w:r>"


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph of style id ``style`` around runs."""
    return f'<w:p><w:pPr><w:pStyle w:val="{escape(style)}"/>{properties}</w:pPr>{content}</w:p>'


def lines(texts: tuple[str, ...], properties: str = "") -> str:
    """Runs with a line break between them."""
    return f"<w:r>{_BREAK}</w:r>".join(run(text, properties) for text in texts)


def elements(markup: str) -> list[BaseOxmlElement]:
    """The elements that ``markup`` (any number of roots, prefixes ``w`` and ``r``) describes."""
    return [cast(BaseOxmlElement, block) for block in parse_xml(f"<w:body {NAMESPACES}>{markup}</w:body>")]
