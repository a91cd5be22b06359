"""What the window's buttons do, and the sentence that each outcome begins with."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.at_hand import FORMS
from tests.forms.made_up import FOLDER
from tests.ledger.filled import filled
from tests.regenerate import WORKBOOK
from tests.required import require_fonts
from tests.rollup.county import figures, put
from tests.workbook_reading.surgery import Package
from toolkit import api
from toolkit.clickable import clickable
from toolkit.desktop.window.actions import Actions, failure
from toolkit.desktop.window.outcome import Tone
from toolkit.errors import ReportError, UnknownForm
from toolkit.progress import quiet
from toolkit.rollup.roster_book import read_roster

actions = Actions()


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return Path(shutil.copy(WORKBOOK, tmp_path / "填报.xlsx"))


def test_nothing_is_found_in_a_clean_workbook(good: Path) -> None:
    outcome = actions.check(good)(quiet)
    assert (outcome.tone, outcome.sentence) == (Tone.GOOD, "没有发现问题。可以生成报告了。")


def test_a_ledger_is_checked_as_one(tmp_path: Path) -> None:
    path = filled(tmp_path / "台账.xlsx", [{"number": "1", "received": dt.date(2025, 3, 3)}])
    outcome = actions.check(path)(quiet)
    assert outcome.tone is Tone.BAD
    assert "这是 2025 年的台账，按 " in outcome.sentence
    assert outcome.sentence.endswith("改正错误并保存后，再点“检查”。")
    assert "RQ-03" in {each.code for each in outcome.findings}
    with pytest.raises(ReportError) as refused:
        actions.report(path, ["docx"])(quiet)
    words = "“台账.xlsx”是台账，不是填报工作簿。检查台账请用“年报工具”窗口的“检查”；"
    assert clickable(failure(refused.value).sentence).startswith(words)


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


def test_what_is_copied_is_the_report_as_editors_of_websites_keep_it(good: Path) -> None:
    outcome = actions.report(good, ["docx"])(quiet)
    assert '<table border="1"' in outcome.page
    assert not [sign for sign in ("<style", " class=", " id=") if sign in outcome.page]
    assert [path.suffix for path in outcome.written] == [".docx"]


def test_a_report_that_is_not_made_says_so_first(tmp_path: Path) -> None:
    blank = actions.begin("某市某局", 2025, "", tmp_path, last=None)(quiet).written[0]
    outcome = actions.report(blank, ["docx"])(quiet)
    assert outcome.sentence.startswith("没有生成报告：有")
    assert (outcome.tone, outcome.written) == (Tone.BAD, ())
    assert list(tmp_path.glob("*.docx")) == []


def test_a_format_that_fails_is_named_first_with_its_cells(good: Path) -> None:
    """A sign that no font has keeps the PDF from being made, and nothing else."""
    require_fonts()
    package = Package.of(good.read_bytes())
    package.put("六 其他事项!B13", "无\uf06c。")
    good.write_bytes(package.to_bytes())
    outcome = actions.report(good, ["docx", "pdf"])(quiet)
    assert [path.suffix for path in outcome.written] in ([".docx"], [])
    if outcome.written:
        first, place, *_ = outcome.sentence.splitlines()
        assert first.startswith("“PDF”没有生成：")
        assert place.strip() == "看不见的字符 U+F06C：六 其他事项!B13"


def test_a_report_that_is_open_elsewhere_keeps_the_other_from_nobody(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(place: Path, data: bytes) -> None:
        if place.suffix == ".docx":
            raise PermissionError
        place.write_bytes(data)

    monkeypatch.setattr("toolkit.output._write_beside", held)
    outcome = actions.report(good, ["docx", "html"])(quiet)
    assert outcome.sentence.startswith("“Word 文档”没有生成：无法写入")
    assert [path.suffix for path in outcome.written] == [".html"]


def test_of_several_forms_in_force_one_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [choice.form for choice in actions.choices(2025)] == ["gkgb-2021"]
    monkeypatch.setenv("XL_REPORT_FORMS", str(FOLDER))
    several = Actions()
    choices = {choice.form: choice for choice in several.choices(2025)}
    assert {"gkgb-2021", "rexian-2025"} <= choices.keys()
    blank = several.begin("某局", 2025, "", tmp_path, form="rexian-2025")(quiet)
    assert api.check(blank.written[0], forms=several.forms).filing.form.id == "rexian-2025"
    with pytest.raises(UnknownForm, match="不止一种"):
        several.begin("某局", 2025, "", tmp_path)(quiet)


def test_a_faulty_form_is_said_and_keeps_nothing_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert actions.ready(quiet) is None
    (tmp_path / "huai-2025").mkdir()
    (tmp_path / "huai-2025" / "form.yaml").write_text("id: huai-2025\n", encoding="utf-8")
    monkeypatch.setenv("XL_REPORT_FORMS", str(tmp_path))
    outcome = Actions().ready(quiet)
    assert outcome and outcome.sentence.startswith("没有使用有错误的表式。")


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
    assert [line.text for line in outcome.text if line.subhead][:2] == ["（一）主动公开", "（二）依申请公开"]
    assert outcome.tone is Tone.GOOD


def test_units_are_added_up(good: Path) -> None:
    outcome = actions.roll_up(good.parent, "鹤岗市人民政府", None)(quiet)
    assert outcome.sentence.splitlines() == [
        "已把 1 个单位汇总到“汇总.xlsx”。没有发现问题。",
        "读了 1 个文件。请打开汇总工作簿写正文，保存后点“检查”。",
    ]
    assert [path.name for path in outcome.written] == ["汇总.xlsx"]
    assert outcome.workbook == outcome.written[0]


def test_what_goes_back_to_units_is_made_if_wanted(tmp_path: Path) -> None:
    put(tmp_path, "某县教育局", figures(10, carried_out=1))
    assert not list(tmp_path.glob("*_退回"))
    outcome = actions.roll_up(tmp_path, "某县人民政府", None, returns=True)(quiet)
    assert "_退回" in outcome.sentence
    assert len(list(tmp_path.glob("汇总_退回/*/某县教育局 退回函.docx"))) == 1


def test_a_roster_lists_who_is_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert "每行填一个" in actions.new_roster("某县人民政府", 2025, tmp_path / "空")(quiet).sentence
    for name in ("某县教育局", "某县民政局"):
        put(tmp_path / "2025", name, figures(10))
    outcome = actions.new_roster("某县人民政府", 2030, tmp_path / "2025")(quiet)
    (path,) = outcome.written
    roster = read_roster(path, FORMS)
    assert (roster.year, [unit.name for unit in roster.units]) == (
        2025,
        ["某县人民政府", "某县教育局", "某县民政局"],
    )


@pytest.mark.scale
def test_last_year_may_be_a_folder_of_reports(tmp_path: Path) -> None:
    put(tmp_path / "2025", "某县教育局", figures(10))
    put(tmp_path / "2024", "某县教育局", figures(4), year=2024)
    actions.roll_up(tmp_path / "2025", "某县人民政府", None, prior=tmp_path / "2024")(quiet)
    assert "汇总 两年对比" in openpyxl.load_workbook(tmp_path / "2025" / "汇总.xlsx").sheetnames


def test_what_cannot_be_done_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        actions.check(tmp_path / "没有.xlsx")(quiet)
    outcome = failure(caught.value)
    assert outcome.tone is Tone.BAD and outcome.sentence.startswith("找不到文件")
    assert "程序内部出错" in failure(KeyError("x")).sentence


def test_levels_are_those_of_the_forms() -> None:
    assert "市级部门" in actions.levels()


def test_a_workbook_that_is_damaged_is_repaired_and_gone_on_with(good: Path) -> None:
    package = Package.of(good.read_bytes())
    package.drop("三 申请办理")
    good.write_bytes(package.to_bytes())
    with pytest.raises(ReportError) as caught:
        actions.check(good)(quiet)
    assert failure(caught.value).asks_for_repair
    outcome = actions.repair(good)(quiet)
    assert outcome.sentence == "已修复成“填报修复.xlsx”，以后用这一份。下列内容没能移过来，请补填、核对。"
    assert outcome.findings
    assert outcome.workbook == good.with_name("填报修复.xlsx")
    assert not actions.check(outcome.workbook)(quiet).asks_for_repair
