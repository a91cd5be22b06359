"""One fault in a right filing gives exactly its code, with the cell among the finding's cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.at_hand import FORMS
from tests.rules.cases import (
    codes,
    filing,
    found,
    only,
    with_printed_blanks,
    with_prior,
    with_stated,
    with_text,
    with_values,
    without,
)
from tests.strategies import filings
from toolkit.filing import Entry, Filing, Paragraph, Source, Text, Unplaced
from toolkit.filing.numerals import entry_of
from toolkit.finding import CellRef
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.location import Location
from toolkit.rules.engine import check_filing

BASE = filing()
LEVELS = ("city_department", "county")
NATURAL = "applications.granted.natural_person"

NUMBERS: tuple[tuple[str, Filing, str], ...] = (
    ("T3-01", with_values(BASE, applications__granted__natural_person=19), NATURAL),
    ("T3-01", with_values(BASE, applications__carried_out__business=1), "applications.carried_out.business"),
    ("T3-47", with_values(BASE, applications__granted__natural_person="20件"), NATURAL),
    ("T3-47", with_values(BASE, applications__granted__natural_person="22（其中修订16件）"), NATURAL),
    ("T3-47", with_values(BASE, applications__granted__natural_person=None), NATURAL),
    ("T3-47", with_values(BASE, disputes__reconsideration__other="1.5"), "disputes.reconsideration.other"),
    ("T3-47", with_values(BASE, disputes__reconsideration__other=-1), "disputes.reconsideration.other"),
    ("T3-47", with_values(BASE, disputes__reconsideration__other=10**10), "disputes.reconsideration.other"),
    ("T2-01", with_values(BASE, disclosure__coercion__decisions="六"), "disclosure.coercion.decisions"),
    ("T2-01", with_values(BASE, disclosure__coercion__decisions=None), "disclosure.coercion.decisions"),
    ("T2-01", with_values(BASE, disclosure__coercion__decisions="6.5"), "disclosure.coercion.decisions"),
    ("T2-01", with_values(BASE, disclosure__fees__amount="10万元"), "disclosure.fees.amount"),
    ("T2-01", with_values(BASE, processing_fee__notices="三"), "processing_fee.notices"),
    ("T2-02", with_values(BASE, disclosure__regulations__in_force=6), "disclosure.regulations.in_force"),
    (
        "T2-04",
        with_values(BASE, disclosure__normative_documents__issued=20),
        "disclosure.normative_documents.issued",
    ),
    (
        "T3-49",
        with_values(BASE, applications__other__fee_unpaid__natural_person=2, applications__granted__natural_person=18),
        "processing_fee.notices",
    ),
    ("T3-08", with_stated(BASE, "applications.total.natural_person", 20), "applications.total.natural_person"),
    ("T3-15", with_stated(BASE, "applications.granted.total", 20), "applications.granted.total"),
    ("T3-15", with_stated(BASE, "applications.total.total", 20), "applications.total.total"),
    ("T4-01", with_stated(BASE, "disputes.reconsideration.total", 0), "disputes.reconsideration.total"),
    ("T3-40", with_prior(BASE, applications__carried_out__natural_person=3), "applications.carried_in.natural_person"),
    (
        "T2-03",
        with_prior(BASE, disclosure__normative_documents__in_force=11),
        "disclosure.normative_documents.in_force",
    ),
    (
        "T2-07",
        with_prior(
            with_values(BASE, disclosure__normative_documents__repealed=99),
            disclosure__normative_documents__in_force=9,
        ),
        "disclosure.normative_documents.repealed",
    ),
    (
        "T2-05",
        with_prior(with_values(BASE, disclosure__fees__amount="965000.5"), disclosure__fees__amount=96),
        "disclosure.fees.amount",
    ),
    ("TX-06", with_values(BASE, processing_fee__received=None), "processing_fee.received"),
    ("TX-06", with_values(BASE, processing_fee__charged=100), "processing_fee.charged"),
)
TEXTS: tuple[tuple[str, Filing, str], ...] = (
    ("TX-01", with_text(BASE, "problems"), "narrative.problems"),
    ("TX-01", with_text(BASE, "problems", "无。"), "narrative.problems"),
    ("TX-01", replace(BASE, headings={"other": Text(value="五、其他需要报告的事项")}), "headings.other"),
    ("TX-04", with_text(BASE, "overview", "共收到政府信息公开申请26件。"), "applications.received.total"),
    ("TX-05", replace(BASE, title=Text(value="2024年政府信息公开工作年度报告")), "cover.title"),
    (
        "TX-05",
        with_text(BASE, "preamble", "统计期限自2024年1月1日至2025年12月31日。"),
        "narrative.preamble",
    ),
    ("TX-05", with_text(BASE, "preamble", "统计期限自2025年1月1日至202520年12月31日。"), "narrative.preamble"),
    ("TX-05", with_text(BASE, "problems", "公开信息【数量】条。"), "narrative.problems"),
    ("TX-05", with_text(BASE, "problems", "由××负责整改。"), "narrative.problems"),
    ("TX-05", with_text(BASE, "problems", "共整改____项。"), "narrative.problems"),
    ("TX-05", with_text(BASE, "problems", "该部分以表格形式报告。"), "narrative.problems"),
    ("TX-05", with_text(BASE, "problems", "联系{{ 联系方式 }}。"), "narrative.problems"),
    ("TX-05", replace(BASE, agency=Text(value="XX市某局", where=Location.parse("封面!B3"))), "cover.agency"),
    ("TX-06", with_text(BASE, "other", "无其他需要报告的事项。"), "narrative.other"),
    ("TX-06", with_text(BASE, "other", "全年收取信息处理费2950元。"), "processing_fee.received"),
    ("TX-08", with_text(BASE, "problems", "2024年，我局公开内容不够丰富，已作改进。"), "narrative.problems"),
    ("TX-10", with_text(BASE, "problems", "收到{{ 新收申情 }}件。"), "narrative.problems"),
    ("TX-10", with_text(BASE, "problems", "收到{{ 新收申请.real }}件。"), "narrative.problems"),
    ("PD-01", with_text(BASE, "problems", "申请人电话13800138000。"), "narrative.problems"),
    ("DL-01", replace(BASE, issued_on=dt.date(2026, 2, 3)), "cover.issued_on"),
    ("DL-01", replace(BASE, issued_on=dt.date(2025, 12, 31)), "cover.issued_on"),
    ("DL-01", replace(BASE, issued_on=dt.date(2029, 1, 3), level="township"), "cover.issued_on"),
    ("DL-01", replace(BASE, issued_on=None), "cover.issued_on"),
    ("FM-02", replace(BASE, agency=Text(where=Location.parse("封面!B3"))), "cover.agency"),
    ("FM-02", replace(BASE, year=None), "cover.year"),
)


@pytest.mark.parametrize(("code", "broken", "cell"), NUMBERS)
def test_a_wrong_number(code: str, broken: Filing, cell: str) -> None:
    each = next(each for each in found(broken) if each.code == code)
    assert cell in {ref.id for ref in each.cells}
    consequences = {"T3-01"} if code == "T3-47" else set()
    assert set(codes(broken)) - consequences == {code}


@pytest.mark.parametrize(("code", "broken", "cell"), TEXTS)
def test_a_wrong_text(code: str, broken: Filing, cell: str) -> None:
    assert codes(broken) == [code]
    assert cell in {ref.id for ref in found(broken)[0].cells}


@pytest.mark.parametrize(
    ("shown", "meant"), [("58732164元", "5873.2164"), ("29500 元", "2.95"), ("１0万元", "10"), ("10.50万元", "10.5")]
)
def test_an_amount_with_a_unit_is_said_in_that_of_its_cell(shown: str, meant: str) -> None:
    each = only(with_values(BASE, disclosure__fees__amount=shown))
    assert (each.code, each.actual) == ("T2-01", shown)
    assert f"应只填 {meant}。" in each.message


def test_a_stock_that_should_be_used_up() -> None:
    emptied = with_values(BASE, disclosure__normative_documents__issued=0, disclosure__normative_documents__repealed=1)
    (own,) = [
        each for each in found(with_prior(emptied, disclosure__normative_documents__in_force=1)) if each.code == "T2-03"
    ]
    assert (own.expected, own.actual) == ("0", "13")


def test_a_year_of_another_form_is_named() -> None:
    (own,) = [each for each in found(replace(BASE, year=2018)) if each.code == "FM-01"]
    assert (own.actual, own.cells[0].id) == ("2018", "cover.year")


def test_a_section_is_called_by_its_heading() -> None:
    (own,) = [each for each in found(with_text(BASE, "problems")) if each.code == "TX-01"]
    assert own.cells[0].label == BASE.form.section("problems").heading


def test_only_who_is_over_none_cannot_speak_of_most_others() -> None:
    text = with_text(BASE, "problems", "多数部门公开不够，将改进。")
    spoken = {level: [e.code for e in found(replace(text, level=level)) if e.code == "TX-17"] for level in LEVELS}
    assert spoken == {"city_department": ["TX-17"], "county": []}


def test_what_is_required_and_blank_is_said_to_be_blank() -> None:
    unpaid = with_values(BASE, applications__other__fee_unpaid__natural_person=2, processing_fee__notices=None)
    (own,) = [each for each in found(unpaid) if each.code == "T3-49"]
    assert "是 2 件" in own.message
    assert own.message.endswith("是 空白。")


def test_the_base_is_right() -> None:
    assert found(BASE) == ()


def test_a_negative_count_also_breaks_the_balance() -> None:
    assert codes(with_values(BASE, applications__granted__natural_person=-20)) == ["T3-47", "T3-01"]


@pytest.mark.parametrize(
    ("level", "severity"),
    [("township", Severity.ERROR), ("county", Severity.ERROR), ("province_department", Severity.WARNING)],
)
def test_how_much_a_regulation_weighs_depends_on_the_level(level: str, severity: Severity) -> None:
    broken = replace(with_values(BASE, disclosure__regulations__in_force=6), level=level)
    assert next(each for each in found(broken) if each.code == "T2-02").severity is severity


def test_a_figure_too_large_is_reported_in_the_unit_of_its_cell() -> None:
    count = only(with_values(BASE, disclosure__penalties__decisions=10**15))
    assert (count.severity, count.remedy) == (Severity.WARNING, "请核对位数。")
    yuan = with_values(BASE, disclosure__fees__amount=12_500_000)
    assert "金额是 12500000 万元，大得不合常理。请核对位数和单位：这一格的单位是万元" in only(yuan).text
    assert codes(replace(yuan, level="province")) == []
    assert codes(with_values(BASE, disclosure__fees__amount=96171.6)) == []


@pytest.mark.parametrize("level", ["city", "province", "state_department", None])
def test_a_regulation_is_no_matter_where_it_may_be_or_nobody_knows(level: str | None) -> None:
    broken = replace(with_values(BASE, disclosure__regulations__in_force=6), level=level)
    assert "T2-02" not in codes(broken)


def test_the_form_must_be_in_force() -> None:
    assert "FM-01" in codes(replace(BASE, year=2020))
    old = replace(BASE, form=FORMS.form("gkgb-2019"), inputs={}, source=Source.REPORT)
    assert "FM-01" in codes(old)
    assert "FM-01" not in codes(replace(old, year=2020))


def test_a_government_reports_on_three_results_more() -> None:
    overview = tuple(part for part in BASE.narrative["overview"] if "评议" not in part.text)
    report = (*overview, Paragraph(text="开展培训。"))
    county = replace(BASE, level="county", narrative={**BASE.narrative, "overview": report})
    each = only(county)
    assert (each.code, each.severity) == ("TX-02", Severity.WARNING)
    assert "没有提到：考核、评议、责任追究" in each.message
    assert codes(replace(county, level="county_department")) == []


def test_a_missing_sub_head_is_named() -> None:
    overview = tuple(part for part in BASE.narrative["overview"] if "平台" not in part.text)
    each = only(replace(BASE, narrative={**BASE.narrative, "overview": overview}))
    assert each.message == "没有找到小标题“政府信息公开平台建设”。"


def test_run_in_sub_heads_count() -> None:
    texts = (
        "（一）主动公开情况。公开信息。", "（二）依申请公开情况。依法办理。", "（三）信息管理情况。做好管理。",
        "（四）平台建设情况。做好维护。", "（五）监督保障情况。加强监督。",
    )  # fmt: skip
    overview = tuple(Paragraph(text=text) for text in texts)
    assert codes(replace(BASE, narrative={**BASE.narrative, "overview": overview})) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda f: replace(f, headings={"disclosure": Text(value="二、主动公开政务信息情况")}), "TX-07"),
        (lambda f: replace(f, title=Text(value="2025年度政务公开年度工作报告")), "TX-07"),
        (lambda f: with_text(f, "overview", "做好工作。" * 250), "TX-03"),
        (lambda f: with_values(f, disclosure__coercion__decisions="—"), "T2-01"),
        (lambda f: with_values(f, disputes__reconsideration__other="无"), "T3-47"),
        (lambda f: replace(f, level=None), "FM-02"),
        (
            lambda f: with_prior(
                with_values(f, disputes__reconsideration__upheld=0), disputes__reconsideration__total=0
            ),
            "T4-06",
        ),
    ],
)
def test_notes(change: Callable[[Filing], Filing], code: str) -> None:
    each = only(change(BASE))
    assert (each.code, each.severity) == (code, Severity.NOTE)


@pytest.mark.parametrize(
    "text", ["我局不存在问题。", "暂无。", "2025年，我局工作没有明显问题。", "经自查，未发现问题，无改进情况。"]
)
def test_a_section_that_only_says_there_are_no_problems_says_nothing(text: str) -> None:
    each = only(with_text(BASE, "problems", text))
    assert (each.code, each.actual) == ("TX-01", text)


@pytest.mark.parametrize(
    "text",
    [
        "解读不够丰富，没有解决问题，将增加图解。",
        "更新不及时，不存在其他问题，将明确专人。",
        "上年问题已全部整改，没有新的问题。",
    ],
)
def test_a_section_that_says_more_is_no_such_thing(text: str) -> None:
    assert codes(with_text(BASE, "problems", text)) == []


def test_another_wording_that_the_law_itself_uses_is_no_matter() -> None:
    heading = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"
    assert found(replace(BASE, headings={"disputes": Text(value=heading)})) == ()


def test_direct_suits_are_judged_only_where_every_decision_was_a_refusal() -> None:
    refused = with_values(
        BASE,
        applications__granted__natural_person=0,
        applications__granted__business=0,
        applications__not_processed__petition__natural_person=0,
        applications__denied__registry_query__natural_person=30,
        applications__denied__registry_query__business=3,
    )
    each = only(refused)
    assert (each.code, each.cells[0].id) == ("T4-04", "disputes.direct_litigation.pending")
    assert codes(replace(refused, year=2023, narrative={**BASE.narrative, "preamble": ()})) == ["DL-01"]
    others = with_prior(refused, applications__total__total=9, applications__granted__total=9)
    none_refused = {f"applications.denied.{row}.total": 0 for row in _denials()}
    assert others.prior is not None
    known = replace(others.prior, numbers={**others.prior.numbers, **none_refused})
    assert codes(replace(others, prior=known)) == []


def _denials() -> list[str]:
    cells = FORMS.form("gkgb-2021").cells.values()
    return sorted({cell.row.removeprefix("denied.") for cell in cells if cell.row.startswith("denied.")})


# --- published reports ---------------------------------------------------------

REPORT = filing(Source.REPORT)


def test_blanks_of_a_published_report_are_one_note_a_table() -> None:
    blanks = ("applications.granted.research", "applications.granted.other", "disputes.reconsideration.other")
    notes = found(with_printed_blanks(REPORT, *blanks))
    assert [(each.code, each.severity, len(each.cells)) for each in notes] == [
        ("T3-47", Severity.NOTE, 2),
        ("T3-47", Severity.NOTE, 1),
    ]


def test_a_table_that_the_reader_has_missed_is_not_missed_twice() -> None:
    reported = finding(
        "IM-02", [CellRef(id="disputes", where=Location.parse("表四"))], variant="empty", table="表四", labels=""
    )
    assert only(without(REPORT, "disputes."), [reported]) == reported


def test_the_words_of_a_title_are_asked_for_without_making_up_a_year() -> None:
    titled = replace(REPORT, year=None, title=Text(value="政府信息公开年报"))
    reported = next(each for each in found(titled) if each.code == "TX-07")
    assert "“20××年政府信息公开工作年度报告”" in reported.text


def test_fee_figures_that_a_report_does_not_print_are_not_asked_for() -> None:
    unpaid = with_values(
        REPORT, applications__other__fee_unpaid__natural_person=2, applications__granted__natural_person=18
    )
    assert codes(unpaid) == ["T3-49"]
    figures = {cell: entry for cell, entry in unpaid.inputs.items() if not cell.startswith("processing_fee.")}
    assert codes(replace(unpaid, inputs=figures)) == []


def test_template_words_that_found_no_place() -> None:
    each = only(
        replace(REPORT, unplaced=(Unplaced(text="该部分以表格形式报告。表格如下：", where=Location.parse("第 9 段")),))
    )
    assert (each.code, str(each.where)) == ("TX-05", "第 9 段")


def test_the_signature_is_the_agency() -> None:
    signed = with_text(REPORT, "other", "没有收取信息处理费。", "某县市场监督管理局")
    assert only(signed).message == "署名是“某县市场监督管理局”，而本报告的单位是“某市市场监督管理局”。"
    assert found(with_text(REPORT, "other", "没有收取信息处理费。", "某市市场监督管理局")) == ()


@given(filings(source=Source.REPORT), st.data())
def test_each_changed_figure_of_printed_tables_is_found_at_its_cell(right: Filing, data: st.DataObject) -> None:
    printed = [cell for cell in right.form.cells.values() if cell.table != "disclosure"]
    stated = {
        cell.id: entry_of(right.number(cell.id), Location.parse(f"表三 {cell.id}")) for cell in printed if cell.of
    }
    right = replace(right, stated=stated)
    changed = data.draw(st.sampled_from(printed)).id
    values = right.stated if changed in right.stated else right.inputs
    now = Entry(number=(values[changed].number or 0) + data.draw(st.integers(1, 99)), where=values[changed].where)
    broken = (
        replace(right, stated={**right.stated, changed: now})
        if changed in right.stated
        else replace(right, inputs={**right.inputs, changed: now})
    )
    errors = [each for each in check_filing(broken) if each.severity is Severity.ERROR]
    assert {each.code for each in errors} <= {"T3-01", "T3-08", "T3-15", "T4-01"}
    assert any(changed in {ref.id for ref in each.cells} for each in errors)
