"""Cutting text for findings: its sentences, the clause around a place, and what is quoted of it."""

from __future__ import annotations

import pytest

from toolkit.rules.sentences import BOUND, clause, listed, quoted, sentences


def test_sentences() -> None:
    assert [*sentences("收到3件。全部办结！是否公开？没有")] == ["收到3件", "全部办结", "是否公开", "没有"]
    assert [*sentences("。！")] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("收到3件", "收到3件"),
        ("全年，收到3件，办结2件；结转1件", "收到3件"),
        ("全年，共收到3件（含上年）", "共收到3件"),
        ("全年（收到3件）办结；结转", "收到3件"),
        ("全年;收到3件(含上年),办结", "收到3件"),
    ],
)
def test_the_clause_around_a_place(sentence: str, expected: str) -> None:
    at = sentence.index("3件")
    assert clause(sentence, at, at + 2) == expected


def test_what_is_quoted() -> None:
    assert quoted(f"收到{BOUND}件") == "收到…件"
    whole = quoted("字" * 1_000)
    longest = len(whole)
    assert whole == "字" * (longest - 1) + "…"
    assert quoted("字" * longest) == "字" * longest
    assert quoted("字" * (longest + 1)) == whole


def test_what_is_listed() -> None:
    assert listed(["【甲】"]) == "“【甲】”"
    assert listed(["【甲】", "【乙】"]) == "“【甲】”、“【乙】”"
    assert listed(["【甲】", "【甲】", "【乙】"]) == "“【甲】”、“【乙】”等 3 处"
    assert listed([str(number) for number in range(9)]).endswith("等 9 处")
