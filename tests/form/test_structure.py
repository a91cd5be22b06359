"""Data into dataclasses: no value is converted, and every mistake is reported at its path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from toolkit.form.field_metadata import REST
from toolkit.form.model import Severity
from toolkit.form.structure import StructureFault, structure


@dataclass(frozen=True, kw_only=True)
class Leaf:
    count: int
    share: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Tree:
    name: str
    leaves: tuple[Leaf, ...] = ()
    weights: Mapping[Severity, tuple[str, ...]] = field(default_factory=dict)
    open: bool = False
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Listed:
    use: str
    options: Mapping[str, Any] = field(default_factory=dict, metadata=REST)


def test_every_field_as_its_type() -> None:
    raw = {"name": "甲", "leaves": [{"count": 1, "share": 2}], "weights": {"note": ["乙"]}, "open": True, "note": None}
    tree = Tree(name="甲", leaves=(Leaf(count=1, share=2),), weights={Severity.NOTE: ("乙",)}, open=True)
    assert structure(raw, Tree) == tree
    assert isinstance(next(iter(structure(raw, Tree).weights)), Severity)


def test_keys_that_no_field_has_go_to_the_rest() -> None:
    assert structure({"use": "length", "most": 9}, Listed) == Listed(use="length", options={"most": 9})


@pytest.mark.parametrize(
    ("raw", "mistakes"),
    [
        ([], ("文件：应为“键: 值”的形式，现为 []",)),
        ({"name": 1}, ("name：应为文字，现为 1",)),
        ({"name": "甲", "open": 1}, ("open：应为true 或 false，现为 1",)),
        ({"name": "甲", "leaves": [{"count": True}]}, ("leaves[0].count：应为整数，现为 True",)),
        ({"name": "甲", "leaves": [{"count": 1, "share": "2"}]}, ("leaves[0].share：应为数，现为 '2'",)),
        ({"name": "甲", "leaves": "count"}, ("leaves：应为列表，现为 'count'",)),
        (
            {"name": "甲", "weights": {"eror": []}},
            ("weights：“eror”应为error、warning、note之一（是否想写“error”？）",),
        ),
        ({"name": "甲", "weights": {1: []}}, ("weights：应为文字，现为 1",)),
        ({"nam": "甲"}, ("name：缺少“name”", "文件：不认识“nam”（是否想写“name”？）")),
        ({"name": "甲", 7: 1}, ("文件：不认识“7”",)),
    ],
)
def test_mistakes(raw: object, mistakes: tuple[str, ...]) -> None:
    with pytest.raises(StructureFault) as caught:
        structure(raw, Tree)
    assert caught.value.mistakes == mistakes
