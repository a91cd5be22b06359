"""Which texts are numbers, and which only look like one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.characters import nfkc_of_widths
from toolkit.filing.numerals import entry_of, number_text


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (" 33 ", 33),
        ("12\n", 12),
        ("３３", 33),
        ("1,234", 1234),
        ("１，２３４．５", Decimal("1234.5")),
        ("1\u202f234", 1234),
        ("1\u00a0234\u00a0567", 1234567),
        ("-3", -3),
        ("﹣3", -3),
        ("+5", 5),
        ("33\u200b", 33),
        ("\ufeff33", 33),
        ("\u202d33\u202c", 33),
        ("3\u00ad3", 33),
        ("\uf0b733", 33),
        (0.1 + 0.2, Decimal("0.3")),
        (33.000000000000004, 33),
        (96171.6, Decimal("96171.6")),
        (7.0, 7),
        (Decimal("1234.50"), Decimal("1234.50")),
    ],
)
def test_numbers(value: object, number: object) -> None:
    entry = entry_of(value)
    assert (entry.number, entry.text) == (number, "")


@pytest.mark.parametrize(
    "text",
    [
        "33²", "33①", "33₁", "①", "⒈", "½", "³³", "33⑴", "㉝",  # marks
        "33 5", "1 234", "3 3", "33\n5", "1\u202f23", "1,23", "12,34", "1,234\u202f567",  # more than one number
        "٣٣", "𝟑𝟑", "33件", "５％", "1e5", "1_000", "0x21", "1.2.3", "约10", "..5",
        "\u202e33", "\u206733\u2069", "\u202b1,234\u202c",  # turned round
        "9" * 31,
    ],
)  # fmt: skip
def test_what_is_no_number_stays_as_it_is(text: str) -> None:
    entry = entry_of(text)
    assert (entry.number, entry.text) == (None, text)


@pytest.mark.parametrize("text", ["-", "—", "— —", "－", "/", "无", "\u200b—"])
def test_dashes(text: str) -> None:
    entry = entry_of(text)
    assert (entry.number, entry.dash, entry.text) == (0, True, text)


@pytest.mark.parametrize("text", ["", "  ", "\u3000", "\u200b", "\ufeff \n"])
def test_blanks(text: str) -> None:
    assert entry_of(text).blank


@given(st.text(st.sampled_from("0123456789²①₃½,，.．-－ \u200b\u202f٣"), max_size=12))
def test_every_digit_of_a_number_is_a_digit_of_the_text(text: str) -> None:
    number = entry_of(text).number
    if number is not None:
        read, shown = (
            "".join(filter("0123456789".__contains__, each)) for each in (number_text(number), nfkc_of_widths(text))
        )
        assert read.strip("0") == shown.strip("0")
