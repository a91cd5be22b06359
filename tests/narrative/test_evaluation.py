"""Names, mistakes reported with what was meant, the pieces of a text and the cells behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.narrative.sample import MANY, filled, used_values
from toolkit.filing import Filing, Paragraph, Text
from toolkit.location import Location
from toolkit.narrative import (
    FILTERS,
    EvaluatedText,
    UsedValue,
    evaluate,
    known_names,
    paragraphs,
    pieces,
    text_problems,
)

FILING = filled(values=MANY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("新收{{ 新收申请 }}件，收办{{ 收办申请 }}件", "新收33件，收办35件"),
        ("{{ 新收申请_自然人 }}、{{ 新收申请_法人或其他组织 }}", "30、3"),
        ("{{ 不予公开 }}、{{ 保护第三方权益 }}、{{ 办理总计 }}", "3、3、29"),
        ("{{ 行政诉讼 }}、{{ 行政诉讼_尚未审结 }}、{{ 行政复议_结果维持 }}", "5、2、5"),
        ("{{ 通知收费金额 }}元", "3940.5元"),
        ("{{ 上年度 }}、{{ 年度 }}、{{ 下年度 }}", "2024、2025、2026"),
        ("{{ 机关名称 }}{{ 报告标题 }}", "某市某局2025年政府信息公开工作年度报告"),
        ("{{ 单位层级 }}", "市级部门"),
        ("{{ 网站信息 }}、{{ 公报 }}、{{ 网站信息 | 同比 }}", "666、约 20、较上年增长11.0%"),
        ("详见“{{ 表三 }}”", "详见“三、收到和处理政府信息公开申请情况”"),
        (
            "{{ 格式通知 }}",
            "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
            "（国办公开办函〔2021〕30号）",
        ),
        ("没有表达式：{单}、{ {空} }", "没有表达式：{单}、{ {空} }"),
    ],
)
def test_names(text: str, words: str) -> None:
    assert evaluate(text, FILING) == words
    assert text_problems(text, FILING) == []


def test_headings_as_the_filing_words_them() -> None:
    own = replace(FILING, headings={"disclosure": Text(value="二、主动公开政务信息情况")})
    assert evaluate("{{ 表二 }}", own) == "二、主动公开政务信息情况"


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("{{ 新收申情 }}", "没有“新收申情”这个名称（是否想写“新收申请”？）"),
        ("{{ 网站消息 }}", "没有“网站消息”这个名称（是否想写“网站信息”？）"),
        ("{{ 依申请公开概况 }}", "没有“依申请公开概况”这个名称（是否想写“依申请公开概述”？）"),
        ("{{ xyz }}", "没有“xyz”这个名称"),
        ("{{ 成文日期 | 中文日 }}", "没有“中文日”这种写法（是否想写“中文日期”？）"),
        ("{{ 新收申请 | upper }}", "没有“upper”这种写法，可用的有：" + "、".join(FILTERS)),
        ("{{ 机关名称 | 同比 }}", "“机关名称”是文字，不能用“同比”（只用于数字）"),
        ("{{ 年度 | 同比 }}", "“年度”是文字，不能用“同比”（只用于数字）"),
        ("{{ 新收申请 | 中文日期 }}", "“新收申请”是数字，不能用“中文日期”（只用于日期）"),
        ("{{ 新收申请 | 万元 }}", "“新收申请”的单位是“件”，不是金额，不能用“万元”"),
        ("{{ 予以公开 | 占比('年度') }}", "“年度”是文字，不能作为“占比”的总数"),
        ("{{ 予以公开 | 占比('办理总记') }}", "没有“办理总记”这个名称（是否想写“办理总计”？）"),
        ("{{ 予以公开 | 占比 }}", "“占比”括号里的内容不对，应照此写：{{ 名称 | 占比('总数的名称') }}"),
        ("{{ 予以公开 | 占比(2) }}", "“占比”括号里的内容不对，应照此写：{{ 名称 | 占比('总数的名称') }}"),
        ("{{ 新收申请 | 同比(9) }}", "“同比”括号里的内容不对，应照此写：{{ 名称 | 同比 }}"),
        ("{{ 新收申请 | 增减(1) }}", "“增减”括号里的内容不对，应照此写：{{ 名称 | 增减 }}"),
        ("{{ 依申请公开概述 | 同比 }}", "“依申请公开概述”是整句话，后面不能再加“同比”"),
    ],
)
def test_mistakes_are_reported_and_stay_as_written(text: str, reported: str) -> None:
    assert text_problems(text, FILING) == [reported]
    assert evaluate(f"甲{text}乙", FILING) == f"甲{text}乙"


def test_every_mistake_of_a_text_at_once() -> None:
    assert len(text_problems("{{ 甲 }}{{ 新收申请 }}{{ 1 }}{{ 乙", FILING)) == 3


def test_literal_paragraphs_keep_their_braces() -> None:
    literal = Paragraph(text="{{ 新收申请 }}与 {% 甲 %}", literal=True)
    assert pieces(literal, FILING) == (EvaluatedText(text="{{ 新收申请 }}与 {% 甲 %}"),)
    assert text_problems(literal, FILING) == []
    assert used_values(literal, FILING) == ()


def test_pieces_tell_figures_from_words() -> None:
    assert pieces("新收{{ 新收申请 }}件", FILING) == (
        EvaluatedText(text="新收"),
        EvaluatedText(
            text="33",
            expression="{{ 新收申请 }}",
            uses=(UsedValue(name="新收申请", text="33", cells=("applications.received.total",)),),
        ),
        EvaluatedText(text="件"),
    )


def test_used_names_each_value_once_with_its_cells() -> None:
    text = "{{ 予以公开 | 占比('办理总计') }}{{ 予以公开 }}{{ 收办申请 }}{{ 网站信息 }}"
    assert [(use.name, use.text) for use in used_values(text, FILING)] == [
        ("予以公开", "20"),
        ("办理总计", "29"),
        ("收办申请", "35"),
        ("网站信息", "666"),
    ]
    assert used_values("{{ 收办申请 }}", FILING)[0].cells == (
        "applications.received.total",
        "applications.carried_in.total",
    )
    assert {"收费通知件数", "通知收费金额", "实收金额"} <= {
        use.name for use in used_values("{{ 信息处理费概述 }}", FILING)
    }


def test_paragraphs_are_evaluated_literal_and_not_empty() -> None:
    slot = (
        Paragraph(text="（一）{{ 年度 }}", heading=True, where=Location.parse("甲!B5")),
        Paragraph(text="  "),
        Paragraph(text="{{ 新收申请 }}件"),
        Paragraph(text="{{ 原文 }}", literal=True),
    )
    filing = replace(FILING, narrative={"overview": slot})
    assert paragraphs(filing, "overview") == (
        Paragraph(text="（一）2025", heading=True, where=Location.parse("甲!B5"), literal=True),
        Paragraph(text="33件", literal=True),
        Paragraph(text="{{ 原文 }}", literal=True),
    )
    assert paragraphs(filing, "other") == ()


def test_values_that_hold_braces_are_not_evaluated_again() -> None:
    assert evaluate("{{ 机关名称 }}", replace(FILING, agency=Text(value="{{ 新收申请 }}"))) == "{{ 新收申请 }}"


@pytest.mark.parametrize("filing", [FILING, filled(inputs={}, year=None, issued_on=None)], ids=["filled", "empty"])
def test_every_name_prints(filing: Filing) -> None:
    for name in (*known_names(filing), *filing.form.sentences):
        text = f"{{{{ {name} }}}}"
        assert text_problems(text, filing) == [], name
        assert evaluate(text, filing)


@given(st.text(st.sampled_from("{}|()'新收申请占比办理总计年度同1 x.[]"), max_size=40))
def test_no_text_raises(text: str) -> None:
    evaluate(text, FILING)
