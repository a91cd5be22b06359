"""Whose report, which year, which form, which section: the pieces of recognition."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.at_hand import FORMS
from toolkit.form import Severity
from toolkit.ingest.blocks import SourceLine
from toolkit.ingest.dates import date_at_end, period_year
from toolkit.ingest.form_recognition import recognise_form
from toolkit.ingest.headings import headings_of, number_of
from toolkit.ingest.identity import title_of
from toolkit.ingest.labels import is_figure, key, nearest
from toolkit.ingest.opening_sentences import opening_of
from toolkit.ingest.reading_findings import form_findings
from toolkit.ingest.recogniser import filing_of
from toolkit.location import NOWHERE, Location

FORM = FORMS.form("gkgb-2021")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年1月18日", dt.date(2022, 1, 18)),
        ("2022 年 01 月 08 日", dt.date(2022, 1, 8)),
        ("２０２２年１月１８日", dt.date(2022, 1, 18)),
        ("二〇二二年一月十八日", dt.date(2022, 1, 18)),
        ("二○二六年十二月三十一日", dt.date(2026, 12, 31)),
        ("二〇二六年十月二十日", dt.date(2026, 10, 20)),
        ("（2022-01-18）", dt.date(2022, 1, 18)),
        ("2022年13月18日", None),
        ("2022年1月18日起", None),
    ],
)
def test_dates(text: str, expected: dt.date | None) -> None:
    found = date_at_end(text)
    assert (found[1] if found else None) == expected


def test_a_date_behind_a_name() -> None:
    assert date_at_end("某局　2022年1月18日") == ("某局", dt.date(2022, 1, 18))


def test_the_year_of_the_period() -> None:
    assert period_year("统计期限自 2024 年 1 月 1 日起至2024年12月31日止") == 2024
    assert period_year("2024年2月1日") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三 、本 年 度办 理 结果", "三、本年度办理结果"),
        ("3、其他", "３．其他"),
        ("(六)其他处理", "（六）其他处理"),
        ('3.危及"三安全一稳定"', "3.危及“三安全一稳定”"),
        ("第二十条 第（一）项", "第二十条第(一)项"),
        ("总\n计", "（七）总计"),
    ],
)
def test_labels_written_two_ways_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_labels_keep_what_tells_them_apart() -> None:
    labels = [
        node.label for table in FORM.tables for block in table.blocks for row in block.rows for _, node in row.leaves()
    ]
    assert len({key(label) for label in labels}) == len(labels)


@pytest.mark.parametrize("text", ["0", "-", "—", "+1,036", "96171.6", "251000元", "22（其中修订16件）", "３"])
def test_figures(text: str) -> None:
    assert is_figure(text)


@pytest.mark.parametrize("text", ["1.属于国家秘密", "1、其他", "3其他", "（1）其他", "规章", "一、总体情况", "约22"])
def test_labels_are_no_figures(text: str) -> None:
    assert not is_figure(text)


def test_a_near_miss_must_be_unique() -> None:
    choices = [(1, ("属于四类过程性信息",)), (2, ("属于三类内部事务信息",))]
    assert nearest("属于四类过程性讯息", choices) == 1
    assert nearest("属于四类过程性讯息", [*choices, (3, ("属于四类过程性消息",))]) is None
    assert nearest("本年收费金额单位元", [(1, ("本年收费金额单位万元",))]) is None
    assert nearest("规张", [(1, ("规章",))]) is None


def text_lines(*texts: str) -> list[SourceLine]:
    return [SourceLine(text=text, where=Location.parse(f"第{number}行")) for number, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    ("lines", "agency", "words", "year"),
    [
        (["某市某局", "2021年度政务公开年度工作报告"], "某市某局", "2021年度政务公开年度工作报告", 2021),
        (
            ["2025 年某市人民政府办公厅", "政府信息公开工作年度报告"],
            "某市人民政府办公厅",
            "2025年政府信息公开工作年度报告",
            2025,
        ),
        (["首页 > 公开", "某局2023年信息公开年度报告"], "某局", "2023年信息公开年度报告", 2023),
        (["标题：某局2023年政府信息公开年报-某县"], "某局", "2023年政府信息公开年报", 2023),
        (["某局政府信息公开工作年度报告（2023年度）"], "某局", "政府信息公开工作年度报告（2023年度）", 2023),
        (["关于2023年政府信息公开工作的报告"], "", "2023年政府信息公开工作的报告", 2023),
        (
            ["某市（某区）某局", "二〇二三年政府信息公开工作年度报告"],
            "某市（某区）某局",
            "二〇二三年政府信息公开工作年度报告",
            2023,
        ),
    ],
)
def test_titles(lines: list[str], agency: str, words: str, year: int) -> None:
    title = title_of(text_lines(*lines), FORM)
    assert title
    assert (title.agency.value, title.words.value, title.year) == (agency, words, year)


def test_a_sentence_is_no_title() -> None:
    lines = text_lines("现将2023年政府信息公开工作报告如下。", "根据要求，编制本年度政府信息公开报告；")
    assert title_of(lines, FORM) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("一、总体情况", 1), ("十、", 0), ("十一、附", 11), ("二. 情况", 2), ("（一）主动公开", 0), ("一是加强", 0)],
)
def test_numbers_of_headings(text: str, number: int) -> None:
    assert number_of(text) == number


def test_a_table_of_contents_is_passed_over() -> None:
    contents = [section.heading for section in FORM.sections]
    blocks = text_lines(*contents, "前言。", *[text for heading in contents for text in (heading, "正文。")])
    assert list(headings_of(FORM, blocks).values()) == [7, 9, 11, 13, 15, 17]


def test_a_sub_head_worded_like_a_section_is_none() -> None:
    blocks = text_lines("一、总体情况", "（一）主动公开政府信息情况", "正文。", "二、主动公开政府信息情况")
    assert headings_of(FORM, blocks) == {"overview": 0, "disclosure": 3}


def test_a_section_is_known_by_its_number_where_its_words_are_not() -> None:
    blocks = text_lines("一、概况介绍", "正文。", "二、主动公开政府信息情况")
    assert headings_of(FORM, blocks)["overview"] == 0


@pytest.mark.parametrize("form", FORMS.available)
def test_a_form_is_recognised_by_its_labels(form: str) -> None:
    cells = FORMS.form(form).cells.values()
    found = recognise_form([part for cell in cells for part in cell.label.split("，")], None, FORMS)
    assert found.form.id == form
    assert found.rival is None


def test_labels_of_two_forms_leave_a_doubt() -> None:
    """One of the three rows that only the full form prints."""
    cells = FORMS.form("gkgb-2021-condensed").cells.values()
    labels = [part for cell in cells for part in cell.label.split("，")]
    found = recognise_form(
        [*labels, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"], None, FORMS
    )
    assert found.rival is not None
    assert {found.form.id, found.rival.id} == {"gkgb-2021", "gkgb-2021-condensed"}
    [reported] = form_findings(found)
    assert (reported.code, reported.severity) == ("IM-05", Severity.NOTE)
    assert "2.申请人逾期未按收费通知要…" in reported.message or "1.申请人无正当理由逾期不补…" in reported.message
    assert "xl-report import 报告 --form" in reported.remedy


def labels_of(form: str, *, without: str = "") -> list[str]:
    cells = FORMS.form(form).cells.values()
    return [part for cell in cells if cell.table != without for part in cell.label.split("，")]


def test_labels_that_two_forms_share_leave_the_fullest_with_a_doubt() -> None:
    """Without 表三 nothing distinguishes the two forms of 2021."""
    found = recognise_form(labels_of("gkgb-2021", without="applications"), 2023, FORMS)
    assert (found.form.id, found.rival.id if found.rival else "") == ("gkgb-2021", "gkgb-2021-condensed")
    [reported] = form_findings(found)
    assert "没有能把" in reported.message


def test_a_table_cut_off_before_the_rows_that_tell_forms_apart_tells_none() -> None:
    labels = labels_of("gkgb-2021")
    found = recognise_form(
        [label for label in labels if not label.startswith(("（六）", "3.其他", "1.申请", "2.申请"))], 2023, FORMS
    )
    assert found.form.id == "gkgb-2021"
    assert found.rival


def test_a_form_is_recognised_by_labels_between_blanks_and_cut_ones() -> None:
    row = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
    labels = [label for label in labels_of("gkgb-2021") if label != row]
    found = recognise_form([" ".join(labels[:60]), *labels[60:], "（六）其他处理", row[:15], row[15:]], 2023, FORMS)
    assert (found.form.id, found.rival) == ("gkgb-2021", None)


@pytest.mark.parametrize(
    ("text", "agency", "year"),
    [
        ("根据《中华人民共和国政府信息公开条例》要求，某市水务局编制本报告。", "某市水务局", None),
        ("现公布某县市场监督管理局2025年政府信息公开工作年度报告。", "某县市场监督管理局", 2025),
        ("现将某县教育局2025年度政府信息公开工作情况报告如下：", "某县教育局", 2025),
        ("本报告由某县人民政府办公室根据《条例》编制。", "某县人民政府办公室", None),
        ("某镇人民政府编制并公布本年度报告。", "某镇人民政府", None),
        ("我局编制本报告。", "", None),
        ("本机关根据《条例》编制本报告。", "", None),
        ("某县人民政府组织编制了《政府信息公开指南》。", "", None),
        ("根据某市人民政府办公室的要求，编制本报告。", "", None),
    ],
)
def test_first_sentences_say_whose_report_it_is(text: str, agency: str, year: int | None) -> None:
    found = opening_of(text_lines(text))
    assert (found.agency.value, found.year) == (agency, year)


@pytest.mark.parametrize(
    ("lines", "agency", "year"),
    [
        (["政府信息公开工作年度报告", "现公布某县财政局2024年政府信息公开工作年度报告。"], "某县财政局", 2024),
        (["政府信息公开工作年度报告", "某县财政局编制本报告，数据统计期限自2024年1月1日起。"], "某县财政局", 2024),
        (["某局2023年政府信息公开工作年度报告", "根据要求，另一局编制本报告。"], "某局", 2023),
    ],
)
def test_what_the_title_does_not_say_the_first_sentences_may(lines: list[str], agency: str, year: int) -> None:
    filing, _ = filing_of(text_lines(*lines, "一、总体情况", "正文。"), FORMS, FORMS.form("gkgb-2021"))
    assert (filing.agency.value, filing.year) == (agency, year)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("某县某镇人民政府", "township"),
        ("某区某街道办事处", "township"),
        ("某县人民政府", None),
        ("某镇人民政府办公室", None),
        ("景德镇市人民政府", None),
    ],
)
def test_a_name_may_make_the_level_certain(name: str, level: str | None) -> None:
    filing, _ = filing_of(
        text_lines(f"{name}2024年政府信息公开工作年度报告", "一、总体情况", "正文。"), FORMS, FORMS.form("gkgb-2021")
    )
    assert (filing.agency.value, filing.level) == (name, level)
    assert filing.level_where == (filing.agency.where if level else NOWHERE)


def test_the_period_tells_the_form_where_the_title_has_no_year() -> None:
    lines = ("某局政府信息公开工作年度报告", "统计期限自2020年1月1日至2020年12月31日。", "一、总体情况", "正文。")
    filing, _ = filing_of(text_lines(*lines), FORMS)
    assert (filing.form.id, filing.year) == ("gkgb-2019", 2020)


@pytest.mark.parametrize(
    ("year", "form"), [(2020, "gkgb-2019"), (2024, "gkgb-2021"), (None, "gkgb-2021"), (1999, "gkgb-2021")]
)
def test_without_tables_the_form_in_force_is_taken(year: int | None, form: str) -> None:
    assert recognise_form(["正文。"], year, FORMS).form.id == form


def test_without_tables_all_forms_that_fit_are_named() -> None:
    found = recognise_form(["正文。"], 2024, FORMS)
    assert found.rival is not None
    assert {found.form.id, found.rival.id} == {"gkgb-2021", "gkgb-2021-condensed"}
    [reported] = form_findings(found)
    assert (found.form.name in reported.message, found.rival.name in reported.message) == (True, True)
    assert recognise_form(["正文。"], 2020, FORMS).rival is None


def test_text_without_tables_is_read_and_told() -> None:
    filing, findings = filing_of(
        text_lines(
            "某市某局",
            "2024年政府信息公开工作年度报告",
            "前言一段。",
            "一、总体情况",
            "工作正文。",
            "五、存在的主要问题及改进情况",
            "问题正文。",
            "六、其他需要报告的事项",
            "没有收费。",
            "另一机关办公室",
            "2025年1月20日",
            "附：联系方式",
        ),
        FORMS,
    )
    assert (filing.agency.value, filing.year, filing.issued_on) == ("某市某局", 2024, dt.date(2025, 1, 20))
    texts = {slot: [part.text for part in parts] for slot, parts in filing.narrative.items()}
    assert texts == {
        "preamble": ["前言一段。"],
        "overview": ["工作正文。"],
        "problems": ["问题正文。"],
        "other": ["没有收费。", "另一机关办公室"],  # the rules ask about another signature
    }
    assert all(part.literal and part.where for parts in filing.narrative.values() for part in parts)
    assert [piece.text for piece in filing.unplaced] == ["附：联系方式"]
    assert [finding.code for finding in findings if finding.code == "IM-02"] == ["IM-02"] * 3
    assert sum("没有找到" in finding.message for finding in findings if finding.code == "IM-04") == 3


def test_braces_in_a_published_report_are_no_expressions() -> None:
    filing, _ = filing_of(text_lines("一、总体情况", "收到 {{ 新收申请 }} 件。"), FORMS)
    assert filing.narrative["overview"][0].literal
