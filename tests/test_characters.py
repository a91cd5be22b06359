"""Characters that nobody sees, and forms in which text is compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Stopwatch
from toolkit.characters import (
    compact,
    compact_visible,
    display_name,
    is_hidden,
    nfkc,
    nfkc_of_widths,
    nfkc_without_new_digits,
    without_hidden,
)


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\ufeff", "\ue000", "\U000f0000", "\x07", "\u2060", "\u202e"])
def test_what_shows_nothing_is_hidden_and_named_by_its_number(sign: str) -> None:
    assert is_hidden(sign)
    assert without_hidden(f"3{sign}3") == "33"
    assert display_name(sign) == f"看不见的字符 U+{ord(sign):04X}"


@pytest.mark.parametrize("sign", ["字", "1", " ", "\n", "\t", "\u3000", "，", "𠮷"])
def test_what_shows_or_spaces_is_not_hidden(sign: str) -> None:
    assert not is_hidden(sign)
    assert without_hidden(f"3{sign}3") == f"3{sign}3"
    assert display_name(sign) == sign


@given(st.text(alphabet=st.sampled_from("a1１Ａ①\u0301\u0323가ㅏ\u1100\u1161é "), max_size=300))
def test_nfkc_is_what_unicode_says(text: str) -> None:
    long = text * (1 + 2_000 // max(1, len(text)))
    assert nfkc(text) == unicodedata.normalize("NFKC", text)
    assert unicodedata.normalize("NFKC", nfkc(long)) == unicodedata.normalize("NFKC", long)
    assert compact(text) == "".join(unicodedata.normalize("NFKC", text).split())


def test_ordering_marks_takes_time_as_the_text_does(stopwatch: Stopwatch) -> None:
    short, long = ("\u0301\u0323" * count for count in (20_000, 80_000))
    assert stopwatch(lambda: nfkc(long)) < 9 * max(stopwatch(lambda: nfkc(short)), 0.001)


@pytest.mark.parametrize(
    ("text", "widths", "without_new_digits", "whole", "seen"),
    [
        ("１ ２", "1 2", "1 2", "1 2", "12"),
        ("3¹", "3¹", "3¹", "31", "3¹"),
        ("⼆①㎡", "⼆①㎡", "二①m2", "二1m2", "二①m2"),
        ("a\u200bﬁ", "a\u200bﬁ", "a\u200bfi", "a\u200bfi", "afi"),
    ],
)
def test_plain_forms_are_distinguished_by_what_they_leave(
    text: str, widths: str, without_new_digits: str, whole: str, seen: str
) -> None:
    assert nfkc_of_widths(text) == widths
    assert nfkc_without_new_digits(text) == without_new_digits
    assert nfkc(text) == whole
    assert compact_visible(text) == seen
