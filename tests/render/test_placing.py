"""Where titles break and where the signature stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.characters import ems
from toolkit.render.signature import right_blanks, signature_lines
from toolkit.render.title_lines import balance_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("某某市市场监督管理局", ("某某市市场监督管理局",)),
        ("2025年政府信息公开工作年度报告", ("2025年政府信息公开工作年度报告",)),
        (
            "新疆维吾尔自治区伊犁哈萨克自治州人民政府办公室",
            ("新疆维吾尔自治区", "伊犁哈萨克自治州人民政府办公室"),
        ),
        (
            "某某经济技术开发区某某街道办事处市场监督管理所办公室",
            ("某某经济技术开发区某某街道办事处", "市场监督管理所办公室"),
        ),
        (
            "Department of Agriculture and Environmental Protection",
            ("Department of Agriculture", "and Environmental Protection"),
        ),
    ],
)
def test_titles_break_between_words(text: str, lines: tuple[str, ...]) -> None:
    assert balance_lines(text, 20) == lines


@given(text=st.text(min_size=1, max_size=120), most=st.integers(4, 30))
def test_breaking_loses_nothing_and_fits(text: str, most: int) -> None:
    lines = balance_lines(text, most)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(ems(line) <= most for line in lines)
    assert all(lines) or not text.strip()


def test_name_longer_than_date() -> None:
    assert right_blanks("某某市市场监督管理局", "2026年1月8日") == (2, 10 - 7.25)


def test_date_longer_than_name() -> None:
    assert right_blanks("某某局", "2026年12月18日") == (2 + 8.25 + 2 - 3, 2)


def test_a_lone_name_or_date_stands_two_characters_in() -> None:
    assert right_blanks("某某局", "") == right_blanks("", "2026年1月8日") == (2, 2)


def test_a_very_long_name_signs_in_lines() -> None:
    assert signature_lines("某某省" + "某某市人民政府" * 5)[1:]
