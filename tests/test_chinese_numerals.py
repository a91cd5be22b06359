"""Chinese numerals: written as things are counted, and read only where they are one number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.chinese_numerals import arabic_digits, counted, in_full, value_of


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (105, "一百零五"), (110, "一百一十"),
     (1005, "一千零五"), (20_030, "二万零三十"), (100_000, "十万"), (0, "")],
)  # fmt: skip
def test_written(number: int, words: str) -> None:
    assert counted(number) == words
    assert value_of(words) == number


@given(st.integers(1, 99_999_999))
def test_what_is_written_is_read(number: int) -> None:
    assert value_of(counted(number)) == value_of(in_full(number)) == number


@pytest.mark.parametrize("text", ["七八", "二一", "十十", "百", "万", "一百五", "二〇二六", "甲", "两两"])
def test_what_is_no_one_number(text: str) -> None:
    assert value_of(text) == 0


def test_other_signs() -> None:
    assert (value_of("两百"), value_of("一百〇五"), value_of("一十五")) == (200, 105, 15)
    assert in_full(1005, "零壹贰叁肆伍陆柒捌玖", "拾佰仟") == "壹仟零伍"


def test_digit_by_digit() -> None:
    assert [arabic_digits(year) for year in ("二〇二六", "二零一九", "二○○五", "二OO五", "2026")] == [
        "2026", "2019", "2005", "2005", "2026"
    ]  # fmt: skip
