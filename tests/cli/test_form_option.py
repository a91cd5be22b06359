"""A form that does not come with the program, named by its folder or file, in every command that needs one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import run
from tests.forms.made_up import FOLDER
from toolkit.form import Forms
from toolkit.form.registry import FOLDERS
from toolkit.ingest import read_any

FORM_ID = "kanban-2022"
FORM = FOLDER / FORM_ID
DATA = FORM / "filing.json"
FORMS = Forms(named=[str(FORM)])


@pytest.fixture(autouse=True)
def no_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDERS, raising=False)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "填报.xlsx"
    result = run("fill", DATA, "--form", FORM, "-o", path)
    assert result.exit_code == 0, result.output
    return path


@pytest.mark.parametrize("name", [FORM, FORM / "form.yaml"])
def test_commands_on_a_workbook(name: Path, workbook: Path, tmp_path: Path) -> None:
    outputs = {
        "annotate": "标记.xlsx", "repair": "修复.xlsx", "render": "报告.html", "export": "数据.json"
    }  # fmt: skip
    for command in ("check", "preview", *outputs):
        further = ("-o", tmp_path / outputs[command]) if command in outputs else ()
        result = run(command, workbook, "--form", name, *further)
        assert result.exit_code == 0, (command, result.output)
    for written in ("标记.xlsx", "修复.xlsx", "报告.html", "数据.json"):
        assert read_any(tmp_path / written, FORMS)[0].form.id == FORM_ID
    report = tmp_path / "报告.html"
    assert run("import", report, "--form", name, "-o", tmp_path / "导入.xlsx").exit_code in (0, 1)
    assert read_any(tmp_path / "导入.xlsx", FORMS)[0].form.id == FORM_ID
    raw = json.loads(DATA.read_text(encoding="utf-8"))
    before = tmp_path / "上年.json"
    before.write_text(json.dumps(raw | {"year": raw["year"] - 1}), encoding="utf-8")
    assert run("compare", before, workbook, "--form", name).exit_code == 0
    assert run("new", "--from", workbook, "--form", name, "-o", tmp_path / "下年.xlsx").exit_code == 0


def test_commands_without_a_file(tmp_path: Path) -> None:
    tools = FOLDER / "gongju-2024"
    code, wording = next(iter(Forms(named=[str(tools)]).form("gongju-2024").wordings.items()))
    assert run("explain", code, "--form", tools).output.startswith(f"{code} {wording.title}\n")
    assert FORM_ID in run("forms", "--form", FORM).output
    assert run("forms", FORM).output == run("forms", FORM_ID, "--form", FORM).output
    assert run("new", "--agency", "某局", "--year", 2024, "--form", FORM, "-o", tmp_path / "空白.xlsx").exit_code == 0
    roster = tmp_path / "名册.xlsx"
    assert run("rollup", "roster", "--year", 2024, "--agency", "某县", "--form", FORM, "-o", roster).exit_code == 0


def test_units_are_read_by_other_processes(workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are sent where the form is, though they may run in another folder."""
    folder, output = tmp_path / "各单位", tmp_path / "汇总.xlsx"
    folder.mkdir()
    for name in ("甲局", "乙局"):
        data = tmp_path / f"{name}.json"
        data.write_text(json.dumps(json.loads(DATA.read_text("utf-8")) | {"agency": name}), encoding="utf-8")
        assert run("fill", data, "--form", FORM, "-o", folder / f"{name}.xlsx").exit_code == 0
    monkeypatch.chdir(FOLDER)
    result = run(
        "rollup", "run", folder, "-o", output, "--agency", "某县人民政府", "--jobs", 2, "--form", FORM_ID + "/form.yaml"
    )
    assert result.exit_code == 0, result.output
    one, whole = (read_any(path, FORMS)[0] for path in (workbook, output))
    cell = next(cell for cell in one.form.inputs if one.number(cell) and one.form.kind_of(cell).adds)
    assert whole.number(cell) == 2 * (one.number(cell) or 0)
    shown = run("rollup", "explain", output, cell, "--form", FORM).output
    assert "甲局.xlsx" in shown
    assert run("rollup", "explain", output, cell).exit_code == 2


@pytest.mark.parametrize("source", [lambda workbook: workbook, lambda _: DATA], ids=["workbook", "data"])
def test_without_it_the_form_is_named_with_the_way_to_get_it(source: Callable[[Path], Path], workbook: Path) -> None:
    result = run("check", source(workbook))
    assert result.exit_code == 2
    for words in (FORM_ID, "--form", FOLDERS):
        assert words in result.output


def test_one_form_at_a_time_where_one_is_made(tmp_path: Path) -> None:
    result = run(
        "new", "--agency", "某局", "--year", 2024, "--form", FORM, "--form", "gkgb-2021", "-o", tmp_path / "无.xlsx"
    )
    assert (result.exit_code, "--form 只能写一种表式" in result.output) == (2, True)


def test_a_faulty_form_that_is_named_stops_the_command(tmp_path: Path) -> None:
    faulty = tmp_path / "form.yaml"
    faulty.write_text("extends: gkgb-2021\nid: odd\ntitel: 甲\n", encoding="utf-8")
    result = run("check", DATA, "--form", faulty)
    assert result.exit_code == 2
    assert result.output.count("titel") == 1
