"""The YAML of a form file is bounded, and says nothing twice."""

from __future__ import annotations

import pytest

from toolkit.bounds import FORM_BYTES
from toolkit.form.source import read_yaml
from toolkit.form.structure import StructureFault

TOO_MUCH = "文件：内容太多或套得太深（最多 100000 项，40 层）"
BOMB = "a0: &a0 [x, x]\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30))


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        (
            "a: 1\nb: {c: 1,\n  c: 2}\na: 3",
            ("第 3 行第 3 列：“c”在第 2 行已经写过", "第 4 行第 1 列：“a”在第 1 行已经写过"),
        ),
        ("[a, b]: 1", ("第 1 行第 1 列：键应为文字",)),
        (BOMB, (TOO_MUCH,)),
        ("a: &a [*a]", (TOO_MUCH,)),
        ("a: " + "[" * 41 + "]" * 41, (TOO_MUCH,)),
        ("a: 2026-02-30", ("第 1 行第 4 列：不是合法的 YAML（没有这个日期）",)),
        ("x" * (FORM_BYTES + 1), ("文件：超过 1 MB",)),
        ("", ("文件：最外层应为“键: 值”的形式",)),
        ("a: 0x" + "f" * 6_000, ("第 1 行第 4 列：不是合法的 YAML（数太长）",)),
        ("a: *b", ("第 1 行第 4 列：不是合法的 YAML（found undefined alias）",)),
        (
            "a: {b: 应为 {c}。}",
            (
                "第 1 行第 11 列：不是合法的 YAML（did not find expected ',' or '}'）"
                "；文字里有花括号、逗号或冒号的，前后要加英文的双引号",
            ),
        ),
        (
            "a: b: c",
            (
                "第 1 行第 5 列：不是合法的 YAML（mapping values are not allowed in this context）"
                "；文字里有花括号、逗号或冒号的，前后要加英文的双引号",
            ),
        ),
    ],
)
def test_what_is_no_form_file(source: str, mistake: tuple[str, ...]) -> None:
    with pytest.raises(StructureFault) as caught:
        read_yaml(source.encode())
    assert caught.value.mistakes == mistake


def test_an_alias_is_what_it_stands_for() -> None:
    assert read_yaml(b"a: &a {b: 1}\nc: *a\nd: {<<: *a, e: 2}") == {"a": {"b": 1}, "c": {"b": 1}, "d": {"b": 1, "e": 2}}


@pytest.mark.parametrize("source", [b"\xff\xfe\x00", b"a: \xb0", b"\x00", b"a: " + b"[" * 100_000, b"- " * 100_000])
def test_other_bytes(source: bytes) -> None:
    with pytest.raises(StructureFault, match="不是合法的 YAML"):
        read_yaml(source)
