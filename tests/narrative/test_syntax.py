"""What counts as an expression, and that nothing else gets through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.limits import within
from toolkit.narrative.syntax import MOST, Expression, InvalidExpression, Token, tokens


def source(token: Token) -> str:
    return token if isinstance(token, str) else token.source


@pytest.mark.parametrize(
    ("text", "name", "way", "arguments"),
    [
        ("{{ 新收申请 }}", "新收申请", "", ()),
        ("{{新收申请}}", "新收申请", "", ()),
        ("{{ 新收申请 | 同比 }}", "新收申请", "同比", ()),
        ("{{ 新收申请\n| 同比 }}", "新收申请", "同比", ()),
        ("{{ 予以公开 | 占比('办理总计') }}", "予以公开", "占比", ("办理总计",)),
        ('{{ 予以公开 | 占比("办理总计", 2) }}', "予以公开", "占比", ("办理总计", 2)),
        ("{{ 予以公开 | 占比(办理总计) }}", "予以公开", "占比", ("办理总计",)),
        ("{{ 予以公开 | 占比('办理总计', 2,) }}", "予以公开", "占比", ("办理总计", 2)),
        ("{{ none }}", "none", "", ()),
        ("{{　予以公开｜占比（“办理总计”，2） }}", "予以公开", "占比", ("办理总计", 2)),
    ],
)
def test_expressions(text: str, name: str, way: str, arguments: tuple[object, ...]) -> None:
    assert tokens(text) == (Expression(text, name, way, arguments),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("{{ 新收申请.real }}", "不是名称"),
        ("{{ 新收申请['a'] }}", "不是名称"),
        ("{{ 新收申请 + 1 }}", "不是名称"),
        ("{{ -新收申请 }}", "不是名称"),
        ("{{ '新收申请' }}", "不是名称"),
        ("{{ 新收申请 if 1 else 2 }}", "不是名称"),
        ("{{ 新收申请 is defined }}", "不是名称"),
        ("{{ 新收申请, 上年结转 }}", "不是名称"),
        ("{{ [新收申请] }}", "不是名称"),
        ("{{ 新收申请 ~ 上年结转 }}", "不是名称"),
        ("{{ range(9) }}", "名称不能带括号"),
        ("{{ 新收申请() }}", "名称不能带括号"),
        ("{{ 新收申请 | 占比(上年结转 + 1) }}", "只能直接写名称或数字"),
        ("{{ 新收申请 | 占比(whole='办理总计') }}", "只能直接写名称或数字"),
        ("{{ 新收申请 | 占比(*办理总计) }}", "只能直接写名称或数字"),
        ("{{ 新收申请 | 同比(1.5) }}", "只能直接写名称或数字"),
        ("{{ 新收申请 | 同比 | 同比 }}", "一处只能用一种"),
        ("{{ 新收 申请 }}", "不能有空格和标点"),
        ("{{ 12345热线 }}", "不能以数字开头"),
        ("{{- 新收申请 -}}", "不是名称"),
        ("{{ 新收申请 | }}", "不能有空格和标点"),
        ("{{ }}", "是空的"),
        ("{{ (((新收申请))) }}", "太长或括号太多"),
        ("{{ " + "新" * 200 + " }}", "太长或括号太多"),
        ("{{ 新收申请", "没有与之配对的“}}”"),
        ("新收申请 }}", "没有与之配对的“{{”"),
        ("{% for x in y %}", "“{%”语句"),
        ("{# 注 #}", "“{#”注释"),
        ("｛｛ 新收申请 ｝｝", "应为半角"),
    ],
)
def test_everything_else_is_reported(text: str, reported: str) -> None:
    faults = [token for token in tokens(text) if isinstance(token, InvalidExpression)]
    assert [reported in fault.problem for fault in faults[:1]] == [True]
    assert "".join(map(source, tokens(text))) == text


@given(st.text(st.sampled_from("{}|%#()'“”.,[]~+- 　\n年1a新收申请占比｛｝（）"), max_size=60))
def test_nothing_is_lost_and_nothing_raises(text: str) -> None:
    assert "".join(map(source, tokens(text))) == text


@pytest.mark.parametrize("hostile", ["{{" * 400_000, "{{a}}" * 200_000, "{{" + "(" * 400_000, "{" * 800_000])
def test_hostile_text_is_bounded(hostile: str) -> None:
    with within(2):
        found = tokens(hostile)
    assert len(found) <= MOST + 1
    assert "".join(map(source, found)) == hostile
