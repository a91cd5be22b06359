"""What a source does not hold is in no result: no command writes, prints, adds or compares a figure for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from toolkit.filing.json import filing_to_json
from toolkit.form import load_form
from toolkit.ingest import read_any
from toolkit.workbook.reading.read import read_workbook

FORM = load_form("gkgb-2021")
ANOTHER = "某市某局2024年工作总结\n一、总体情况\n本局完成各项任务。\n二、主要做法\n加强领导。\n"


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A report whose tables are pictures."""
    lines = ["某市某局", "2024年政府信息公开工作年度报告"]
    lines += [line for section in FORM.sections for line in (section.heading, '正文。<img src="table.png">')]
    path = tmp_path / "报告.html"
    path.write_text("".join(f"<p>{line}</p>" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["check", "import", "export", "annotate", "render"])
def test_no_report_ends_with_2_and_writes_nothing(command: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "来源.txt"
    path.write_text(ANOTHER, encoding="utf-8")
    result = run(command, path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "没有找到任何一种表式的表格" in result.stderr
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_tables_that_are_pictures_are_imported_unread(run: Run, pictures: Path) -> None:
    assert run("import", pictures).exit_code == 1
    workbook = pictures.with_suffix(".xlsx")
    filing, _ = read_workbook(workbook)
    assert filing.unread.issuperset(filing.form.inputs)
    result = run("check", workbook)
    assert [f"：{table}整张没有读出" in result.stdout for table in ("表二", "表三", "表四")] == [True] * 3
    assert result.stdout.count("IM-06") == 3
    assert "空白" not in result.stdout


def test_a_form_asked_for_is_taken(run: Run, pictures: Path) -> None:
    assert run("import", pictures, "--form", "gkgb-2021-condensed").exit_code == 1
    assert read_workbook(pictures.with_suffix(".xlsx"))[0].form.id == "gkgb-2021-condensed"
    assert json.loads(filing_to_json(read_any(pictures)[0]))["tables"] == {}
