"""Sums that staff adjust openly: added once, shown everywhere, and refused where a line does not say what and why."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests import command_line
from tests.at_hand import FORMS
from tests.rollup.county import (
    CITY,
    FIRST,
    LABEL,
    UNITS,
    Line,
    adjust,
    call,
    codes,
    figures,
    put,
    received,
    run,
    with_roster,
)
from tests.sizes import sampled
from toolkit.filing.dump import filing_to_json
from toolkit.filing.json import filing_from_json
from toolkit.ingest import read_any
from toolkit.rules.engine import check_filing
from toolkit.workbook.reading.adjustments import ADJUSTMENTS

RECEIVED = "applications.received.natural_person"


@pytest.fixture(scope="module")
def rolled_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    put(folder / "2025", UNITS[0], figures(10))
    put(folder / "2025", UNITS[1], figures(20))
    run(folder)
    return folder


@pytest.fixture
def county(rolled_up: Path, tmp_path: Path) -> Path:
    """A county after its first roll-up."""
    shutil.copytree(rolled_up, tmp_path, dirs_exist_ok=True)
    return tmp_path


def reported(workbook: Path) -> list[tuple[str, str, bool]]:
    """The findings on adjustments: where, what, and whether it is an error."""
    found = check_filing(*read_any(workbook, FORMS))
    return [(str(each.where), each.message, each.blocks) for each in found if each.code == "RU-19"]


def test_an_adjustment_is_added_and_shown(county: Path) -> None:
    out = county / "汇总.xlsx"
    adjust(out, (LABEL, -3, "三件申请两个局各计了一次", "王某", "2026-01-20"))
    assert reported(out) == [
        (f"{ADJUSTMENTS}!A4", "“汇总 调整”表有 1 行是上次汇总以后写的、改的或删去的，还没有反映在汇总数里。", True)
    ]
    result = run(county)
    assert (result.exit_code, codes(result)) == (0, [])
    filing, _ = read_any(out, FORMS)
    assert filing.number(RECEIVED) == filing.entry(RECEIVED).added_up == 27
    said = f"有 1 格汇总数作了调整：{LABEL}-3，三件申请两个局各计了一次（王某，2026-01-20）。"
    assert reported(out) == [("三 申请办理!D6", said, False)]
    assert said in command_line.run("render", out, "-o", county / "报告").output
    book = openpyxl.load_workbook(out)
    shown = [cell.value for cell in book[ADJUSTMENTS][FIRST]]
    assert shown == [LABEL, "-3", "三件申请两个局各计了一次", "王某", "2026-01-20", 30, 27, "已计入"]
    column = next(cell.column for cell in book["汇总 各单位数据"][4] if cell.value == LABEL.partition("，自")[0]) - 1
    sums = {row[1].value: row[column].value for row in book["汇总 各单位数据"].iter_rows(min_row=6)}
    assert list(sums.values())[-3:] == [30, -3, 27]
    kinds = {row[0].value: [cell.value for cell in row[2:]] for row in book["汇总 分类合计"].iter_rows(min_row=3)}
    assert kinds["项目"][-2:] == ["调整", "合计"]
    assert kinds[LABEL][-2:] == [-3, 27]
    assert kinds["计入单位数"][-2:] == [0, 2]
    lines = call("explain", out, RECEIVED).output.splitlines()
    assert lines[1].startswith("27  某县人民政府")
    assert lines[-1] == "  -3  调整：三件申请两个局各计了一次（王某，2026-01-20）"
    assert "不必重写" in run(county).output
    put(county / "2025", UNITS[2], figures(5))
    run(county)
    assert read_any(out, FORMS)[0].number(RECEIVED) == 32


def test_it_goes_up_exactly_once(tmp_path: Path) -> None:
    put(tmp_path / "2025" / "甲县人民政府", "城关镇人民政府", figures(10))
    put(tmp_path / "2025" / "乙县人民政府", "城关镇人民政府", figures(700))
    with_roster(tmp_path, CITY)
    adjust(tmp_path / "汇总_下级" / "91 甲县人民政府.xlsx", (RECEIVED, "＋5", "漏报的补计"))
    adjust(tmp_path / "汇总.xlsx", ("三 申请办理!D6", -1, "与省直单位重复"))
    for _ in range(2):
        with_roster(tmp_path, CITY)
        assert received(tmp_path / "汇总_下级" / "91 甲县人民政府.xlsx") == ("甲县人民政府", 15)
        assert received(tmp_path / "汇总_下级" / "92 乙县人民政府.xlsx") == ("乙县人民政府", 700)
        assert received(tmp_path / "汇总.xlsx") == ("某市人民政府", 714)
    parts = json.loads(call("explain", tmp_path / "汇总.xlsx", RECEIVED, "--format", "json").stdout)["parts"]
    assert [part["number"] for part in parts if part["name"].startswith("调整")] == [5, -1]


def test_it_is_of_one_year(county: Path) -> None:
    """One of last year's workbook, which stands where the new one would, is none of this year's."""
    out = county / "汇总.xlsx"
    adjust(out, (LABEL, 5, "漏报的补计"))
    run(county)
    assert received(out) == ("某县人民政府", 35)
    put(county / "2026", UNITS[0], figures(10), year=2026)
    result = call("run", county / "2026", "-o", out, "--agency", "某县人民政府", "--jobs", 1)
    assert (result.exit_code, received(out)) == (0, ("某县人民政府", 10))


@pytest.mark.parametrize(
    ("line", "cell", "words"),
    sampled(
        [
            ((LABEL, 2, None), "C4", f"对“{LABEL}”的调整没有写理由"),
            (("新收的申请书", 2, "补计"), "A4", "“新收的申请书”不是这份报告的数据项"),
            (("applications.received.total", 2, "补计"), "A4", "由别的格相加得出"),
            ((None, 2, "补计"), "A4", "“（空白）”不是这份报告的数据项"),
            ((LABEL, "许多", "补计"), "B4", "的调整数是“许多”，应为不是 0 的数"),
            ((LABEL, 1.5, "补计"), "B4", "的调整数是“1.5”"),
            ((LABEL, None, "补计"), "B4", "的调整数是“空白”"),
            ((LABEL, -31, "多计"), "B4", f"“{LABEL}”各单位之和是 30，调整后是 -1，小于 0"),
        ],
        quick=2,
    ),
)
def test_a_line_that_is_not_added(county: Path, line: Line, cell: str, words: str) -> None:
    """It is said with its cell, stays on the sheet, and forbids a clean report."""
    out = county / "汇总.xlsx"
    adjust(out, line)
    result = run(county)
    assert codes(result) == [("某县人民政府", "RU-19")]
    assert f"{ADJUSTMENTS}!{cell}" in result.output
    assert words in result.output
    assert received(out) == ("某县人民政府", 30)
    ((_, said, blocks),) = reported(out)
    assert ("有 1 行没有计入" in said, blocks) == (True, True)
    kept = [cell.value for cell in openpyxl.load_workbook(out)[ADJUSTMENTS][FIRST]]
    assert kept[:3] == [None if value is None else str(value) for value in line]
    assert kept[7] == "没有计入，原因见“汇总 报送情况”"


def test_lines_that_were_added_stay_in_data(county: Path) -> None:
    out = county / "汇总.xlsx"
    adjust(out, (LABEL, 2, "补计", "王某"), (LABEL, "x", "补计"))
    run(county)
    filing, _ = read_any(out, FORMS)
    again, findings = filing_from_json(filing_to_json(filing), "数据", FORMS)
    assert findings == ()
    assert again.adjustments == filing.adjustments
    assert [(line.quantity, line.amount) for line in again.adjustments] == [(RECEIVED, 2), ("", 0)]


def test_one_that_is_taken_back(county: Path) -> None:
    out = county / "汇总.xlsx"
    adjust(out, (LABEL, 2, "补计"))
    run(county)
    adjust(out, (None, None, None))
    assert [blocks for _, _, blocks in reported(out)] == [True, False]
    run(county)
    assert reported(out) == []
    assert received(out) == ("某县人民政府", 30)
