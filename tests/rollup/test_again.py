"""Runs after runs: what failed, what is gone, what was a part, what staff worked on in between."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from tests.at_hand import FORMS
from tests.rollup.county import (
    CITY,
    COUNTY,
    UNITS,
    call,
    codes,
    figures,
    put,
    received,
    reported,
    run,
    sheet_rows,
    with_roster,
)
from toolkit.filing.cover import ON
from toolkit.form import Forms
from toolkit.ingest import read_any
from toolkit.rollup import file_results, unit_progress
from toolkit.workbook.plan import plan_of

pytestmark = pytest.mark.scale  # whole runs, of which test_command.py holds some


@pytest.fixture
def county(tmp_path: Path) -> Path:
    for number, name in enumerate(UNITS, start=1):
        put(tmp_path / "2025", name, figures(number * 10))
    return tmp_path


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Both counties have a 城关镇."""
    put(tmp_path / "2025" / "甲县人民政府", "城关镇人民政府", figures(10))
    put(tmp_path / "2025" / "乙县人民政府", "城关镇人民政府", figures(700))
    put(tmp_path / "2025" / "乙县人民政府", "乙县教育局", figures(3))
    return tmp_path


def test_a_file_deleted_after_a_run_that_failed_counts_no_more(county: Path) -> None:
    assert run(county, "--prior", county / "无.xlsx").exit_code == 2
    (county / "2025" / f"{UNITS[0]}.xlsx").unlink()
    assert run(county).exit_code == 0
    assert received(county / "汇总.xlsx") == ("某县人民政府", 50)


def test_nothing_counts_any_more(county: Path) -> None:
    """The workbook of the run before shows what no longer holds, and that is said."""
    run(county)
    for name in UNITS:
        put(county / "2025", name, figures(10, carried_out=1))
    result = run(county)
    assert "没有一个单位计入，没有写出汇总工作簿。" in result.output
    assert "不必重写" not in result.output
    assert reported(run(county, "--format", "json"))["stale"] == [str(county / "汇总.xlsx")]


def test_a_part_of_the_tree(city: Path) -> None:
    """Files of units outside are neither taken for those of its namesakes nor reported."""
    with_roster(city, CITY)
    assert received(city / "汇总.xlsx") == ("某市人民政府", 713)
    result = with_roster(city, CITY, "--agency", "甲县人民政府")
    assert codes(result) == []
    assert received(city / "汇总.xlsx") == ("甲县人民政府", 10)
    with_roster(city, CITY)
    assert received(city / "汇总.xlsx") == ("某市人民政府", 713)


def test_what_was_out_of_reach_is_tried_again(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path, forms: Forms) -> object:
        if path.stem == UNITS[0]:
            path = path.with_stem("不在")
        return read_any(path, forms)

    with monkeypatch.context() as context:
        context.setattr(file_results, "read_any", gone)
        assert [code for _, code in codes(run(county))] == ["RU-09"]
    result = run(county)
    assert (result.exit_code, codes(result)) == (0, [])
    assert "本次读取 1 份" in result.output


def test_a_store_in_use_is_not_damaged(county: Path) -> None:
    run(county)
    held = sqlite3.connect(county / "汇总.sqlite")
    held.execute("BEGIN EXCLUSIVE")
    for result in (run(county), call("explain", county / "汇总.xlsx", "新收申请")):
        assert result.exit_code == 2
        assert "另一次汇总正在使用它" in result.output
    held.close()


def test_outputs_among_the_filings(county: Path) -> None:
    """They are no filings; a name that only looks like theirs is."""
    inside = county / "2025"
    put(inside, "某县统计局", figures(5), stem="汇总（某县统计局）")
    for _ in range(2):
        result = call("run", inside, "-o", inside / "汇总.xlsx", "--jobs", 1, "--format", "json")
        assert reported(result)["units"] == {"counted": 4}
        assert reported(result)["files"]["passed_over"] == {}


def test_a_year_in_the_name_of_the_output(county: Path) -> None:
    out = county / "汇总（2025）.xlsx"
    call("run", county / "2025", "-o", out, "--jobs", 1)
    assert "60  汇总单位" in call("explain", out, "新收申请").output
    assert call("explain", county / "汇总（2025）_下级" / "随便.xlsx", "新收申请").exit_code == 2


def test_what_staff_wrote_goes_on_into_the_next_workbook(county: Path) -> None:
    """Text, cover and reasons, not figures: those are added up anew. The earlier workbook is moved as it is."""
    run(county)
    out, history = county / "汇总.xlsx", county / "历次汇总"
    book = openpyxl.load_workbook(out)
    book["一 总体情况"]["B5"] = "全县主动公开政府信息。"
    book["封面"]["B9"] = "2026-03-20"
    book["二 主动公开"]["B9"] = 77
    book.save(out)
    edited = out.read_bytes()
    put(county / "2025", UNITS[0], figures(11))
    result = run(county)
    assert f"上一份移到 {history / '汇总 第1次.xlsx'}" in result.output
    assert f"封面、正文、理由和备注沿用 {history / '汇总 第1次.xlsx'} 里填写的内容。" in result.output
    assert (history / "汇总 第1次.xlsx").read_bytes() == edited
    filing, _ = read_any(out, FORMS)
    assert filing.narrative["overview"][1].text == "全县主动公开政府信息。"
    assert str(filing.issued_on) == "2026-03-20"
    assert filing.number("disclosure.licensing.decisions") == 0
    assert received(out) == ("某县人民政府", 61)
    put(county / "2025", UNITS[0], figures(12))
    result = run(county)
    assert "沿用" not in result.output  # nobody wrote anything since
    filing, _ = read_any(out, FORMS)
    assert filing.narrative["overview"][1].text == "全县主动公开政府信息。"
    assert {path.name for path in history.iterdir()} == {"汇总 第1次.xlsx", "汇总 第2次.xlsx"}
    assert [path.name for path in county.glob("*.xlsx")] == ["汇总.xlsx"]


def test_nothing_else_is_moved(county: Path) -> None:
    """A unit's workbook of that name stays where it is, and no text of it goes on."""
    own = put(county, "某县教育局", figures(1), stem="汇总")
    before = own.read_bytes()
    assert "沿用" not in run(county).output
    assert own.read_bytes() == before
    assert received(county / "汇总（2）.xlsx") == ("某县人民政府", 60)
    put(county / "2025", UNITS[0], figures(11))
    run(county)
    assert own.read_bytes() == before
    assert received(county / "汇总（2）.xlsx") == ("某县人民政府", 61)
    assert [path.name for path in (county / "历次汇总").iterdir()] == ["汇总（2） 第1次.xlsx"]


def test_diff_over_a_change_of_form(county: Path) -> None:
    """Held against each other on the coarser of the two forms: what is finer now is no change."""
    put(county / "2025", UNITS[0], figures(10), form="gkgb-2021-condensed")
    run(county)
    put(county / "2025", UNITS[0], figures(10))
    run(county)
    assert "没有变化" in call("diff", county / "汇总.xlsx").output


def test_files_that_do_not_count_have_no_say_about_the_form(county: Path) -> None:
    put(county / "2025", "外县某局", figures(1), form="gkgb-2021-condensed")
    put(county / "2025", UNITS[0], figures(9), form="gkgb-2021-condensed", stem="旧", day=8)
    result = with_roster(county, COUNTY)
    assert codes(result) == [(UNITS[0], "RU-05"), ("（未归属的文件）", "RU-08")]
    assert read_any(county / "汇总.xlsx", FORMS)[0].form.id == "gkgb-2021"


def test_only_forms_of_other_years(county: Path) -> None:
    for name in UNITS:
        put(county / "2025", name, figures(1), form="gkgb-2019")
    result = run(county)
    assert result.exit_code == 2
    assert "2025 年的文件用的都是不适用于该年度的“政府信息公开工作年度报告（2019年试行格式）”" in result.output


def test_last_years_store_of_another_county(county: Path) -> None:
    put(county / "2024", "别县教育局", figures(1), year=2024)
    last = county / "上年.xlsx"
    call("run", county / "2024", "-o", last, "--agency", "别县人民政府", "--jobs", 1)
    result = run(county, "--prior", last)
    assert result.exit_code == 2
    assert "是“别县人民政府”的汇总，里面没有“某县人民政府”" in result.output


def test_all_that_is_said_is_chinese(county: Path) -> None:
    (county / "2025" / "a.xlsx").write_bytes(b"x")
    result = run(county)
    words = re.findall(r"[A-Za-z]{3,}", result.output.replace(str(county), ""))
    assert set(words) <= {"xlsx", "xls", "report", "new", "repair", "Excel", "WPS"}


def test_a_store_of_another_version_gives_way_and_hands_on_what_no_run_sees_again(county: Path) -> None:
    put(county / "2025", UNITS[0], figures(1), year=2024)
    with_roster(county, COUNTY, "--returns", "--on", "2026-01-10")
    store, aside = county / "汇总.sqlite", county / "历次汇总" / "汇总 第1次.sqlite"
    with closing(sqlite3.connect(store)) as database:
        database.executescript("PRAGMA user_version = 9; ALTER TABLE files ADD COLUMN more; DELETE FROM paths")
    before = store.read_bytes()
    put(county / "2025", UNITS[0], figures(1))
    result = with_roster(county, COUNTY, "--on", "2026-01-12")
    assert aside.read_bytes() == before
    assert f"上一份移到 {aside}" in result.output
    assert received(county / "汇总.xlsx") == ("某县人民政府", 51)
    history = sheet_rows(county / "汇总.xlsx", unit_progress.HISTORY)
    (steps,) = (str(row[-1]) for row in history if row[1] == UNITS[0])
    assert "2026-01-10" in steps
    assert "2026-01-12 重报" in steps
    assert reported(with_roster(county, COUNTY, "--format", "json"))["files"]["read"] == 0


def test_charts_are_there_once_the_cover_asks_for_them_and_show_the_sums_of_each_run(county: Path) -> None:
    drawn = []
    for number in (10, 500):
        put(county / "2025", UNITS[0], figures(number))
        assert run(county).exit_code == 0
        book = openpyxl.load_workbook(county / "汇总.xlsx", data_only=True)
        drawn.append([row[7] for row in book["图表"].iter_rows(values_only=True) if row[6] == "新收申请"])
        switch = plan_of(FORMS.form("gkgb-2021")).at("cover.charts")
        book = openpyxl.load_workbook(county / "汇总.xlsx")
        book[switch.sheet][switch.address].value = ON
        book.save(county / "汇总.xlsx")
    assert drawn == [[], [550]]


def test_a_former_workbook_is_explained_as_long_as_its_run_is_known(county: Path) -> None:
    out, former = county / "汇总.xlsx", county / "历次汇总" / "汇总 第1次.xlsx"
    for number in (10, 11, 12):
        put(county / "2025", UNITS[0], figures(number))
        assert run(county).exit_code == 0
    second = call("explain", former.with_name("汇总 第2次.xlsx"), "新收申请").output
    assert ("61  某县人民政府" in second, f"11  {UNITS[0]}" in second) == (True, True)
    assert "62  某县人民政府" in call("explain", out, "新收申请").output
    first = call("explain", former, "新收申请")
    assert (first.exit_code, "汇总库只记最近两次汇总" in first.output) == (2, True)
