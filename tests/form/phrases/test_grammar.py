"""The grammar of phrases.yaml: what each of its signs takes, and what it refuses."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.bounds import PHRASE_CHARACTERS
from toolkit.form.phrases.grammar import Grammar, PhraseFault

GRAMMAR = Grammar(
    words={"unit": "件|起", "own": "全年|我(局|委)", "round": "{round}", "deep": "[{own}]收到"},
    terms={"case": {"行政复议": "行政复议", "行政诉讼": "行政诉讼|诉讼"}},
)


def found(pattern: str, text: str, *captured: str) -> str | None:
    match = re.search(GRAMMAR.part(pattern, captured).source, text)
    return match[0] if match else None


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("收 到", "共收到", "收到"),
        ("(共|共计){n}件", "共计3件", "共计3件"),
        ("收到[了|的]{n}{unit}", "收到3起", "收到3起"),
        ("{own}*收到", "全年我局全年收到", "全年我局全年收到"),
        ("{deep}{n}", "我委收到12", "我委收到12"),
        ("<{case}>共", "行政复议、诉讼以及行政诉讼共", "行政复议、诉讼以及行政诉讼共"),
        ("收{gap 3}{n}件", "收到申请3件", "收到申请3件"),
        ("收{gap 2}{n}件", "收到申请3件", None),
        ("收{gap 9}{n}件", "收到：3件", None),
        ("收{any 9}{n}件", "收到：3件", "收到：3件"),
        ("收{any 9}{n}件", "收到，3件", None),
        ("收{far 9}{n}件", "收到，1项和3件", "收到，1项和3件"),
        ("收{gap 9 without 办|审}{n}件", "收到待办3件", None),
        ("{n}件", "1234.5件", "1234.5件"),
        ("{n}件", "约3件", None),
        ("{n}件", "超过3件", None),
        ("{n}件", "收到过3件", "3件"),
        ("收{money}", "收3万元", "收3万元"),
        ("{year}", "在2025年", "2025年"),
        ("{start}收", "已收", None),
        ("{start}收", "已办，收", "收"),
        ("未收{end}", "未收，", "未收"),
        ("未收{end}", "未收到", None),
        ("未收{stop}", "未收，", None),
        ("{alone}废止{n}件", "制发和废止3件", None),
        ("{alone}废止{n}件", "制发2件、废止3件", "废止3件"),
        ("{not after 有}无", "有无", None),
        ("收{not before 到|取}", "收到收取收", "收"),
        ("甲{not before {gap 3}(乙)}", "甲和乙", None),
        ("甲{not before {gap 3}(乙)}", "甲和丙丁戊乙", "甲"),
    ],
)
def test_what_a_pattern_takes(pattern: str, text: str, expected: str | None) -> None:
    assert found(pattern, text) == expected


def test_signs_of_regular_expressions_stand_for_themselves() -> None:
    assert found(r"a.b\d+$", r"xa.b\d+$") == r"a.b\d+$"
    assert found("a.b", "axb") is None


def test_a_term_is_captured_where_it_is_meant() -> None:
    match = re.search(GRAMMAR.part("{case}{n}件", ("case",)).source, "收到诉讼3件")
    assert match and (match["case"], match["n"]) == ("诉讼", "3")
    match = re.search(GRAMMAR.part("<({case}|仲裁)[案件]>{n}件", ("case",)).source, "仲裁案件、行政复议和诉讼3件")
    assert match and match["case"] == "仲裁案件、行政复议和诉讼"


def test_a_condition_may_ask_that_nothing_else_is_said() -> None:
    condition = re.compile(GRAMMAR.condition(("备案", "{nowhere 公开}(受理|办理)")))
    assert [bool(condition.search(text)) for text in ("受理", "公开后受理", "受理后公开", "公开备案")] == [
        True,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(收到", "“(”没有与它成对的“)”"),
        ("收到)", "第 3 个字“)”没有与它成对的"),
        ("{n", "“{”没有与它成对的“}”"),
        ("{uint}", "没有“{uint}”（是否想写“unit”？）"),
        ("{round}", "“round”不能绕回来用自己，也不能套得太深（round → round）"),
        ("[{gap 3}]", "{gap …} 不能写在括号里"),
        ("{n}件{money}", "{n} 和 {money} 一共只能有一个"),
        ("({n}|共)", "只能选其一的各项里不能有 {n}"),
        ("[{n}]", "可有可无的部分里不能有 {n}"),
        ("[{case}]", "可有可无的部分里不能有"),
        ("{case}和{case}", "同一个词项只能取一次"),
        ("*收", "“*”的前面没有可以重复的一项"),
        ("收*", "“*”只能写在 ( ) 或 { } 的后面"),
        ("[收]*", "“*”只能写在 ( ) 或 { } 的后面"),
        ("({own}*)*", "可以重复的一项不能是空的，里面不能再有重复"),
        ("{gap 900}", "{gap 900} 的长度应在 1 到"),
        ("{far 90}{far 90}{n}", "{gap …} 太多或太长"),
        ("{not after (有)}无", "{not after …} 里只能写文字"),
        ("收{nowhere 公开}", "{nowhere …} 只能写在最前面"),
        ("收" * (PHRASE_CHARACTERS + 1), "太长"),
        ("(" * 20 + "收" + ")" * 20, "括号套得太深"),
        ("{not before " * 20 + "收" + "}" * 20, "花括号套得太深"),
    ],
)
def test_what_is_no_pattern_is_refused(pattern: str, words: str) -> None:
    with pytest.raises(PhraseFault) as refused:
        GRAMMAR.part(pattern, ("case",))
    assert str(refused.value).startswith(words)


def test_words_of_words_cannot_grow_without_bound() -> None:
    words = {f"w{at}": f"{{w{at + 1}}}{{w{at + 1}}}{{w{at + 1}}}{{w{at + 1}}}" for at in range(6)} | {
        "w6": "收到申请" * 99
    }
    with pytest.raises(PhraseFault, match="太长"):
        Grammar(words=words).part("{w0}")


SIGNS = [
    *"甲乙件()[]<>|*",
    "{n}",
    "{money}",
    "{year}",
    "{gap 3}",
    "{far 9 without 甲|乙}",
    "{start}",
    "{end}",
    "{alone}",
]
SIGNS += ["{not after 甲}", "{not before {gap 2}乙}", "{nowhere 甲}", "{own}", "{case}", "{", "}", "{unit}*"]


@given(st.lists(st.sampled_from(SIGNS), max_size=12).map("".join))
def test_whatever_is_written_is_refused_or_compiles(text: str) -> None:
    try:
        part = GRAMMAR.part(text, ("case",))
    except PhraseFault:
        return
    pattern = re.compile(part.source)
    assert part.least == 0 or not pattern.match("")
    assert part.figure == ("n" in pattern.groupindex)
