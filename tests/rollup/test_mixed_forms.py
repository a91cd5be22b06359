"""One unit on a coarser form makes the sums above it coarse, and no others; every figure is added up here again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.rollup.county import CITY, call, codes, figures, put, reported, sheet_rows, with_roster
from toolkit.ingest import read_any

pytestmark = pytest.mark.scale  # whole runs, of which test_command.py holds some

FINE, COARSE = "gkgb-2021", "gkgb-2021-condensed"
UNPAID, REMAINING, OTHER = (f"applications.other{row}.natural_person" for row in (".fee_unpaid", ".remaining", ""))
LABEL = FORMS.form(COARSE).cells[OTHER].row_label
RECEIVED = "applications.received.natural_person"
TOWN = ("甲县人民政府", "城关镇人民政府", figures(10, granted=7) | {UNPAID: 1, REMAINING: 2})
OFFICE = ("乙县人民政府", "乙县教育局", figures(30, granted=26) | {UNPAID: 3, REMAINING: 1})
COARSE_TOWN = ("乙县人民政府", "城关镇人民政府", figures(500, granted=495) | {OTHER: 5})


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Of two counties one has a town that reports 其他处理 in one row."""
    for county, name, numbers in (TOWN, OFFICE):
        put(tmp_path / "2025" / county, name, numbers)
    put(tmp_path / "2025" / COARSE_TOWN[0], COARSE_TOWN[1], COARSE_TOWN[2], form=COARSE)
    return tmp_path


def read(path: Path, *quantities: str) -> tuple[str, dict[str, object]]:
    """The form of a workbook, and some of its figures."""
    filing, _ = read_any(path, FORMS)
    return filing.form.id, {quantity: filing.number(quantity) for quantity in quantities}


def test_only_the_chain_above_is_coarse(city: Path) -> None:
    result = with_roster(city, CITY)
    below = city / "汇总_下级"
    assert read(below / "91 甲县人民政府.xlsx", UNPAID, REMAINING) == (FINE, {UNPAID: 1, REMAINING: 2})
    assert read(below / "92 乙县人民政府.xlsx", OTHER, RECEIVED) == (COARSE, {OTHER: 3 + 1 + 5, RECEIVED: 30 + 500})
    assert read(city / "汇总.xlsx", OTHER, RECEIVED) == (COARSE, {OTHER: 1 + 2 + 3 + 1 + 5, RECEIVED: 10 + 30 + 500})
    assert codes(result) == [("某市人民政府", "RU-07"), ("乙县人民政府", "RU-07")]
    assert "“城关镇人民政府”用“政府信息公开工作年度报告（2021年版格式，（六）其他处理合为一行）”填报" in result.output
    assert "“乙县人民政府”用“政府信息公开工作年度报告（2021年版格式，（六）其他处理合为一行）”填报" in result.output
    rows = sheet_rows(city / "汇总.xlsx", "汇总 各单位数据")
    column = rows[3].index(LABEL)
    shown = {row[1]: row[column] for row in rows[5:]}
    assert shown == {"甲县人民政府": 3, "乙县人民政府": 9, "合计": 12}


def test_where_a_coarse_sum_comes_from(city: Path) -> None:
    with_roster(city, CITY)
    result = call("explain", city / "汇总.xlsx", OTHER, "--format", "json")
    parts = json.loads(result.stdout)["parts"]
    assert [(part["depth"], part["name"], part["number"], len(part["where"])) for part in parts] == [
        (0, "某市人民政府", 12, 0),
        (1, "甲县人民政府", 3, 0),
        (2, "城关镇人民政府", 3, 3),
        (1, "乙县人民政府", 9, 0),
        (2, "城关镇人民政府", 5, 1),
        (2, "乙县教育局", 4, 3),
    ]


def test_it_is_fine_again_once_all_are(city: Path) -> None:
    """And what changed is compared on the coarser of the two."""
    with_roster(city, CITY)
    county, name, _ = COARSE_TOWN
    put(city / "2025" / county, name, {RECEIVED: 500, "applications.granted.natural_person": 495, UNPAID: 5})
    assert codes(with_roster(city, CITY)) == []
    assert read(city / "汇总.xlsx", UNPAID, REMAINING) == (FINE, {UNPAID: 1 + 3 + 5, REMAINING: 2 + 1})
    assert "没有变化" in call("diff", city / "汇总.xlsx").output


def test_zeros_are_no_reason(city: Path) -> None:
    county, name, _ = COARSE_TOWN
    put(city / "2025" / county, name, figures(500), form=COARSE)
    assert reported(with_roster(city, CITY, "--format", "json"))["form"] == FINE
    assert read(city / "汇总.xlsx", UNPAID, REMAINING) == (FINE, {UNPAID: 1 + 3, REMAINING: 2 + 1})


def test_one_form_for_all_where_it_is_asked_for(city: Path) -> None:
    result = with_roster(city, CITY, "--form", FINE)
    assert ("城关镇人民政府（92-1）", "RU-07") in codes(result)
    assert read(city / "汇总.xlsx", RECEIVED) == (FINE, {RECEIVED: 10 + 30})
