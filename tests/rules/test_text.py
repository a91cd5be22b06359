"""Likeness with last year, fee sentences, personal data, leftovers: known answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.at_hand import FORMS
from tests.rules.cases import codes, filing, found, only, with_text, with_values
from toolkit.filing import Filing, Prior, Source, Text
from toolkit.form import Severity
from toolkit.rules.likeness import likeness
from toolkit.rules.personal_data import valid_card, valid_id_number

BASE = filing()
LONG = (
    "一是政策解读的形式还不够丰富，将增加图解和问答；二是个别栏目更新不够及时，将明确专人负责并按月检查；"
    "三是业务人员变动较快，将加强培训。"
)


def test_likeness() -> None:
    assert likeness([LONG], [LONG]) == 1
    assert likeness([f"2025年，{LONG}"], [f"2024年，{LONG}"]) > 0.95
    assert likeness([LONG], ["完全不同的另一段文字，说的是另外一件事情。"]) == 0
    assert likeness([], [LONG]) == 0


def test_a_section_copied_from_last_year() -> None:
    copied = replace(
        with_text(BASE, "problems", LONG), prior=Prior(year=2024, numbers={}, narrative={"problems": (LONG,)})
    )
    assert only(copied).message == "“五、存在的主要问题及改进情况”与上年的文字有 100% 相同。"
    assert copied.prior is not None
    other = replace(copied.prior, narrative={"problems": ("上年说的是另外一件事情，与本年没有关系。",)})
    assert found(replace(copied, prior=other)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "对2024年度报告中提出的问题，2025年已全部整改。",
        "2024年，全省部署标准化工作，2025年我局继续落实。",
        "2024年以来申请量逐年增加，较上一年度更为明显。",
        "2024年，我局公开信息600条，本年公开666条。",
        "2024年，我局公开信息600条，今年较2024年增加66条。",
        "2024年，我局公开信息600条，本期与2024年相比增加66条。",
        "公开了2024年度部门决算。",
        "2026年，我局将改进检索功能。",
        "2021年以来，我局连续开展清理。",
        "2019年，国务院修订《条例》，我局据此完善制度。",
        "按照国办公开办函〔2021〕30号和2019年修订的《条例》，自2019年5月15日起施行新的流程。",
        "2023年至2025年，我局三次开展清理。",
        "2023年，《某省政府信息公开办法》施行。",
        "1月，完成2024年政府信息公开工作年度报告的编制和公布。",
        "在完成2024年各项任务的基础上，2025年继续开展清理。",
    ],
)
def test_another_year_may_be_mentioned(text: str) -> None:
    assert codes(with_text(BASE, "problems", text)) == []


@pytest.mark.parametrize(
    ("slot", "text", "year"),
    [
        ("overview", "2023年，举办政府信息公开培训2次。", "2023"),
        ("overview", "2026年我局通过网站公开信息666条。", "2026"),
        ("problems", "2023年，我局存在问题已整改。", "2023"),
        ("problems", "2027年，我局将改进检索功能。", "2027"),
        ("other", "2024年，未收取信息处理费。", "2024"),
        ("preamble", "2024年，我局认真公开政府信息。", "2024"),
        ("problems", "2024年，我局较好完成了整改任务。", "2024"),
        ("problems", "2024年，公开渠道比较单一，已作改进。", "2024"),
        ("problems", "2024年，我局公开信息600条，较上年增加66条。", "2024"),
        ("problems", "2024年，我局公开信息600条，与2023年相比增加66条。", "2024"),
        ("problems", "2023年全年公开信息600条，与去年同期相比增长11%。", "2023"),
        ("problems", "2024年以来，我局网站较为稳定。", "2024"),
        ("overview", "在市政府领导下，我局较好完成2024年各项工作。", "2024"),
    ],
)
def test_work_told_under_another_year(slot: str, text: str, year: str) -> None:
    each = only(with_text(BASE, slot, text))
    assert (each.code, each.actual, each.expected) == ("TX-08", year, "2025")


@pytest.mark.parametrize(
    "text",
    [
        "全年未收取信息处理费。",
        "全年没有发生收费情况。",
        "全年向申请人发出收费通知3件，通知收费总金额4950元，实际收取信息处理费2950元。",
        "对3件申请收取了信息处理费2950元。其中，甲局1件，收取420元，乙局2件，收取2530元。",
        "全年收取信息处理费0.295万元。",
        "{{ 信息处理费概述 }}",
    ],
)
def test_fee_sentences_that_agree(text: str) -> None:
    fees = {"processing_fee__notices": 3, "processing_fee__charged": 4950, "processing_fee__received": 2950}
    paid = with_values(BASE, **fees) if any(amount in text for amount in ("2950", "0.295", "{{")) else BASE
    assert codes(with_text(paid, "other", text)) == []


def test_reports_before_the_notice_need_neither_sub_heads_nor_fees() -> None:
    early = replace(with_text(BASE, "other", "无。"), form=FORMS.form("gkgb-2019"), year=2019, source=Source.REPORT)
    texts = {**early.narrative, "preamble": (), "overview": early.narrative["overview"][-1:]}
    reported = {each.code for each in found(replace(early, narrative=texts, issued_on=dt.date(2020, 1, 18)))}
    assert not reported & {"TX-02", "TX-06"}


@pytest.mark.parametrize(
    ("number", "valid"), [("11010519491231002X", True), ("110105194912310021", False), ("11010519491231002x", True)]
)
def test_checksum_of_id_numbers(number: str, valid: bool) -> None:
    assert valid_id_number(number) is valid


def test_luhn() -> None:
    assert valid_card("4111 1111 1111 1111")
    assert not valid_card("4111 1111 1111 1112")


@pytest.mark.parametrize(
    "text",
    [
        "申请人身份证号11010519491231002X。",
        "联系申请人13800138000。",
        "退费至4111111111111111账户。",
    ],
)
def test_personal_data_is_reported_but_not_repeated(text: str) -> None:
    each = only(with_text(BASE, "problems", text))
    assert each.code == "PD-01"
    secret = "".join(character for character in text if character.isdigit())
    assert secret not in "".join((each.text, each.actual, each.expected, *(ref.value for ref in each.cells)))


@pytest.mark.parametrize(
    "text",
    [
        "统计期限自2025年1月1日至2025年12月31日。联系电话：0000-12345678，手机：13800138000，邮编：100000。",
        "统计期限自2025年1月1日至2025年12月31日。统一社会信用代码11230400MB1234567X。",
    ],
)
def test_the_agencys_own_contact_is_meant_to_be_there(text: str) -> None:
    assert codes(with_text(BASE, "preamble", text)) == []
    assert codes(replace(BASE, contact=Text(value="王科长 13800138000"))) == []


def test_numbers_that_only_look_like_persons() -> None:
    assert codes(with_text(BASE, "problems", "处理13912345678901件数据，编号110105194912310021。")) == []


@pytest.mark.parametrize(
    "draft",
    [
        part.text
        for section in BASE.form.sections
        for part in section.drafts
        if "【" in part.text and not part.government
    ],
)
def test_no_draft_with_something_to_fill_in_goes_unnoticed(draft: str) -> None:
    broken: Filing = with_text(BASE, "problems", draft)
    assert "TX-05" in codes(broken)


def test_a_wrong_bracket_of_a_document_number_is_no_placeholder() -> None:
    assert codes(with_text(BASE, "problems", "落实国办公开办函【2021】30号。")) == []


@pytest.mark.parametrize(("contact", "reported"), [("0000-12345678", []), ("", ["TX-05"])])
def test_brackets_around_an_expression_are_not_empty(contact: str, reported: list[str]) -> None:
    asked = with_text(replace(BASE, contact=Text(value=contact)), "problems", "请与本局联系（{{ 联系方式 }}）。")
    every = found(asked)
    assert [each.code for each in every] == reported
    assert all("“联系方式”还没有填写" in each.message for each in every)


def test_a_leftover_is_quoted_with_its_expressions() -> None:
    each = only(with_text(BASE, "problems", "【没有的，写“{{ 年度 }}年没有”】"))
    assert each.message == "文中还有没填完的地方：“【没有的，写“{{ 年度 }}年没有”】”。"


@pytest.mark.parametrize(
    ("source", "text", "severity"),
    [
        (Source.WORKBOOK, "通过政府网站公开政府信息【数量】条。", Severity.ERROR),
        (Source.DATA, "通过政府网站公开政府信息【数量】条。", Severity.ERROR),
        (Source.REPORT, "通过政府网站公开政府信息【数量】条。", Severity.WARNING),
        (Source.WORKBOOK, "开设【网上办】专栏。", Severity.WARNING),
        (Source.WORKBOOK, "由××负责。", Severity.WARNING),
    ],
)
def test_a_draft_of_the_form_that_is_left_is_an_error(source: Source, text: str, severity: Severity) -> None:
    broken = with_text(filing(source), "problems", text)
    assert [(each.code, each.severity) for each in found(broken)] == [("TX-05", severity)]
