"""What a round of review is signed over: all that a reader sees, and nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.narrative.sample import MANY_2021, filled
from toolkit.filing import Entry, Filing, Indicator, Paragraph, Review, ReviewRound, Text, Waiver
from toolkit.filing.json import filing_from_json, filing_to_json
from toolkit.form import Forms
from toolkit.location import Location
from toolkit.narrative.content import content_of, digest_of_filing

FILING = filled(
    values=MANY_2021,
    narrative={"overview": (Paragraph(text="概述", heading=True), Paragraph(text="新收{{ 新收申请 }}件。"))},
)
CELL = "applications.received.business"


def _with_input(number: int) -> Filing:
    return replace(FILING, inputs={**FILING.inputs, CELL: Entry(number=number)})


def _with_text(*paragraphs: Paragraph) -> Filing:
    return replace(FILING, narrative={"overview": paragraphs})


@pytest.mark.parametrize(
    ("changed", "ids"),
    [
        (replace(FILING, agency=Text(value="某县某局")), {"cover.agency"}),
        (replace(FILING, issued_on=dt.date(2026, 1, 9)), {"cover.issued_on"}),
        (replace(FILING, charts=True), {"cover.charts"}),
        (replace(FILING, headings={"overview": Text(value="一、概况")}), {"headings.overview"}),
        (replace(FILING, indicators=(Indicator(name="公报", entry=Entry(number=3)),)), None),
        (_with_input(4), {CELL, "applications.received.total", "applications.total.business", "narrative.overview"}),
        (_with_text(Paragraph(text="概述"), Paragraph(text="新收33件。")), {"narrative.overview"}),
        (_with_text(Paragraph(text="概述", heading=True)), {"narrative.overview"}),
    ],
)
def test_whatever_a_reader_sees_is_part_of_it(changed: Filing, ids: set[str] | None) -> None:
    before, after = content_of(FILING), content_of(changed)
    found = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert found and found <= ids if ids else {key.partition(".")[0] for key in found} == {"indicators"}
    assert digest_of_filing(changed) != digest_of_filing(FILING)


@pytest.mark.parametrize(
    "same",
    [
        {"review": Review(rounds=(ReviewRound(name="初审", reviewer="王一"),))},
        {"for_review": True},
        {"waivers": (Waiver(code="TX-01", reason="情况属实"),)},
        {"year_where": Location("B5", "封面")},
        {"title": Text(value="2025年政府信息公开工作年度报告")},
        {
            "narrative": {
                "overview": (Paragraph(text="概述", heading=True), Paragraph(text="新收33件。 "), Paragraph(text=" "))
            }
        },
    ],
)
def test_what_no_reader_sees_is_no_part_of_it(same: dict[str, Any]) -> None:
    assert digest_of_filing(replace(FILING, **same)) == digest_of_filing(FILING)


def test_data_says_the_same() -> None:
    once, _ = filing_from_json(filing_to_json(FILING), "filing.json", Forms())
    assert content_of(once) == content_of(FILING)


def test_a_paragraph_that_looks_like_a_sub_head_is_none() -> None:
    said = [
        _with_text(Paragraph(text="概述", heading=True)),
        _with_text(Paragraph(text="# 概述")),
        _with_text(Paragraph(text="\\# 概述")),
        _with_text(Paragraph(text="甲"), Paragraph(text="概述", heading=True)),
        _with_text(Paragraph(text="甲\n# 概述")),
    ]
    assert len({digest_of_filing(each) for each in said}) == len(said)
