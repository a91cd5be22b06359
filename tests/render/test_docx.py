"""The Word file: valid, reproducible, of real styles, without a trace of who made it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from tests.render.samples import SAMPLES, document
from tests.sizes import sampled
from toolkit.document.blocks import PageMark
from toolkit.render.docx import render
from toolkit.render.word.markup import tag


def _parts(source: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("sample", sampled(SAMPLES, 1))
def test_file_is_free_of_faults(sample: str, draft: bool, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(render(document(sample, draft=draft)))
    result = OpenXmlValidator().validate(str(file))
    assert [error.description for error in result.errors] == []


def test_headings_title_text_and_tables_have_real_styles() -> None:
    word = docx.Document(io.BytesIO(render(document("zeros"))))
    styles = [paragraph.style.name for paragraph in word.paragraphs if paragraph.style and paragraph.text]
    assert styles[:5] == ["Title", "Body Text", "Heading 1", "Heading 2", "Body Text"]
    assert styles[-2:] == ["Signature", "Date"]
    assert {table.style.name for table in word.tables if table.style} == {"报告表格"}


def test_title_and_language_are_set_and_nobody_is_named() -> None:
    parts = _parts(render(document("zeros")))
    about = docx.Document(io.BytesIO(render(document("zeros")))).core_properties
    assert about.title == "某某市市场监督管理局2025年政府信息公开工作年度报告"
    assert (about.author, about.language, about.last_modified_by) == ("某某市市场监督管理局", "zh-CN", "")
    assert about.created is about.modified is None
    assert 'w:eastAsia="zh-CN"' in parts["word/styles.xml"]
    assert not re.search("rsid|docProps/app", "".join(parts.values()))


def test_no_font_is_left_to_a_theme() -> None:
    parts = _parts(render(document("awkward", draft=True)))
    assert not [name for name, text in parts.items() if re.search(r"(?:ascii|hAnsi|eastAsia|cs)Theme=", text)]


def test_header_rows_repeat_and_rows_stay_whole_and_together() -> None:
    [_, applications, _] = docx.Document(io.BytesIO(render(document("awkward")))).tables
    rows = list(applications._tbl.iterchildren(tag("tr")))
    assert [row.find(f".//{tag('tblHeader')}") is not None for row in rows] == [True] * 3 + [False] * 25
    assert all(row.find(f".//{tag('cantSplit')}") is not None for row in rows)
    glued = [all(p.find(f".//{tag('keepNext')}") is not None for p in row.iter(tag("p"))) for row in rows]
    assert glued == [True] * 27 + [False]


def test_rows_are_as_high_whatever_the_font() -> None:
    """Lines of exact height, with room for the type: 表三 just fits its page, and some fonts are a third higher."""
    for table in docx.Document(io.BytesIO(render(document("awkward")))).tables:
        for text in table._tbl.iter(tag("p")):
            [spacing] = text.iter(tag("spacing"))
            size = int(next(text.iter(tag("sz"))).get(tag("val"), 0)) * 10
            assert spacing.get(tag("lineRule")) == "exact"
            assert int(spacing.get(tag("line"), 0)) == pytest.approx(1.25 * size, abs=1)


def test_vertical_label_is_set_vertically() -> None:
    [_, applications, _] = docx.Document(io.BytesIO(render(document("zeros")))).tables
    [cell] = [
        cell for cell in applications._tbl.iter(tag("tc")) if cell.find(f".//{tag('textDirection')}") is not None
    ][:1]
    assert "".join(text.text or "" for text in cell.iter(tag("t"))) == "三、本年度办理结果"


def test_every_header_of_a_draft_says_so() -> None:
    parts = _parts(render(document("zeros", draft=True)))
    headers = [text for name, text in parts.items() if name.startswith("word/header")]
    assert len(headers) == 2
    assert all(headers_text.count(PageMark.DRAFT) == 1 for headers_text in headers)
    assert not [name for name in _parts(render(document("zeros"))) if name.startswith("word/header")]


def test_zip_dates_are_fixed() -> None:
    with zipfile.ZipFile(io.BytesIO(render(document("zeros")))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
