"""phrases.yaml beside a form file: read with it, patched with it, and held to the form's names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.at_hand import FORMS
from toolkit.errors import FormError
from toolkit.form.loader import parse_form
from toolkit.form.phrases.plain import plain_phrases
from toolkit.form.registry import Forms

HEIR = b"extends: gkgb-2021\nid: trial\n"


def mistakes(phrases: str) -> tuple[str, ...]:
    with pytest.raises(FormError) as refused:
        parse_form(HEIR, "trial", phrases=phrases.encode())
    return refused.value.mistakes


def test_an_heir_patches_phrases_by_id() -> None:
    own = """
figures:
  fees: null
  received: {means: [新收申请]}
  mine: {before: cases, says: ['{n}号'], means: [行政复议], yes: {3号: 行政复议 3}}
"""
    form, parent = parse_form(HEIR, "trial", phrases=own.encode()), FORMS.form("gkgb-2021")
    assert form.phrases is not None and parent.phrases is not None
    ids, before = ([each.id for each in one.figures] for one in (form.phrases, parent.phrases))
    assert ids == [
        name for each in before if each != "fees" for name in (("mine", each) if each == "cases" else (each,))
    ]
    assert next(each for each in form.phrases.figures if each.id == "received").means == ("新收申请",)
    assert form.phrases.words == parent.phrases.words
    assert form.digest != parse_form(HEIR, "trial").digest


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        (
            "figures: {received: {says: ['{recieved}']}}",
            "phrases.figures.received.says[0]：没有“{recieved}”（是否想写“received”？）",
        ),
        (
            "figures: {received: {means: [新收申清]}}",
            "phrases.figures.received.means：没有名称“新收申清”（是否想写“新收申请”？）",
        ),
        (
            "figures: {received: {topic: request}}",
            "phrases.figures.received.topic：没有“request”（是否想写“requests”？）",
        ),
        ("figures: {notices: {section: others}}", "phrases.figures.notices.section：没有“others”（是否想写“other”？）"),
        (
            "figures: {outcomes: {says: ['{n}件']}}",
            "phrases.figures.outcomes.says[0]：means 里的 {outcome} 这里没有说到",
        ),
        ("figures: {received: {yes: null}}", "phrases.figures.received.yes：不能空着"),
        ("figures: {received: {clause: ['[申请]']}}", "phrases.figures.received.clause[0]：不能什么都不说"),
        ("figures: {received: {clause: ['{n}']}}", "phrases.figures.received.clause[0]：这里不能有 {n} 和 {money}"),
        ("readings: {collected: {section: null}}", "phrases.readings.collected.section：应写明从哪一部分读"),
        ("words: {n: 件}", "phrases.words：“n”不能作为名称"),
        ("words: {case: 件}", "phrases.terms：“case”在 words 里已经有了"),
        ("words: {cases: '{cases}'}", "phrases.words.cases：“cases”不能绕回来用自己"),
        ("terms: {result: {未结: 未结}}", "phrases.figures.results.means：没有名称“行政复议_未结”"),
        ("subjects: [cases]", "phrases.subjects：terms 里没有“cases”（是否想写“case”？）"),
        ("wider: {直诉: 行政诉讼}", "phrases.wider：subjects 里没有“直诉”"),
        ("heads: '(申请'", "phrases.heads：“(”没有与它成对的“)”"),
        ("topics: {requests: {share_of: [全部]}}", "phrases.topics.requests.share_of：没有名称“全部”"),
        ("colour: red", "phrases：不认识“colour”"),
        ("figures: {received: {says: 收到}}", "phrases.figures[1].says：应为列表，现为 '收到'"),
        ("words: [a", "phrases.yaml 第 2 行第 1 列：不是合法的 YAML"),
        ("words: {a: 甲, a: 乙}", "phrases.yaml 第 1 行第 15 列：“a”在第 1 行已经写过"),
    ],
)
def test_each_mistake_has_its_path(phrases: str, expected: str) -> None:
    assert mistakes(phrases)[0].startswith(expected)


def test_phrases_have_a_file_of_their_own() -> None:
    with pytest.raises(FormError, match=r"phrases：应写在旁边的 phrases\.yaml 里"):
        parse_form(HEIR + b"phrases: {}\n", "trial")


def test_the_file_beside_a_form_is_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "trial"
    folder.mkdir()
    (folder / "form.yaml").write_bytes(HEIR)
    (folder / "phrases.yaml").write_text("figures: {received: {means: [新收申清]}}", encoding="utf-8")
    forms = Forms([tmp_path])
    assert "trial" not in forms.available
    assert forms.faulty["trial"].mistakes[0].startswith("phrases.figures.received.means")


def test_a_form_without_phrases_has_those_of_its_names() -> None:
    plain = plain_phrases({"收到来信": "件", "来信_网络": "件", "费用": "元", "比例": "", "怪(名)": "件"})
    assert [figure.says for figure in plain.figures] == [
        ("{start}[{year}|全年|本年|共|共有]{name_0}[数|数量|总数][为|是|有|共|共计|合计|总计]{n}件",),
        ("{start}[{year}|全年|本年|共|共有]{name_1}[数|数量|总数][为|是|有|共|共计|合计|总计]{money}",),
    ]
    assert plain.terms == {"name_0": {"收到来信": "收到来信"}, "name_1": {"费用": "费用"}}
