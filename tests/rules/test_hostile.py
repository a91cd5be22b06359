"""No text, number or date makes a check fail or take long."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.limits import within
from tests.rules.cases import TODAY, filing, with_text, with_values
from toolkit.filing import Entry, Filing, Source, Text
from toolkit.rules.engine import check_filing

BASE = filing()
PIECES = (
    "收到政府信息公开申请", "26", "件", "，", "。", "（", "）", "《", "》", "【", "】",
    "行政复议", "诉讼", "其中结果维持", "占", "%", "同比增长", "规范性文件", "制发", "2025",
    "年", "1月1日", "{{ 新收申请 }}", "{{", "}}", "\ue000", "\n", " ", "收费", "万元", "X",
    "1380013800",
    "9" * 40,
)  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(TEXT, TEXT, TEXT, st.sampled_from(Source))
def test_any_text(opening: str, body: str, closing: str, source: Source) -> None:
    base = with_text(with_text(with_text(filing(source), "preamble", opening), "problems", body), "other", closing)
    check_filing(replace(base, title=Text(value=body)), today=TODAY)


@given(st.one_of(st.integers(), st.decimals(allow_nan=False, allow_infinity=False), st.text(max_size=9)))
def test_any_value(value: int | Decimal | str) -> None:
    check_filing(with_values(BASE, applications__granted__natural_person=value, disclosure__fees__amount=value))


@pytest.mark.parametrize("year", [-1, 0, 9999, 10**9])
def test_any_year(year: int) -> None:
    assert check_filing(replace(BASE, year=year), today=TODAY)


def test_nothing_at_all() -> None:
    empty = Filing(form=BASE.form, source=Source.REPORT, agency=Text(), year=None)
    assert check_filing(empty, today=TODAY)


def test_a_very_long_value_is_cut_in_the_message() -> None:
    inputs = {**BASE.inputs, "applications.granted.business": Entry(text="件" * 30_000)}
    assert all(len(each.text) < 1000 for each in check_filing(replace(BASE, inputs=inputs)))


@pytest.mark.parametrize(
    "text",
    [
        "(" * 30_000, "(" + "汉" * 30_000, "《" * 15_000 + "》" * 15_000, "<汉" * 15_000, '"' + "汉" * 30_000,
        ", " * 15_000, "9" * 30_000, "收到申请公开" + "9" * 30_000 + "件", "行政复议信息公开" * 4_000,
        "规范性文件制发" * 4_000, "【" * 30_000, "予以公开和" * 6_000, "{{" * 15_000, "62" * 15_000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("slot", ["preamble", "overview", "other"])
def test_no_text_takes_long(text: str, slot: str) -> None:
    with within(2):
        check_filing(with_text(BASE, slot, text), today=TODAY)


def test_text_is_evaluated_once_for_all_checks() -> None:
    texts = ["".join(f"{{{{ 名{row}_{name} }}}}" for name in range(199)) for row in range(50)]
    with within(3):
        found = check_filing(with_text(BASE, "overview", *texts), today=TODAY)
    assert len([each for each in found if each.code == "TX-10"]) == 50
