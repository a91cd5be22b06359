"""The paper that a report is reviewed on says what the check found, how far the review is, and what changed."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from tests.command_line import run
from tests.forms.made_up import FORMS
from tests.forms.test_every_form import SHIPPED, example
from tests.narrative.sample import MANY_2021, filled
from toolkit import api
from toolkit.document.blocks import Document, ReportHeading, ReportParagraph, Role
from toolkit.document.compose import compose
from toolkit.filing import (
    Correction,
    Decision,
    Entry,
    Filing,
    Paragraph,
    Prior,
    Review,
    ReviewRound,
    Source,
    Text,
    Waiver,
)
from toolkit.narrative.content import content_of, digest_of_filing
from toolkit.render import docx as word
from toolkit.render.title_lines import title_lines
from toolkit.review.review_form import review_form
from toolkit.rules.engine import check_filing

RECEIVED = "applications.received.natural_person"
FILING = filled(
    values=MANY_2021,
    narrative={
        "overview": (
            Paragraph(text="主动公开政府信息666条，新收{{ 新收申请 }}件。"),
            Paragraph(text="没有变化的一段。"),
        )
    },
)


def _form(filing: Filing) -> Document:
    return review_form(filing, check_filing(filing, today=dt.date(2026, 1, 8)))


def _rows(document: Document, name: str) -> list[list[str]]:
    """The texts of a table, row by row, its head left out; none where there is no such table."""
    tables = [table for table in document.tables if table.id == name]
    rows: dict[int, list[str]] = {}
    for table in tables:
        for cell in table.cells:
            if cell.role is not Role.HEAD:
                rows.setdefault(cell.row, []).append(cell.text)
    return [*rows.values()]


def _facts(document: Document) -> dict[str, str]:
    return {row[0]: row[1] for row in _rows(document, "基本情况")}


def _under(document: Document, number: str) -> list[str]:
    """The paragraphs under a heading of the first level."""
    found, inside = [], False
    for block in document.blocks:
        if isinstance(block, ReportHeading) and block.level == 1:
            inside = block.text.startswith(number)
        elif inside and isinstance(block, ReportParagraph):
            found.append(block.text)
    return found


def _signed(filing: Filing, *rounds: tuple[str, Decision], kept: bool = True) -> Filing:
    """``filing`` with these rounds signed over what it says now."""
    digest = digest_of_filing(filing)
    own = tuple(
        ReviewRound(
            name=name, reviewer="王一", day=dt.date(2026, 1, 8), decision=decision, reason="请核对", digest=digest
        )
        for name, decision in rounds
    )
    contents = {digest: content_of(filing)} if kept else {}
    return replace(filing, review=Review(rounds=own, contents=contents))


def test_whose_report_it_is_stands_above_it_and_nobody_has_signed_below() -> None:
    document = _form(FILING)
    assert (document.agency, document.title) == ("某市某局", "2025年政府信息公开工作年度报告审核表")
    assert _facts(document)["机关和年度"] == "某市某局，2025年"
    assert _facts(document)["成文日期"] == "2026年1月8日"
    paragraphs = [each.text for each in docx.Document(io.BytesIO(word.render(document))).paragraphs]
    assert "某市某局" not in paragraphs


def test_every_open_finding_is_listed_the_worst_first_and_what_was_answered_for_apart() -> None:
    filing = replace(FILING, inputs={**FILING.inputs, RECEIVED: Entry(number=31)}, level=None, issued_on=None)
    findings = check_filing(filing, today=dt.date(2026, 3, 8))
    waived = next(each for each in findings if not each.blocks)
    filing = replace(filing, waivers=(Waiver(code=waived.code, reason="情况属实，已核对"),))
    findings = check_filing(filing, today=dt.date(2026, 3, 8))
    document = review_form(filing, findings)
    listed = _rows(document, "检查发现的问题")
    wanted = sorted((each for each in findings if not each.waived), key=lambda each: each.severity.rank)
    assert [row[0] for row in listed] == [f"{each.severity.label}\n{each.code}" for each in wanted]
    assert [row[2] for row in listed] == [each.message for each in wanted]
    assert {row[0][:2] for row in listed} >= {"错误", "提醒"}
    answered = _rows(document, "已经说明理由的问题")
    assert [(row[0].split("\n")[1], row[3]) for row in answered] == [(waived.code, "情况属实，已核对")]
    assert "项错误" in _facts(document)["检查结果"]
    assert "不能生成正式报告" in _facts(document)["检查结果"]


def test_a_report_that_nobody_reviewed_has_an_empty_row_with_room_to_write_for_each_round() -> None:
    document = _form(FILING)
    assert [row[0] for row in _rows(document, "审核记录")] == ["初审", "复审", "终审"]
    assert all(row[1:3] == ["", ""] and row[5:] == ["", ""] for row in _rows(document, "审核记录"))
    [table] = [each for each in document.tables if each.id == "审核记录"]
    assert min(table.heights[1:]) >= 20
    assert _facts(document)["审核进度"] == "还差：初审、复审、终审。"
    rows = docx.Document(io.BytesIO(word.render(document))).tables[1].rows
    assert [round(row.height.mm) for row in rows[1:] if row.height] == [20, 20, 20]


@pytest.mark.parametrize(
    ("rounds", "shown", "progress"),
    [
        (
            [("初审", Decision.PASSED)],
            ["通过\n（已签认）", "□", "□"],
            "初审已通过，还差：复审、终审。",
        ),
        (
            [("初审", Decision.PASSED), ("复审", Decision.RETURNED)],
            ["通过\n（已签认）", "退回\n（已签认）", "□", "□"],
            "“复审”退回。初审已通过，还差：复审、终审。",
        ),
        (
            [(name, Decision.PASSED) for name in ("初审", "复审", "终审")],
            ["通过\n（已签认）"] * 3,
            "各轮都已通过。",
        ),
    ],
)
def test_rounds_so_far_come_first_then_those_to_come(
    rounds: Sequence[tuple[str, Decision]], shown: list[str], progress: str
) -> None:
    document = _form(_signed(FILING, *rounds))
    decisions = [row[4] for row in _rows(document, "审核记录")]
    assert [each if "（" in each else each[0] for each in decisions] == shown
    assert _facts(document)["审核进度"] == progress
    assert _under(document, "三") == [f"“{rounds[-1][0]}”（王一，2026年1月8日）签认以后没有改动。"]
    assert all("退回理由：请核对" in row[5] for row in _rows(document, "审核记录")[: len(rounds)])


def test_a_change_after_signing_voids_the_rounds_and_is_shown_as_it_was_and_is() -> None:
    signed = _signed(FILING, ("初审", Decision.PASSED))
    text = (Paragraph(text="主动公开政府信息667条，新收{{ 新收申请 }}件。"), signed.narrative["overview"][1])
    changed = replace(
        signed, inputs={**signed.inputs, RECEIVED: Entry(number=31)}, narrative={**signed.narrative, "overview": text}
    )
    document = _form(changed)
    rows = _rows(document, "上次审核以来的改动")
    label = FILING.form.label(RECEIVED)
    assert [label, "30", "31"] in [[row[0].split("\n")[0], *row[1:]] for row in rows]
    assert [row[1:] for row in rows if row[0].startswith(FILING.form.section("overview").heading)] == [
        ["主动公开政府信息666条，新收33件。", "主动公开政府信息667条，新收34件。"]
    ]
    assert _rows(document, "审核记录")[0][4] == "通过\n（已作废）"
    assert _facts(document)["审核进度"] == "还差：初审、复审、终审。"
    assert f"有 {len(rows)} 处改动" in _facts(document)["上次审核以来"]


def test_a_change_of_looks_alone_is_shown_too() -> None:
    signed = _signed(FILING, ("初审", Decision.PASSED))
    first, second = signed.narrative["overview"]
    [row] = _rows(
        _form(replace(signed, narrative={"overview": (first, replace(second, heading=True))})), "上次审核以来的改动"
    )
    assert row[1:] == ["没有变化的一段。", "小标题：没有变化的一段。"]


def test_where_what_was_signed_was_not_kept_nobody_says_what_changed() -> None:
    signed = _signed(FILING, ("初审", Decision.PASSED), kept=False)
    document = _form(replace(signed, inputs={**signed.inputs, RECEIVED: Entry(number=31)}))
    assert _rows(document, "上次审核以来的改动") == []
    assert "说不出改了哪里" in _under(document, "三")[0]


def test_a_round_that_was_only_written_down_says_so_and_is_still_to_come() -> None:
    filing = replace(
        FILING, review=Review(rounds=(ReviewRound(name="初审", reviewer="王一", decision=Decision.PASSED),))
    )
    rows = _rows(_form(filing), "审核记录")
    assert [(row[0], row[4].split("\n")[-1]) for row in rows[:2]] == [("初审", "（未签认）"), ("初审", "□ 退回")]


def test_the_figures_that_changed_since_last_year_are_listed_and_the_others_counted() -> None:
    numbers = {quantity: FILING.number(quantity) or 0 for quantity in FILING.form.numeric_inputs}
    granted = "applications.granted.natural_person"
    last = {**numbers, granted: 25}
    del last["disputes.reconsideration.upheld"]
    document = _form(
        replace(FILING, prior=Prior(year=2024, numbers=last, narrative={"overview": ("没有变化的一段。",)}))
    )
    rows = _rows(document, "与上年相比的变化")
    assert [row[2:] for row in rows if row[1] == FILING.form.label(granted)] == [["25", "20", "-5", "-20.0%"]]
    changed = {row[1] for row in rows}
    assert changed == {
        FILING.form.label(cell.id)
        for cell in FILING.form.cells.values()
        if cell.id == granted or (cell.of and granted in FILING.form.input_sums[cell.id].refs)
    }
    [counted] = _under(document, "四")
    unknown = [
        cell.id
        for cell in FILING.form.cells.values()
        if "disputes.reconsideration.upheld" in (cell.id, *FILING.form.input_sums[cell.id].refs)
    ]
    assert f"另有 {len(FILING.form.cells) - len(rows) - len(unknown)} 格没有变化。" in counted
    assert f"{len(unknown)} 格有一年没有数字" in counted
    assert _rows(document, "文字与上年相同的程度")


def test_without_last_year_nothing_is_compared() -> None:
    assert _under(_form(FILING), "四") == ["没有上年的数据，没有比较。"]
    older = replace(FILING, prior=Prior(year=2023, numbers={RECEIVED: 3}))
    assert _under(_form(older), "四") == ["没有上年的数据，没有比较。"]


def test_every_figure_of_the_report_is_there() -> None:
    document = _form(FILING)
    shown = {cell.cell: cell.text for table in document.tables for cell in table.cells if cell.cell}
    assert set(shown) == set(FILING.form.cells)
    assert shown[RECEIVED] == "30"
    assert ["网站信息", "666", "条"] in _rows(document, "表格以外的数字")


@pytest.mark.parametrize("words", ["长" * 5000, "控\x0b制\x00符\ud800", "一行\r\n\r\n又一行"])
def test_whatever_staff_wrote_can_be_printed(words: str) -> None:
    own = ReviewRound(name="初审", reviewer=words, role=words, opinion=words, reason=words)
    odd = replace(FILING, agency=Text(value=words[:40]), review=Review(rounds=(own,)))
    document = _form(odd)
    assert docx.Document(io.BytesIO(word.render(document))).tables
    assert max(len(cell.text) for table in document.tables for cell in table.cells) <= 400


def test_there_is_one_of_nothing_at_all() -> None:
    empty = Filing(form=FORMS.form("gkgb-2019"), source=Source.DATA, agency=Text(), year=None)
    document = _form(empty)
    assert _facts(document)["机关和年度"] == "（没有写明机关），（没有写明年度）"
    assert word.render(document)


@pytest.mark.parametrize(
    "form_id",
    [
        each if each == "ledgers-2024" else pytest.param(each, marks=pytest.mark.scale)
        for each in (*SHIPPED, *FORMS.available)
    ],
)
def test_there_is_one_of_every_form(form_id: str) -> None:
    filing = example(form_id)
    document = _form(filing)
    printed = {cell for table in compose(filing).tables for cell in table.cells if cell.cell}
    assert printed <= {cell for table in document.tables for cell in table.cells if cell.cell}
    assert word.render(document)


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    return api.new("某市某局", 2025, level="市级部门").file.save(tmp_path)


def test_it_is_made_while_errors_forbid_a_report(blank: Path) -> None:
    rendered = api.render(blank, ["docx", "review"])
    assert rendered.blocked
    assert (set(rendered.reports), dict(rendered.failures)) == ({"review"}, {})
    assert rendered.reports["review"].name == "某市某局2025年政府信息公开工作年度报告审核表.docx"


def test_the_command_makes_it_beside_the_report_or_in_its_place(blank: Path) -> None:
    both = run("render", blank, "--to", "docx,review", "-o", blank.parent / "甲")
    assert both.exit_code == 1
    assert "有错误，没有生成报告" in both.stderr
    assert [path.name for path in (blank.parent / "甲").iterdir()] == [
        "某市某局2025年政府信息公开工作年度报告审核表.docx"
    ]
    alone = run("render", blank, "--to", "review", "-o", blank.parent / "审核.docx")
    assert alone.exit_code == 1
    assert "没有生成报告" not in alone.stderr
    assert (blank.parent / "审核.docx").is_file()


def test_a_corrected_edition_says_what_it_corrects() -> None:
    document = _form(replace(FILING, correction=Correction(number=2, changes=("表三一格由 33 改为 34。",))))
    assert document.title.endswith("（第2次更正版）审核表")
    assert "".join(title_lines(document)[1]) == document.title
    assert any("由 33 改为 34" in line for line in _under(document, "三"))
