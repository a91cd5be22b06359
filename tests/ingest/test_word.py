"""What a Word file shows is read once and in its place; what it does not show is not read."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.ingest.ooxml import (
    document,
    field,
    p,
    r,
    related,
    table,
    tc,
    turn,
    word,
)
from tests.zips import zip_of
from toolkit.errors import UnreadableFile
from toolkit.finding import Finding
from toolkit.ingest.blocks import SourceCell, SourceGrid, SourceLine
from toolkit.ingest.docx import docx_blocks

VANISH, STRIKE = "<w:vanish/>", "<w:strike/>"
RAISED = '<w:vertAlign w:val="superscript"/>'


def read(content: bytes) -> list[SourceLine | SourceGrid | Finding]:
    return list(docx_blocks(content, "a.docx"))


def lines(content: bytes) -> list[str]:
    return [piece.text for piece in read(content) if isinstance(piece, SourceLine)]


def cells(content: bytes) -> list[SourceCell]:
    return [cell for piece in read(content) if isinstance(piece, SourceGrid) for row in piece.rows for cell in row]


def reported(content: bytes) -> list[tuple[str, str]]:
    return [(piece.code, piece.message) for piece in read(content) if isinstance(piece, Finding)]


# --- what shows and what does not ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("run", "shown", "crossed"),
    [
        (r("5", VANISH), "33", ""),
        (r("5", '<w:vanish w:val="0"/>'), "335", ""),
        (r("5", STRIKE), "33", "5"),
        (r("5", "<w:dstrike/>"), "33", "5"),
        (r("5", '<w:rStyle w:val="hide"/>'), "33", ""),
        (r("5", '<w:rStyle w:val="hide"/><w:vanish w:val="false"/>'), "335", ""),
        (r("5", '<w:rStyle w:val="above"/>'), "33⁵", ""),
        (r("5", RAISED), "33⁵", ""),
        (r("5", '<w:vertAlign w:val="subscript"/>'), "33₅", ""),
        (r("5", '<w:position w:val="6"/>'), "33⁵", ""),
        (r("5", '<w:position w:val="-6"/>'), "33₅", ""),
        ("<w:del><w:r><w:t>5</w:t><w:delText>5</w:delText></w:r></w:del>", "33", ""),
        ("<w:moveFrom><w:r><w:t>5</w:t></w:r></w:moveFrom>", "33", ""),
        ("<w:ins><w:r><w:t>5</w:t></w:r></w:ins>", "335", ""),
        ("<w:moveTo><w:r><w:t>5</w:t></w:r></w:moveTo>", "335", ""),
        ("<w:r><w:footnoteReference w:id='5'/></w:r>", "33", ""),
        ("<w:r><w:softHyphen/></w:r>", "33", ""),
        ("<w:r><w:noBreakHyphen/><w:t>5</w:t></w:r>", "33-5", ""),
        ('<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>', "33①", ""),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "33☑", ""),
        ('<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>', "33①", ""),
        ('<w:r><w:sym w:font="谁的字体" w:char="F035"/></w:r>', "33〔符号〕", ""),
        (field(r"EQ \o\ac(○,5)"), "33⑤", ""),
        (field(r"EQ \o\ac(○,25)"), "33〔域〕", ""),
        (field("= 30 + 5"), "33", ""),
        (field("= 30 + 5", "5"), "335", ""),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>5</w:t></w:r></w:fldSimple>', "335", ""),
        ("<m:oMath><m:r><m:t>5</m:t></m:r></m:oMath>", "335", ""),
        ("<m:oMath><m:f><m:num><m:r><m:t>5</m:t></m:r></m:num></m:f></m:oMath>", "33〔公式〕", ""),
        ("<w:r><w:object/></w:r>", "33〔对象〕", ""),
    ],
)
def test_text_beside_a_figure(run: str, shown: str, crossed: str) -> None:
    styles = (
        f'<w:style w:type="character" w:styleId="base"><w:rPr>{VANISH}</w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="hide"><w:basedOn w:val="base"/></w:style>'
        f'<w:style w:type="character" w:styleId="above"><w:rPr>{RAISED}</w:rPr></w:style>'
    )
    content = word(p("33", run) + table((p("33", run), "甲")), styles=styles)
    line = next(piece for piece in read(content) if isinstance(piece, SourceLine))
    assert (line.text, line.struck) == (shown, crossed)
    cell = cells(content)[0]
    assert (cell.text, cell.struck) == (shown, crossed)


def test_hidden_and_struck_styles_of_paragraph_and_run_cancel_each_other() -> None:
    styles = "".join(
        f'<w:style w:type="{kind}" w:styleId="{kind}"><w:rPr>{VANISH}</w:rPr></w:style>'
        for kind in ("paragraph", "character")
    )
    both = r("见", '<w:rStyle w:val="character"/>')
    assert lines(word(p("不见", both, style="paragraph") + p(both, "文"), styles=styles)) == ["见", "文"]


def _styled_table(style: str, *runs: str) -> SourceCell:
    """The first cell of a table of a style of its own, which holds ``runs``."""
    content = table((p(*runs), "甲")).replace("<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="t"/></w:tblPr>')
    styles = f'<w:style w:type="table" w:styleId="b">{style}</w:style>'
    styles += '<w:style w:type="table" w:styleId="t"><w:basedOn w:val="b"/></w:style>'
    return cells(word(content, styles=styles))[0]


def test_what_the_style_of_a_table_hides_is_no_part_of_a_figure() -> None:
    seen = r("33", '<w:vanish w:val="0"/>')
    assert _styled_table(f"<w:rPr>{VANISH}</w:rPr>", seen, r("1")).text == "33"
    assert _styled_table(f"<w:rPr>{STRIKE}</w:rPr>", r("33", '<w:strike w:val="0"/>'), r("1")).struck == "1"
    assert _styled_table("<w:rPr><w:b/></w:rPr>", seen, r("1")).text == "331"


def test_what_the_style_of_a_table_hides_in_some_rows_is_uncertain() -> None:
    first = f'<w:tblStylePr w:type="firstRow"><w:rPr>{VANISH}</w:rPr></w:tblStylePr>'
    assert _styled_table(first, r("331")).uncertain


def test_the_default_style_and_the_defaults_of_the_file_count() -> None:
    default = f'<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:rPr>{STRIKE}</w:rPr></w:style>'
    assert lines(word(p("甲") + p(r("乙", '<w:strike w:val="0"/>')), styles=default)) == ["", "乙"]
    file = f"<w:docDefaults><w:rPrDefault><w:rPr>{VANISH}</w:rPr></w:rPrDefault></w:docDefaults>"
    assert lines(word(p("甲") + p(r("乙", '<w:vanish w:val="0"/>')), styles=file)) == ["乙"]


def test_white_text_on_white_paper_is_no_certain_figure() -> None:
    white = r("9", '<w:color w:val="FFFFFF"/>')
    shaded = tc(p(white), '<w:shd w:val="clear" w:fill="1F3864"/>')
    plain, other, dark = cells(word(table((p(white, "264"), "甲", shaded))))
    assert plain.uncertain
    assert other.text == "甲"
    assert (dark.text, dark.uncertain) == ("9", "")


@pytest.mark.parametrize(
    "beside",
    [
        r("9", '<w:sz w:val="2"/>'),
        r("9", '<w:w w:val="1"/>'),
        r("9", '<w:shd w:val="clear" w:fill="000000"/>'),
        r("9", '<w:color w:val="auto"/><w:highlight w:val="black"/>'),
        r("9", '<w:color w:val="C00000"/><w:shd w:val="clear" w:fill="c00000"/>'),
        f'<w:bdo w:val="rtl">{r("9")}</w:bdo>',
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('9')}</w:sdtContent></w:sdt>",
        f'<w:hyperlink w:anchor="_ftn1">{r("9")}</w:hyperlink>',
        f'<w:fldSimple w:instr="NOTEREF _a">{r("9")}</w:fldSimple>',
        field(r"NOTEREF _a \h", "9"),
        "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='5'/><w:t>9</w:t></w:r>",
    ],
)
def test_digits_that_may_be_no_part_of_the_figure_beside_them_make_it_uncertain(beside: str) -> None:
    (found,) = cells(word(table((p("33", beside), "甲"))))[:1]
    assert found.text == "339"
    assert "9〕" in found.uncertain


@pytest.mark.parametrize(
    "properties",
    [
        '<w:sz w:val="10"/>',
        '<w:w w:val="90"/>',
        '<w:highlight w:val="yellow"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>',
        '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>',
    ],
)
def test_figures_that_are_set_small_or_on_a_ground_are_read(properties: str) -> None:
    found = cells(word(table((p("33", r("9", properties)), "甲"))))[0]
    assert (found.text, found.uncertain) == ("339", "")


def test_a_control_that_shows_its_prompt_holds_no_figure() -> None:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('0')}</w:sdtContent></w:sdt>"
    held = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('0')}</w:sdtContent></w:sdt>"
    row = "".join(f"<w:tc><w:tcPr/>{content}</w:tc>" for content in (prompt, held))
    assert [cell.uncertain for cell in cells(word(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"))] == ["〔看不清：0〕", ""]


def test_only_the_base_of_ruby_is_text() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('guī')}</w:rt><w:rubyBase>{r('规')}</w:rubyBase></w:ruby></w:r>"
    old = field(r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(guī),规)")
    assert lines(word(p(ruby, "章") + p(old, "章"))) == ["规章", "规章"]


def test_form_fields_show_their_choice() -> None:
    def form(settings: str, kind: str) -> str:
        begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{settings}</w:ffData></w:fldChar></w:r>'
        code, end = f"<w:r><w:instrText>{kind}</w:instrText></w:r>", '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        return begin + code + end

    choices = '<w:listEntry w:val="市级"/><w:listEntry w:val="县级"/>'
    body = (
        p(form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "FORMCHECKBOX"), "是")
        + p(form('<w:checkBox><w:default w:val="0"/></w:checkBox>', "FORMCHECKBOX"), "否")
        + p(form(f'<w:ddList><w:result w:val="1"/>{choices}</w:ddList>', "FORMDROPDOWN"), "部门")
    )
    assert lines(word(body)) == ["☑是", "☐否", "县级部门"]


def test_codes_within_fields_are_no_text_and_an_endless_field_swallows_none() -> None:
    nested = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>IF </w:instrText></w:r>' + field("MERGEFIELD a", "甲")
    nested += '<w:r><w:fldChar w:fldCharType="separate"/><w:t>乙</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    assert lines(word(p(nested))) == ["乙"]
    endless = p('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r>', "目录") + p("正文")
    assert lines(word(endless)) == ["目录", "正文"]


def test_a_table_of_contents_is_none_of_the_report() -> None:
    code = '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    first = p(turn("begin"), code, turn("separate"), "一、总体情况", field("PAGEREF a", "1"))
    contents = first + p("二、主动公开", "2") + p(turn("end"))
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('目录')}{contents}</w:sdtContent></w:sdt>"
    )
    assert lines(word(contents + p("正文"))) == ["正文"]
    assert lines(word(control + p("正文"))) == ["正文"]
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    assert lines(word(p("一、总体情况\t1", style="11") + p("正文"), styles=styles)) == ["正文"]


def test_paragraphs_whose_end_is_gone_run_on() -> None:
    deleted = "<w:rPr><w:del w:id='1'/></w:rPr>"
    initial = '<w:framePr w:dropCap="drop"/>'
    body = p("前半，", properties=deleted) + p("后半。") + p("首", properties=initial) + p("字下沉。")
    body += p("表前", properties=deleted) + table((p("3", properties=deleted) + p("3"), "甲"))
    assert lines(word(body)) == ["前半，后半。", "首字下沉。", "表前"]
    assert cells(word(body))[0].text == "33"


# --- where things stand --------------------------------------------------------------------------


def test_of_alternatives_one_is_read() -> None:
    def alternatives(requires: str) -> str:
        return (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="{requires}"><w:t>甲</w:t></mc:Choice>'
            "<mc:Fallback><w:t>乙</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        )

    assert lines(word(p(alternatives("wps")))) == ["甲"]
    unknown = alternatives("x").replace("<mc:Alt", "<mc:Alt", 1)
    body = p(unknown).replace("<w:p>", '<w:p xmlns:x="http://example.org/later">', 1)
    assert lines(word(body)) == ["乙"]
    emoji = '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:font="a" w16se:char="1F600"/>'
    emoji += "</mc:Choice><mc:Fallback><w:t>x</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    assert lines(word(p(emoji))) == ["\U0001f600"]


def box(*paragraphs: str) -> str:
    held = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{held}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{held}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_read_once_where_they_are_anchored_and_told() -> None:
    content = word(p(box(p("框一")), "正文") + p("下文", box(p("框二"), table(("规章", "1")))))
    assert lines(content) == ["框一", "正文", "下文", "框二"]
    assert [cell.text for cell in cells(content)] == ["规章", "1"]
    assert [(code, "框一" in message, "2 段" in message) for code, message in reported(content)] == [
        ("IM-15", True, True)
    ]


def test_old_text_boxes_and_drawn_words_are_read() -> None:
    old = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        + p("框")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    art = '<w:r><w:pict><v:shape><v:textpath string="某市某局"/></v:shape></w:pict></w:r>'
    assert lines(word(p(art) + p(old))) == ["某市某局", "框"]


def test_a_text_box_in_a_cell_is_text_of_the_cell() -> None:
    assert cells(word(table((p("33", box(p("5"))), "甲"))))[0].text == "33\n5"


def test_a_table_around_the_report_is_opened_and_its_tables_are_read() -> None:
    inner = table(("规章", "1"))
    frame = table((tc(p("栏目")), tc(p("一、总体情况") + inner + p("正文。"))))
    assert lines(word(frame)) == ["栏目", "一、总体情况", "正文。"]
    assert [cell.text for cell in cells(word(frame))] == ["规章", "1"]
    long = "很长的正文。" * 100
    assert lines(word(table(("左", long)))) == ["左", long]
    assert lines(word(table((tc(p("甲") + p("乙")),)))) == ["甲", "乙"]


def test_cells_stand_in_their_column() -> None:
    before = '<w:trPr><w:gridBefore w:val="2"/></w:trPr>'
    rows = (
        tc("甲", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>') + tc("乙"),
        tc("藏", '<w:gridSpan w:val="2"/><w:vMerge/>') + tc("1"),
        before + tc("2"),
        tc("丙", '<w:hMerge w:val="restart"/>') + tc("藏", '<w:hMerge w:val="continue"/>') + tc("3"),
        '<w:trPr><w:del w:id="1"/></w:trPr>' + tc("删") + tc("4"),
        "<w:sdt><w:sdtContent>" + tc("丁", '<w:gridSpan w:val="2"/>') + "</w:sdtContent></w:sdt>" + tc("5"),
    )
    content = word(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
    found = [
        [(cell.text, cell.column) for cell in row]
        for row in next(g for g in read(content) if isinstance(g, SourceGrid)).rows
    ]
    assert found == [
        [("甲", 0), ("乙", 2)],
        [("1", 2)],
        [("2", 2)],
        [("丙", 0), ("3", 2)],
        [("丁", 0), ("5", 2)],
    ]


def test_a_cell_with_a_picture_is_not_blank() -> None:
    picture = "<w:r><w:drawing><a:blip r:embed='r1'/></w:drawing></w:r>"
    empty, figure, label, _ = cells(word(table((p(picture), p("33", picture), p("规章", picture), "甲"))))
    assert (empty.text, empty.uncertain) == ("", "〔图片〕")
    assert (figure.text, figure.uncertain) == ("33", "33〔图片〕")
    assert label.text == "规章"


def test_what_cannot_be_read_is_reported() -> None:
    picture = "<w:r><w:drawing><a:blip r:embed='r1'/></w:drawing></w:r>"
    note = "<w:r><w:endnoteReference w:id='1'/></w:r>"
    content = word(p(picture) + p(picture, note, "文") + '<w:altChunk r:id="r2"/>')
    assert lines(content) == ["文"]
    assert [message.split("，")[0] for _, message in reported(content)] == [
        "来源里有图片 2 处",
        "来源里有脚注或尾注 1 处",
        "来源里有插入的文件 1 处",
    ]


def test_levels_come_from_styles_their_bases_and_the_paragraph_itself() -> None:
    styles = (
        '<w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="a2"><w:basedOn w:val="a1"/></w:style>'
        '<w:style w:styleId="a3"><w:name w:val="小标题"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:styleId="a4"><w:basedOn w:val="a3"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    )
    body = "".join(p("文", style=style) for style in ("a1", "a2", "a3", "a4", "a5"))
    body += p("文", style="a1", properties='<w:outlineLvl w:val="9"/>') + p(
        "文", properties='<w:outlineLvl w:val="2"/>'
    )
    found = [block.level for block in read(word(body, styles=styles)) if isinstance(block, SourceLine)]
    assert found == [1, 1, 2, 0, 0, 0, 3]


# --- the package ---------------------------------------------------------------------------------


def test_parts_are_found_by_relationship_in_any_case() -> None:
    styles = f'<w:styles xmlns:w="{{}}"><w:style w:styleId="s"><w:rPr>{VANISH}</w:rPr></w:style></w:styles>'
    content = zip_of(
        {
            "_rels/.rels": related({"officeDocument": "/word/document2.xml"}),
            "Word/Document2.xml": document(p("藏", style="s") + p("见")),
            "word/_rels/document2.xml.rels": related({"styles": "../other/styles7.xml"}),
            "other/styles7.xml": styles.format("http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        }
    )
    assert lines(content) == ["见"]


def test_strict_files_are_read_alike() -> None:
    strict = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
        "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
    }
    source = word(
        p("见", r("藏", '<w:rStyle w:val="s"/>')), styles=f'<w:style w:styleId="s"><w:rPr>{VANISH}</w:rPr></w:style>'
    )
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for ours, theirs in strict.items():
        parts = {name: content.replace(ours, theirs) for name, content in parts.items()}
    assert "purl.oclc.org" in parts["word/document.xml"]
    assert lines(zip_of(parts)) == ["见"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zip_of({"word\\document.xml": document(p("文"))}), "反斜杠"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
        (zip_of({"a": "b"}), "完好"),
        (zip_of({"word/document.xml": document(""), "word/styles.xml": "<a"}), "完好"),
    ],
    ids=["backslashes", "locked", "old", "other", "broken styles"],
)
def test_what_is_no_word_file_is_refused_with_a_way_out(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said) as caught:
        read(content)
    assert caught.value.way_out
