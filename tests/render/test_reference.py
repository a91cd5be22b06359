"""The office's own document as the page that a report goes on."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from tests.profiles import examples
from tests.render.reading import said_by_docx, said_by_text
from tests.render.samples import document
from toolkit.document.blocks import PageMark
from toolkit.errors import ReportError
from toolkit.render import text
from toolkit.render.docx import render
from toolkit.render.word.markup import elements, tag


def _saved(word: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _office(placeholder: bool = True) -> docx.document.Document:
    """A letterhead with a picture, a header, a footer, wide margins, a heading style, an author and a comment."""
    word = docx.Document()
    word.core_properties.author = "张三"
    word.styles["Heading 1"].font.size = Pt(18)
    section = word.sections[0]
    section.left_margin = section.right_margin = Mm(40)
    section.header.paragraphs[0].text = "某某市人民政府办公室文件"
    section.footer.paragraphs[0].text = "某某市人民政府办公室印发"
    first = word.add_paragraph("红头")
    first.add_run().add_picture(io.BytesIO(_picture()))
    word.add_comment(first.runs, "改一改", author="李四")
    if placeholder:
        word.add_paragraph("{{ 正文 }}")
        word.add_paragraph("版记")
    return word


def _picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def _changed(source: bytes, part: str, old: str, new: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as given, zipfile.ZipFile(stream, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            made.writestr(name, content.decode().replace(old, new) if name == part else content)
    return stream.getvalue()


def _refusal(source: bytes) -> str:
    with pytest.raises(ReportError) as caught:
        render(document("zeros"), reference=source)
    return caught.value.message


def test_body_keeps_the_standard_beside_an_offices_styles() -> None:
    """An untouched default style would set it in small type under blue headings."""
    made = render(document("zeros"), reference=_saved(_office()))
    word = docx.Document(io.BytesIO(made))
    shown = {each.style.name: each.style for each in word.paragraphs[1:-1] if each.style}
    assert set(shown) == {"报告标题", "报告正文文本", "报告标题 1", "报告标题 2", "报告签名", "报告日期"}
    assert {name: style.font.size.pt for name, style in shown.items() if style.font.size} == {
        name: 22.0 if name == "报告标题" else 16.0 for name in shown
    }
    assert all(style.base_style is None for style in shown.values())
    languages = {style.element.xpath("string(w:rPr/w:lang/@w:eastAsia)") for style in shown.values()}
    assert languages == {"zh-CN"}  # where the file's own is English, programs take commas for Japanese or Taiwanese
    assert word.styles["Heading 1"].font.size == Pt(18)
    assert word.sections[0].header.paragraphs[0].text == "某某市人民政府办公室文件"


def test_last_years_report_as_the_reference_leaves_one_of_each_style() -> None:
    once = render(document("zeros"), reference=_saved(_office()))
    twice = docx.Document(io.BytesIO(render(document("zeros"), reference=once)))
    names = [style.name for style in twice.styles]
    assert sorted(name for name in names if name and name.startswith("报告")) == sorted(
        {name for name in names if name and name.startswith("报告")}
    )


def test_letterhead_headers_styles_and_page_are_the_offices() -> None:
    notes: list[str] = []
    made = render(document("zeros"), reference=_saved(_office()), reference_styles=True, report=notes.append)
    word = docx.Document(io.BytesIO(made))
    assert [word.paragraphs[0].text, word.paragraphs[-1].text] == ["红头", "版记"]
    assert word.sections[0].header.paragraphs[0].text == "某某市人民政府办公室文件"
    assert word.sections[0].left_margin == pytest.approx(Mm(40), abs=1000)
    assert word.styles["Heading 1"].font.size == Pt(18)
    assert said_by_docx(made) == "红头" + said_by_text(text.render(document("zeros"))) + "版记"
    assert any("表格文字" in note and "Title" not in note for note in notes)
    assert any("窄于" in note for note in notes)


def test_without_a_placeholder_none_of_its_text_goes_along() -> None:
    made = render(document("zeros"), reference=_saved(_office(placeholder=False)))
    assert said_by_docx(made) == said_by_text(text.render(document("zeros")))


def test_nobody_and_nothing_private_goes_along(tmp_path: Path) -> None:
    made = render(document("zeros", draft=True), reference=_saved(_office()))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        everything = b"".join(package.read(name) for name in package.namelist()).decode("utf-8", "replace")
        names = " ".join(package.namelist())
    assert not [private for private in ("张三", "李四", "改一改", "python-docx") if private in everything]
    assert not [part for part in ("comments", "customXml", "thumbnail", "app.xml") if part in names]
    assert PageMark.DRAFT in everything
    file = tmp_path / "report.docx"
    file.write_bytes(made)
    assert [error.description for error in OpenXmlValidator().validate(str(file)).errors] == []


def test_what_is_lacking_falls_back_and_is_reported() -> None:
    notes: list[str] = []
    bare = _changed(_saved(docx.Document()), "word/document.xml", "<w:pgSz", "<w:formProt/><w:ignored")
    made = docx.Document(
        io.BytesIO(render(document("zeros"), reference=bare, reference_styles=True, report=notes.append))
    )
    assert made.sections[0].left_margin == pytest.approx(Mm(28), abs=Mm(0.1))
    assert "PAGE" in made.sections[0].footer._element.xml
    assert [bool([note for note in notes if word in note]) for word in ("页面设置", "页脚", "样式")] == [True] * 3
    [styles] = [note for note in notes if "样式" in note]
    assert styles == "参考文档没有这些样式，按国家标准补上：签名、日期、表格文字、表格标题、报告表格。"


def test_tables_shrink_into_a_narrow_page() -> None:
    word = docx.Document(io.BytesIO(render(document("zeros"), reference=_saved(_office()))))
    width = sum(int(column.get(tag("w"), 0)) for column in word.tables[1]._tbl.tblGrid) / 56.7
    assert width == pytest.approx(215.9 - 80, abs=0.5)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b"", "不是 .docx"),
        (b"PK\x03\x04 not really", "不是 .docx"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "旧版 .doc"),
    ],
)
def test_another_file_is_refused(source: bytes, reason: str) -> None:
    assert reason in _refusal(source)


def test_a_zip_without_a_document_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("a.txt", "x")
    assert "打不开" in _refusal(stream.getvalue())


def test_broken_xml_is_refused() -> None:
    assert "打不开" in _refusal(_changed(_saved(_office()), "word/styles.xml", "</w:styles>", ""))


def test_declared_entities_are_refused() -> None:
    hostile = _changed(
        _saved(_office()), "word/document.xml", "<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document'
    )
    assert "XML 声明" in _refusal(hostile)


def test_macros_are_refused() -> None:
    stream = io.BytesIO(_saved(_office()))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("word/vbaProject.bin", b"x")
    assert "宏" in _refusal(stream.getvalue())


def test_a_bomb_is_refused() -> None:
    stream = io.BytesIO(_saved(_office()))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/big.bin", b"\0" * (65 * 1024 * 1024))
    assert "过大" in _refusal(stream.getvalue())


def test_pictures_outside_the_file_are_refused() -> None:
    word = _office()
    word.part.relate_to("file:///C:/logo.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    assert "文件之外" in _refusal(_saved(word))


def test_objects_that_cannot_come_along_are_refused() -> None:
    word = _office()
    word.element.body[:0] = elements('<w:altChunk r:id="rId99"/>')
    assert "不能照搬" in _refusal(_saved(word))


@settings(max_examples=examples(60))
@given(data=st.data())
def test_a_damaged_file_is_used_or_refused_never_a_crash(data: st.DataObject) -> None:
    source = _saved(_office())
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as given_package, zipfile.ZipFile(stream, "w") as made:
        spoilt = data.draw(
            st.sampled_from([name for name in given_package.namelist() if name.endswith(("xml", "rels"))])
        )
        for name in given_package.namelist():
            content = given_package.read(name)
            if name == spoilt:
                start = data.draw(st.integers(0, len(content)))
                content = (
                    content[:start]
                    + data.draw(st.binary(max_size=9))
                    + content[start + data.draw(st.integers(0, 99)) :]
                )
            made.writestr(name, content)
    with contextlib.suppress(ReportError):
        assert render(document("zeros", draft=True), reference=stream.getvalue())


def test_a_name_too_long_for_a_property_is_cut_there_only() -> None:
    long = replace(document("zeros"), agency="某" * 300)
    assert "某" * 300 in said_by_docx(render(long)).replace("\n", "")
