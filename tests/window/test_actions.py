"""What the window's buttons do, and the sentence that each outcome begins with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.regenerate import WORKBOOK
from toolkit.desktop.window import actions
from toolkit.desktop.window.actions import Tone
from toolkit.errors import ReportError
from toolkit.progress import quiet


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return Path(shutil.copy(WORKBOOK, tmp_path / "填报.xlsx"))


def test_nothing_is_found_in_a_clean_workbook(good: Path) -> None:
    outcome = actions.check(good)(quiet)
    assert (outcome.tone, outcome.sentence) == (Tone.GOOD, "没有发现问题。可以生成报告了。")


def test_reports_are_made(good: Path) -> None:
    outcome = actions.report(good, ["docx", "html"])(quiet)
    assert outcome.sentence == "报告已生成，共 2 个文件。没有发现问题。"
    assert [path.suffix for path in outcome.written] == [".docx", ".html"]
    assert all(path.is_file() for path in outcome.written)


def test_an_agency_without_workbook_gets_one(tmp_path: Path) -> None:
    outcome = actions.begin("某市某局", 2025, "市级部门", tmp_path, last=None)(quiet)
    assert outcome.workbook == tmp_path / "某市某局2025年填报工作簿.xlsx"
    assert outcome.sentence.startswith("已新建“某市某局2025年填报工作簿.xlsx”")
    checked = actions.check(outcome.written[0])(quiet)
    assert checked.tone is Tone.BAD and checked.findings


def test_a_report_that_is_not_made_says_so_first(tmp_path: Path) -> None:
    blank = actions.begin("某市某局", 2025, "", tmp_path, last=None)(quiet).written[0]
    outcome = actions.report(blank, ["docx"])(quiet)
    assert outcome.sentence.startswith("没有生成报告：有")
    assert (outcome.tone, outcome.written) == (Tone.BAD, ())
    assert list(tmp_path.glob("*.docx")) == []


def test_findings_are_marked_on_a_copy(good: Path) -> None:
    outcome = actions.mark(good)(quiet)
    assert [path.name for path in outcome.written] == ["填报校验结果.xlsx"]
    assert outcome.source == good


def test_next_year_follows_this_one(good: Path, tmp_path: Path) -> None:
    outcome = actions.begin("", 0, "", tmp_path, last=good)(quiet)
    assert [path.name for path in outcome.written] == ["鹤岗市市场监督管理局2022年填报工作簿.xlsx"]


def test_text_is_shown_with_its_figures(good: Path) -> None:
    outcome = actions.preview(good)(quiet)
    assert outcome.text[0].heading and outcome.text[0].text == "引言"
    assert any("新收政府信息公开申请33件" in line.text for line in outcome.text)
    assert outcome.tone is Tone.GOOD


def test_units_are_added_up(good: Path) -> None:
    outcome = actions.roll_up(good.parent, "鹤岗市人民政府", None)(quiet)
    assert outcome.sentence.startswith("读了 1 个文件。")
    assert [path.name for path in outcome.written] == ["汇总.xlsx"]
    assert outcome.workbook == outcome.written[0]


def test_what_cannot_be_done_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        actions.check(tmp_path / "没有.xlsx")(quiet)
    outcome = actions.failure(caught.value)
    assert outcome.tone is Tone.BAD and outcome.sentence.startswith("找不到文件")
    assert "请把这句话反馈给本工具的维护者" in actions.failure(KeyError("x")).sentence


def test_levels_are_those_of_the_forms() -> None:
    assert "市级部门" in actions.level_labels()
