"""Known answers of every way of writing a value."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.narrative.sample import filled, last_year
from toolkit.filing import Entry
from toolkit.form.expression import Number
from toolkit.narrative import evaluate
from toolkit.narrative.filters import percent

RECEIVED, GRANTED = "applications.received.natural_person", "applications.granted.natural_person"
FEES, PAID = "disclosure.fees.amount", "processing_fee.received"


def received(number: Number, before: Number | None) -> str:
    """How 同比 words a change."""
    prior = None if before is None else last_year(applications__received__total=before)
    return evaluate("{{ 新收申请 | 同比 }}", filled(values={RECEIVED: number}, prior=prior))


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (9, 8, "较上年增长12.5%"),
        (7, 8, "较上年下降12.5%"),
        (8, 8, "与上年持平"),
        (0, 0, "与上年持平"),
        (16, 8, "较上年增长100%"),
        (24, 8, "较上年增长200.0%"),
        (0, 8, "较上年下降100%"),
        (5, 0, "上年为0件"),
        (5, None, "上年无可比数据"),
        (3646, 3607, "较上年增长1.1%"),
        (10001, 10000, "较上年增长不足0.1%"),
    ],
)
def test_year_on_year(now: int, before: int | None, words: str) -> None:
    assert received(now, before) == words


def test_year_on_year_with_more_decimals() -> None:
    filing = filled(values={RECEIVED: 3646}, prior=last_year(applications__received__total=3607))
    assert evaluate("{{ 新收申请 | 同比(2) }}，{{ 新收申请 | 增减 }}", filing) == "较上年增长1.08%，较上年增加39件"


def test_last_year_must_be_the_year_before() -> None:
    filing = filled(values={RECEIVED: 5}, prior=last_year(applications__received__total=4), year=2026)
    assert evaluate("{{ 新收申请 | 同比 }}", filing) == "上年无可比数据"


def test_difference() -> None:
    prior = last_year(applications__received__total=8, disclosure__fees__amount=Decimal("2.5"))
    filing = filled(values={RECEIVED: 5, FEES: Decimal("1.25")}, prior=prior)
    assert evaluate("{{ 新收申请 | 增减 }}", filing) == "较上年减少3件"
    assert evaluate("{{ 行政事业性收费 | 增减 }}", filing) == "较上年减少1.25万元"
    assert evaluate("{{ 上年结转 | 增减 }}", filing) == "上年无可比数据"


@pytest.mark.parametrize(
    ("part", "rest", "words"),
    [
        (35, 770, "4.3%"),
        (1, 7, "12.5%"),
        (8, 0, "100%"),
        (0, 8, "0%"),
        (0, 0, "0%"),
        (1, 2, "33.3%"),
        (1, 9999, "不足0.1%"),
    ],
)
def test_share(part: int, rest: int, words: str) -> None:
    filing = filled(values={GRANTED: part, "applications.partial.business": rest})
    assert evaluate("{{ 予以公开 | 占比('办理总计') }}", filing) == words


def test_share_with_other_decimals() -> None:
    filing = filled(values={GRANTED: 35, "applications.partial.business": 770})
    assert evaluate("{{ 予以公开 | 占比('办理总计', 2) }}", filing) == "4.35%"
    assert evaluate("{{ 予以公开 | 占比('办理总计', 0) }}", filing) == "4%"


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 4))
def test_percentages_are_within_half_a_step(part: int, whole: int, decimals: int) -> None:
    ratio = Fraction(part, whole)
    words = percent(ratio, decimals)
    if words.startswith("不足"):
        assert 0 < ratio * 100 < Fraction(1, 10**decimals)
    else:
        assert abs(Fraction(words.removesuffix("%")) - ratio * 100) <= Fraction(1, 2 * 10**decimals)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("96171.6"), "96171.6万元"),
        (Decimal("72701.2578"), "72701.2578万元"),
        (Decimal("1.50"), "1.50万元"),
        (Decimal("1E+3"), "1000万元"),
        (0, "0万元"),
    ],
)
def test_amounts_stay_as_entered(amount: Number, words: str) -> None:
    assert evaluate("{{ 行政事业性收费 | 万元 }}", filled(values={FEES: amount})) == words


def test_amounts_in_yuan_are_converted() -> None:
    assert evaluate("{{ 实收金额 | 万元 }}", filled(values={PAID: 3940})) == "0.394万元"
    assert evaluate("{{ 实收金额 | 万元 }}", filled(values={PAID: 50000})) == "5万元"


def test_dates_and_units() -> None:
    filing = filled(values={RECEIVED: 5})
    assert evaluate("{{ 成文日期 | 中文日期 }}，{{ 成文日期 }}", filing) == "2026年1月8日，2026年1月8日"
    assert evaluate("{{ 新收申请 | 带单位 }}、{{ 网站信息 | 带单位 }}", filing) == "5件、666条"


def test_unknown_values_are_visible_blanks() -> None:
    empty = filled(inputs={}, issued_on=None, agency=filled().title, year=None)
    assert evaluate("{{ 新收申请 }}件，{{ 新收申请 | 带单位 }}", empty) == "＿＿件，＿＿件"
    assert evaluate("{{ 新收申请 | 同比 }}，{{ 新收申请 | 增减 }}", empty) == "较上年＿＿，较上年＿＿"
    assert evaluate("{{ 予以公开 | 占比('办理总计') }}", empty) == "＿＿%"
    assert evaluate("{{ 行政事业性收费 | 万元 }}", empty) == "＿＿万元"
    assert evaluate("{{ 成文日期 }}{{ 成文日期 | 中文日期 }}", empty) == "＿＿年＿＿月＿＿日" * 2
    assert evaluate("{{ 年度 }}{{ 上年度 }}{{ 机关名称 }}{{ 联系方式 }}", empty) == "＿＿" * 4


def test_text_in_a_number_cell_is_no_number() -> None:
    filing = filled()
    broken = filled(inputs={**filing.inputs, RECEIVED: Entry(text="3件")})
    assert evaluate("{{ 新收申请 }}", broken) == "＿＿"
