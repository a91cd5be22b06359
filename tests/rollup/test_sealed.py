"""What a roll-up added up is not changed unseen."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests import command_line
from tests.at_hand import FORMS
from tests.rollup.county import UNITS, codes, figures, put, received, run
from toolkit.filing.dump import filing_to_json
from toolkit.filing.json import filing_from_json
from toolkit.finding import Finding
from toolkit.ingest import read_any
from toolkit.rules.engine import check_filing

SHEET, CELL = "三 申请办理", "D6"


@pytest.fixture(scope="module")
def rolled_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a roll-up of 10 applications by natural persons, and of 99 once somebody has typed that."""
    folder = tmp_path_factory.mktemp("county")
    put(folder / "2025", UNITS[0], figures(10))
    run(folder)
    out = folder / "汇总.xlsx"
    assert sealed(out) == []
    book = openpyxl.load_workbook(out)
    assert book[SHEET][CELL].value == 10
    book[SHEET][CELL].value = 99
    book.save(out)
    return folder


@pytest.fixture
def changed(rolled_up: Path, tmp_path: Path) -> Path:
    """The workbook of that roll-up in a folder of its own."""
    return shutil.copytree(rolled_up, tmp_path / "县") / "汇总.xlsx"


def sealed(workbook: Path) -> list[Finding]:
    """The findings on changed sums."""
    filing, reported = read_any(workbook, FORMS)
    return [each for each in check_filing(filing, reported) if each.code == "RU-17"]


def test_a_changed_sum_is_an_error_with_what_it_was(changed: Path) -> None:
    (finding,) = sealed(changed)
    assert finding.blocks
    assert [str(ref.where) for ref in finding.cells] == [f"{SHEET}!{CELL}"]
    assert "汇总得出 10，改成了 99" in finding.message
    result = command_line.run("render", changed, "-o", changed.parent / "报告")
    assert (result.exit_code, "RU-17" in result.output) == (1, True)


def test_an_emptied_one_too(changed: Path) -> None:
    book = openpyxl.load_workbook(changed)
    book[SHEET][CELL].value = None
    book.save(changed)
    (finding,) = sealed(changed)
    assert "汇总得出 10，改成了 空白" in finding.message


def test_the_next_run_says_what_it_does_not_take_over(changed: Path) -> None:
    put(changed.parent / "2025", UNITS[1], figures(5))
    result = run(changed.parent)
    assert codes(result) == [("某县人民政府", "RU-17")]
    assert "上一份汇总工作簿“汇总.xlsx”里有 1 格" in result.output
    assert received(changed) == ("某县人民政府", 15)
    assert sealed(changed) == []


def test_the_seal_goes_through_data_and_repair(changed: Path) -> None:
    filing, _ = read_any(changed, FORMS)
    text = filing_to_json(filing)
    again, _ = filing_from_json(text, "数据", FORMS)
    assert {q: e.added_up for q, e in again.inputs.items()} == {q: e.added_up for q, e in filing.inputs.items()}
    assert [each.code for each in check_filing(again) if each.code == "RU-17"] == ["RU-17"]
    repaired = changed.with_stem("修复")
    assert command_line.run("repair", changed, "-o", repaired).exit_code in (0, 1)
    assert len(sealed(repaired)) == 1


def test_a_seal_that_is_no_number(changed: Path) -> None:
    filing, _ = read_any(changed, FORMS)
    data = json.loads(filing_to_json(filing))
    data["sums"]["applications.received.natural_person"] = "许多"
    path = changed.with_suffix(".json")
    path.write_text(json.dumps(data), encoding="utf-8")
    result = command_line.run("check", path)
    assert "sums.applications.received.natural_person：应为数字，现为“许多”" in result.output
