"""A unit's figure that was not read adds nothing, and the sum of the others says that it is not all of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.at_hand import FORMS
from tests.rollup.county import CITY, UNITS, call, codes, figures, put, run, with_roster, without
from toolkit.filing import Filing
from toolkit.ingest import read_any
from toolkit.rollup.roster import Unit
from toolkit.rules.engine import check_filing

pytestmark = pytest.mark.scale  # whole runs, of which test_command.py holds some

GRANTED, RECEIVED = "applications.granted.natural_person", "applications.received.natural_person"
LEFT = Unit(code="0", name="某县人民政府", level="county")


@pytest.fixture
def county(tmp_path: Path) -> Path:
    for number, name in enumerate(UNITS, start=1):
        put(tmp_path / "2025", name, figures(number * 10))
    without(tmp_path / "2025" / f"{UNITS[2]}.xlsx", GRANTED)
    return tmp_path


def read(path: Path) -> tuple[Filing, set[str]]:
    filing, reading = read_any(path, FORMS)
    return filing, {each.code for each in check_filing(filing, reading)}


def test_it_adds_nothing_and_the_sum_says_so(county: Path) -> None:
    result = run(county, "--include-errors")
    assert ("某县人民政府", "RU-14") in codes(result)
    assert f"{UNITS[2]}没有读出或没有填写这些数" in result.output
    filing, found = read(county / "汇总.xlsx")
    assert (filing.number(RECEIVED), filing.number(GRANTED)) == (60, 30)
    assert [cell for cell, entry in filing.inputs.items() if entry.partial] == [GRANTED]
    assert "IM-08" in found


def test_the_plain_sheets_show_what_is_missing(county: Path) -> None:
    run(county, "--include-errors")
    book = openpyxl.load_workbook(county / "汇总.xlsx")
    sheet = book["汇总 各单位数据"]
    column = next(cell.column for cell in sheet[4] if cell.value == "（一）予以公开")
    assert [sheet.cell(row, column).value for row in range(6, 10)] == [10, 20, None, "30（不全）"]
    kinds = {row[0].value: row[-1].value for row in book["汇总 分类合计"].iter_rows(min_row=4)}
    assert kinds["（一）予以公开，自然人"] == "30（不全）"
    assert kinds["一、本年新收政府信息公开申请数量，自然人"] == 60
    reported = call("explain", county / "汇总.xlsx", GRANTED).output.splitlines()
    assert reported[1].startswith("30（不全）  某县人民政府")
    assert any("没有数" in line and UNITS[2] in line for line in reported)


def test_a_sum_that_became_incomplete_has_changed_and_says_so(tmp_path: Path) -> None:
    for number, name in enumerate(UNITS):
        put(tmp_path / "2025", name, figures(number, granted=number))
    run(tmp_path, "--include-errors")
    without(tmp_path / "2025" / f"{UNITS[0]}.xlsx", GRANTED)
    run(tmp_path, "--include-errors")
    changes = json.loads(call("diff", tmp_path / "汇总.xlsx", "--format", "json").output)["changes"]
    [parent] = [change["figures"] for change in changes if not change["file"]]
    label = "（一）予以公开，自然人"
    assert parent == [{"label": label, "before": 3, "before_whole": True, "now": 3, "now_whole": False}]
    assert f"{label}：3 → 3（不全）" in call("diff", tmp_path / "汇总.xlsx").output
    assert f"{label}：删去 0" in call("diff", tmp_path / "汇总.xlsx").output


def test_what_no_unit_knows_has_no_sum(tmp_path: Path) -> None:
    put(tmp_path / "2025", UNITS[0], figures(10))
    without(tmp_path / "2025" / f"{UNITS[0]}.xlsx", GRANTED)
    assert "RU-14" not in run(tmp_path, "--include-errors").output
    filing, found = read(tmp_path / "汇总.xlsx")
    assert GRANTED in filing.unread
    assert "IM-06" in found


@pytest.fixture
def city(tmp_path: Path) -> Path:
    for place, unit in enumerate(("城关镇人民政府", "乙县教育局")):
        put(tmp_path / "2025" / "乙县人民政府", unit, figures(10 + place))
    put(tmp_path / "2025" / "甲县人民政府", "城关镇人民政府", figures(5))
    without(tmp_path / "2025" / "乙县人民政府" / "乙县教育局.xlsx", GRANTED)
    return tmp_path


def test_a_sum_of_sums_is_not_complete_either(city: Path) -> None:
    result = with_roster(city, CITY, "--include-errors")
    assert [unit for unit, code in codes(result) if code == "RU-14"] == ["某市人民政府", "乙县人民政府"]
    filing, _ = read(city / "汇总.xlsx")
    assert (filing.number(GRANTED), filing.entry(GRANTED).partial) == (15, True)


def test_neither_is_one_that_is_handed_in(city: Path) -> None:
    with_roster(city, CITY, "--include-errors")
    county = next(city.glob("汇总*/*乙县人民政府.xlsx"))
    county.rename(city / "2025" / "乙县.xlsx")
    for folder in ("甲县人民政府", "乙县人民政府"):
        shutil.rmtree(city / "2025" / folder)
    options = ("--agency", "某市人民政府", "--jobs", 1, "--include-errors")
    result = call("run", city / "2025", "-o", city / "上级.xlsx", *options)
    assert codes(result) == [("某市人民政府", "RU-14"), ("乙县人民政府", "RU-10"), ("乙县人民政府", "RU-14")]


def test_the_governments_own_figures_are_not_held_against_an_incomplete_sum(county: Path) -> None:
    put(county / "2025", LEFT.name, figures(60))
    units = (LEFT, *(Unit(code=str(place), name=name, parent="0") for place, name in enumerate(UNITS, start=1)))
    assert "RU-01" not in with_roster(county, units, "--include-errors").output


def test_a_part_that_is_not_known_makes_no_coarser_figure(tmp_path: Path) -> None:
    """Three rows of one form are one row of the other: two of them are not its number."""
    put(tmp_path / "2025", UNITS[0], figures(10), form="gkgb-2021-condensed")
    put(tmp_path / "2025", UNITS[1], figures(10))
    without(tmp_path / "2025" / f"{UNITS[1]}.xlsx", "applications.other.remaining.natural_person")
    run(tmp_path, "--include-errors", "--form", "gkgb-2021-condensed")
    filing, _ = read(tmp_path / "汇总.xlsx")
    entry = filing.entry("applications.other.natural_person")
    assert (entry.number, entry.partial) == (0, True)


def test_a_note_among_the_files_is_nobodys(tmp_path: Path) -> None:
    put(tmp_path / "2025", UNITS[0], figures(10))
    (tmp_path / "2025" / "工作总结.txt").write_text(
        "某市某局2024年工作总结\n一、总体情况\n完成任务。\n", encoding="utf-8"
    )
    result = run(tmp_path)
    assert codes(result) == [("（未归属的文件）", "RU-08")]
