"""How much a form may declare: at a limit it is accepted, and one more is refused. The figures stand here again."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.form.test_patching import written
from tests.form.test_sum_faults import changed, with_table
from toolkit.errors import ExpressionError, FormError
from toolkit.form.form import Form
from toolkit.form.loader import parse_form
from toolkit.form.phrases.faults import phrase_faults
from toolkit.form.phrases.grammar import Grammar, PhraseFault
from toolkit.form.phrases.model import Phrase, Phrases
from toolkit.form.sentence_tree import parse_sentence
from toolkit.form.source import read_yaml
from toolkit.form.structure import StructureFault


def padded(size: int) -> str:
    return f"a: 1\n#{'x' * (size - 6)}"


def items(count: int) -> str:
    """A mapping with its key, a list and what is in it."""
    return f"a: [{'x,' * (count - 3)}]"


def nested(depth: int) -> str:
    """A mapping, lists within lists, and a word."""
    return f"a: {'[' * (depth - 2)}x{']' * (depth - 2)}"


@pytest.mark.parametrize(
    ("at_limit", "above", "mistake"),
    [
        (padded(1_000_000), padded(1_000_001), "文件：超过 1 MB"),
        (items(100_000), items(100_001), "文件：内容太多或套得太深（最多 100000 项，40 层）"),
        (nested(40), nested(41), "文件：内容太多或套得太深（最多 100000 项，40 层）"),
    ],
    ids=["bytes", "nodes", "depth"],
)
def test_a_form_file(at_limit: str, above: str, mistake: str) -> None:
    assert set(read_yaml(at_limit.encode())) == {"a"}
    with pytest.raises(StructureFault) as refused:
        read_yaml(above.encode())
    assert refused.value.mistakes == (mistake,)


def in_lists(depth: int) -> str:
    """A number within lists."""
    return f"{{{{ {'[' * (depth - 1)}1{']' * (depth - 1)} }}}}"


def steps(count: int) -> str:
    """A macro of 99 steps, which is called 199 times, and steps for what is left of ``count``."""
    step = "{{ 1 }}"
    return f"{{% macro 件() %}}{step * 99}{{% endmacro %}}{'{{ 件() }}' * 199}{step * (count - 1 - 199 * 100)}"


@pytest.mark.parametrize(
    ("at_limit", "above", "mistake"),
    [
        ("字" * 10_000, "字" * 10_001, "例句超过 10000 个字"),
        (in_lists(60), in_lists(61), "例句套得太深"),
        (steps(20_000), steps(20_001), "例句太长：宏一层套一层，展开后没有尽头"),
    ],
    ids=["characters", "depth", "steps"],
)
def test_a_sentence(at_limit: str, above: str, mistake: str) -> None:
    assert parse_sentence(at_limit).body
    with pytest.raises(ExpressionError, match=mistake):
        parse_sentence(above)


def names(count: int) -> list[str]:
    return [f"n{number}" for number in range(count)]


def test_a_table() -> None:
    form = changed(*with_table(names(20), names(200)))
    assert sum(1 for cell in form.cells if cell.startswith("tower.")) == 4_000
    for columns, rows in ((21, 1), (1, 201)):
        with pytest.raises(FormError) as refused:
            changed(*with_table(names(columns), names(rows)))
        assert refused.value.mistakes == (f"tables[0]：有 {rows} 行、{columns} 列，最多 200 行、20 列",)


def test_forms_that_a_form_extends(tmp_path: Path) -> None:
    chain = {f"f{at}": f"extends: f{at - 1}.yaml\nid: f{at}" for at in range(2, 9)}
    locator = written(tmp_path, f1="extends: gkgb-2021\nid: f1", **chain)
    assert parse_form(b"extends: f7.yaml\nid: f8", "f8", locator).family == "gkgb"
    with pytest.raises(FormError, match="不能扩展得太深（f9 → "):
        parse_form(b"extends: f8.yaml\nid: f9", "f9", locator)


def with_phrases(phrases: Phrases) -> Form:
    return replace(FORMS.form("gkgb-2021"), phrases=phrases)


def phrase(name: str, says: str = "收到{n}件", means: tuple[str, ...] = ("新收申请",)) -> Phrase:
    return Phrase(id=name, says=(says,), means=means, yes={"收到3件": "新收申请 3"})


def test_phrases() -> None:
    every = tuple(map(phrase, names(501)))
    assert [*phrase_faults(with_phrases(Phrases(figures=every[:500])))] == []
    readings = tuple(replace(each, section="other") for each in every[400:])
    assert [*phrase_faults(with_phrases(Phrases(figures=every[:400], readings=readings)))] == [
        "phrases：说法太多（最多 500 种）"
    ]


@pytest.mark.parametrize(
    ("first", "second", "faults"),
    [(50, 40, []), (69, 29, ["phrases.figures.both.means：没有 subjects，或者可以指的名称太多"])],
)
def test_what_a_phrase_may_mean(first: int, second: int, faults: list[str]) -> None:
    """2,000 combinations, and 2,001."""
    numbers = [*FORMS.form("gkgb-2021").numbers]
    terms = {
        "a": {name: f"甲{at}" for at, name in enumerate(numbers[:first])},
        "b": {name: f"乙{at}" for at, name in enumerate(numbers[:second])},
    }
    both = phrase("both", "{a}和{b}{n}件", ("{a}", "{b}"))
    assert [*phrase_faults(with_phrases(Phrases(terms=terms, figures=(both,))))] == faults


@pytest.mark.parametrize(
    ("at_limit", "above", "fault"),
    [
        ("收" * 1_000, "收" * 1_001, "太长（最多 1000 个字）"),
        ("{long}" * 10, "{long}" * 10 + "收", "太长（展开后最多 10000 个字）"),
        ("收{gap 200}", "收{gap 201}", "{gap 201} 的长度应在 1 到 200 之间"),
        ("收{gap 1}", "收{gap 0}", "{gap 0} 的长度应在 1 到 200 之间"),
        ("收{gap 14}{far 19}", "收{gap 6}{far 42}", "{gap …} 太多或太长（长度各加一后相乘，最多 300）"),
        ("(" * 6 + "收" + ")" * 6, "(" * 7 + "收" + ")" * 7, "括号套得太深"),
    ],
    ids=["characters", "source", "gap", "no gap", "gaps", "brackets"],
)
def test_a_pattern(at_limit: str, above: str, fault: str) -> None:
    grammar = Grammar(words={"long": "收" * 1_000})
    assert grammar.part(at_limit).least
    with pytest.raises(PhraseFault) as refused:
        grammar.part(above)
    assert str(refused.value).startswith(fault)


@pytest.mark.parametrize(("pattern", "one", "most"), [("(收)*到", "收", 20), ("<收>到", "收、", 10)])
def test_repeats(pattern: str, one: str, most: int) -> None:
    """As many as the grammar says, of more the last ones."""
    source = Grammar().part(pattern).source
    said = f"{(one * 30).removesuffix('、')}到"
    match = re.search(source, said)
    assert match and match[0] == f"{(one * most).removesuffix('、')}到"
