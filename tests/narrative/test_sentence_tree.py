"""Sentences say what jinja2 itself would make of them, though nothing of them is run."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

import pytest
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from tests.at_hand import FORMS
from tests.narrative.sample import MANY, ONE, filled
from toolkit.errors import ExpressionError
from toolkit.filing import Filing
from toolkit.filing.numerals import number_text
from toolkit.form.sentence_tree import SentenceTree, parse_sentence
from toolkit.narrative import evaluate, text_problems
from toolkit.narrative.names import value_of

SENTENCES = (
    "{% if 新收申请 > 1 %}多{% elif 新收申请 == 1 %}一{% else %}无{% endif %}",
    "{{ '均' if 新收申请 > 1 }}由{{ '自然人' if 新收申请_自然人 else '法人' }}提出",
    "{% macro 件(数, 单位='件') %}{{ 数 }}{{ 单位 }}{% endmacro %}{{ 件(新收申请) }}、{{ 件(新收申请, '宗') }}",
    "{% set 甲 = 新收申请 %}{% if 甲 %}{% set 甲 = '有' %}{% endif %}{{ 甲 }}",
    "{% macro 内() %}{% set 甲 = 2 %}{{ 甲 }}{% endmacro %}{% set 甲 = 1 %}{{ 内() }}{{ 甲 }}",
    "{% macro 一(x) %}{{ x }}{% endmacro %}{% macro 二(x) %}[{{ 一(x) }}]{% endmacro %}{{ 二('三') }}",
    "{% set 组 = [('甲', 新收申请), ('乙', 0)] | 非零 %}{{ 组 | length }}{{ 组 | 列举 }}{{ 组 | 列举('项') }}",
    "{% set 对 = ('甲', 1) %}{{ 对[0] }}{{ 对[1] }}",
    "{{ 新收申请 in [1, 2] }}{{ 新收申请 not in (1, 2) }}{{ 0 < 新收申请 <= 33 }}{{ 1 != 2 }}{{ 2 >= 3 }}",
    "{{ not 新收申请 }}{{ 新收申请 and '有' }}{{ 新收申请 or '无' }}{{ true }}{{ none }}{{ 1.5 }}{{ '引\\'号' }}",
    "{# 注 #}{% raw %}{{ 原样 }}{% endraw %}",
    "{% macro 未用(a) %}{{ a }}{% endmacro %}甲{{ 未用('乙') }}",
    "{{ 年度 }}年{% if 新收申请 %}，新收{{ 新收申请 }}件{% endif %}。",
)


def _jinja(source: str, filing: Filing) -> str:
    """What jinja2 says, with the same filters and numbers printed alike."""

    def printed(value: Any) -> Any:
        return number_text(value) if isinstance(value, int | Decimal) else value

    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, finalize=printed)
    environment.filters = {
        "非零": lambda pairs: [(words, number) for words, number in pairs if number],
        "列举": lambda pairs, unit="件": "、".join(f"{words}{number_text(number)}{unit}" for words, number in pairs),
        "length": len,
    }
    names = parse_sentence(source).names
    values = {name: value_of(name, filing) for name in names}
    return environment.from_string(source).render({name: value.content for name, value in values.items() if value})


def _said(source: str, filing: Filing) -> str:
    own = replace(filing, form=replace(filing.form, sentences={"新句": source}))
    assert text_problems("{{ 新句 }}", own) == []
    return evaluate("{{ 新句 }}", own)


@pytest.mark.parametrize("values", [{}, ONE, MANY], ids=["none", "one", "many"])
@pytest.mark.parametrize("source", SENTENCES)
def test_jinja_says_the_same(source: str, values: dict[str, Any]) -> None:
    filing = filled("gkgb-2021", values)
    assert _said(source, filing) == _jinja(source, filing)


@pytest.mark.parametrize("form", FORMS.available)
def test_jinja_says_the_same_of_the_forms_own(form: str) -> None:
    for values in ({}, ONE, MANY):
        filing = filled(form, values)
        for name, source in filing.form.sentences.items():
            joined = "".join(line.strip() for line in source.splitlines())
            assert evaluate(f"{{{{ {name} }}}}", filing) == _jinja(joined, filing)


@pytest.mark.parametrize("source", SENTENCES)
def test_json_holds_a_tree(source: str) -> None:
    tree = parse_sentence(source)
    kept = json.loads(json.dumps(asdict(tree)))
    again = SentenceTree(tuple(kept["names"]), tuple(kept["body"]))
    filing = filled("gkgb-2021", MANY)
    own = replace(filing, form=replace(filing.form, sentences={"新句": source}))
    own.form.parsed_sentences["新句"] = again
    assert evaluate("{{ 新句 }}", own) == _said(source, filing)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("{% set 空 = [] %}{{ 空[0] }}", "list index out of range"),
        ("{{ 新收申请 | 列举 }}", "not iterable"),
        ("{{ 新收申请 > '一' }}", "not supported"),
        ("{% macro 件(数) %}{{ 数 }}{% endmacro %}{{ 件() }}", "数"),
        ("{% macro 件() %}{% endmacro %}{{ 件(1) }}", "多了 1 项"),
    ],
)
def test_what_makes_no_sense_is_reported(source: str, why: str) -> None:
    filing = filled("gkgb-2021", MANY)
    own = replace(filing, form=replace(filing.form, sentences={"新句": source}))
    (problem,) = text_problems("{{ 新句 }}", own)
    assert problem.startswith("表式的例句“新句”写不出来（") and why in problem


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        ("{{ [('甲', 1)] | 列举(unit='项') }}", "例句里“列举”的写法不对"),
        ("{{ [('甲', 1)] | 列举(*['项']) }}", "例句里“列举”的写法不对"),
        ("{% macro 件(数) %}{{ 数 }}{% endmacro %}{{ 件(数=1) }}", "例句里只能调用前面写好的宏"),
        ("{{ 件(1) }}", "例句里只能调用前面写好的宏"),
    ],
)
def test_arguments_come_in_order_and_without_names(source: str, mistake: str) -> None:
    with pytest.raises(ExpressionError, match=mistake):
        parse_sentence(source)


def test_every_mistake_of_a_sentence_is_reported_once() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_sentence("{{ 新收申请 | 大写 }}{% if 甲.乙 %}{{ 件(1) }}{{ 甲.丙 }}{% endif %}{{ 1 + 1 }}")
    assert caught.value.message.split("；") == [
        "例句里没有“大写”这种写法",
        "例句里不能用点号取属性，只能用 if、set、macro、名称和本程序的写法",
        "例句里只能调用前面写好的宏，括号里依次写名称",
        "例句里不能用计算，只能用 if、set、macro、名称和本程序的写法",
    ]
