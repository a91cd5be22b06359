"""What each format says, as text without white space: the same report must say the same in all of them."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pdfplumber
from markdown_it import MarkdownIt

from toolkit.render.word.markup import tag


def squeezed(text: str) -> str:
    """``text`` without any white space."""
    return re.sub(r"\s+", "", text)


def said_by_text(source: bytes) -> str:
    return squeezed(source.decode())


def said_by_html(source: bytes | str) -> str:
    page: Any = lxml.html.document_fromstring(source)
    for unsaid in page.xpath("//head | //nav | //footer | //caption | //template | //script | //p[@class='hint']"):
        unsaid.drop_tree()
    return squeezed(page.text_content())


def said_by_markdown(source: bytes) -> str:
    return said_by_html(MarkdownIt("commonmark", {"html": True}).render(source.decode()))


def said_by_docx(source: bytes) -> str:
    body = docx.Document(io.BytesIO(source)).element.body
    return squeezed("".join(piece.text or "" for piece in body.iter(tag("t"))))


def signs_of_pdf(path: Path) -> list[str]:
    """Every sign, page numbers left out, sorted: a table's cells come in the order of their boxes."""
    with pdfplumber.open(path) as pdf:
        said = "".join(re.sub(r"— \d+ —\s*$", "", _printed(page).strip()) for page in pdf.pages)
    return sorted(squeezed(said))


def _printed(page: pdfplumber.page.Page) -> str:
    foot = float(page.height) - 35 * 72 / 25.4
    return str(page.crop((0, 0, page.width, foot)).extract_text())
