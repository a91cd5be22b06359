"""Cells for words: what is none of theirs is found where it stands, whatever the filing was read from."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.command_line import run, succeeds
from tests.forms.made_up import FOLDER, FORMS
from toolkit.filing.json import filing_from_json
from toolkit.ingest import read_any
from toolkit.ingest.comparison import compare_years
from toolkit.workbook.plan import plan_of

DATA = FOLDER / "zhandian-2024" / "filing.json"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "填报.xlsx"
    succeeds("fill", DATA, "-o", path)
    return path


def found(path: Path) -> list[tuple[str, str, str]]:
    """Code, cell and value of everything that a check finds wrong or doubtful."""
    [entry] = json.loads(run("check", path, "--format", "json").stdout)["files"]
    reported = [each for each in entry["findings"] if each["severity"] != "note"]
    return [(each["code"], each["cells"][0]["where"], each["cells"][0]["value"]) for each in reported]


def changed(path: Path, **values: str | int | None) -> Path:
    book = load_workbook(path)
    plan = plan_of(FORMS.form("zhandian-2024"))
    for name, value in values.items():
        cell_address = plan.at(f"sites.main.{name}")
        book[cell_address.sheet][cell_address.address] = value
    book.save(path)
    return path


def test_a_clean_workbook_has_real_dates_and_lists(workbook: Path) -> None:
    assert found(workbook) == []
    sheet = load_workbook(workbook)["一 站点一览"]
    plan = plan_of(FORMS.form("zhandian-2024"))
    assert sheet[plan.at("sites.main.opened").address].value.date() == dt.date(2016, 5, 1)
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert {'"自建,托管,集约化平台"', '"是,否"'} <= lists


def test_what_is_off_the_list_or_no_day_is_found_in_a_workbook(workbook: Path) -> None:
    changed(workbook, mode="外包", opened="五月初", friendly="√")
    assert found(workbook) == [
        ("KD-01", "一 站点一览!D4", "√"),
        ("KD-01", "一 站点一览!E4", "外包"),
        ("KD-01", "一 站点一览!F4", "五月初"),
    ]


def test_days_are_read_in_any_usual_writing(workbook: Path) -> None:
    filing, _ = read_any(changed(workbook, opened="2016.5.1", note=None), FORMS)
    assert filing.entry("sites.main.opened").text == "2016-05-01"
    assert found(workbook) == []  # a text may be left out
    filing, _ = read_any(changed(workbook, opened=42491), FORMS)
    entry = filing.entry("sites.main.opened")
    assert (entry.text, str(entry.where)) == ("2016-05-01", "一 站点一览!F4")


def test_a_blank_choice_is_one_forgotten(workbook: Path) -> None:
    assert found(changed(workbook, mode=None)) == [("NM-01", "一 站点一览!E4", "")]


def test_data_are_held_to_the_same(tmp_path: Path) -> None:
    raw = json.loads(DATA.read_text(encoding="utf-8"))
    raw["tables"]["sites"]["main"]["mode"] = "外包"
    raw["duty"]["since"] = "很久以前"
    path = tmp_path / "数据.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    assert found(path) == [("KD-01", "tables.sites.main.mode", "外包"), ("KD-01", "duty.since", "很久以前")]


def test_a_report_that_prints_something_else_is_not_guessed(workbook: Path, tmp_path: Path) -> None:
    report = tmp_path / "报告.html"
    succeeds("render", workbook, "--to", "html", "-o", report)
    page = report.read_text(encoding="utf-8").replace(">集约化平台<", ">外包<").replace(">是<", ">√<")
    report.write_text(page, encoding="utf-8")
    filing, findings = read_any(report, FORMS)
    assert [(each.code, each.cells[0].id, each.actual) for each in findings] == [("IM-03", "sites.main.mode", "外包")]
    assert filing.entry("sites.main.friendly").text == "是"
    assert "KD-01" not in {code for code, _, _ in found(report)}


def test_years_are_compared_in_words(tmp_path: Path) -> None:
    raw = json.loads(DATA.read_text(encoding="utf-8"))
    raw["tables"]["sites"]["main"] |= {"mode": "托管", "opened": "2016-05-02"}
    before, _ = filing_from_json(json.dumps(raw), "上年", FORMS)
    now, _ = filing_from_json(DATA.read_bytes(), "本年", FORMS)
    changes = {each.id: (each.last, each.this, each.rate) for each in compare_years(before, now).changes}
    assert changes["sites.main.mode"] == ("托管", "集约化平台", "不同")
    assert changes["sites.main.opened"] == ("2016年5月2日", "2016年5月1日", "不同")
    assert changes["sites.main.friendly"] == ("是", "是", "相同")
