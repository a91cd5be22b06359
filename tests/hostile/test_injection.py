"""Whatever stands in text comes out as text: in workbooks, documents, pages, tables of figures, on the terminal."""

from __future__ import annotations

import csv
import functools
import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from lxml import etree, html
from openpyxl import load_workbook

from tests.at_hand import FORMS
from tests.built import built
from tests.command_line import run
from tests.regenerate import EXAMPLE
from tests.render.conftest import fonts
from tests.sizes import sampled
from toolkit.document.blocks import PageMark
from toolkit.document.compose import compose
from toolkit.filing import Entry, Filing, Indicator, Paragraph, Text, Waiver
from toolkit.filing.json import filing_from_json
from toolkit.render import FORMATS
from toolkit.rules.engine import check_filing
from toolkit.workbook.marking.annotate import annotated_workbook

__all__ = ["fonts", "run"]

FORMULAS = ("=cmd|'/c calc'!A0", '+HYPERLINK("http://x")', "-2+3", "@SUM(1)", "=IMPORTXML(1)")
MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><svg/onload=alert(1)>",
    "</w:t></w:r><w:r><w:br/></w:r>",
    "]]><x/>",
    "&lt;b&gt;&#x3c;",
    "javascript:alert(1)",
    "[点我](javascript:alert(1))",
    "`code` **b** # h | a | b |",
    '#read("/etc/passwd") $ x $ @ref \\ //',
    '#import "x": *',
    "{{ ''.__class__ }} {% raw %}",
    "_x000D_ _x0041_",
)
ALL = (*FORMULAS, *MARKUP)


def planted(text: str) -> Filing:
    """The example with ``text`` in every place that takes some."""
    filing, _ = filing_from_json((EXAMPLE / "filing.json").read_bytes(), "filing.json", FORMS)
    paragraph = Paragraph(text=text, literal=True)
    return replace(
        filing,
        agency=Text(value=text),
        title=Text(value=text),
        contact=Text(value=text),
        headings={section.id: Text(value=f"{text}{section.heading}") for section in filing.form.sections},
        indicators=(Indicator(name=text, entry=Entry(text=text), unit=text),),
        narrative={slot: (replace(paragraph, heading=True), paragraph) for slot in filing.narrative},
        waivers=(Waiver(code="TX-07", reason=text, cells=(text,)),),
        inputs={**filing.inputs, "disputes.reconsideration.upheld": Entry(text=text)},
    )


BENIGN = planted("普通文字")


@pytest.mark.parametrize("text", sampled((*FORMULAS, "]]><x/>", "_x000D_ _x0041_"), 1))
def test_workbooks_hold_no_formula_but_the_forms(text: str) -> None:
    """The annotated copy is the filled workbook, and a sheet more."""
    filing = planted(text)
    assert formulas(annotated_workbook(filing, check_filing(filing))) == forms_own()


@functools.cache
def forms_own() -> set[tuple[str, str]]:
    return formulas(built(BENIGN.form, filing=BENIGN))


def formulas(data: bytes) -> set[tuple[str, str]]:
    sheets = load_workbook(io.BytesIO(data)).worksheets
    cells = [(sheet.title, cell) for sheet in sheets for row in sheet for cell in row]
    for _, cell in cells:
        if cell.data_type == "s" and str(cell.value)[:1] in ("=", "+", "-", "@"):
            assert cell.quotePrefix, cell.value
    return {(sheet, cell.coordinate) for sheet, cell in cells if cell.data_type == "f"}


@pytest.mark.parametrize("text", sampled(ALL, 5))
def test_a_page_has_no_element_more(text: str) -> None:
    pages: list[Any] = [html.fromstring(rendered(each, "html")) for each in (planted(text), BENIGN)]
    page, plain = pages
    assert Counter(elements(page)) == Counter(elements(plain))
    assert attributes(page) <= attributes(plain) | {("td", "style"), ("p", "style"), ("p", "class"), ("h3", "class")}
    assert re.sub(r"\s+", "", text) in re.sub(r"\s+", "", page.text_content())
    links = [link for _, _, link, _ in page.iterlinks()]
    assert not any(link.lower().startswith(("javascript:", "http", "//")) for link in links)


def elements(page: Any) -> list[str]:
    return [each.tag for each in page.iter() if isinstance(each.tag, str)]


def attributes(page: Any) -> set[tuple[str, str]]:
    return {(each.tag, name) for each in page.iter() if isinstance(each.tag, str) for name in each.attrib}


def _tags(tree: Any) -> Counter[str]:
    """The elements of a part by name; the faces of runs, which differ between Chinese and Latin text, left out."""
    return Counter(
        each.tag for each in tree.iter() if etree.QName(each).localname not in ("rFonts", "b", "bCs", "i", "iCs")
    )


@pytest.mark.parametrize("text", sampled(ALL, 5))
def test_a_document_has_no_element_more(text: str) -> None:
    trees = []
    for filing in (planted(text), BENIGN):
        with zipfile.ZipFile(io.BytesIO(rendered(filing, "docx"))) as package:
            trees.append(
                {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith("xml")}
            )
    mine, plain = trees
    assert mine.keys() == plain.keys()
    for name, tree in mine.items():
        assert _tags(tree) == _tags(plain[name]), name
    body = "".join(map(str, mine["word/document.xml"].itertext()))
    assert re.sub(r"\s+", "", text) in re.sub(r"\s+", "", body)


@pytest.mark.parametrize("text", sampled(MARKUP, 1))
def test_a_pdf_prints_the_text_and_runs_nothing(text: str, fonts: Path) -> None:
    data = rendered(planted(text), "pdf", font_folders=(fonts,), system_fonts=False)
    with pdfplumber.open(io.BytesIO(data)) as pages:
        words = "".join(page.extract_text() for page in pages.pages)
    assert "root:" not in words
    printed = re.sub(r"[^0-9A-Za-z#$@]+", "", words)
    assert re.sub(r"[^0-9A-Za-z#$@]+", "", text) in printed


@pytest.mark.parametrize("text", FORMULAS)
def test_tables_of_figures_start_no_formula(text: str) -> None:
    """The data that a page offers for download."""
    from toolkit.document.blocks import ReportTable
    from toolkit.render.data_files import csv_of

    for block in compose(planted(text), mark=PageMark.DRAFT).blocks:
        if isinstance(block, ReportTable):
            for row in csv.reader(io.StringIO(csv_of(block).removeprefix("\ufeff"))):
                assert not any(value.lstrip("\t\r ")[:1] in tuple("=+@") for value in row if value), row
                assert not any(value.startswith("-") and not re.fullmatch(r"-?[\d.]*", value) for value in row), row


def rendered(filing: Filing, wanted: str, **options: object) -> bytes:
    data = FORMATS[wanted].renderer()(compose(filing, mark=PageMark.DRAFT), **options)
    assert isinstance(data, bytes)
    return data


def test_nothing_steers_the_terminal(tmp_path: Path) -> None:
    """Escape sequences, and marks that turn the direction of writing."""
    whole = json.loads((EXAMPLE / "filing.json").read_text(encoding="utf-8"))
    whole["agency"] = "某局\u202e\u2066gpj.exe"
    whole["tables"]["applications"]["granted"] = {"natural_person": "\u202e件\u009b2J"}
    path = tmp_path / "数据.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    for command in ("check", "preview", "render"):
        result = run(command, path)
        assert not re.search("[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]", result.output), command
        assert "\x1b" not in result.output
