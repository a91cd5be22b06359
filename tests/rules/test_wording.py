"""The sentences as staff read them, whole."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from tests.rules.cases import filing, found, with_prior, with_stated, with_text, with_values
from toolkit.filing import Entry, Filing
from toolkit.finding.catalogue import catalogue

BASE = filing()
SENTENCES: tuple[tuple[Filing, str], ...] = (
    (
        with_stated(BASE, "applications.total.natural_person", 20),
        "表!applications.total.natural_person（（七）总计，自然人）：（七）总计是 20，应为 30（各办理结果之和）。"
        "请核对本列（一）至（六）各项办理结果；总计由表格自动计算，不必手工填写。",
    ),
    (
        with_stated(with_stated(BASE, "disputes.reconsideration.total", 0), "disputes.direct_litigation.total", 5),
        "表!disputes.reconsideration.total（行政复议，总计）："
        "总计是 0，应为 3（结果维持、结果纠正、其他结果、尚未审结之和）；"
        "disputes.direct_litigation.total（未经复议直接起诉，总计）：总计是 5，应为 1。"
        "请核对本组四个数字；总计由表格自动计算，不必手工填写。",
    ),
    (
        with_values(BASE, applications__granted__natural_person=19),
        "表!10（一、本年新收政府信息公开申请数量，自然人）："
        "“自然人”列第一项加第二项是 32，不等于第三项（总计）加第四项的 31，前者比后者多 1 件；"
        "“总计”列第一项加第二项是 35，不等于第三项（总计）加第四项的 34，前者比后者多 1 件。"
        "请核对本列的新收、上年结转、各项办理结果和结转下年度，找出漏计或多计的件数。",
    ),
    (
        with_values(BASE, disputes__reconsideration__other="3件", disputes__reconsideration__corrected="-1"),
        "表!155（行政复议，结果纠正）：件数是 -1，小于 0；156（行政复议，其他结果）：内容是“3件”，应只填 3。"
        "请只填写不小于 0 的整数；没有的填 0。",
    ),
    (
        with_values(BASE, disputes__reconsideration__other=None, disputes__reconsideration__corrected=None),
        "表!155（行政复议，结果纠正）：表四还有 2 格没有填写。请补填；如果空白格都是 0，请在“本表空白格”处选“均为 0”。",
    ),
    (
        replace(with_values(BASE, disclosure__regulations__in_force=6), level="township"),
        "表!2（规章，现行有效件数）：规章三格之和是 6，而“乡镇街道”没有规章制定权，应当都是 0。"
        "请把规章三格改为 0；如实际是行政规范性文件，请填到下一行。单位层级选错的，请在封面改正。",
    ),
    (
        with_prior(BASE, applications__carried_out__natural_person=3, applications__carried_out__business=1),
        "表!16（二、上年结转政府信息公开申请数量，自然人）：“自然人”列上年结转是 2 件，上年报告结转下年度的是 3 件；"
        "“商业企业”列上年结转是 0 件，上年报告结转下年度的是 1 件。"
        "请改为与上年报告一致；确因机构调整、申请人类别更正等原因不同的，请在“上年”表的“原因”栏或“校验”表写明理由。",
    ),
    (
        replace(BASE, issued_on=dt.date(2026, 2, 3)),
        "封面!B9（成文日期）：成文日期是 2026年2月3日，晚于“市级部门”的期限 2026年1月31日（《条例》第四十九条）。"
        "请核对日期；确已逾期的，请尽快公布，并按本地要求说明。",
    ),
    (
        replace(BASE, issued_on=None, year=2024, narrative={**BASE.narrative, "preamble": ()}),
        "封面!B9（成文日期）：没有成文日期，而期限（2025年1月31日）已过。请填写成文日期。",
    ),
    (
        with_text(BASE, "problems", "收到{{ 新收申情 }}件。"),
        "problems!B80：没有“新收申情”这个名称（是否想写“新收申请”？）。请改正双花括号里的内容；可用的名称见“指标”表。",
    ),
)


@pytest.mark.parametrize(("broken", "sentence"), SENTENCES)
def test_a_finding_reads(broken: Filing, sentence: str) -> None:
    assert [each.text for each in found(broken)] == [sentence]


def test_a_finding_without_a_place_still_reads() -> None:
    placeless = {cell: Entry(number=entry.number) for cell, entry in BASE.inputs.items()}
    broken = with_values(replace(BASE, inputs=placeless), disclosure__normative_documents__issued=20)
    assert found(broken)[0].text.startswith("“行政规范性文件”本年制发 20 件，多于")


def test_every_template_of_the_catalogue_is_whole() -> None:
    for code, entry in catalogue().items():
        assert set(entry.remedies) <= set(entry.messages), code
        for words in (*entry.messages.values(), entry.remedy, *entry.remedies.values(), entry.why):
            assert re.search(r"[。；}]$", words), (code, words)


def test_what_is_reported_of_an_imbalance_is_what_adds_up() -> None:
    (each,) = found(with_values(BASE, applications__carried_out__business=1))
    assert [ref.id.removeprefix("applications.") for ref in each.cells] == [
        "received.business", "received.total", "total.business", "carried_out.business", "carried_in.business",
        "granted.business", "carried_in.total", "total.total", "carried_out.total",
    ]  # fmt: skip


def test_a_merged_finding_lists_values_only_where_there_are_any() -> None:
    (each,) = found(
        with_values(BASE, disputes__reconsideration__other="3件", disputes__reconsideration__corrected="-1")
    )
    assert (each.expected, each.actual) == ("", "-1；3件")
