"""Paragraphs, indicators and waivers, as their sheets hold them."""

from __future__ import annotations

import pytest

from tests.workbook_reading.conftest import Read, cells, codes
from tests.workbook_reading.surgery import Package, Typed
from toolkit.filing import Paragraph
from toolkit.location import Location


def test_one_cell_with_several_lines_is_several_paragraphs(package: Package, read: Read) -> None:
    package.put("五 问题改进!B4", "　　第一段。\n\n  第二段。 ")
    where = Location("B4", "五 问题改进")
    assert read(package)[0].narrative["problems"] == (
        Paragraph(text="第一段。", where=where),
        Paragraph(text="第二段。", where=where),
    )


def test_text_that_begins_like_a_formula_stays_text(package: Package, read: Read) -> None:
    package.put("五 问题改进!B4", "=1+1 不是公式")
    assert read(package)[0].narrative["problems"][0].text == "=1+1 不是公式"


def test_a_formula_in_text_gives_its_value(package: Package, read: Read) -> None:
    package.put("五 问题改进!B4", Typed('="全年"&35&"件"', "全年35件"))
    package.put("五 问题改进!A5", "正文")
    package.put("五 问题改进!B5", Typed('="未算"'))
    filing, findings = read(package)
    assert [each.text for each in filing.narrative["problems"]] == ["全年35件"]
    assert cells(findings, "WB-09") == ["五 问题改进!B5"]


def test_an_unknown_kind_counts_as_text(package: Package, read: Read) -> None:
    package.put("五 问题改进!A4", "二级标题")
    filing, findings = read(package)
    assert not filing.narrative["problems"][0].heading
    assert (codes(findings), cells(findings, "WB-10")) == (["WB-10"], ["五 问题改进!A4"])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("新收申请", "已经是"),
        ("年度", "已经是"),
        ("网站发布信息", "在 指标!A5 已经用过"),
        ("公开 信息", "不能作名称"),
        ("2025年信息", "不能作名称"),
        ("信息（条）", "不能作名称"),
        ("a}} {{ b", "不能作名称"),
    ],
)
def test_names_that_text_cannot_use(package: Package, read: Read, name: str, said: str) -> None:
    package.put("指标!A6", name)
    package.put("指标!B6", 5)
    filing, findings = read(package)
    assert [each.name for each in filing.indicators] == ["网站发布信息"]
    assert (codes(findings), cells(findings, "WB-11")) == (["WB-11"], ["指标!A6", "指标!B6"])
    assert said in findings[0].text


def test_an_indicator_without_a_name(package: Package, read: Read) -> None:
    package.put("指标!B6", 5)
    findings = read(package)[1]
    assert (codes(findings), cells(findings, "WB-11")) == (["WB-11"], ["指标!A6", "指标!B6"])


def test_indicators_keep_words_and_blanks(package: Package, read: Read) -> None:
    package.put("指标!A8", "公报期数")
    package.put("指标!A9", "主要渠道")
    package.put("指标!B9", "政府网站")
    filing, findings = read(package)
    own = {each.name: each.entry for each in filing.indicators}
    assert own["公报期数"].blank
    assert (own["主要渠道"].text, str(own["主要渠道"].where)) == ("政府网站", "指标!B9")
    assert codes(findings) == []


def test_waivers_name_cells_in_any_way(package: Package, read: Read) -> None:
    package.put("校验!I6", "t3-01")
    package.put("校验!J6", "三 申请办理!D6，applications.carried_in.total、E7")
    package.put("校验!K6", "口径调整")
    waiver = read(package)[0].waivers[1]
    assert (waiver.code, waiver.reason) == ("T3-01", "口径调整")
    assert waiver.cells == ("三 申请办理!D6", "applications.carried_in.total", "E7")
