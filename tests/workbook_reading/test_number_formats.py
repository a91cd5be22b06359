"""What a number format makes of a number, beside what is taken for the number."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.libreoffice import LibreOffice
from toolkit.bounds import FORMAT_CHARACTERS
from toolkit.workbook.reading.cell_contents import written
from toolkit.workbook.reading.cell_styles import CellStyle
from toolkit.workbook.reading.format_codes import BUILT_IN
from toolkit.workbook.reading.number_formats import exact, number_format
from toolkit.workbook.reading.source_workbook import WINDOWS_EPOCH, Content, FormattedNumber, NumberEffect

P, W, H, C = NumberEffect.PERCENT, NumberEffect.WORDS, NumberEffect.HIDDEN, NumberEffect.CHANGED
ACCOUNTING = BUILT_IN[44]


def seen(code: str, number: float) -> Content:
    return CellStyle(number_format(code), WINDOWS_EPOCH).number(number)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("General", 33.4),
        ("", 33.4),
        ("G/通用格式", 33),
        ("@", 33),
        ("[DBNum1][$-804]General", 33),
        ("0", 33),
        ("000", 7),
        ("0.00", 0.25),
        ("#.##", 0.5),
        ("#.##", 33),
        ("#,##0.00", 1234567.89),
        ("#,##0;(#,##0)", -5),
        ("#,##0_);[Red](#,##0)", -1234),
        ("_ * #,##0_ ;_ * -#,##0_ ;", -1234),
        (ACCOUNTING, 0),
        ("0.00E+00", 33),
        ("# ?/?", 0.5),
        ("0%", 0),
        ('0"件"', 0),
        ('0;-0;"-"', 0),
        ('0;-0;"无"', 0),
        ("[>=10000]0!.0,;0", 33),
        ("[Red][<0]-0;0", 33),
        ("+0;-0", 33),
        ("+0;-0", -33),
    ],
)
def test_a_number_that_is_seen_is_itself(code: str, number: float) -> None:
    assert seen(code, number) == number


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("0.00", 33.4, "33.40"),
        ("#,##0.00", -1234.5, "-1234.50"),
        ("0.00########", 1480.5, "1480.50"),
        ("0.00########", 1480.505, "1480.505"),
        ("0.00", 33, "33"),
    ],
)
def test_closing_zeros_count_where_they_are_seen(code: str, number: float, shown: str) -> None:
    assert written(seen(code, number)) == shown


@pytest.mark.parametrize(
    ("code", "number", "text", "effect", "words"),
    [
        ("0%", 0.98, "98%", P, "%"),
        ("0.00%", 0.9845, "98.45%", P, "%"),
        ("0%", 0.9845, "98%", C, ""),
        ("0!d", 33, "33d", W, "d"),
        ('0"件"', 33, "33件", W, "件"),
        ('General"件"', 33, "33件", W, "件"),
        ("[$¥-804]#,##0.00", 5873.22, "¥5,873.22", W, "¥"),
        (ACCOUNTING, -3.5, "¥-3.50", W, "¥"),
        ("0‰", 5, "5‰", W, "‰"),
        ("0", 33.4, "33", C, ""),
        ("0", 0.4, "0", C, ""),
        ("0;0", -5, "5", C, ""),
        ('0!.0,"万"', 12345, "1.2万", C, ""),
        ('[>=10000]0!.0,"万";0', 12345, "1.2万", C, ""),
        ('0!.0000"万元"', 58732164, "5873.2164万元", C, ""),
        ("0.0,,", 58732164, "58.7", C, ""),
        ('0.00,"千"', 1234, "1.23千", C, ""),
        ("0-00", 1234, "12-34", C, ""),
        ("0.00E+00", 33.456, "3.35E+01", C, ""),
        ("# ?/?", 0.123, "1/8", C, ""),
        ("# ?/?", 33.001, "33", C, ""),
        ("# ??/??", 12345.678, "12345 40/59", C, ""),
        ('"2025-"0', 33, "2025-33", C, ""),
        ('[=1]"是";"否"', 1, "是", C, ""),
        ('[=1]"是";[=2]"否";0"件"', 3, "3件", W, "件"),
        ("0\\%", 33, "33%", W, "%"),
        (";;;", 33, "", H, ""),
        ("#", 0, "", H, ""),
        ("0;-0;;@", 0, "", H, ""),
    ],
)
def test_a_number_of_which_something_else_is_seen(
    code: str, number: float, text: str, effect: NumberEffect, words: str
) -> None:
    assert seen(code, number) == FormattedNumber(number, text, effect, words)


@pytest.mark.parametrize("code", [BUILT_IN[each] for each in (14, *range(27, 32), 36, *range(50, 55), 57, 58)])
def test_built_in_dates(code: str) -> None:
    assert seen(code, 44579) == dt.datetime.fromisoformat("2022-01-18")


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("yyyy-mm-dd", 46040.25, dt.datetime.fromisoformat("2026-01-18T06:00")),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日";@', 46040, dt.datetime.fromisoformat("2026-01-18")),
        ("aaaa", 46040, dt.datetime.fromisoformat("2026-01-18")),
        ("e/m/d", 46040, dt.datetime.fromisoformat("2026-01-18")),
        ("h:mm", 0.25, dt.time(6)),
        ("上午/下午h:mm", 0.75, dt.time(18)),
        ("[h]:mm", 1.25, dt.timedelta(hours=30)),
        ("yyyy-mm-dd", 20260118, FormattedNumber(20260118, "########", C)),
        ("yyyy-mm-dd", -1e9, FormattedNumber(-1e9, "########", C)),
        ('[<36526]0;yyyy"年"', 33, 33),
        ('0"d"', 33, FormattedNumber(33, "33d", W, "d")),
        ("[Blue]0", 33, 33),
    ],
)
def test_dates_and_what_only_looks_like_one(code: str, number: float, shown: Content) -> None:
    assert seen(code, number) == shown


def test_texts_that_a_format_hides() -> None:
    hiding = number_format(";;;")
    assert hiding
    assert hiding.hides_text
    for code in ("0;0;0;@", '0;0;0;"文字：" @', "0", "0;-0;;@"):
        own = number_format(code)
        assert own
        assert not own.hides_text


@given(
    st.text('0#?.,%;@"\\!_*[]<>=E+-/ymdhsGeneral件¥$ ', max_size=40), st.floats(allow_nan=False, allow_infinity=False)
)
def test_no_code_raises(code: str, number: float) -> None:
    content = seen(code, number)
    if isinstance(content, int | float):  # taken for what it is: then it is nothing else
        assert content == number


@given(st.decimals(0, 10**9, places=2), st.integers(0, 4))
def test_digits_are_hidden_or_not(number: Decimal, places: int) -> None:
    """Rounding is seen exactly where the format has too few places."""
    code = f"#,##0.{'0' * places}" if places else "#,##0"
    found = seen(code, float(number))
    assert isinstance(found, FormattedNumber) == (round(number, places) != number)


@pytest.mark.parametrize("piece", ["[", '"', "0", "!", "[$", "y", ",", "0,", "_", "General", "%"])
def test_of_a_code_only_so_much_counts(piece: str) -> None:
    shown = number_format(piece * 200_000)
    assert shown is None or len(shown.section(33).code.tokens) <= FORMAT_CHARACTERS


def test_what_excel_takes_of_a_code_counts() -> None:
    """255 characters: a percent sign behind them is not seen."""
    shown = seen(f"{'#' * 253}0%", 0.5)
    assert isinstance(shown, FormattedNumber) and shown.effect is NumberEffect.PERCENT
    assert seen(f"{'#' * 254}0%", 33) == 33


def test_fifteen_digits_are_kept() -> None:
    assert exact(0.1 + 0.2) == Decimal("0.3")
    assert exact(33.000000000000004) == 33
    assert exact(123456789012345678) == Decimal("123456789012346000")


CODES = (
    "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.0#", "000", "#,##0;(#,##0)", "#,##0_);[RED](#,##0)", '0"件"',
    'General"件"', "[$¥-804]#,##0.00", '0;-0;"无"', "0;-0;;@", "0,", "#,##0.0,", "0-00", '"第"000"号"', "0\\d",
    "+0;-0;0", '"¥"* #,##0.00', "0.00;[RED]-0.00", "0000-0000", "#,###", "00.00%", "0\\%", '[<100]"少";"多"', ";;;",
    '#,##0.00;-#,##0.00;"-"', '[>=10000]0.0,"千";0.00', "0\\.0,", '0\\.0000"万元"',
)  # fmt: skip
NUMBERS = (
    0,
    1,
    33,
    33.4,
    0.05,
    0.98,
    0.9845,
    99.995,
    1234,
    12345.678,
    58732164,
    0.4,
    0.5,
    1.5,
    2.5,
    1e-7,
    123456789012,
)
SIGNED = (-1, -33.4, -1234, -12345.678)
"""LibreOffice shows no sign where a condition chose the section."""


def test_as_libreoffice_shows_it(libreoffice: LibreOffice, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    asked = {}
    for row, code in enumerate(CODES, start=1):
        numbers = NUMBERS if "[<" in code or "[>" in code else NUMBERS + SIGNED
        for column, number in enumerate(numbers, start=1):
            cell = sheet.cell(row, column, number)
            cell.number_format = code
            asked[f"{sheet.title}!{cell.coordinate}"] = code, number
    book.save(tmp_path / "formats.xlsx")
    shown = libreoffice.edit(tmp_path / "formats.xlsx", tmp_path / "saved.xlsx", show=list(asked))
    assert len(shown) == len(asked)
    for place, text in shown.items():
        code, number = asked[place]
        own = number_format(code)
        assert own
        seen_by_us = own.section(number).shown(number)
        assert _unsigned_zero("".join(seen_by_us.split())) == _unsigned_zero("".join(text.split())), (code, number)


def _unsigned_zero(text: str) -> str:
    """Excel shows -0 for what is rounded to it, LibreOffice 0."""
    return text if any(digit in text for digit in "123456789") else text.replace("-0", "0")
