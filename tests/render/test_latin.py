"""Text in Latin letters: its own quotes, and headings that look like headings."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pdfplumber
import pytest

from tests.render.samples import document
from toolkit.document.blocks import Document, ReportHeading, ReportParagraph
from toolkit.render import html, pdf
from toolkit.render.docx import render

FIRST, SECOND = "I. Introduction", "(a) The Agency’s Scope"
TEXT, MIXED = "The agency’s requests are “closed”.", "该局’答复“已公开”。"


@pytest.fixture(scope="module")
def report() -> Document:
    """A report in English, with a paragraph in Chinese."""
    blocks = (
        ReportHeading(text=FIRST, level=1, anchor="a"),
        ReportHeading(text=SECOND, level=2, anchor="a-1"),
        ReportParagraph(text=TEXT),
        ReportParagraph(text=MIXED),
    )
    return replace(document("zeros"), preamble=(), blocks=blocks)


def test_a_word_file_marks_quotes_as_chinese_only_among_chinese(report: Document) -> None:
    texts = {each.text: each for each in docx.Document(io.BytesIO(render(report))).paragraphs}
    assert "eastAsia" not in texts[TEXT]._p.xml
    assert 'w:hint="eastAsia"' in texts[MIXED]._p.xml


def test_headings_of_a_word_file_are_bold_and_italic(report: Document) -> None:
    texts = {each.text: each.runs[0] for each in docx.Document(io.BytesIO(render(report))).paragraphs if each.text}
    assert (texts[FIRST].bold, texts[FIRST].italic) == (True, None)
    assert (texts[SECOND].bold, texts[SECOND].italic) == (None, True)
    plain = docx.Document(io.BytesIO(render(document("zeros")))).paragraphs
    assert {each.runs[0].bold for each in plain if each.text} == {None}


def test_quotes_of_a_pdf_are_of_the_type_of_the_words_around(report: Document, fonts: Path) -> None:
    made = pdf.render(report, font_folders=(fonts,), system_fonts=False)
    with pdfplumber.open(io.BytesIO(made)) as file:
        signs = [char for page in file.pages for char in page.chars if char["text"] in "’“”"]
    assert ["Fang" in sign["fontname"] for sign in signs] == [False] * 4 + [True] * 3
    assert all(sign["width"] < 0.5 * sign["size"] for sign in signs[:4])


def test_a_page_names_the_type_of_latin_text_alone(report: Document) -> None:
    page = html.render(report).decode()
    assert f'<p class="latin">{TEXT}</p>' in page
    assert f"<p>{MIXED}</p>" in page
    assert f'<h2 id="a" class="latin">{FIRST}</h2>' in page
    assert ".latin {" not in html.render(document("zeros")).decode()
