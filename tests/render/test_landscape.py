"""Tables that no upright page holds stand on landscape ones, in all formats alike; GB/T 9704-2012, 8."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import pdfplumber
import pytest
from docx.shared import Mm

from tests.render.conftest import Pages
from tests.render.samples import document, wide
from tests.tables import filled, form_of, raw_form
from toolkit.document.blocks import Document, PageMark, ReportHeading, ReportTable
from toolkit.document.compose import compose
from toolkit.document.page_runs import page_runs
from toolkit.render.docx import render
from toolkit.render.word.markup import tag

MM = 72 / 25.4


def _sections(source: bytes) -> list[Any]:
    return list(docx.Document(io.BytesIO(source)).sections)


def _ways(source: bytes) -> list[bool]:
    """Which sections of a Word file are landscape."""
    return [section.page_width > section.page_height for section in _sections(source)]


def _ending_in_the_table() -> Document:
    """The wide table as the last thing of a report."""
    report = compose(wide())
    [table] = report.tables
    return replace(report, blocks=report.blocks[: report.blocks.index(table) + 1])


def test_a_heading_goes_with_its_table_and_text_does_not() -> None:
    before, table, after = page_runs(document("wide").blocks)
    assert [run.landscape for run in (before, table, after)] == [False, True, False]
    assert [type(block) for block in table.blocks] == [ReportHeading, ReportTable]
    assert isinstance(after.blocks[0], ReportHeading)


def test_a_report_without_such_a_table_is_one_run() -> None:
    [run] = page_runs(document("large").blocks)
    assert run.blocks == document("large").blocks


def test_the_title_is_upright_though_a_turned_table_follows() -> None:
    [table] = document("wide").tables
    assert [run.landscape for run in page_runs([table])] == [False, True]
    assert _ways(render(replace(document("wide"), preamble=(), blocks=(table,)))) == [False, True]


def test_a_word_file_has_a_section_for_it_and_goes_on_as_before() -> None:
    first, turned, last = _sections(render(document("wide")))
    assert [Mm(210), Mm(297)] == pytest.approx([first.page_width, first.page_height], abs=Mm(0.1))
    assert [Mm(297), Mm(210)] == pytest.approx([turned.page_width, turned.page_height], abs=Mm(0.1))
    assert [Mm(36)] * 2 + [Mm(27)] * 2 == pytest.approx(
        [turned.left_margin, turned.right_margin, turned.top_margin, turned.bottom_margin], abs=Mm(0.1)
    )
    assert [child.items() for child in first._sectPr] == [child.items() for child in last._sectPr]
    for upright, across in ((first.footer, turned.footer), (first.even_page_footer, turned.even_page_footer)):
        assert "PAGE" in upright._element.xml
        assert 'vert="vert"' in across._element.xml
        assert "PAGE" in across._element.xml


def test_the_signature_stays_with_a_table_that_ends_the_report() -> None:
    assert _ways(render(_ending_in_the_table())) == [False, True]


def test_every_section_of_a_draft_says_so_once() -> None:
    for section in _sections(render(document("wide", draft=True))):
        for head in (section.header, section.even_page_header):
            assert head._element.xml.count(PageMark.DRAFT) == 1


def _office(**margins: Any) -> docx.document.Document:
    """An office's own page, numbered from 5 on, whose first page differs; its imprint follows the report."""
    word = docx.Document()
    [section] = word.sections
    section.different_first_page_header_footer = True
    section.footer.paragraphs[0].text = "某某市统计局印发"
    numbers = section._sectPr.makeelement(tag("pgNumType"), {tag("start"): "5"})
    [columns] = section._sectPr.iterchildren(tag("cols"))
    columns.addprevious(numbers)
    for side, length in margins.items():
        setattr(section, side, length)
    word.add_paragraph("{{正文}}")
    word.add_paragraph("版记")
    return word


def _saved(word: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("report", [document("wide"), _ending_in_the_table()], ids=["between text", "at the end"])
def test_an_offices_own_page_is_turned_and_its_imprint_is_upright(report: Document) -> None:
    made = render(report, reference=_saved(_office(left_margin=Mm(40))))
    first, turned, last = _sections(made)
    assert _ways(made) == [False, True, False]
    assert turned.top_margin == pytest.approx((first.left_margin + first.right_margin) / 2, abs=Mm(0.1))
    assert [each.footer.paragraphs[0].text for each in (first, turned, last)] == ["某某市统计局印发"] * 3
    assert [each.different_first_page_header_footer for each in (first, turned, last)] == [True, False, False]
    starts = [each._sectPr.find(tag("pgNumType")).get(tag("start")) for each in (first, turned, last)]
    assert starts == ["5", None, None]
    assert docx.Document(io.BytesIO(made)).paragraphs[-1].text == "版记"


def test_a_page_that_is_wide_already_is_not_turned() -> None:
    word = _office(page_width=Mm(297), page_height=Mm(210))
    assert _ways(render(document("wide"), reference=_saved(word))) == [True]


@pytest.fixture(params=[pytest.param("docx", marks=pytest.mark.program), "pdf"])
def paper(request: pytest.FixtureRequest, pages: Pages) -> Any:
    """The pages of the wide sample, by LibreOffice from the Word file or by typst."""
    with pdfplumber.open(pages("wide", request.param)) as file:
        yield list(file.pages)


def test_rows_stand_on_the_same_pages_in_both(paper: Any) -> None:
    texts = [page.extract_text().replace(" ", "") for page in paper]
    assert [page.width > page.height for page in paper] == [False, True, True, True, False]
    rows = [[f"第{number}项统" in text for text in texts].index(True) for number in range(1, 41)]
    assert rows == sorted(rows)
    assert [rows.count(page) for page in range(1, 4)] == [14, 16, 10]
    assert all("类情" in text and "事项" in text for text in texts[1:4])


def test_the_table_fills_a_turned_page_within_its_margins(paper: Any) -> None:
    for page in paper[1:4]:
        for edge in page.edges:
            assert 36 - 1 <= edge["x0"] / MM <= edge["x1"] / MM <= 297 - 36 + 1
            assert 27 - 1 <= edge["top"] / MM <= edge["bottom"] / MM <= 210 - 27 + 1
        assert (page.edges[-1]["x1"] - page.edges[0]["x0"]) / MM <= 226


def test_page_numbers_stand_where_upright_pages_have_them(paper: Any) -> None:
    upright = paper[0].chars[-3]
    assert upright["text"] == "1"
    for number, page in enumerate(paper[1:4], start=2):
        signs = [char for char in page.chars if char["matrix"][1] < -0.9 and char["text"].strip()]
        assert sorted(char["text"] for char in signs) == sorted(f"—{number}—")
        [digit] = [char for char in signs if char["text"].isdecimal()]
        assert digit["matrix"][4] / MM == pytest.approx(upright["matrix"][5] / MM, abs=0.5)
        outside = digit["top"] if not number % 2 else page.height - digit["bottom"]
        assert outside / MM == pytest.approx((paper[0].width - upright["x1"]) / MM, abs=0.5 if number % 2 else 1.5)


@pytest.mark.parametrize("source", [pytest.param("docx", marks=pytest.mark.program), "pdf"])
def test_the_number_of_a_single_turned_page_stands_there_too(source: str, pages: Pages) -> None:
    with pdfplumber.open(pages("one-wide", source)) as file:
        [_, page, _] = file.pages
        [digit] = [char for char in page.chars if char["matrix"][1] < -0.9 and char["text"].isdecimal()]
    assert digit["matrix"][4] / MM == pytest.approx(26.1, abs=0.5)
    assert digit["top"] / MM == pytest.approx(38, abs=1.5)


def test_a_table_that_fits_upright_is_not_turned() -> None:
    columns = [f"第{number}类" for number in range(1, 13)]
    report = compose(filled(form_of(raw_form("matrix", columns, ["甲", "乙"], stub="事项"))))
    assert _ways(render(report)) == [False]
