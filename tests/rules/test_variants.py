"""Each case of a rule is reported in the words for that case, at its cell, with what was found there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from string import Formatter

import pytest

from tests.rules.cases import TODAY, filing, found, with_prior, with_text, with_values
from toolkit.filing import Entry, Filing, Indicator, Source, Text, Waiver
from toolkit.finding import Finding
from toolkit.finding.catalogue import catalogue
from toolkit.form import Form, Severity
from toolkit.location import Location
from toolkit.rules.engine import check_filing

BASE = filing()


def words(form: Form, code: str) -> Iterator[tuple[Mapping[str, str], Mapping[str, str]]]:
    """The messages of a code by variant, and the remedies; a form may use one check for several sections."""
    if code in catalogue():
        entry = catalogue()[code]
        yield entry.messages, {"default": entry.remedy, **entry.remedies}
    for _, _, listed in form.listed_checks:
        if listed.code == code:
            wording = listed.wording
            yield {"default": wording.message, **wording.messages}, {"default": wording.remedy, **wording.remedies}


def takes(template: str, text: str) -> bool:
    """Whether a ``str.format`` template gives such a text."""
    parts = (re.escape(part) + (".*" if name is not None else "") for part, name, _, _ in Formatter().parse(template))
    return re.fullmatch("".join(parts), text, re.DOTALL) is not None


def variants(form: Form, each: Finding) -> set[str]:
    """Those in whose words a finding is."""
    return {
        name
        for messages, remedies in words(form, each.code)
        for name, message in messages.items()
        if takes(message, each.message) and takes(remedies.get(name, remedies["default"]), each.remedy)
    }


def heading_alone(base: Filing) -> Filing:
    """The first section without the text under its second sub-head."""
    overview = base.narrative["overview"]
    return replace(base, narrative={**base.narrative, "overview": (*overview[:3], *overview[4:])})


def unassessed(base: Filing) -> Filing:
    """The first section without a word on assessment in its last paragraph."""
    overview = base.narrative["overview"]
    last = replace(overview[-1], text="加强培训。")
    return replace(base, narrative={**base.narrative, "overview": (*overview[:-1], last)})


def indicator(name: str, value: str) -> Filing:
    return replace(BASE, indicators=(Indicator(name=name, entry=Entry(text=value, where=Location.parse("指标!C5"))),))


def waived(base: Filing, code: str, reason: str = "机构改革", *cells: str) -> Filing:
    return replace(base, waivers=(Waiver(code=code, reason=reason, cells=cells, where=Location.parse("校验!I5")),))


def named(name: str, source: Source = Source.WORKBOOK) -> Filing:
    return replace(BASE, source=source, agency=Text(value=name, where=Location.parse("封面!B3")))


UNSIGNED = with_text(named("某市市场监督管理局", Source.REPORT), "other", "全年没有收取信息处理费。", "某市教育局")
PHONE = with_text(BASE, "problems", "电话13800138000，将整改。")
DISPUTE, GRANTED = "disputes.reconsideration.other", "applications.granted.natural_person"
CASES: tuple[tuple[Filing, str, str, str, str], ...] = (
    (heading_alone(BASE), "TX-02", "empty", "narrative.overview", ""),
    (replace(unassessed(BASE), level="county"), "TX-02", "terms", "narrative.overview", ""),
    (replace(BASE, title=Text(value="2024年政府信息公开工作年度报告")), "TX-05", "title", "cover.title", "2024"),
    (with_text(BASE, "preamble", "自2024年1月1日至2025年12月31日。"), "TX-05", "period", "narrative.preamble", "2024"),
    (with_text(BASE, "problems", "公开信息【数量】条。"), "TX-05", "placeholder", "narrative.problems", "【数量】"),
    (with_text(BASE, "problems", "表格如下。"), "TX-05", "template", "narrative.problems", "表格如下"),
    (with_text(BASE, "problems", "联系{{ 联系方式 }}。"), "TX-05", "unknown", "narrative.problems", ""),
    (UNSIGNED, "TX-05", "signature", "narrative.other", "某市教育局"),
    (named("某市年度报告"), "TX-21", "default", "cover.agency", "某市年度报告"),
    (named("（盖章）"), "TX-21", "nameless", "cover.agency", "（盖章）"),
    (named("单位：某市教育局"), "TX-21", "around", "cover.agency", "单位：某市教育局"),
    (
        replace(BASE, contact=Text(value="无", where=Location.parse("封面!B10"))),
        "TX-28",
        "contact",
        "cover.contact",
        "无",
    ),
    (with_text(BASE, "problems", "不存在问题。"), "TX-01", "nothing", "narrative.problems", "不存在问题。"),
    (
        replace(BASE, headings={"other": Text(value="五、其他需要报告的事项")}),
        "TX-01",
        "order",
        "headings.other",
        "五、",
    ),
    (replace(BASE, title=Text(value="2025年度政务工作报告")), "TX-07", "title", "cover.title", "2025年度政务工作报告"),
    (replace(BASE, issued_on=None), "DL-01", "missing", "cover.issued_on", ""),
    (replace(BASE, issued_on=dt.date(2025, 12, 31)), "DL-01", "early", "cover.issued_on", "2025年12月31日"),
    (replace(BASE, issued_on=dt.date(2029, 1, 3), level="township"), "DL-01", "odd", "cover.issued_on", "2029年1月3日"),
    (with_values(BASE, applications__granted__natural_person=None), "T3-47", "blank", GRANTED, ""),
    (with_values(BASE, disputes__reconsideration__other="1.5"), "T3-47", "decimal", DISPUTE, "1.5"),
    (with_values(BASE, disputes__reconsideration__other=-1), "T3-47", "negative", DISPUTE, "-1"),
    (with_values(BASE, disputes__reconsideration__other=10**9 + 1), "T3-47", "large", DISPUTE, "1000000001"),
    (with_values(BASE, disputes__reconsideration__other="约3"), "T3-47", "default", DISPUTE, "约3"),
    (with_values(BASE, disputes__reconsideration__other="3 件"), "T3-47", "with_unit", DISPUTE, "3 件"),
    (with_values(BASE, disputes__reconsideration__other="3.5件"), "T3-47", "default", DISPUTE, "3.5件"),
    (with_values(BASE, disputes__reconsideration__other="—"), "T3-47", "dash", DISPUTE, "—"),
    (with_values(BASE, disclosure__fees__amount="十万"), "T2-01", "text_amount", "disclosure.fees.amount", "十万"),
    (with_values(BASE, disclosure__fees__amount="10万元"), "T2-01", "with_unit", "disclosure.fees.amount", "10万元"),
    (with_values(BASE, disclosure__fees__amount="-元"), "T2-01", "text_amount", "disclosure.fees.amount", "-元"),
    (with_values(BASE, processing_fee__received=100), "TX-06", "more", "processing_fee.received", "100"),
    (with_values(BASE, processing_fee__charged=100), "TX-06", "unannounced", "processing_fee.notices", "100"),
    (with_text(BASE, "problems", "2024年，我局公开不够，已改进。"), "TX-08", "year", "narrative.problems", "2024"),
    (PHONE, "PD-01", "default", "narrative.problems", "138******00"),
    (
        with_text(BASE, "problems", "身份证11010519491231002X。"),
        "PD-01",
        "id_number",
        "narrative.problems",
        "110*************2X",
    ),
    (
        with_text(BASE, "problems", "卡号6222021234567890128。"),
        "PD-01",
        "card",
        "narrative.problems",
        "622**************28",
    ),
    (named(""), "FM-02", "agency", "cover.agency", ""),
    (replace(BASE, year=None), "FM-02", "year", "cover.year", ""),
    (replace(BASE, level=None), "FM-02", "level", "cover.level", ""),
    (indicator("信息条数", "3条"), "WB-11", "value", "indicators.信息条数", "3条"),
    (waived(BASE, "ZZ-99"), "WV-01", "unknown", "waivers", "ZZ-99"),
    (waived(BASE, "PD-01", ""), "WV-01", "reason", "waivers", "PD-01"),
    (waived(BASE, "PD-01"), "WV-01", "unused", "waivers", "PD-01"),
    (
        waived(with_values(BASE, applications__granted__natural_person=19), "T3-01"),
        "WV-01",
        "default",
        "waivers",
        "T3-01",
    ),
    (waived(PHONE, "PD-01", "公开的", "封面!B3"), "WV-01", "elsewhere", "waivers", "PD-01"),
    (with_text(BASE, "problems", "公开，，不够。"), "TX-09", "default", "narrative.problems", "公开，，不够。"),
    (with_text(BASE, "problems", "收到{{ 新收申请 }}件件。"), "TX-09", "doubled", "narrative.problems", "33件件"),
    (with_text(BASE, "problems", "公开\u200b不够。"), "TX-09", "hidden", "narrative.problems", "公开\u200b不够。"),
    (named("某市\ue000局"), "TX-09", "hidden_name", "cover.agency", "某市\ue000局"),
    (named("某市 教育局"), "TX-09", "spaced_name", "cover.agency", "某市 教育局"),
    (
        with_text(BASE, "problems", "收到{{ 新收申情 }}件。"),
        "TX-10",
        "default",
        "narrative.problems",
        "收到{{ 新收申情 }}件。",
    ),
    (
        with_text(BASE, "overview", "共收到政府信息公开申请26件。"),
        "TX-04",
        "default",
        "narrative.overview",
        "收到政府信息公开申请26件",
    ),
    (
        with_prior(BASE, applications__carried_out__natural_person=3),
        "T3-40",
        "default",
        "applications.carried_in.natural_person",
        "2",
    ),
)


OF_THEIR_OWN = {
    ("TX-05", "title"): Severity.ERROR,
    ("FM-02", "level"): Severity.NOTE,
    ("WB-11", "value"): Severity.WARNING,
    ("WV-01", "unknown"): Severity.WARNING,
    ("WV-01", "unused"): Severity.NOTE,
    ("T3-47", "dash"): Severity.NOTE,
}
"""Severities that a case has, and not its rule."""


@pytest.mark.parametrize(("broken", "code", "variant", "cell", "actual"), CASES)
def test_a_case_has_words_of_its_own(broken: Filing, code: str, variant: str, cell: str, actual: str) -> None:
    found = [each for each in check_filing(broken, today=TODAY) if each.code == code]
    said = [each for each in found if variant in variants(broken.form, each)]
    assert [(each.cells[0].id, each.actual) for each in said] == [(cell, actual)]
    assert said[0].severity is OF_THEIR_OWN.get((code, variant), said[0].severity)


def test_the_largest_figure_that_is_taken_for_one() -> None:
    assert "T3-47" not in {each.code for each in found(with_values(BASE, disputes__reconsideration__other=10**9))}
