"""What nobody sees on a sheet, and what is drawn over it."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.workbook_reading.conftest import Read, base, cells, codes
from tests.workbook_reading.surgery import Package, Typed
from tests.workbook_reading.test_values import essence
from toolkit.form import Severity

TEXT, TABLE = "一 总体情况", "三 申请办理"
PICTURE = "<xdr:pic/>"
SHAPE = (
    "<xdr:sp><xdr:txBody><a:p><a:r><a:t>小王：</a:t></a:r><a:r><a:t>第二段待补</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
)


def texts(read: Read, package: Package) -> list[str]:
    return [each.text for each in read(package)[0].narrative["overview"]]


@pytest.mark.parametrize(("attribute", "value"), [("hidden", "1"), ("hidden", "true"), ("ht", "0"), ("ht", "0.75")])
def test_a_hidden_paragraph_is_reported_and_not_read(package: Package, read: Read, attribute: str, value: str) -> None:
    package.set_row(TEXT, 5, attribute, value)
    filing, findings = read(package)
    assert [(each.code, each.severity, str(each.where)) for each in findings] == [
        ("WB-18", Severity.WARNING, "一 总体情况!B5")
    ]
    assert "“全年新收申请{{ 新收申请 }}件。”" in findings[0].message
    assert [each.text for each in filing.narrative["overview"]] == ["（一）主动公开", "原文里的{{ 花括号 }}"]


def test_hidden_paragraphs_are_one_finding_and_empty_rows_none(package: Package, read: Read) -> None:
    for row in (4, 5, 30):
        package.set_row(TEXT, row, "hidden", "1")
    (each,) = read(package)[1]
    assert (each.code, len(each.cells)) == ("WB-18", 2)
    assert "共 2 段" in each.message


def test_a_hidden_sheet_of_text(package: Package, read: Read) -> None:
    next(each for each in package.book.iter() if each.get("name") == TEXT).set("state", "hidden")
    filing, findings = read(package)
    assert (codes(findings), filing.narrative["overview"]) == (["WB-18"], ())


@pytest.mark.parametrize(("attribute", "value"), [("hidden", "1"), ("ht", "1.5"), ("ht", "1e-3")])
def test_hidden_rows_of_a_table_are_read_with_a_note(package: Package, read: Read, attribute: str, value: str) -> None:
    for row in (6, 7):
        package.set_row(TABLE, row, attribute, value)
    filing, findings = read(package)
    assert [(each.code, each.severity) for each in findings] == [("WB-19", Severity.NOTE)]
    assert cells(findings, "WB-19")[0] == f"{TABLE}!D6"
    assert len(cells(findings, "WB-19")) == 14
    assert essence(filing) == essence(base())


def test_a_column_nearly_closed_is_a_hidden_one(package: Package, read: Read) -> None:
    package.tree(package.part_of(TABLE)).find("{*}cols").find("{*}col[@min='4']").set("width", "0.1")
    assert cells(read(package)[1], "WB-19")[0] == f"{TABLE}!D6"


@pytest.mark.parametrize("height", ["9", "nan", "no height", ""])
def test_low_rows_are_seen(package: Package, read: Read, height: str) -> None:
    package.set_row(TABLE, 6, "ht", height)
    assert read(package)[1] == ()


def test_a_hidden_sheet_of_a_table_and_hidden_rows_elsewhere(package: Package, read: Read) -> None:
    next(each for each in package.book.iter() if each.get("name") == "二 主动公开").set("state", "hidden")
    package.set_row("封面", 3, "hidden", "1")
    package.set_row("指标", 5, "hidden", "1")
    package.set_row("六 其他事项", 4, "hidden", "1")
    package.set_row("填报说明", 5, "hidden", "1")
    filing, findings = read(package)
    assert codes(findings) == ["WB-19"] * 4
    assert essence(filing) == essence(base())


def test_what_merged_cells_cover(package: Package, read: Read) -> None:
    """LibreOffice and WPS may keep it; the first cell of an area is seen."""
    package.merge(TABLE, "D6:E7")
    package.merge(TEXT, "B4:B5")
    filing, findings = read(package)
    assert {(each.code, str(each.where), len(each.cells)) for each in findings} == {
        ("WB-19", f"{TABLE}!E6", 3),
        ("WB-18", f"{TEXT}!B5", 1),
    }
    assert {name: each.number for name, each in filing.inputs.items()} == {
        name: each.number for name, each in base().inputs.items()
    }
    assert [each.text for each in filing.narrative["overview"]] == ["（一）主动公开", "原文里的{{ 花括号 }}"]


def test_merged_columns_cover_what_is_filled_alone(package: Package, read: Read) -> None:
    package.merge(TABLE, "D1:E1048576")
    found = read(package)[1]
    covered = cells(found, "WB-19")
    assert f"{TABLE}!E6" in covered
    assert f"{TABLE}!F6" not in covered


def test_a_picture_is_reported(package: Package, read: Read) -> None:
    package.draw(TEXT, 5, 2, PICTURE)
    package.draw(TABLE, 7, 3, SHAPE)
    filing, findings = read(package)
    assert [(each.code, each.severity, str(each.where)) for each in findings] == [
        ("WB-18", Severity.WARNING, f"{TEXT}!B5"),
        ("WB-18", Severity.WARNING, f"{TABLE}!C7"),
    ]
    assert "图片" in findings[0].message
    assert "“小王：第二段待补”" in findings[1].message
    assert essence(filing) == essence(base())


NOTES = """<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>
<comment ref="D6" authorId="0"><text><r><t>[线程批注] 请更新</t></r></text></comment>
<comment ref="E6" authorId="0"><text><r><t>张：</t></r><r><t>含企业 2 件</t></r></text></comment>
</commentList></comments>"""
THREADS = """<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<threadedComment ref="D6" id="1"><text>这个数核一下</text></threadedComment>
<threadedComment ref="D6" id="2" parentId="1"><text>已核</text></threadedComment>
</ThreadedComments>"""


def test_comments_are_one_note_with_their_cells(package: Package, read: Read) -> None:
    package.comment(TABLE, "comments", NOTES)
    package.comment(TABLE, "threadedComment", THREADS)
    package.comment(TEXT, "comments", NOTES.replace("E6", "B5").replace("D6", "坏"))
    filing, findings = read(package)
    (own,) = findings
    assert (own.code, own.severity) == ("WB-18", Severity.NOTE)
    assert {(str(each.where), each.value) for each in own.cells} == {
        (f"{TABLE}!D6", "这个数核一下"),
        (f"{TABLE}!E6", "张：含企业 2 件"),
        (f"{TEXT}!A1", "[线程批注] 请更新"),
        (f"{TEXT}!B5", "张：含企业 2 件"),
    }
    assert "共 4 处" in own.message
    assert essence(filing) == essence(base())


WHITE_ON_WHITE = '<font><color rgb="FFFFFFFF"/></font><fill><patternFill><bgColor rgb="FFFFFFFF"/></patternFill></fill>'


@pytest.mark.parametrize(
    ("style", "rule"),
    [
        ('<numFmt numFmtId="990" formatCode=";;;"/>', ""),
        ('<numFmt numFmtId="990" formatCode="0&quot;0&quot;"/>', ""),
        ('<numFmt numFmtId="990" formatCode="0%"/>', ""),
        ("<font><strike/></font>", ""),
        ('<font><sz val="1"/></font>', ""),
        (WHITE_ON_WHITE, ""),
        ('<fill><patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill></fill>', ""),
        ("", '<iconSet showValue="0"/>'),
        ("", '<dataBar showValue="0"/>'),
    ],
)
@pytest.mark.parametrize("area", ["D6", "A6:D6", "D1:D1048576", "D:D", "6:6"])
def test_a_condition_under_which_a_figure_is_not_seen(
    package: Package, read: Read, style: str, rule: str, area: str
) -> None:
    package.conditional(f"{TABLE}!{area}", style, rule)
    filing, findings = read(package)
    assert [(each.code, each.severity) for each in findings] == [("WB-19", Severity.WARNING)]
    assert cells(findings, "WB-19")[0] == f"{TABLE}!D6"
    assert "“33”" in findings[0].message
    assert essence(filing) == essence(base())


@pytest.mark.parametrize(
    ("style", "rule"),
    [
        (
            '<font><b/><color rgb="FFA61B1B"/></font><fill><patternFill><bgColor rgb="FFF8D4D0"/></patternFill></fill>',
            "",
        ),
        ('<numFmt numFmtId="990" formatCode="0"/>', ""),
        ("", "<iconSet/>"),
    ],
)
def test_a_condition_under_which_figures_are_seen(package: Package, read: Read, style: str, rule: str) -> None:
    package.conditional(f"{TABLE}!D6:I29", style, rule)
    assert codes(read(package)[1]) == []


def test_conditions_as_newer_programs_write_them(package: Package, read: Read) -> None:
    newer = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    format_ = (
        f'<extLst xmlns:x="{newer}"><ext><x:conditionalFormattings><x:conditionalFormatting><x:cfRule type="iconSet">'
        '<x:iconSet showValue="0"/></x:cfRule><f:sqref xmlns:f="urn:f">D6 E6</f:sqref></x:conditionalFormatting>'
        "</x:conditionalFormattings></ext></extLst>"
    )
    package.tree(package.part_of(TABLE)).append(etree.fromstring(format_))
    assert cells(read(package)[1], "WB-19") == [f"{TABLE}!D6", f"{TABLE}!E6"]


def test_a_format_of_no_cells_does_not_spoil_the_file(package: Package, read: Read) -> None:
    package.conditional(f"{TABLE}!#REF", WHITE_ON_WHITE)
    assert read(package)[1] == ()


def test_a_condition_under_which_a_text_is_not_seen(package: Package, read: Read) -> None:
    package.conditional(f"{TEXT}!B5", WHITE_ON_WHITE)
    assert cells(read(package)[1], "WB-19") == [f"{TEXT}!B5"]


def test_cells_merged_under_another_cannot_be_filled_in(package: Package, read: Read) -> None:
    package.merge(TABLE, "D6:E7")
    for address in ("E6", "D7", "E7"):
        package.put(f"{TABLE}!{address}", None)
    filing, findings = read(package)
    assert cells(findings, "WB-19") == [f"{TABLE}!E6", f"{TABLE}!D7", f"{TABLE}!E7"]
    assert "有 3 格合并到了别的格（D6）里" in findings[0].message
    assert filing.entry("applications.received.business").blank


@pytest.mark.parametrize("formula", ["=[1]Sheet1!$A$1", r"='C:\数据\[台账.xlsx]一月'!$A$1+1"])
def test_a_figure_out_of_another_file(package: Package, read: Read, formula: str) -> None:
    package.put(f"{TABLE}!D6", Typed(formula, 33))
    filing, findings = read(package)
    assert [(each.code, each.severity, str(each.where)) for each in findings] == [
        ("WB-21", Severity.NOTE, f"{TABLE}!D6")
    ]
    assert filing.entry("applications.received.natural_person").number == 33


def test_what_was_pasted_into_the_sheet_of_another_section(package: Package, read: Read) -> None:
    package.put(f"{TEXT}!A1", "五、存在的主要问题及改进情况")
    (each,) = read(package)[1]
    assert (each.code, each.severity, str(each.where)) == ("WB-08", Severity.ERROR, f"{TEXT}!A1")
    assert "这张表是“一、总体情况”，标题却成了“五、存在的主要问题及改进情况”" in each.message
