"""TX-09: what is proposed, and what tidying does without asking."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.cases import TODAY, filing, with_text
from toolkit.filing import Source, Text
from toolkit.form import Severity
from toolkit.location import Location
from toolkit.rules.engine import check_filing
from toolkit.rules.typography import tidy


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("全年收到申请33件,答复30件.", "全年收到申请33件，答复30件。"),
        ("公开 , 透明;高效", "公开，透明；高效"),
        ("　　加强领导。 ", "加强领导。"),
        ("收到申请 33 件 ，均 已答复", "收到申请33件，均已答复"),
        ("《条例》(以下简称条例)", "《条例》（以下简称条例）"),
        ("国办公开办函[2021]30号", "国办公开办函〔2021〕30号"),
        ("国办公开办函（2021）30号", "国办公开办函〔2021〕30号"),
        ("根据<政府信息公开条例>", "根据《政府信息公开条例》"),
        ("《关于印发<报告格式>的通知》", "《关于印发〈报告格式〉的通知》"),
        ("《关于印发《报告格式》的通知》", "《关于印发〈报告格式〉的通知》"),
        ('坚持"应公开尽公开"原则', "坚持“应公开尽公开”原则"),
        ("2026年01月08日", "2026年1月8日"),
        ("自2025年1月1日-2025年12月31日", "自2025年1月1日至2025年12月31日"),
        ("2021年—2025年", "2021年—2025年"),
        ("2021年-2025年", "2021年至2025年"),
        ("见附件）、 2021年印发，共 5 。", "见附件）、2021年印发，共5。"),
        ("取得成效。。", "取得成效。"),
        ("公开信息６６６条,占６６．６％", "公开信息666条，占66.6%"),
        ("２０２５年０１月", "2025年1月"),
    ],
)
def test_what_is_certain(text: str, better: str) -> None:
    assert tidy(text)[0] == better


@pytest.mark.parametrize(
    "text",
    [
        "网址：http://www.example.gov.cn/a,b;c?d=1，电话：0000-1234567。",
        "电子邮箱：abc.def@example.com",
        "增长1.05%，1,234件，比例3:2，8:30开始",
        "Word 和 WPS 两种",
        "一是……；二是……",
        "{{ 新收申请 | 占比('办理总计', 2) }}",
        "{{ 新收申请,办理总计 }}",
        "GB/T 9704-2012",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert tidy(text) == (text, ())


def test_words_around_expressions_are_put_right_and_expressions_kept() -> None:
    text, changes = tidy("收到 {{ 新收申请 }} 件,答复{{ 办理总计|占比('收办申请') }},均已办结.")
    assert text == "收到{{ 新收申请 }}件，答复{{ 办理总计|占比('收办申请') }}，均已办结。"
    assert [change.after for change in changes] == ["收到… ", " …件,", "…件，答复", "复…，均已", "办结。"]


@given(st.text(alphabet="公开，。,.;:()（）《》<>“”\"' 　0123０１．％年月日-~{}[]号\ue000", max_size=40))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text)[0]
    assert tidy(once) == (once, ())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("青山县  水务局", "青山县水务局"),
        ("青山 县\u3000水务局", "青山县水务局"),
        ("青山县水务局", None),
        ("青山县 A 区管委会", None),
    ],
)
def test_a_blank_in_the_name(name: str, expected: str | None) -> None:
    own = replace(filing(), agency=Text(value=name, where=Location.parse("封面!B3")))
    found = [each for each in check_filing(own, today=TODAY) if each.code == "TX-09"]
    assert [(each.severity, each.cells[0].id, f"写成“{expected}”" in each.remedy) for each in found] == (
        [(Severity.WARNING, "cover.agency", True)] if expected else []
    )


def test_blanks_in_a_published_name_are_its_typesettings() -> None:
    own = replace(filing(Source.REPORT), agency=Text(value="青山县 水务局"))
    assert "TX-09" not in {each.code for each in check_filing(own, today=TODAY)}


def notes(text: str, source: Source = Source.WORKBOOK) -> list[str]:
    base = with_text(filing(source), "problems", text)
    every = [each for each in check_filing(base, today=TODAY) if each.code == "TX-09"]
    assert all(each.severity is Severity.NOTE for each in every)
    return [each.message for each in every]


def test_the_note_gives_each_reason_once_with_an_example() -> None:
    assert notes("工作扎实,成效明显,群众满意.") == [
        "有 3 处写法可以改进：中文用全角标点（3 处，如“扎实,成效”→“扎实，成效”）。"
    ]


def test_what_only_the_author_can_decide_is_proposed_not_done() -> None:
    assert notes("今年公开不够主动，较2025.6.30有所改进。") == [
        "有 2 处写法请斟酌：写明年份（“今年公开”→“2025年公开”）；"
        "日期写明年月日（“，较2025.6.30有所”→“，较2025年6月30日有所”）。"
    ]
    assert tidy("今年公开不够主动") == ("今年公开不够主动", ())
    assert notes("办理用时2-3天，电话0517-8360号，第1-2—3项。") == [
        "有 1 处写法请斟酌：起止数字用“至”（“用时2-3天，”→“用时2至3天，”）。"
    ]


def test_blanks_in_a_published_report_are_its_typesettings() -> None:
    assert notes("2025 年公开 信息", Source.REPORT) == []
    assert len(notes("2025 年公开 信息")) == 1


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("公开信息666条条。", "“666条条”"),
        ("收到申请{{ 新收申请 | 带单位 }}件。", "“33件件”"),
        ("收费{{ 行政事业性收费 | 万元 }}元。", "“0万元元”"),
    ],
)
def test_a_unit_printed_twice_is_reported_with_its_paragraph(text: str, doubled: str) -> None:
    [note] = notes(text)
    assert doubled in note


def test_a_word_that_begins_like_the_unit_is_no_unit() -> None:
    assert notes("实施5项项目、6条条款，3份份额，提起2起起诉，出版4期期刊。") == []
