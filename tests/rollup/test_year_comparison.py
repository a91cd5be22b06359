"""Both years side by side, and units by size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.rollup.county import COUNTY, UNITS, figures, put, sheet_rows, with_roster
from toolkit import api
from toolkit.rollup.roster import Unit
from toolkit.rollup.year_comparison import RANKS, YEARS

RECEIVED = "一、本年新收政府信息公开申请数量，自然人"
TOTAL = "一、本年新收政府信息公开申请数量，总计"


def lines(workbook: Path, sheet: str) -> list[tuple[Any, ...]]:
    return sheet_rows(workbook, sheet)[3:]


def test_both_years_of_each_unit_and_cell(tmp_path: Path) -> None:
    put(tmp_path / "2024", UNITS[0], figures(8), year=2024)
    put(tmp_path / "2024", UNITS[2], figures(4), year=2024)
    put(tmp_path / "2025", UNITS[0], figures(10))
    put(tmp_path / "2025", UNITS[1], figures(3))
    with_roster(tmp_path, COUNTY, year=2024)
    with_roster(tmp_path, COUNTY, "--prior", tmp_path / "汇总2024.xlsx")
    found = {(row[0], row[2]): row[4:] for row in lines(tmp_path / "汇总.xlsx", YEARS)}
    assert found[UNITS[0], RECEIVED] == (8, 10, 2, "25.0%")
    assert found[UNITS[1], RECEIVED] == (None, 3, None, None)
    assert found[UNITS[2], RECEIVED] == (4, None, None, None)
    assert found["合计", TOTAL] == (12, 13, 1, "8.3%")


def test_units_stand_by_size_and_what_is_far_from_most_is_only_said(tmp_path: Path) -> None:
    units = tuple(Unit(code=str(n), name=f"某县第{n}局", parent="0") for n in range(1, 10))
    for number, unit in enumerate(units, start=1):
        put(tmp_path / "2025", unit.name, figures(900 if number == 9 else number // 2))
    with_roster(tmp_path, (COUNTY[0], *units))
    ranked = [row for row in lines(tmp_path / "汇总.xlsx", RANKS) if row[0] == TOTAL]
    assert [(row[2], row[4]) for row in ranked] == [(1, 900), (2, 4), (3, 3), (3, 3), (5, 2), (5, 2), (7, 1), (7, 1)]
    assert [row[8] for row in ranked] == ["离多数单位较远", *[None] * 7]
    assert (ranked[0][5], ranked[0][7]) == ("98.3%", 2)


def test_last_year_may_be_published_reports(tmp_path: Path) -> None:
    published = tmp_path / "公布"
    published.mkdir()
    for name, received, format in ((UNITS[0], 8, "html"), (UNITS[1], 5, "docx")):
        filled = put(tmp_path / "2024", name, figures(received), year=2024)
        for file in api.render(filled, [format]).reports.values():
            file.save(published)
    put(tmp_path / "2025", UNITS[0], figures(10))
    put(tmp_path / "2025", UNITS[1], figures(3))
    for _ in range(2):
        result = with_roster(tmp_path, COUNTY, "--prior", published)
        found = {(row[0], row[2]): row[4:6] for row in lines(tmp_path / "汇总.xlsx", YEARS)}
        assert found[UNITS[0], RECEIVED] == (8, 10), result.output
        assert found[UNITS[1], RECEIVED] == (5, 3)
        assert found["合计", TOTAL] == (13, 13)


def test_last_year_may_be_the_governments_own_report_alone(tmp_path: Path) -> None:
    own = put(tmp_path / "2024", "某县人民政府", figures(20), year=2024)
    put(tmp_path / "2025", UNITS[0], figures(10))
    with_roster(tmp_path, COUNTY, "--prior", own)
    found = {(row[0], row[2]): row[4:6] for row in lines(tmp_path / "汇总.xlsx", YEARS)}
    assert found["合计", TOTAL] == (20, 10)
    assert found[UNITS[0], TOTAL] == (None, 10)


def test_reports_of_another_year_are_refused(tmp_path: Path) -> None:
    put(tmp_path / "2023", UNITS[0], figures(8), year=2023)
    put(tmp_path / "2025", UNITS[0], figures(10))
    result = with_roster(tmp_path, COUNTY, "--prior", tmp_path / "2023")
    assert result.exit_code == 2
    assert "没有找到 2024 年可以汇总的" in result.output
