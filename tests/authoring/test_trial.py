"""``forms --check``: clean on forms that are right, and each mistake found at the step where it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from tests.command_line import run
from tests.form.test_loader import replacing
from tests.forms.made_up import FOLDER, FORMS, MADE_UP
from tests.required import require_fonts
from tests.sizes import sampled
from toolkit.authoring import reports, trial, workbooks
from toolkit.authoring.figures import FigureRepair
from toolkit.authoring.samples import Samples
from toolkit.authoring.texts import text_remarks, unspoken_fields
from toolkit.authoring.trial import try_form
from toolkit.authoring.trial_remarks import Remark, Trial, run_step
from toolkit.authoring.workbooks import rule_remarks, workbook_remarks
from toolkit.document.blocks import Document
from toolkit.document.compose import compose
from toolkit.errors import MissingTool
from toolkit.filing import Entry, Filing
from toolkit.form import Form, Severity
from toolkit.form.loader import parse_form
from toolkit.form.relations import RelationState
from toolkit.render import FORMATS
from toolkit.workbook.writing.build import build_workbook

SHIPPED = tuple(form for form in FORMS.available if form not in MADE_UP)
STEPS = ["load", "text", "rules", "blank", "filled", "docx", "html", "pdf", "md", "txt", "fragment", "recognition"]
DRAWN = ["poster", "poster-png"]
"""The steps more of a form that says what can be drawn."""
SMALL = FOLDER / "gongju-2024" / "form.yaml"
SENTENCE = ("\nsums:", "\nsentences:\n  盘点概述: |\n    {}\n\nsums:")
RULE = """\
  - code: GJ-12
    check: stock.hammers.bought > stock.hammers.left + stock.hammers.scrapped
    severity: error
    wording: {title: 甲, message: 甲, remedy: 甲, why: 甲, source: 甲, example: 甲}
"""


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """``file((old, new), …)``: the small form with that changed, as a lone file."""

    def made(*pairs: tuple[str, str], after: str = "") -> Path:
        path = tmp_path / "试验.yaml"
        path.write_text(replacing(*pairs)(SMALL.read_text("utf-8")) + after, "utf-8")
        return path

    return made


@pytest.fixture
def load_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is tried but the first step."""
    monkeypatch.setattr(trial, "_steps", lambda *_: ())


@pytest.fixture
def samples(file: Callable[..., Path]) -> Callable[..., Samples]:
    """``samples((old, new), …)``: those of the small form with that changed."""

    def made(*pairs: tuple[str, str], after: str = "") -> Samples:
        return Samples(form=parse_form(file(*pairs, after=after).read_bytes(), "试验表式"))

    return made


def remarks(tried: Trial, passed_over: str = "例句都没有说到") -> dict[str, list[str]]:
    """Every remark by the step that made it; without those with words that are passed over."""
    found = {step.name: [each.text for each in step.remarks] for step in tried.steps}
    return {name: kept for name, all_ in found.items() if (kept := [each for each in all_ if passed_over not in each])}


def call(*arguments: object) -> Result:
    """One command line."""
    return run("forms", *arguments)


UNSPOKEN = {
    "gongju-2024": ["收取押金次数", "收取押金金额"],
    "records-2025": ["In office since", "Full-time position"],
    "rexian-2025": ["是否24小时值守", "运行方式"],
    "zhandian-2024": ["安排值守班次", "是否专人值守", "值守开始日期"],
}
"""Fields that no text of the form names."""
UNIT_NOT_SEEN = {
    "gkgb-2019": ["采购总金额"],
    "records-2025": ["Share Upheld on Appeal"],
    "rexian-2025": ["按时办结率", "办结率"],
    "zhandian-2024": ["可用率"],
}
"""Columns whose labels name no unit: on the statutory form the law words them so, on others a note is all they get."""


def test_the_shipped_forms_speak_of_every_field() -> None:
    assert not [remark for form in SHIPPED for remark in unspoken_fields(FORMS.form(form))]
    assert [each.where for each in unspoken_fields(FORMS.form("gongju-2024"))] == [
        "sections[1].fields[0]",
        "sections[1].fields[1]",
    ]


@pytest.mark.parametrize(
    "form_id",
    [pytest.param(form, marks=() if form == "kanban-2022" else pytest.mark.scale) for form in (*SHIPPED, *MADE_UP)],
)
def test_forms_that_are_right_are_clean(form_id: str) -> None:
    require_fonts()
    found = try_form(form_id, FORMS)
    noted = remarks(found, "—")
    steps = {"load": ("“(.+)”的单位是", UNIT_NOT_SEEN), "text": ("例句都没有说到“(.+)”", UNSPOKEN)}
    form = FORMS.form(form_id)
    drawn = DRAWN if form.charts or form.highlights else []
    ledger = ["ledger"] if form.ledger else []
    states = {name: "note" if name in noted else "ok" for name in (*STEPS, *drawn, *ledger)}
    for step, (words, expected) in steps.items():
        labels = [re.search(words, note) for note in noted.pop(step, [])]
        assert [label and label[1] for label in labels] == expected.get(form_id, [])
    assert noted == {}
    assert {step.name: step.state for step in found.steps} == states


@pytest.mark.parametrize("form_id", sampled([*SHIPPED, *MADE_UP], 2))
def test_samples_hold_every_rule_and_tell_cells_apart(form_id: str) -> None:
    samples = Samples(form=FORMS.form(form_id))
    assert all(samples.counted.values())
    for reported, filing in samples.every[1:]:
        for check in samples.form.rule_instances:
            assert check.relation.evaluate(filing.number, filing.level).state is not RelationState.VIOLATED, reported
    figures = [number for name in samples.form.inputs if (number := samples.many.number(name))]
    assert len(set(figures)) >= 0.8 * len(figures)


def test_all_mistakes_of_a_file_at_once(file: Callable[..., Path]) -> None:
    found = try_form(str(file(("deadline: 03-01", "deadline: 02-30"), ("{{ 锤子购入 }}", "{{ 锤子购人 }}"))), FORMS)
    assert remarks(found) == {
        "load": [
            "levels[0].deadline：“02-30”不是每年都有的日期，应写成 01-31 这样的月和日",
            "sections[0].drafts[0].text：没有“锤子购人”这个名称（是否想写“锤子购入”？）",
        ]
    }


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        (
            "heading: 一、工具的增减",
            "heading: 一、{year}年工具的增减",
            "sections[0].heading：“一、{year}年工具的增减”里有花括号；这里的字照原样印出，不能写年度和名称",
        ),
        (
            "label: 锤子,",
            'label: "{{ 年度 }}年锤子",',
            "tables[0].blocks[0].rows[0].label：“{{ 年度 }}年锤子”里有花括号；这里的字照原样印出，不能写年度和名称",
        ),
        ("kind: amount, unit: 元", "kind: amount", "sections[1].fields[1].unit：amount 应写明单位，例如 万元"),
        (
            "label: 外借总数, unit: 把",
            "label: 外借总数, kind: amount",
            "tables[1].blocks[0].columns[2].unit：amount 应写明单位，例如 万元",
        ),
    ],
)
def test_what_the_report_would_print_wrong_is_a_mistake(
    old: str, new: str, mistake: str, file: Callable[..., Path]
) -> None:
    assert remarks(try_form(str(file((old, new))), FORMS)) == {"load": [mistake]}


@pytest.mark.usefixtures("load_alone")
def test_a_unit_that_no_reader_of_the_report_sees_is_noted(file: Callable[..., Path]) -> None:
    columns = ("label: 外借总数, unit: 把", "label: 外借总数, kind: amount, unit: 千克")
    found = try_form(str(file(columns)), FORMS).steps[0].remarks
    assert [(each.where, each.message, each.severity) for each in found] == [
        (
            "tables[1].blocks[0].columns",
            "“外借总数”的单位是千克，报告的表格里看不出来，宜写进 label",
            Severity.NOTE,
        )
    ]
    named = ("label: 外借总数, unit: 把", "label: 外借总数（千克）, kind: amount, unit: 千克")
    assert try_form(str(file(named)), FORMS).steps[0].remarks == ()


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("{{ 锤子购入 }}把{% if 锤子购入 > 1 %}，，买得多{% endif %}。", ["标点连用“，，”：…9把，，买得多。…"]),
        ("{% set 各项 = [('甲', 锤子购入)] | 非零 %}其中{{ 各项[0][0] }}。", ["表式的例句“盘点概述”写不出来"]),
        ("{{ 锤子购入 }}，{{ [('手锯', 手锯年末)] | 非零 | 列举('把') }}。", ["标点连用“，。”：…0，。…"]),
        ("{% if 锤子购入 %}{{ [('锤子', 锤子购入)] | 列举('把') }}{% else %}没有购入{% endif %}。", []),
    ],
)
def test_sentences_are_tried_with_none_one_and_many(
    text: str, reported: list[str], samples: Callable[..., Samples]
) -> None:
    old, new = SENTENCE
    found = [each.text for each in text_remarks(samples((old, new.format(text))))]
    for remark, start in zip(found, reported, strict=True):
        assert remark.startswith(f"sentences.盘点概述：{start}"), remark


def test_drafts_are_tried_with_what_they_name(samples: Callable[..., Samples]) -> None:
    found = text_remarks(samples(("{{ 锤子购入 }}把，", "{{ 机关名称 | 同比 }}把，；")))
    first, second = [each.text for each in found]
    assert first.startswith("sections[0].drafts[0].text：“机关名称”是文字，不能用“同比”")
    assert second.startswith("sections[0].drafts[0].text：标点连用“，；”")


def test_rules_that_contradict_each_other(samples: Callable[..., Samples]) -> None:
    found = list(rule_remarks(samples(after=RULE)))
    assert {each.severity for each in found} == {Severity.WARNING}
    assert [each.text for each in found] == [
        f"rules：{reported}时，没有找到让各条规则都成立的数字，请核对规则之间有没有矛盾"
        for reported in ("各项都是 0", "各项都是 1", "各项都有许多")
    ]


def test_a_rule_that_figures_break(samples: Callable[..., Samples], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FigureRepair, "mended", lambda _, start: {**start, "stock.saws.bought": 90})
    own = samples(
        ("bought <= left + scrapped\n    severity: warning", "bought <= left + scrapped\n    severity: error")
    )
    assert [each.text for each in rule_remarks(own)] == [
        f"{reported}：GJ-11 “手锯”购入 90 把，多于年末实有与报废之和 {sum} 把。请核对三个数字。"
        for reported, sum in (("各项都是 0", 0), ("各项都是 1", 2), ("各项都有许多", 58))
    ]


def test_a_workbook_that_is_not_what_was_filled_in(
    samples: Callable[..., Samples], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def built(form: Form, *, filing: Filing) -> bytes:
        changed = {**filing.inputs, "stock.hammers.bought": Entry(number=1)}
        return build_workbook(form, filing=replace(filing, inputs=changed, narrative={}))

    monkeypatch.setattr(workbooks, "build_workbook", built)
    monkeypatch.setattr(workbooks, "faults", lambda _: ["xl/workbook.xml: sheet name ''"])
    found = [each.text for each in workbook_remarks(samples().many, "工作簿", FORMS, tmp_path)]
    assert found[0] == "工作簿：Excel 打开时会要求修复：xl/workbook.xml: sheet name ''"
    assert "stock.hammers.bought（锤子，本年购入）：写的是“9”，读回来是“1”" in found
    assert "stock：文字写了 1 段，读回来 0 段" in found


@pytest.mark.parametrize("extension", ["docx", "html", "pdf", "md", "txt"])
def test_a_report_that_loses_something(extension: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if extension == "pdf":
        require_fonts()

    def shortened(filing: Filing) -> Document:
        return replace(compose(filing), preamble=(), filing_json="")

    monkeypatch.setattr(reports, "compose", shortened)
    many = Samples(form=FORMS.form("gongju-2024")).many
    found = reports.report_remarks(many, FORMATS[extension], FORMS, tmp_path)
    assert [each.text for each in found] == ["preamble：文字写了 1 段，读回来 0 段"]


@pytest.mark.parametrize(
    ("error", "state", "reported"),
    [
        (MissingTool("没有装 typst。"), "skipped", "没有试：没有装 typst。"),
        (RuntimeError("甲"), "error", "程序内部出错（RuntimeError: 甲）"),
    ],
)
def test_what_a_step_does_not_get_through(error: Exception, state: str, reported: str) -> None:
    def look() -> Iterator[Remark]:
        yield Remark(where="甲", message="乙", severity=Severity.NOTE)
        raise error

    step = run_step("html", "网页", "生成", look)
    assert step.state == state
    assert (step.done if step.left_out else step.remarks[-1].text).startswith(reported)


def test_a_form_for_which_another_would_be_taken(file: Callable[..., Path]) -> None:
    found = try_form(str(file(("id: gongju-2024", "id: gongju-2025"))), FORMS)
    assert remarks(found) == {"recognition": ["没有写明表式的报告会被读作“工具间年度盘点报告（虚构）”（gongju-2024）"]}
    assert not found.failed


def test_a_form_whose_id_is_taken_is_tried_in_place_of_the_other_and_nothing_of_it_stays(
    file: Callable[..., Path],
) -> None:
    before = FORMS.form("gongju-2024")
    found = try_form(str(file(("label: 锤子,", "label: 铁锤,"))), FORMS)
    assert remarks(found) == {}
    assert [step.name for step in found.steps] == STEPS
    assert FORMS.form("gongju-2024") is before


def test_the_command_shows_one_line_a_step(file: Callable[..., Path]) -> None:
    require_fonts()
    shown = call("--check", "kanban-2022", file(("deadline: 03-01", "deadline: 02-30")))
    assert shown.exit_code == 1
    lines = shown.stdout.splitlines()
    assert lines[0] == "kanban-2022（kanban-2022，橱窗更新年报表（虚构））"
    assert [line[:5] for line in lines[1:13]] == ["  通过 "] * 12
    assert lines[13].endswith("试验.yaml（gongju-2024，工具间年度盘点报告（虚构））")
    assert lines[14:] == [
        "  错误 读取：1 处错误，改正后再试其他各步",
        "      错误 levels[0].deadline：“02-30”不是每年都有的日期，应写成 01-31 这样的月和日",
    ]


def test_the_command_for_programs(file: Callable[..., Path]) -> None:
    shown = call("--check", file(("deadline: 03-01", "deadline: 02-30")), "--format", "json")
    assert shown.exit_code == 1
    [entry] = json.loads(shown.stdout)["forms"]
    assert (entry["form"], entry["status"], [step["step"] for step in entry["steps"]]) == (
        "gongju-2024",
        "errors",
        ["load"],
    )
    [remark] = entry["steps"][0]["remarks"]
    assert (remark["severity"], remark["where"]) == ("error", "levels[0].deadline")


@pytest.mark.parametrize(
    ("arguments", "reported"),
    [
        (["--check", "没有.yaml"], "没有表式文件“没有.yaml”"),
        (["--check", "gkgb-2012"], "没有表式“gkgb-2012”"),
        (["--format", "json"], "--format 只用于 --check"),
    ],
)
def test_what_cannot_be_checked(arguments: list[str], reported: str) -> None:
    shown = call(*arguments)
    assert shown.exit_code == 2
    assert reported in shown.stderr


def test_a_folder_must_be_called_what_its_form_is(tmp_path: Path) -> None:
    folder = tmp_path / "gongju-2025"
    folder.mkdir()
    folder.joinpath("form.yaml").write_bytes(SMALL.read_bytes())
    found = remarks(try_form(str(folder), FORMS))
    assert found == {"load": ["id：应与文件夹的名称“gongju-2025”相同，现为 'gongju-2024'"]}


@pytest.mark.usefixtures("load_alone")
def test_a_key_that_nothing_reads_any_more_is_noted(file: Callable[..., Path]) -> None:
    found = try_form(str(file(("    layout: blocks\n", "    layout: blocks\n    widths: [60, 30, 30, 30]\n"))), FORMS)
    assert not found.failed
    assert remarks(found)["load"] == ["tables[0].widths：列宽按标签排定，不再读这个键，可以删去"]


@pytest.mark.scale
def test_a_supplement_is_tried_with_the_form_that_it_adds_to() -> None:
    found = try_form(str(FOLDER / "bangongshi-2024"), FORMS)
    assert (found.form, found.failed, remarks(found)) == ("gkgb-2021+bangongshi-2024", False, {})
