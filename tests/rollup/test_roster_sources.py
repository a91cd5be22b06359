"""Rosters begun with units that something else names."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.at_hand import FORMS
from tests.rollup.county import CITY, COUNTY, UNITS, call, figures, put, with_roster
from toolkit.rollup.roster import Roster
from toolkit.rollup.roster_book import read_roster


def made(folder: Path, *options: object) -> Roster:
    out = folder / "名册新.xlsx"
    result = call("roster", *options, "-o", out)
    assert result.exit_code == 0, result.output
    return read_roster(out, FORMS)


def test_from_the_folder_received(tmp_path: Path) -> None:
    for name in (*UNITS, "城关镇人民政府", "某县人民政府"):
        put(tmp_path / "2025", name, figures(1))
    put(tmp_path / "2025", UNITS[0], figures(2), stem="改正")
    roster = made(tmp_path, "--from", tmp_path / "2025", "--agency", "某县人民政府")
    assert roster.year == 2025
    assert (roster.top.code, roster.top.name) == ("0", "某县人民政府")
    children = {unit.name: (unit.level, unit.kind) for unit in roster.children("0")}
    assert children["城关镇人民政府"] == ("township", "乡镇街道")
    assert children[UNITS[0]] == ("county_department", "部门")
    assert len(children) == 4
    assert len({unit.code for unit in roster.units}) == 5


def test_from_last_years_roll_up(tmp_path: Path) -> None:
    put(tmp_path / "2025", "城关镇人民政府", figures(1), stem="91 甲县 城关镇")
    with_roster(tmp_path, CITY)
    roster = made(tmp_path, "--from", tmp_path / "汇总.xlsx")
    assert roster.year == 2026
    assert {(unit.code, unit.name, unit.parent, unit.kind) for unit in roster.units} == {
        (unit.code, unit.name, unit.parent, unit.kind) for unit in CITY
    }


@pytest.mark.parametrize(("suffix", "sign"), [("xlsx", ""), ("csv", ","), ("csv", ";"), ("csv", "；"), ("txt", "\t")])
def test_from_the_offices_own_list(tmp_path: Path, suffix: str, sign: str) -> None:
    rows = [["某县单位联系表", ""], ["序号", "单位名称", "联系人", "联系电话"]]
    rows += [[str(number), name, "王某", "0123-4567890"] for number, name in enumerate(UNITS, start=1)]
    path = tmp_path / f"名单.{suffix}"
    if suffix == "xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(path)
    else:
        path.write_bytes("\n".join(sign.join(row) for row in rows).encode("gb18030"))
    roster = made(tmp_path, "--from", path, "--year", 2025, "--agency", "某县人民政府")
    assert [unit.name for unit in roster.children("0")] == [*UNITS]
    assert {(unit.contact, unit.telephone) for unit in roster.children("0")} == {("王某", "0123-4567890")}


def test_from_a_line_a_unit(tmp_path: Path) -> None:
    (tmp_path / "名单.txt").write_text("\n".join(UNITS), encoding="utf-8")
    roster = made(tmp_path, "--from", tmp_path / "名单.txt", "--year", 2025, "--agency", "某县人民政府")
    assert [unit.name for unit in roster.children("0")] == [*UNITS]


def test_a_list_that_does_not_say_which_column_it_is_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("某县教育局,王某\n某县民政局,李某\n", encoding="utf-8")
    result = call("roster", "--from", path, "--year", 2025, "--agency", COUNTY[0].name, "-o", tmp_path / "x.xlsx")
    assert result.exit_code == 2
    assert "看不出哪一列是单位名称" in result.output
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize(
    "text", ['单位名称,联系人\n"某县教育局,王某\n某县民政局,李某\n', f'单位名称\n"{"某" * 200_000}"\n']
)
def test_a_list_whose_quotes_are_not_closed_is_refused(text: str, tmp_path: Path) -> None:
    """All after one would be the name of a single unit."""
    path = tmp_path / "名单.csv"
    path.write_text(text, encoding="utf-8")
    result = call("roster", "--from", path, "--year", 2025, "--agency", COUNTY[0].name, "-o", tmp_path / "x.xlsx")
    assert result.exit_code == 2
    assert "引号没有成对" in result.output
