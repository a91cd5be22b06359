"""Each command on real files: what it prints, what it writes, how it exits."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.command_line import run
from tests.regenerate import EXAMPLE, REPORT_FORMATS, ROOT, example_report
from tests.required import require_fonts
from toolkit.filing import Source
from toolkit.workbook.reading.read import read_workbook

NAME = "鹤岗市市场监督管理局2021年政府信息公开工作年度报告"


def _broken(data: Path, **changes: object) -> Path:
    """The data with an application counted that was never received, and whatever else is asked for."""
    filing = json.loads(data.read_text(encoding="utf-8"))
    filing["tables"]["applications"]["granted"]["natural_person"] = 7
    data.write_text(json.dumps(filing | changes, ensure_ascii=False), encoding="utf-8")
    return data


# --- new -----------------------------------------------------------------------


def test_new_makes_a_blank_workbook_named_by_agency_and_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("new", "--agency", "某市/市场监管局", "--year", 2025, "--level", "city_department")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "某市 市场监管局2025年填报工作簿.xlsx\n"
    filing, _ = read_workbook(tmp_path / result.stdout.strip(), FORMS)
    assert (filing.agency.value, filing.year, filing.level) == ("某市/市场监管局", 2025, "city_department")
    assert (filing.form.id, filing.source) == ("gkgb-2021", Source.WORKBOOK)


@pytest.mark.parametrize(("year", "form"), [(2019, "gkgb-2019"), (2020, "gkgb-2019"), (2021, "gkgb-2021")])
def test_new_takes_the_form_in_force(tmp_path: Path, year: int, form: str) -> None:
    target = tmp_path / "空白.xlsx"
    assert run("new", "--agency", "某局", "--year", year, "-o", target).exit_code == 0
    assert read_workbook(target, FORMS)[0].form.id == form


def test_new_takes_the_form_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "空白.xlsx"
    run("new", "--agency", "某局", "--year", 2025, "--form", "gkgb-2021-condensed", "-o", target)
    assert read_workbook(target, FORMS)[0].form.id == "gkgb-2021-condensed"


@pytest.mark.parametrize("level", ["city_department", "市级部门"])
def test_new_takes_a_level_by_its_id_or_its_label(tmp_path: Path, level: str) -> None:
    target = tmp_path / "空白.xlsx"
    run("new", "--agency", "某局", "--year", 2025, "--level", level, "-o", target)
    assert read_workbook(target, FORMS)[0].level == "city_department"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--year", 2018], "没有适用于 2018 年的表式"),
        (["--year", 2025, "--form", "gkgb-2012"], "没有表式“gkgb-2012”"),
        (["--year", 2025, "--level", "citty"], "没有“citty”这一单位层级（是否想写“city”？）"),
        (["--year", 2025, "--level", "市级部"], "没有“市级部”这一单位层级（是否想写“市级部门”？）"),
        (["--year", 2025, "-o", "空白.docx"], "应以“.xlsx”结尾"),
    ],
)
def test_new_says_what_it_cannot_make(options: list[object], said: str) -> None:
    result = run("new", "--agency", "某局", *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_new_keeps_a_workbook_that_was_filled_in(workbook: Path) -> None:
    workbook.write_bytes(workbook.read_bytes() + b"\0")
    before = workbook.read_bytes()
    result = run("new", "--agency", "某局", "--year", 2025, "-o", workbook)
    assert result.stdout.strip().endswith("填报工作簿（2）.xlsx")
    assert workbook.read_bytes() == before


def test_new_carries_last_year_over(data: Path, tmp_path: Path) -> None:
    filing = json.loads(data.read_text(encoding="utf-8"))
    filing["tables"]["applications"]["carried_out"]["business"] = 4
    filing["cover"]["contact"] = "某路1号"
    data.write_text(json.dumps(filing), encoding="utf-8")
    result = run("new", "--from", data, "-o", tmp_path)
    assert result.exit_code == 0
    assert result.stdout.strip() == str(tmp_path / "鹤岗市市场监督管理局2022年填报工作簿.xlsx")
    this, _ = read_workbook(Path(result.stdout.strip()), FORMS)
    assert (this.agency.value, this.year, this.level, this.contact.value, this.form.id) == (
        "鹤岗市市场监督管理局",
        2022,
        "city_department",
        "某路1号",
        "gkgb-2021-condensed",
    )
    assert this.number("applications.carried_in.business") == 4
    assert this.number("applications.carried_in.natural_person") == 0
    assert this.entry("applications.received.natural_person").blank
    assert this.last_year("applications.received.total") == 33
    assert [(own.name, own.unit, own.entry.blank, own.prior) for own in this.indicators] == [
        ("网站公开信息", "条", True, 666),
        ("政策解读", "篇", True, 1),
        ("公众号发布信息", "篇", True, 433),
    ]
    assert this.prior
    assert any("公开政府信息666条" in text for text in this.prior.narrative["overview"])
    assert not any("666" in paragraph.text for paragraph in this.narrative["overview"])


@pytest.mark.parametrize(
    ("changes", "options", "said"),
    [
        ({}, ["--year", 2025], "是 2021 年的，不能作为上年的报告。请指明 2024 年的报告"),
        ({"year": None}, [], "没有写明年度"),
        ({"agency": ""}, [], "请用 --agency 写明机关全称"),
    ],
)
def test_new_says_what_is_no_last_year(
    data: Path, changes: dict[str, object], options: list[object], said: str
) -> None:
    filing = json.loads(data.read_text(encoding="utf-8")) | changes
    data.write_text(json.dumps(filing), encoding="utf-8")
    result = run("new", "--from", data, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


# --- check ---------------------------------------------------------------------


def test_check_of_a_clean_workbook(workbook: Path) -> None:
    result = run("check", workbook)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{workbook}（鹤岗市市场监督管理局，2021年）\n没有发现问题。\n"


def test_check_groups_by_sheet_and_counts(data: Path) -> None:
    result = run("check", _broken(data, year=2020))
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[-1].startswith("共 ")
    sheets = [line for line in lines if line and not line.startswith((" ", "共")) and "（" not in line]
    assert len(sheets) == len(set(sheets))
    assert "三 申请办理" in sheets
    for sheet in sheets:
        start = lines.index(sheet) + 1
        end = next(index for index in range(start, len(lines)) if not lines[index])
        ranks = [
            "错误 提醒 提示".index(line.split()[0])
            for line in lines[start:end]
            if line.startswith("  ") and line[2] != " "
        ]
        assert ranks == sorted(ranks)


def test_check_json_is_as_designed(data: Path, workbook: Path, tmp_path: Path) -> None:
    missing = tmp_path / "没有.xlsx"
    result = run("check", "--format", "json", _broken(data), workbook, missing)
    assert result.exit_code == 2
    broken, clean, absent = json.loads(result.stdout)["files"]
    assert {key: broken[key] for key in ("file", "form", "agency", "year", "status")} == {
        "file": str(data),
        "form": "gkgb-2021-condensed",
        "agency": "鹤岗市市场监督管理局",
        "year": 2021,
        "status": "errors",
    }
    [finding] = [finding for finding in broken["findings"] if finding["code"] == "T3-01"]
    keys = {"code", "severity", "message", "remedy", "cells", "expected", "actual", "waived", "basis"}
    assert set(finding) == keys
    granted = next(cell for cell in finding["cells"] if cell["id"] == "applications.granted.natural_person")
    assert granted["where"] == "tables.applications.granted.natural_person"
    assert (clean["status"], clean["findings"]) == ("ok", [])
    assert (absent["status"], absent["form"]) == ("unreadable", None)
    assert "找不到文件" in absent["findings"][0]["message"]


@pytest.mark.skipif(os.name != "posix", reason="only there a pipe has a name")
def test_a_pipe_is_not_said_to_be_missing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    result = run("check", tmp_path / "管道.xlsx")
    assert result.exit_code == 2
    assert "是管道或设备，不是文件" in result.stderr


def test_check_goes_on_after_an_unreadable_file(workbook: Path, tmp_path: Path) -> None:
    result = run("check", tmp_path, workbook)
    assert result.exit_code == 2
    assert "是文件夹" in result.stderr
    assert "没有发现问题" in result.stdout


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("坏.json", b"{", "不是合法的 JSON"),
        ("空.xlsx", b"", "空.xlsx"),
        ("文字.xlsx", b"hello", "文字.xlsx"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsx"),
    ],
)
def test_check_of_what_is_no_filing(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    result = run("check", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


# --- render --------------------------------------------------------------------


def test_render_writes_word_and_web_page_beside_the_source(workbook: Path) -> None:
    result = run("render", workbook)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [str(workbook.parent / f"{NAME}.{kind}") for kind in ("docx", "html")]
    assert {path.name for path in workbook.parent.iterdir()} == {workbook.name, f"{NAME}.docx", f"{NAME}.html"}


def test_render_makes_the_committed_example(workbook: Path, tmp_path: Path) -> None:
    assert run("render", workbook, "--to", "html,md,txt", "-o", tmp_path / "out").exit_code == 0
    for path, report in map(example_report, REPORT_FORMATS):
        if path.suffix != ".docx":
            assert (tmp_path / "out" / path.name).read_bytes() == report


def test_render_takes_the_format_from_the_file_name(workbook: Path, tmp_path: Path) -> None:
    assert run("render", workbook, "-o", tmp_path / "报告.TXT").stdout.strip() == str(tmp_path / "报告.TXT")
    assert "只能存放纯文本" in run("render", workbook, "--to", "md", "-o", tmp_path / "报告.txt").stderr


def test_render_puts_the_data_beside_what_is_pasted(workbook: Path, tmp_path: Path) -> None:
    """Editors of websites drop links that hold the data themselves."""
    result = run("render", workbook, "--to", "fragment", "-o", tmp_path / "网站")
    made = [Path(line).name for line in result.stdout.splitlines()]
    assert made[:2] == [f"{NAME}（粘贴用）.html", f"{NAME}.json"]
    assert [name.rpartition("-")[2] for name in made[2:]] == [
        f"{table.caption}.csv" for table in FORMS.form("gkgb-2021").tables
    ]
    assert {path.name for path in (tmp_path / "网站").iterdir()} == set(made)
    assert run("check", tmp_path / "网站" / made[0]).exit_code == 0
    named = run("render", workbook, "--to", "fragment", "-o", tmp_path / "正文.html")
    assert named.stdout.splitlines()[0] == str(tmp_path / "正文.html")


def test_render_writes_one_format_to_the_standard_output(workbook: Path) -> None:
    result = run("render", workbook, "--to", "md", "-o", "-")
    assert result.exit_code == 0
    assert result.stdout.startswith("# 鹤岗市市场监督管理局")
    assert "只能是一种格式" in run("render", workbook, "-o", "-").stderr
    assert [path.name for path in workbook.parent.iterdir()] == [workbook.name]


def test_new_writes_a_workbook_to_the_standard_output() -> None:
    result = run("new", "--agency", "某局", "--year", "2025", "-o", "-")
    assert result.stdout_bytes.startswith(b"PK")


def test_one_format_that_fails_does_not_take_the_others_along(data: Path) -> None:
    """A private-use sign that Word's bullets leave behind is in no font: no PDF, but all else."""
    require_fonts()
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("通过市政府门户网站", "\uf06c通过市政府门户网站", 1), encoding="utf-8")
    assert "\uf06c" in data.read_text(encoding="utf-8")
    result = run("render", data, "--to", "docx,pdf,txt")
    assert [Path(line).suffix for line in result.stdout.splitlines()] == [".docx", ".txt"]
    assert result.exit_code == 2
    assert "“PDF”没有生成：" in result.stderr
    assert "看不见的字符 U+F06C：narrative." in result.stderr
    assert "\n  加 --tidy 可以去掉看不见的字符 U+F06C。" in result.stderr


def test_an_installed_part_that_does_not_load_costs_its_own_format_only(workbook: Path, tmp_path: Path) -> None:
    (tmp_path / "broken" / "typst").mkdir(parents=True)
    (tmp_path / "broken" / "typst" / "__init__.py").write_text("raise ImportError('DLL load failed')")
    command = [sys.executable, "-m", "toolkit.cli", "render", str(workbook), "--to", "pdf,txt"]
    path = f"{tmp_path / 'broken'}{os.pathsep}{ROOT}"
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": path}, capture_output=True, check=False, timeout=60)
    assert done.returncode == 2
    assert Path(done.stdout.decode().strip()).suffix == ".txt"
    assert "生成 PDF 的组件装坏了（DLL load failed）" in done.stderr.decode()


def test_a_format_that_cannot_be_written_is_named_and_the_others_are(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        if path.suffix == ".docx":
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        path.write_bytes(data)

    monkeypatch.setattr("toolkit.output._write_beside", full)
    result = run("render", workbook)
    assert result.exit_code == 2
    assert Path(result.stdout.strip()).suffix == ".html"
    assert "“Word 文档”没有生成：无法写入" in result.stderr
    assert "磁盘已满" in result.stderr


def test_render_twice_updates_and_keeps_what_was_edited(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("render", workbook, "-o", out)
    page = out / f"{NAME}.html"
    page.write_text(page.read_text(encoding="utf-8").replace("总体情况", "总情况"), encoding="utf-8")
    result = run("render", workbook, "-o", out)
    assert result.stdout.splitlines() == [str(out / f"{NAME}.docx"), str(out / f"{NAME}（2）.html")]


def test_render_refuses_while_there_are_errors(data: Path) -> None:
    result = run("render", _broken(data))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "T3-01" in result.stderr
    assert "--draft" in result.stderr
    assert [path.name for path in data.parent.iterdir()] == [data.name]


def test_a_draft_is_marked_and_still_exits_with_1(data: Path) -> None:
    result = run("render", _broken(data), "--draft", "--to", "txt,md")
    assert result.exit_code == 1
    for path in result.stdout.splitlines():
        assert "草稿" in Path(path).read_text(encoding="utf-8")


def test_tidy_changes_and_tells(data: Path) -> None:
    text = data.read_text(encoding="utf-8").replace("坚持先审查、后公开", "坚持先审查 、后公开")
    data.write_text(text, encoding="utf-8")
    plain = Path(run("render", data, "--to", "txt").stdout.strip())
    assert "先审查 、后公开" in plain.read_text(encoding="utf-8")
    result = run("render", data, "--to", "txt", "--tidy", "-o", data.parent / "tidy.txt")
    assert "先审查、后公开" in Path(result.stdout.strip()).read_text(encoding="utf-8")
    assert "改为" in result.stderr
    assert data.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--to", "doc"], "“doc”不在可选之列（是否想写“docx”？）。可选：docx、html、pdf、md、txt"),
        (["--to", "xyz"], "“xyz”不在可选之列。可选：docx"),
        (["--to", "html", "--reference-doc", "模板.docx"], "只用于 Word 报告"),
        (["--reference-doc", "没有.docx"], "找不到文件"),
        (["--reference-styles"], "要和 --reference-doc 一起用"),
        (["--to", "docx,fragment", "-o", "报告.html"], "只能存放网页"),
    ],
)
def test_render_says_what_it_cannot_do(workbook: Path, options: list[str], said: str) -> None:
    result = run("render", workbook, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_place_that_cannot_be_written(workbook: Path) -> None:
    result = run("render", workbook, "-o", workbook / "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "上级路径不是文件夹" in result.stderr


# --- fill and export -----------------------------------------------------------


def test_fill_and_export_come_round(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "filled.xlsx"
    assert run("fill", data, "-o", target).exit_code == 0
    result = run("export", target)
    assert (result.exit_code, result.stderr) == (0, "")
    exported, original = json.loads(result.stdout), json.loads((EXAMPLE / "filing.json").read_text(encoding="utf-8"))
    assert {key: exported.get(key) for key in original} == original


def test_fill_reports_what_is_missing_and_what_is_unknown(data: Path) -> None:
    filing = json.loads(data.read_text(encoding="utf-8"))
    filing["tables"]["applications"]["recieved"] = filing["tables"]["applications"].pop("received")
    data.write_text(json.dumps(filing), encoding="utf-8")
    result = run("fill", data)
    assert result.exit_code == 1
    assert result.stdout.strip() == str(data.with_suffix(".xlsx"))
    assert "applications.recieved.natural_person" in result.stderr
    assert "IM-06 表三有 1 行没有读出：“一、本年新收政府信息公开申请数量”" in result.stderr


def test_text_that_looks_like_a_formula_stays_text(data: Path, tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://example.org","x")'
    filing = json.loads(data.read_text(encoding="utf-8"))
    filing["narrative"]["other"].append({"text": evil})
    filing["agency"] = "=1+1"
    data.write_text(json.dumps(filing), encoding="utf-8")
    run("fill", data, "-o", tmp_path / "filled.xlsx")
    exported = json.loads(run("export", tmp_path / "filled.xlsx").stdout)
    assert exported["narrative"]["other"][-1]["text"] == evil
    assert exported["agency"] == "=1+1"


def test_export_never_replaces_its_source(data: Path) -> None:
    before = data.read_bytes()
    assert run("export", data, "-o", data).exit_code == 0
    assert data.read_bytes() == before


# --- explain and forms ---------------------------------------------------------


def test_explain_tells_all_of_a_rule() -> None:
    result = run("explain", "t3-01")
    assert result.exit_code == 0
    assert [line.partition("：")[0] for line in result.stdout.splitlines()[1:6]] == [
        "程度",
        "为什么",
        "依据",
        "例子",
        "怎么办",
    ]


def test_forms_lists_and_tells_every_item() -> None:
    assert [line.split("\t")[0] for line in run("forms").stdout.splitlines()] == [
        "gkgb-2019",
        "gkgb-2021",
        "gkgb-2021-condensed",
    ]
    lines = run("forms", "gkgb-2021").stdout.splitlines()
    assert "applications.received.total\t一、本年新收政府信息公开申请数量，总计\t件\t自动计算\t新收申请" in lines
    assert "processing_fee.notices\t发出收费通知\t件\t填报\t收费通知件数" in lines


# --- preview and import ----------------------------------------------------------


def test_preview_names_the_cell_of_each_figure(workbook: Path) -> None:
    lines = run("preview", workbook).stdout.splitlines()
    assert "全年作出行政许可决定10944件、行政处罚决定100件、行政强制决定6件；无行政事业性收费。" in lines
    assert any(line.strip().startswith("行政许可 10944　二 主动公开!") for line in lines)
    assert any(line.strip().startswith("新收申请 33　三 申请办理!") for line in lines)
    assert any(line.strip().startswith("网站公开信息 666　指标!") for line in lines)


def test_preview_tells_a_wrong_expression(data: Path) -> None:
    text = data.read_text(encoding="utf-8").replace("{{ 网站公开信息 }}", "{{ 网站信息公开 }}")
    data.write_text(text, encoding="utf-8")
    assert "    {{ 网站信息公开 }}：" in run("preview", data).stdout


def test_a_report_comes_back_as_a_workbook(workbook: Path, tmp_path: Path) -> None:
    run("render", workbook, "--to", "html", "-o", tmp_path / "out")
    [page] = (tmp_path / "out").iterdir()
    result = run("import", page)
    assert result.exit_code == 0
    imported, _ = read_workbook(Path(result.stdout.strip()), FORMS)
    original, _ = read_workbook(workbook, FORMS)
    assert imported.agency.value == original.agency.value
    assert {cell: imported.number(cell) for cell in original.form.cells} == {
        cell: original.number(cell) for cell in original.form.cells
    }


def test_figures_that_a_report_does_not_print_stay_blank_and_are_listed(data: Path, tmp_path: Path) -> None:
    filing = json.loads(data.read_text(encoding="utf-8"))
    filing["narrative"]["other"] = [{"text": "全年收取信息处理费3940元。"}]
    data.write_text(json.dumps(filing, ensure_ascii=False), encoding="utf-8")
    run("render", data, "--to", "html", "--draft", "-o", tmp_path / "out")
    [page] = (tmp_path / "out").iterdir()
    result = run("import", page)
    assert "“发出收费通知”、“通知收费总金额”没有从来源读出" in result.stderr
    imported, _ = read_workbook(Path(result.stdout.strip()), FORMS)
    fees = [imported.entry(f"processing_fee.{part}").number for part in ("notices", "charged", "received")]
    assert fees == [None, None, 3940]
