"""Each format on its own, libraries loaded: the largest filing beside the library doing nothing, and the naive way."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import docx
import jinja2
import typst

from tests.at_hand import FORMS
from tests.benchmarks.measure import Figure, beside, call
from tests.regenerate import EXAMPLE
from toolkit.document.blocks import Document, ReportTable
from toolkit.document.compose import compose
from toolkit.errors import MissingTool
from toolkit.filing import Entry, Paragraph
from toolkit.filing.json import filing_from_json
from toolkit.render import FORMATS

CHARACTERS = 6000


def large_document() -> Document:
    """The example with six-digit counts throughout and a section one of 6,000 characters."""
    filing, _ = filing_from_json((EXAMPLE / "filing.json").read_bytes(), "filing.json", FORMS)
    inputs = {quantity: Entry(number=999_999) for quantity in filing.form.inputs}
    text = "政府信息公开工作取得新的进展，" * 20
    overview = tuple(Paragraph(text=text) for _ in range(CHARACTERS // len(text)))
    return compose(replace(filing, inputs=inputs, narrative={**filing.narrative, "overview": overview}))


def figures() -> Iterator[Figure]:
    """Every format; a pdf needs the fonts of a report (of the system or XL_REPORT_FONTS), else it is left out."""
    document = large_document()
    empty = ("python-docx: save an empty document", call(_empty_docx))
    docx_render, html_render, pdf_render = (FORMATS[extension].renderer() for extension in ("docx", "html", "pdf"))
    yield beside("docx", call(lambda: docx_render(document)), *empty)
    yield beside("only its tables, by `Table.cell()`", call(lambda: _naive_docx(document)), *empty, rounds=3)
    yield beside("html", call(lambda: html_render(document)), "jinja2: compile and render one name", call(_empty_html))
    for extension in ("md", "txt"):
        render = FORMATS[extension].renderer()
        yield beside(
            extension, call(partial(render, document)), "jinja2: compile and render one name", call(_empty_html)
        )
    folders = [Path(folder) for folder in os.environ.get("XL_REPORT_FONTS", "").split(os.pathsep) if folder]
    with contextlib.suppress(MissingTool):
        made = call(lambda: pdf_render(document, font_folders=folders))
        yield beside("pdf", made, "typst: compile one word", call(_empty_pdf))


def _empty_html() -> None:
    jinja2.Environment(autoescape=True).from_string("{{ text }}").render(text="")


def _empty_pdf() -> None:
    typst.compile(b"text")


def _empty_docx() -> None:
    docx.Document().save(io.BytesIO())


def _naive_docx(document: Document) -> None:
    """The tables as python-docx's own interface makes them: a merge and a text through ``cell()`` for each place."""
    word = docx.Document()
    for table in (block for block in document.blocks if isinstance(block, ReportTable)):
        columns = len(table.widths)
        grid = word.add_table(table.rows, columns)
        for place in table.cells:
            last = grid.cell(place.row + place.rowspan - 1, place.column + place.colspan - 1)
            grid.cell(place.row, place.column).merge(last).text = place.text
    word.save(io.BytesIO())
