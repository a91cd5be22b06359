"""The roster: out and in again, every mistake with its cell, names and folders distinguished."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.at_hand import FORMS
from tests.forms.made_up import FORMS as MADE_UP
from tests.rollup.province import province
from toolkit.errors import InvalidRoster, UnreadableFile
from toolkit.rollup.roster import Roster, Unit, UnitChange, kinds_by_level
from toolkit.rollup.roster_book import next_year, read_roster, roster_book
from toolkit.rollup.unit_matching import UnitMatcher

COUNTY = (
    Unit(code="1", name="某县人民政府", level="county", kind="下级政府"),
    Unit(code="101", name="某县人民政府办公室", level="county_department", kind="政府本级", parent="1"),
    Unit(code="102", name="某县教育局", level="county_department", kind="部门", parent="1",
         deadline=dt.date(2026, 1, 26), received=dt.date(2026, 1, 20), former_names=("某县教体局", "某县教委")),
    Unit(code="103", name="城关镇人民政府", level="township", kind="乡镇街道", parent="1",
         change=UnitChange.SPLIT, successors=("101", "102")),
)  # fmt: skip


def written(tmp_path: Path, **cells: Any) -> Path:
    """The roster with some cells changed."""
    book = openpyxl.load_workbook(io.BytesIO(roster_book(2025, FORMS, COUNTY)))
    for place, value in cells.items():
        book["名册"][place] = value
    path = tmp_path / "名册.xlsx"
    book.save(path)
    return path


def test_out_and_in_again(tmp_path: Path) -> None:
    roster = read_roster(written(tmp_path), FORMS)
    assert roster.year == 2025
    plain = tuple(
        Unit(**{name: getattr(unit, name) for name in unit.__slots__ if name != "row"}) for unit in roster.units
    )
    assert plain == COUNTY


def test_as_staff_write(tmp_path: Path) -> None:
    """Codes and years as numbers or text, dates as text, the kind left to the level."""
    changes = {"B2": "2025年", "A5": 1, "E6": 1.0, "F7": "2026年1月26日", "D7": None, "J7": "某县教体局, 某县教委"}
    roster = read_roster(written(tmp_path, **changes), FORMS)
    assert (roster.year, roster.by_code["101"].parent, roster.by_code["102"].deadline) == (
        2025,
        "1",
        dt.date(2026, 1, 26),
    )
    assert roster.by_code["102"].kind == "部门"
    assert roster.named("某县教 委") == (roster.by_code["102"],)


def test_a_number_with_a_format_is_read_as_it_is_seen(tmp_path: Path) -> None:
    path = written(tmp_path, M7=8765432)
    book = openpyxl.load_workbook(path)
    book["名册"]["M7"].number_format = "000-0000"
    book.save(path)
    assert read_roster(path, FORMS).by_code["102"].telephone == "876-5432"


def test_kinds_are_those_of_the_forms_else_their_levels(tmp_path: Path) -> None:
    assert kinds_by_level([FORMS.form("gkgb-2021"), MADE_UP.form("zhandian-2024")]) == {
        "state_department": "部门", "province": "下级政府", "province_department": "部门",
        "city": "下级政府", "city_department": "部门", "county": "下级政府", "county_department": "部门",
        "township": "乡镇街道", "other": "其他", "portal": "门户站点",
    }  # fmt: skip
    path = written(tmp_path, C7="门户站点", D7=None, C8=None, D8=None)
    assert [unit.kind for unit in read_roster(path, MADE_UP).units] == ["下级政府", "政府本级", "门户站点", "其他"]
    with pytest.raises(InvalidRoster, match="类别是“乡镇”，应为政府本级、部门、乡镇街道、下级政府、其他之一"):
        read_roster(written(tmp_path, D7="乡镇"), FORMS)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"B2": "去年"}, "名册!B2：报告年度是“去年”"),
        ({"A7": "101"}, "名册!A7：单位代码“101”与 名册!A6 重复"),
        ({"B7": None}, "名册!B7：这一行没有填单位名称"),
        ({"C7": "县局"}, "名册!C7：单位层级是“县局”"),
        ({"F7": "一月底"}, "名册!F7：报送截止日是“一月底”"),
        ({"E7": "11"}, "名册!A7：上级代码“11”不在名册中"),
        ({"E7": "102"}, "又回到了自己"),
        ({"E5": "101"}, "每个单位都填了上级代码"),
        ({"E7": None}, "有 2 个单位没有填上级代码"),
        ({"H8": None}, "填了承接单位，却没有选“变动”"),
        ({"I8": None}, "请填写承接单位代码"),
        ({"I8": "999"}, "承接单位代码“999”不在名册中"),
        ({"I8": "1"}, "由下级汇总得出"),
        ({"I8": "103"}, "承接单位不能是自己"),
        ({"H7": "合并", "I7": "101"}, "自己也已合并"),
        ({"E7": "103"}, "本年已拆分，请改填现在的上级"),
        ({"B7": "某县人民政府办公室"}, "同在一个上级之下，都叫“某县人民政府办公室”"),
    ],
)
def test_every_mistake_has_its_place(tmp_path: Path, cells: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidRoster) as stop:
        read_roster(written(tmp_path, **cells), FORMS)
    assert any(said in mistake for mistake in stop.value.mistakes), stop.value.mistakes


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidRoster) as stop:
        read_roster(written(tmp_path, B2=None, C7="县局", E7="11"), FORMS)
    assert len(stop.value.mistakes) == 3


def test_what_is_no_roster(tmp_path: Path) -> None:
    with pytest.raises(InvalidRoster, match="没有找到名册的表头"):
        read_roster(written(tmp_path, A4="编号"), FORMS)
    (tmp_path / "x.xlsx").write_bytes(b"no")
    with pytest.raises(UnreadableFile):
        read_roster(tmp_path / "x.xlsx", FORMS)


def test_next_year() -> None:
    units = next_year(Roster(year=2025, units=COUNTY))
    assert [unit.code for unit in units] == ["1", "101", "102"]
    assert all(unit.deadline is unit.received is None for unit in units)


def test_units_of_one_name_are_distinguished_by_their_folders() -> None:
    roster = province(cities=2, counties=2, units=6).roster
    towns = roster.named("第1镇人民政府")
    assert len(towns) == 4
    assert UnitMatcher(roster).by_name("第1镇人民政府", "2025/第1镇.xlsx") == towns
    (found,) = UnitMatcher(roster).by_name(" 第1镇人民政府", "2025/第2市人民政府/第2市第1县人民政府/乡镇/表.xlsx")
    assert found.parent == "330201"
    assert UnitMatcher(roster).by_name("第1镇人民政府", f"2025/{towns[2].code} 表.xlsx") == (towns[2],)
    assert UnitMatcher(roster).by_name("无此单位", "2025/x.xlsx") == ()
    assert UnitMatcher(roster).by_path("2025/第2市第1县人民政府/第1镇人民政府（改）.xlsx") == found
    assert UnitMatcher(roster).by_path("2025/坏.xlsx") is None


def test_folders_may_bear_codes_and_former_names() -> None:
    made = province(cities=2, counties=2, units=6)
    made.change("330201", former_names=("旧名县人民政府",))
    for folder in ("330201", "旧名县人民政府", "330201 材料"):
        (found,) = UnitMatcher(made.roster).by_name("第1镇人民政府", f"2025/{folder}/表.xlsx")
        assert found.parent == "330201"


def test_governments_come_after_those_below() -> None:
    roster = province(cities=2, counties=2, units=6).roster
    order = [unit.code for unit in roster.parents_upwards()]
    assert len(order) == 7
    assert all(order.index(unit.code) < order.index(unit.parent) for unit in roster.units if unit.code in order[:-1])
    assert [unit.code for unit in roster.below("3302").parents_upwards()] == ["330201", "330202", "3302"]
