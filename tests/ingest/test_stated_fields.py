"""The fee figures of section six: read where it says them plainly, blank where anything is in doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.at_hand import FORMS
from tests.ingest.samples import sample
from toolkit.filing import Entry, Filing, Paragraph
from toolkit.ingest.blocks import SourceLine
from toolkit.ingest.stated_fields import stated_fields
from toolkit.location import Location
from toolkit.narrative import evaluate
from toolkit.rules.engine import missing_figures

FORM = FORMS.form("gkgb-2021")
NOTICES, CHARGED, RECEIVED = FORM.fields


def read(*texts: str) -> dict[str, object]:
    lines = {"other": [SourceLine(text=text, where=Location.parse("第6页")) for text in texts]}
    return {field: entry.number for field, entry in stated_fields(FORM, 2024, lines).items()}


@pytest.mark.parametrize("figures", [(0, 0, 0), (3, 4950, 2950), (3, 4950, 0), (2, 0, 0), (0, 0, 100)])
def test_the_forms_own_sentence_gives_all_three(figures: tuple[int, int, int]) -> None:
    inputs = {field: Entry(number=number) for field, number in zip((NOTICES, CHARGED, RECEIVED), figures, strict=True)}
    own: Filing = replace(sample("gkgb-2021"), year=2024, inputs=inputs)
    text = evaluate(Paragraph(text="{{ 信息处理费概述 }}"), own)
    assert tuple(read(text, "无其他需要报告的事项。").values()) == figures


@pytest.mark.parametrize(
    ("text", "received"),
    [
        ("2024年，市政府严格落实《政府信息公开信息处理费管理办法》，全年收取政府信息公开信息处理费3940元。", 3940),
        ("全年收取信息处理费 1,200.50 元。", 1200.5),
        ("2024年度没有收取信息处理费。", 0),
        ("2024年度，县发展和改革局政府信息公开未发生收费情况。", 0),
    ],
)
def test_an_amount_received_is_read_and_nothing_else(text: str, received: float) -> None:
    assert read(text) == {RECEIVED: received}


@pytest.mark.parametrize(
    "text",
    [
        "无其他需要报告的事项。",
        "2023年收取信息处理费3940元。",
        "收取信息处理费3940元，其中甲局1000元，乙局2940元。",
        "应收取信息处理费3940元。",
        "对5件申请收取信息处理费3940元。",
        "收取信息处理费0.4万元。",
        "收取信息处理费3940元，上年没有收取信息处理费。",
        "本年收取信息处理费3940元。所属单位收取信息处理费20元。",
        "部分单位没有收取信息处理费。",
        "没有收取信息处理费的单位有3个。",
    ],
)
def test_a_doubt_leaves_it_blank(text: str) -> None:
    assert read(text) == {}


def test_only_forms_that_ask_for_the_figures_miss_them() -> None:
    blank = replace(sample("gkgb-2021"), year=2024, inputs={})
    assert [each.code for each in missing_figures(blank)] == ["TX-06"]
    assert not list(missing_figures(replace(sample("gkgb-2019"), year=2020, inputs={})))
