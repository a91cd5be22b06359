"""The forms' own sentences: as published for zero, one and many, and sound for any filing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from tests.at_hand import FORMS
from tests.narrative.sample import MANY, MANY_2021, ONE, filled
from tests.profiles import examples
from tests.strategies import filings
from toolkit.filing import Filing
from toolkit.form.expression import Number
from toolkit.narrative import evaluate

REQUESTS, DISPUTES, FEES = "依申请公开概述", "复议诉讼概述", "信息处理费概述"
RULES, DISCLOSURE = "规章规范性文件概述", "主动公开概述"


def say(name: str, filing: Filing) -> str:
    return evaluate(f"{{{{ {name} }}}}", filing)


@pytest.mark.parametrize("form", FORMS.available)
def test_nothing_at_all(form: str) -> None:
    filing = filled(form)
    assert say(REQUESTS, filing) == "2025年，未收到政府信息公开申请，也无上年结转的申请。"
    assert say(DISPUTES, filing) == "全年未因政府信息公开工作被申请行政复议、被提起行政诉讼。"
    assert say(FEES, filing) == "2025年，未发出政府信息公开信息处理费收费通知，未收取信息处理费。"


@pytest.mark.parametrize("form", FORMS.available)
def test_one_of_each(form: str) -> None:
    filing = filled(form, ONE)
    assert say(REQUESTS, filing) == "2025年，新收政府信息公开申请1件（由自然人提出）；已办结1件，结果为予以公开。"
    assert say(DISPUTES, filing) == "全年因政府信息公开工作被申请行政复议1件（结果维持），未被提起行政诉讼。"
    assert say(FEES, filing) == "2025年，发出政府信息公开信息处理费收费通知1件，通知收费总金额100元，未实际收取。"


@pytest.mark.parametrize("form", FORMS.available)
def test_many_of_each(form: str) -> None:
    filing = filled(form, MANY)
    assert say(REQUESTS, filing) == (
        "2025年，新收政府信息公开申请33件（自然人30件，法人或其他组织3件），上年结转2件；"
        "办结29件，其中予以公开20件、部分公开6件、不予公开3件；结转下年度继续办理6件。"
    )
    assert say(DISPUTES, filing) == (
        "全年因政府信息公开工作被申请行政复议6件（结果维持5件、结果纠正1件），"
        "被提起行政诉讼5件（未经复议直接起诉3件、复议后起诉2件；结果维持3件、尚未审结2件）。"
    )
    assert say(FEES, filing) == (
        "2025年，发出政府信息公开信息处理费收费通知25件，通知收费总金额3940.5元，实际收取2950元。"
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"applications.received.business": 2, "applications.granted.business": 2},
            "新收政府信息公开申请2件（均由法人或其他组织提出）；已办结2件，均为予以公开。",
        ),
        (
            {"applications.received.business": 1, "applications.carried_out.business": 1},
            "新收政府信息公开申请1件（由法人或其他组织提出）；到年底未办结，结转下年度继续办理。",
        ),
        (
            {"applications.carried_in.other": 2, "applications.carried_out.other": 2},
            "未新收政府信息公开申请，上年结转2件；到年底均未办结，结转下年度继续办理。",
        ),
        (
            {"applications.carried_in.other": 1, "applications.partial.other": 1},
            "未新收政府信息公开申请，上年结转1件；已办结1件，结果为部分公开。",
        ),
    ],
)
def test_requests_between(values: Mapping[str, Number], words: str) -> None:
    assert say(REQUESTS, filled(values=values)) == f"2025年，{words}"


def test_disputes_between() -> None:
    only_suits = filled(values={"disputes.direct_litigation.upheld": 3})
    assert say(DISPUTES, only_suits) == (
        "全年因政府信息公开工作被提起行政诉讼3件（均为未经复议直接起诉；均为结果维持），未被申请行政复议。"
    )


def test_fee_received_on_an_earlier_notice() -> None:
    assert say(FEES, filled(values={"processing_fee.received": 420})) == (
        "2025年，未新发出政府信息公开信息处理费收费通知，实际收取此前通知的信息处理费420元。"
    )


def test_disclosure_of_the_2021_form() -> None:
    nothing, many = filled(), filled("gkgb-2021-condensed", MANY_2021)
    assert say(RULES, nothing) == "本年度未制发、废止行政规范性文件，无现行有效的行政规范性文件。"
    assert say(RULES, many) == ("本年度未制发规章，现行有效12件；制发行政规范性文件11件，废止2件，现行有效420件。")
    assert say(DISCLOSURE, nothing) == "全年未作出行政许可、行政处罚、行政强制决定；无行政事业性收费。"
    assert say(DISCLOSURE, many) == (
        "全年作出行政许可决定10944件、行政处罚决定100件、行政强制决定6件；行政事业性收费96171.60万元。"
    )


def test_disclosure_of_the_2019_form() -> None:
    nothing = filled("gkgb-2019")
    assert say(RULES, nothing) == "本年度未新制作、新公开规范性文件，无对外公开的规范性文件。"
    assert say(DISCLOSURE, nothing) == (
        "全年未作出行政许可、其他对外管理服务、行政处罚、行政强制决定；无行政事业性收费项目；未实施政府集中采购。"
    )
    some = filled(
        "gkgb-2019",
        {
            "disclosure.regulations.produced": 13,
            "disclosure.regulations.published": 13,
            "disclosure.regulations.published_total": 524,
            "disclosure.normative_documents.published_total": 368,
            "disclosure.licensing.decisions": 3,
            "disclosure.fees.prior_items": 7,
            "disclosure.fees.change": -2,
            "disclosure.procurement.projects": 6,
            "disclosure.procurement.amount": Decimal("25.1"),
        },
    )
    assert say(RULES, some) == (
        "本年度新制作规章13件，新公开13件，对外公开总数524件；未新制作规范性文件，对外公开总数368件。"
    )
    assert say(DISCLOSURE, some) == (
        "全年作出行政许可决定3件；有行政事业性收费项目5项；实施政府集中采购6项，采购总金额25.1万元。"
    )


@pytest.mark.parametrize("form", FORMS.available)
def test_half_a_table_makes_no_sentence(form: str) -> None:
    filing = filled(form, ONE)
    inputs = {quantity: entry for quantity, entry in filing.inputs.items() if quantity != "applications.partial.other"}
    half = filled(form, inputs=inputs)
    assert say(REQUESTS, half) == "【依申请公开概述：相关数据尚未填完】"
    assert say(DISPUTES, half).startswith("全年因")


@pytest.mark.parametrize("form", FORMS.available)
def test_sound_for_any_filing(form: str) -> None:
    @settings(max_examples=examples(40), suppress_health_check=list(HealthCheck))
    @given(filings(form))
    def check(filing: Filing) -> None:
        for name in filing.form.sentences:
            words = say(name, filing)
            assert words.startswith((f"{filing.year}年，", "全年", "本年度"))
            assert words.endswith("。")
            assert not re.search(r"(?<![\d.])0(?:件|项|元|万元)", words), words
            assert not re.search(r"\s|[，；。、：（][，；。、：）]|None|【", words), words
            assert words.count("（") == words.count("）")

    check()
