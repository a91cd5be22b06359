"""TX-29, TX-31, TX-32: what a writing program leaves behind, shares over all, days that no calendar has."""

from __future__ import annotations

import pytest

from tests.rules.cases import filing, found, with_text
from toolkit.filing import Source
from toolkit.form import Severity

BASE = filing()
REPORT = filing(Source.REPORT)


def codes_of(text: str) -> list[str]:
    return [each.code for each in found(with_text(BASE, "problems", f"{text}将予改进。"))]


@pytest.mark.parametrize(
    ("code", "text", "shown"),
    [
        ("TX-29", "**主动公开**做得不够。", "**主动公开**"),
        ("TX-29", "收到申请**33**件。", "**33**"),
        ("TX-29", "### 存在的问题", "### 存在的问题"),
        ("TX-29", "- [ ] 补充案例。", "- [ ]"),
        ("TX-29", "见[指南](https://example.gov.cn/a)。", "](https://"),
        ("TX-29", "| 事项 | 件数 | |---|---|", "|---|"),
        ("TX-29", "好的，以下是为您起草的内容。", "好的，以下是"),
        ("TX-29", "作为一个AI语言模型，不掌握贵单位的情况。", "作为一个AI"),
        ("TX-29", "希望对您有所帮助。", "希望对您有所帮助"),
        ("TX-31", "办结率120%。", "办结率120%"),
        ("TX-31", "群众满意度达到 100.5％。", "满意度达到 100.5％"),
        ("TX-32", "2021年13月40日召开会议。", "2021年13月40日"),
        ("TX-32", "2025年2月29日召开会议。", "2025年2月29日"),
        ("TX-32", "2月30日召开会议。", "2月30日"),
        ("TX-32", "2025年13月召开会议。", "2025年13月"),
        ("TX-32", "6月0日召开会议。", "6月0日"),
    ],
)
def test_what_cannot_be_meant(code: str, text: str, shown: str) -> None:
    (own,) = [each for each in found(with_text(BASE, "problems", text, "解读不够，将改进。")) if each.code == code]
    assert (own.severity, own.actual, str(own.where)) == (Severity.WARNING, shown, "problems!B80")
    (published,) = [each for each in found(with_text(REPORT, "problems", text, "将改进。")) if each.code == code]
    assert published.severity is Severity.NOTE


@pytest.mark.parametrize(
    "text",
    [
        "在#政务公开#话题下发布信息，打造“8+4”体系，*代表重点任务。",
        "网址https://www.example.gov.cn/a_b/[2025]/，文号〔2025〕3号。",
        "以下是主要做法。好的做法已经推广，为您服务。希望对公开工作有所帮助，供各单位参考。",
        "作为一个窗口单位，作为人工智能产业试点，规范答复。",
        "办结率100%，满意率99.8%，办结率提高120%，答复率比上年增长150%。",
        "完成率120%，点击量为上年的150%。",
        "2024年2月29日、2月29日、12月31日召开会议，1至12月发布信息，历时13个月。",
        "2月28日前报送，8月31日完成，每月30日前更新。",
    ],
)
def test_what_may_be_meant(text: str) -> None:
    assert not {"TX-29", "TX-31", "TX-32"}.intersection(codes_of(text))
