"""What a source does not hold is in no result: no command writes, prints, adds or compares a figure for it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.at_hand import FORMS
from tests.command_line import run
from tests.ingest.printed import map_cells, printed, to_html
from tests.ingest.samples import sample
from tests.workbook_reading.surgery import Package
from toolkit.filing.json import filing_to_json
from toolkit.ingest import read_any
from toolkit.workbook.plan import CHECKS, plan_of
from toolkit.workbook.reading.read import read_workbook

FORM = FORMS.form("gkgb-2021")
PLAN, SAMPLE = plan_of(FORM), sample(FORM.id)
ROW = "applications.granted"
CELL = f"{ROW}.research"
ABOVE = (f"{ROW}.total", "applications.total.research", "applications.total.total")
"""The totals that it goes into."""
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
def test_no_report_ends_with_2_and_writes_nothing(command: str, tmp_path: Path) -> None:
    path = tmp_path / "来源.txt"
    path.write_text(ANOTHER, encoding="utf-8")
    result = run(command, path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "没有找到任何一种表式的表格" in result.stderr
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_tables_that_are_pictures_are_imported_unread(pictures: Path) -> None:
    assert run("import", pictures).exit_code == 1
    workbook = pictures.with_suffix(".xlsx")
    filing, _ = read_workbook(workbook, FORMS)
    assert filing.unread.issuperset(filing.form.inputs)
    result = run("check", workbook)
    assert [f"：{table}整张没有读出" in result.stdout for table in ("表二", "表三", "表四")] == [True] * 3
    assert result.stdout.count("IM-06") == 3
    assert "空白" not in result.stdout


@pytest.fixture
def covered(tmp_path: Path) -> Path:
    """A report of which one figure cannot be made out."""
    report = map_cells(printed(SAMPLE), "", lambda cell: replace(cell, text="4?2") if cell.id == CELL else cell)
    path = tmp_path / "报告.html"
    path.write_bytes(to_html(report))
    return path


def test_what_cannot_be_made_out_is_kept_and_goes_into_no_sum(covered: Path) -> None:
    result = run("import", covered)
    assert result.exit_code == 1
    assert "内容是“4?2”，不只是一个数字，没有当作数字读入。" in result.stderr
    assert f"表三有 1 格没有读出：“{FORM.label(CELL)}”。" in result.stderr
    book = load_workbook(covered.with_suffix(".xlsx"), data_only=True)
    shown = {cell: book[PLAN.at(cell).sheet][PLAN.at(cell).address].value for cell in (CELL, *ABOVE)}
    assert shown == {CELL: "4?2", **dict.fromkeys(ABOVE)}
    place = str(PLAN.at("applications.received.research").where)
    line = next(row for row in book[CHECKS].iter_rows(values_only=True) if (row[0], row[6]) == ("T3-01", place))
    assert line[2:5] == (SAMPLE.number("applications.received.research"), None, "未填")


def test_it_stays_so_in_the_workbook_until_it_is_filled_in(covered: Path) -> None:
    run("import", covered)
    workbook = covered.with_suffix(".xlsx")
    filing, _ = read_workbook(workbook, FORMS)
    assert filing.unread.intersection(FORM.cells) == {CELL, *ABOVE}
    assert filing.number(f"{ROW}.total") == SAMPLE.number(f"{ROW}.total")  # which the report prints
    result = run("check", workbook)
    assert ("T3-47" in result.stdout, "“4?2”" in result.stdout, "IM-06" in result.stdout) == (True, True, False)
    package = Package.of(workbook.read_bytes())
    package.put(str(PLAN.at(CELL).where), None)
    workbook.write_bytes(package.to_bytes())
    assert "没有读出" in run("check", workbook).stdout
    package.put(str(PLAN.at(CELL).where), 5)
    workbook.write_bytes(package.to_bytes())
    assert read_workbook(workbook, FORMS)[0].unread.isdisjoint(FORM.cells)


def test_a_form_asked_for_is_taken(pictures: Path) -> None:
    assert run("import", pictures, "--form", "gkgb-2021-condensed").exit_code == 1
    assert read_workbook(pictures.with_suffix(".xlsx"), FORMS)[0].form.id == "gkgb-2021-condensed"
    assert json.loads(filing_to_json(read_any(pictures, FORMS)[0]))["tables"] == {}
