"""What tired people do to a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cases.right import Found, Right

_UNSEEN = Found(findings={"TX-09": "一 总体情况!B15"})

RIGHT: Mapping[str, Right] = {
    "00-clean-base.xlsx": Found(findings={}),
    "14-insert-col-with-value.xlsx": Found(findings={"WB-16": "三 申请办理!F6", "WB-07": "三 申请办理!K6"}),
    "37-hidden-rows.xlsx": Found(findings={"WB-19": "三 申请办理!D10"}),
    "38-hidden-text-rows.xlsx": Found(findings={"WB-18": "一 总体情况!B12", "TX-02": "一 总体情况!B4"}),
    "71-picture.xlsx": Found(findings={"WB-18": "一 总体情况!B5"}),
    "80-strikethrough-text.xlsx": Found(findings={}),  # LibreOffice wrote none of the strike: the file is clean
    "19-wrong-year-title.xlsx": Found(findings={"TX-05": "封面!B8"}),
    "51-fee-in-yuan.xlsx": Found(findings={"TX-25": "二 主动公开!B16"}),
    "75-last-years-text.xlsx": Found(findings={"TX-08": "五 问题改进!B5", "TX-19": "五 问题改进!B6"}),
    "81-other-bureau-name.xlsx": Found(findings={"TX-16": "一 总体情况!B15"}),
    "85-word-paste-junk.xlsx": _UNSEEN,
    "87-numbering-wrong.xlsx": Found(findings={"TX-14": "一 总体情况!B12"}),
    "89-problems-no-measures.xlsx": Found(findings={"TX-18": "五 问题改进!B5"}),
    "94-title-full-in-agency.xlsx": Found(findings={"TX-21": "封面!B3"}),
    "97-huge-number.xlsx": Found(findings={"TX-24": "三 申请办理!D6"}),
    "a5-url-typo-and-space.xlsx": Found(findings={"TX-22": "引言!B5"}),
    "a6-old-doc-no.xlsx": Found(findings={"TX-05": "引言!B4", "TX-23": "引言!B4"}),
    "b3-brace-variants.xlsx": Found(findings=dict.fromkeys(("TX-09", "TX-10", "TX-11"), "一 总体情况!B8")),
    "b4-zwsp.xlsx": _UNSEEN,
    "b5-word-bullet.xlsx": _UNSEEN,
    "b1-inserted-row-with-figures.xlsx": Found(findings={"WB-16": "三 申请办理!C10", "WB-07": "三 申请办理!D30"}),
    "ba-softhyphen.xlsx": _UNSEEN,
    "stray-figure-in-M10.xlsx": Found(findings={"WB-08": "三 申请办理!M10"}),
}


@pytest.mark.parametrize("name", RIGHT)
def test_slip(corpus: Path, name: str) -> None:
    RIGHT[name].holds(corpus / "cases" / "slips" / name)
