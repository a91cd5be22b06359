"""The same report says the same in every format."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.at_hand import FORMS
from tests.profiles import examples
from tests.render.conftest import Pages
from tests.render.reading import said_by_docx, said_by_html, said_by_markdown, said_by_text, signs_of_pdf
from tests.render.samples import SAMPLES, document, zeros
from toolkit.document.blocks import PageMark
from toolkit.document.compose import compose
from toolkit.filing import Filing, Paragraph, Source, Text
from toolkit.render import FORMATS


def _written(sample: str, extension: str, *, draft: bool = False) -> bytes:
    return FORMATS[extension].renderer()(document(sample, draft=draft))


@pytest.mark.parametrize("sample", SAMPLES)
def test_word_page_and_markdown_say_what_the_plain_text_says(sample: str) -> None:
    plain = said_by_text(_written(sample, "txt"))
    assert said_by_html(_written(sample, "html")) == plain
    assert said_by_markdown(_written(sample, "md")) == plain
    assert said_by_docx(_written(sample, "docx")) == plain


@pytest.mark.parametrize("source", ["pdf", "docx"])
@pytest.mark.parametrize("sample", ["zeros", "large"])
def test_pages_say_what_the_plain_text_says(sample: str, source: str, pages: Pages) -> None:
    assert signs_of_pdf(pages(sample, source)) == sorted(said_by_text(_written(sample, "txt")))


def test_a_draft_of_nothing_at_all_can_be_written(fonts: Path) -> None:
    empty = Filing(form=FORMS.form("gkgb-2019"), source=Source.DATA, agency=Text(), year=None)
    for extension, entry in FORMATS.items():
        options = {"font_folders": (fonts,), "system_fonts": False} if extension == "pdf" else {}
        assert entry.renderer()(compose(empty, mark=PageMark.DRAFT), **options)


@settings(max_examples=examples(25))
@given(text=st.text("公开,.;:()<>《》[]〔〕\"'  　\t2025年0月-*_#&{}|去今", min_size=1, max_size=40).filter(str.strip))
def test_no_character_of_the_text_changes(text: str) -> None:
    paragraph = Paragraph(text=text, literal=True)
    report = compose(replace(zeros(), narrative={"problems": (paragraph,)}))
    written = {extension: FORMATS[extension].renderer()(report) for extension in ("docx", "html", "txt")}
    assert text in [each.text for each in docx.Document(io.BytesIO(written["docx"])).paragraphs]
    page: Any = lxml.html.document_fromstring(written["html"])
    assert text in page.xpath("//p/text()")
    assert text in written["txt"].decode().split("\n")


@pytest.mark.parametrize("extension", ["docx", "html", "md", "txt"])
def test_same_document_gives_same_bytes(extension: str) -> None:
    assert _written("awkward", extension) == _written("awkward", extension)


@pytest.mark.parametrize("extension", ["html", "md", "txt"])
def test_a_draft_says_so_first(extension: str) -> None:
    mark = PageMark.DRAFT.encode()
    assert mark in _written("zeros", extension, draft=True)
    assert mark not in _written("zeros", extension)
