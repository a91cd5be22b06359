"""Whose a file is, which of several counts, and what last year says: one case each, with the codes reported."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.at_hand import FORMS
from tests.rollup.county import CITY, COUNTY, UNITS, call, codes, figures, put, received, reported, with_roster
from tests.workbook_reading.surgery import Package
from toolkit.cli import main
from toolkit.errors import InvalidRoster
from toolkit.ingest import read_any
from toolkit.rollup.roster import Roster, Unit, UnitChange
from toolkit.rollup.roster_book import read_roster, roster_book
from toolkit.rollup.unit_matching import UnitMatcher

pytestmark = pytest.mark.scale  # whole runs, of which test_command.py holds some

ROSTER = Roster(year=2025, units=CITY)
OFFICES = Roster(year=2025, units=COUNTY)


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        ("2025/某县教育局.xlsx", "1"),
        ("2025/某县教育局（2）.xlsx", "1"),
        ("2025/某县教育局(3).xlsx", "1"),
        ("2025/某县教育局 - 副本.xlsx", "1"),
        ("2025/某县教育局2025年填报工作簿.xlsx", "1"),
        ("2025/2 某县教育局.xlsx", "1"),
        ("2025/某县教育局/年报.xlsx", "1"),
        ("2025/3_材料.xlsx", "3"),
        ("2025/材料 3.xlsx", None),
        ("2025/某县人民政府/年报.xlsx", None),
    ],
)
def test_by_path(shown: str, code: str | None) -> None:
    unit = UnitMatcher(OFFICES).by_path(shown)
    assert (unit and unit.code) == code


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        ("2025/民政局.rar", "2"),
        ("2025/财政局 年报.et", "3"),
        ("2025/教育局/扫描件.xls", "1"),
        ("2025/某县.rar", None),
        ("2025/局.rar", None),
        ("2025/民政局、财政局.rar", None),
    ],
)
def test_a_guess_by_part_of_a_name(shown: str, code: str | None) -> None:
    unit = UnitMatcher(OFFICES).likely(shown)
    assert (unit and unit.code) == code


@pytest.mark.parametrize(
    ("shown", "codes"),
    [
        ("2025/甲县人民政府/城关镇人民政府（2）.xlsx", {"911"}),
        ("2025/92-1 城关镇.xlsx", {"92-1"}),
        ("2025/92/城关镇.xlsx", {"92-1"}),
        ("2025/甲县人民政府/92-1.xlsx", {"92-1"}),
        ("2025/城关镇.xlsx", {"911", "92-1"}),
    ],
)
def test_namesakes(shown: str, codes: set[str]) -> None:
    assert {unit.code for unit in UnitMatcher(ROSTER).by_name("城关镇人民政府", shown)} == codes


def test_names_of_today_come_before_former_ones() -> None:
    units = (COUNTY[0], replace(COUNTY[1], former_names=(UNITS[1],)), COUNTY[2])
    roster = Roster(year=2025, units=units)
    assert roster.named(UNITS[1]) == (units[2],)


def test_an_office_named_like_its_government(tmp_path: Path) -> None:
    (tmp_path / "名册.xlsx").write_bytes(roster_book(2025, FORMS, (COUNTY[0], replace(COUNTY[1], name=COUNTY[0].name))))
    with pytest.raises(InvalidRoster, match="与它的上级同名"):
        read_roster(tmp_path / "名册.xlsx", FORMS)


def test_twins_are_reported_with_their_codes(tmp_path: Path) -> None:
    put(tmp_path / "2025", "乙县教育局", figures(3))
    assert codes(with_roster(tmp_path, CITY)) == [
        ("城关镇人民政府（911）", "RU-03"),
        ("城关镇人民政府（92-1）", "RU-03"),
    ]


def test_a_report_made_of_a_filing_does_not_stand_in_its_place(tmp_path: Path) -> None:
    path = put(tmp_path / "2025", UNITS[0], figures(10))
    main(["render", str(path), "--to", "docx,html,txt"], standalone_mode=False)
    result = with_roster(tmp_path, COUNTY[:2], "--format", "json")
    (finding,) = reported(result)["findings"]
    assert (finding["code"], finding["severity"], len(finding["cells"])) == ("RU-05", "note", 3)
    assert received(tmp_path / "汇总.xlsx") == ("某县人民政府", 10)


def test_published_reports_count_where_there_is_nothing_else(tmp_path: Path) -> None:
    path = put(tmp_path / "2025", UNITS[0], figures(10))
    main(["render", str(path), "--to", "docx"], standalone_mode=False)
    path.unlink()
    assert codes(with_roster(tmp_path, COUNTY[:2])) == []
    assert received(tmp_path / "汇总.xlsx") == ("某县人民政府", 10)


def marked(path: Path, **corrected: int) -> Path:
    """The copy of a workbook with the findings marked on it, with some applications corrected in it."""
    main(["annotate", str(path)], standalone_mode=False)
    copy = path.with_stem(f"{path.stem}校验结果")
    if corrected:
        package = Package.of(copy.read_bytes())
        for cell, number in corrected.items():
            package.put(f"三 申请办理!{cell}", number)
        copy.write_bytes(package.to_bytes())
    return copy


def newer(path: Path) -> None:
    """Let a file be the last one that was changed."""
    os.utime(path, (4_000_000_000, 4_000_000_000))


def test_a_marked_copy_is_no_second_filing(tmp_path: Path) -> None:
    newer(marked(put(tmp_path / "2025", UNITS[0], figures(10))))
    result = with_roster(tmp_path, COUNTY[:2], "--format", "json")
    (finding,) = reported(result)["findings"]
    assert (finding["code"], finding["severity"]) == ("RU-05", "note")
    assert finding["message"] == f"是“2025/{UNITS[0]}.xlsx”的校验结果，里面没有改动，不另计一份。"
    assert received(tmp_path / "汇总.xlsx") == ("某县人民政府", 10)


def test_corrections_in_a_marked_copy_count_whatever_the_times(tmp_path: Path) -> None:
    path = put(tmp_path / "2025", UNITS[0], figures(10))
    marked(path, D6=12, D8=12)
    newer(path)
    result = with_roster(tmp_path, COUNTY[:2], "--format", "json")
    (finding,) = reported(result)["findings"]
    assert (finding["code"], finding["severity"]) == ("RU-05", "warning")
    assert [cell["where"] for cell in finding["cells"]] == [f"2025/{UNITS[0]}.xlsx"]
    assert received(tmp_path / "汇总.xlsx") == ("某县人民政府", 12)


def test_a_marked_copy_counts_where_its_original_is_not_handed_in(tmp_path: Path) -> None:
    path = put(tmp_path / "2025", UNITS[0], figures(10))
    marked(path)
    path.unlink()
    assert codes(with_roster(tmp_path, COUNTY[:2])) == []
    assert received(tmp_path / "汇总.xlsx") == ("某县人民政府", 10)


def test_an_old_marked_copy_does_not_stand_for_what_was_corrected_since(tmp_path: Path) -> None:
    path = put(tmp_path / "2025", UNITS[0], figures(10))
    copy = marked(path)
    put(tmp_path / "2025", UNITS[0], figures(11))
    newer(copy)
    assert codes(with_roster(tmp_path, COUNTY[:2])) == [(UNITS[0], "RU-05")]
    assert received(tmp_path / "汇总.xlsx") == ("某县人民政府", 11)


def test_zeros_go_on_the_finer_form(tmp_path: Path) -> None:
    """A filing on the coarse form takes no detail from the others where it has nothing to detail."""
    put(tmp_path / "2025", UNITS[0], figures(10))
    coarse = put(tmp_path / "2025", UNITS[1], figures(5), form="gkgb-2021-condensed")
    result = with_roster(tmp_path, COUNTY[:3])
    assert (result.exit_code, codes(result)) == (0, [])
    filing, _ = read_any(tmp_path / "汇总.xlsx", FORMS)
    assert filing.form.id == "gkgb-2021"
    assert filing.number("applications.received.total") == 15
    assert str(coarse.name) in call("explain", tmp_path / "汇总.xlsx", "新收申请").output
    put(tmp_path / "2025", UNITS[1], figures(5, granted=4, other=1), form="gkgb-2021-condensed")
    assert codes(with_roster(tmp_path, COUNTY[:3])) == [("某县人民政府", "RU-07")]
    assert read_any(tmp_path / "汇总.xlsx", FORMS)[0].form.id == "gkgb-2021-condensed"


def test_a_file_without_a_name(tmp_path: Path) -> None:
    put(tmp_path / "2025", UNITS[0], figures(10))
    (tmp_path / "2025" / "说明.txt").write_text("请于一月底前报送。", encoding="utf-8")
    result = with_roster(tmp_path, COUNTY[:2])
    assert codes(result) == [("（未归属的文件）", "RU-08")]
    assert "文件里没有单位名称" in result.output


def test_a_government_whose_own_sum_has_errors(tmp_path: Path) -> None:
    """It is not held against the sum, it does not stop anything, and its errors stand on the sheet."""
    put(tmp_path / "2025", UNITS[0], figures(10))
    put(tmp_path / "2025", "某县人民政府", figures(10, carried_out=1))
    result = with_roster(tmp_path, COUNTY[:2])
    assert (result.exit_code, codes(result)) == (0, [("某县人民政府", "RU-10")])
    sheet = openpyxl.load_workbook(tmp_path / "汇总.xlsx")["汇总 检查结果"]
    assert (sheet["A4"].value, sheet["C4"].value) == ("某县人民政府", "T3-01")
    units = openpyxl.load_workbook(tmp_path / "汇总.xlsx")["汇总 各单位数据"]
    assert units["E6"].value == f"2025/{UNITS[0]}.xlsx"


def last_year(folder: Path, units: tuple[Unit, ...], *left: int) -> Path:
    """Last year's roll-up of ``units``: what each carried over."""
    for unit, carried in zip(units[1:], left, strict=True):
        put(folder / "2024", unit.name, figures(9, granted=9 - carried, carried_out=carried), year=2024)
    assert codes(with_roster(folder, units, year=2024)) == []
    return folder / "汇总2024.xlsx"


def test_an_abolished_unit_whose_applications_nobody_took(tmp_path: Path) -> None:
    prior = last_year(tmp_path, COUNTY[:3], 0, 5)
    put(tmp_path / "2025", UNITS[0], figures(10))
    units = (*COUNTY[:2], replace(COUNTY[2], change=UnitChange.ABOLISHED))
    result = with_roster(tmp_path, units, "--prior", prior)
    assert codes(result) == [(UNITS[1], "RU-02")]
    assert "上年“结转下年度”合计 5 件，名册没有登记由谁承接" in result.output


def test_a_merger_that_the_roster_tells_excuses_only_what_can_be_checked(tmp_path: Path) -> None:
    """With last year's store the sum decides; without it the heir has to answer for its own carry-over."""
    units = (*COUNTY[:2], replace(COUNTY[2], change=UnitChange.MERGED, successors=("1",)))
    prior = last_year(tmp_path, COUNTY[:3], 1, 5)
    put(tmp_path / "2025", UNITS[0], figures(10, carried_in=6, granted=16))
    assert codes(with_roster(tmp_path, units, "--prior", prior)) == []
    put(tmp_path / "2025", UNITS[0], figures(10, carried_in=4, granted=14))
    assert codes(with_roster(tmp_path, units, "--prior", prior)) == [("某县人民政府", "RU-02"), (UNITS[0], "RU-02")]


def test_a_part_knows_of_units_merged_into_it_from_outside(tmp_path: Path) -> None:
    units = (*CITY[:3], replace(CITY[3], code="93", name="某市体育局", level="city_department"))
    for name, carried in (("城关镇人民政府", 1), ("某市体育局", 2)):
        put(tmp_path / "2024", name, figures(9, granted=9 - carried, carried_out=carried), year=2024)
    assert codes(with_roster(tmp_path, units, year=2024)) == []
    prior = tmp_path / "汇总2024.xlsx"
    put(tmp_path / "2025", "城关镇人民政府", figures(10, carried_in=3, granted=13))
    merged = (*units[:3], replace(units[3], change=UnitChange.MERGED, successors=("911",)))
    for options in ((), ("--agency", "甲县人民政府")):
        assert codes(with_roster(tmp_path, merged, "--prior", prior, *options)) == []
