"""Stores add up: counties' into their city's, with the same figures as all files read, and none read again."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.notices import DATA, changed
from tests.rollup.county import CITY, LABEL, adjust, call, codes, figures, put, received, without
from tests.rollup.province import YEAR, province
from toolkit import api
from toolkit.bounds import PACKED_BYTES
from toolkit.errors import UnreadableFile
from toolkit.progress import quiet
from toolkit.rollup import judgement, store, store_format
from toolkit.rollup.executors import one_thread
from toolkit.rollup.request import Request
from toolkit.rollup.roster import Roster
from toolkit.rollup.roster_book import roster_book
from toolkit.rollup.run import RunOutcome, run
from toolkit.rollup.store import past_runs
from toolkit.rollup.sum_explanation import explain

COUNTIES = ("甲县人民政府", "乙县人民政府")

STRANGE = {
    "PRAGMA user_version = 1": "是另一版本的汇总库",
    "DROP TABLE outputs": "不是汇总库",
    "DROP TABLE outputs; CREATE VIEW outputs AS WITH RECURSIVE n AS (SELECT 1 AS unit, '' AS path UNION ALL "
    "SELECT unit + 1, '' FROM n) SELECT * FROM n": "不是汇总库",  # would be read without end
    "UPDATE runs SET top = '无'": "里的数据已损坏",
    "UPDATE unit_results SET figures = figures || ']'": "里的数据已损坏",
    "UPDATE files SET year = '今年'": "里的数据已损坏",
    "UPDATE files SET level = x'00'": "里的数据已损坏",
    "UPDATE files SET places = x'00'": "里的数据已损坏",
    "UPDATE files SET waivers = '{'": "里的数据已损坏",
    "UPDATE files SET figures = replace(figures, ',10,', ',\"1E+99999999\",')": "里的数据已损坏",
    "UPDATE paths SET shown = NULL": "里的数据已损坏",
    "UPDATE unit_results SET state = '很好'": "里的数据已损坏",
    "UPDATE unit_results SET parent = unit": "里的数据已损坏",
    "UPDATE unit_steps SET day = '昨天'": "里的数据已损坏",
    "UPDATE files SET findings = zeroblob(50000001)": "不是汇总库，或已损坏",
}
"""What a file from elsewhere may be though it is named like a store, and what is said of it."""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The files of two counties that both have a 城关镇, a photo, the city's roster, and the store of each county."""
    put(tmp_path / "甲县人民政府", "城关镇人民政府", figures(10))
    put(tmp_path / "乙县人民政府", "城关镇人民政府", figures(700))
    put(tmp_path / "乙县人民政府", "乙县教育局", figures(3), form="gkgb-2021-condensed")
    (tmp_path / "乙县人民政府" / "照片.bmp").write_bytes(b"x")
    (tmp_path / "名册.xlsx").write_bytes(roster_book(YEAR, FORMS, CITY))
    for county in COUNTIES:
        roll_up(tmp_path, tmp_path / f"{county}.xlsx", tmp_path / county, "--agency", county)
    return tmp_path


def roll_up(folder: Path, output: Path, *arguments: object, roster: str = "名册.xlsx") -> dict[str, object]:
    result = call("run", *arguments, "-o", output, "--roster", folder / roster, "--jobs", 1, "--format", "json")
    assert result.exit_code in (0, 1), result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


@pytest.mark.scale
def test_stores_by_the_same_roster_come_to_the_same_bytes(city: Path) -> None:
    read = roll_up(city, city / "读" / "汇总.xlsx", *(city / county for county in COUNTIES))
    for county in COUNTIES:
        shutil.rmtree(city / county)
    for _ in range(2):
        taken = roll_up(city, city / "加" / "汇总.xlsx", *(city / f"{county}.sqlite" for county in COUNTIES))
        assert taken["files"] == {**read["files"], "read": 0}  # type: ignore[dict-item]  # a mapping of JSON
        assert (taken["units"], taken["findings"]) == (read["units"], read["findings"])
    names = {path.relative_to(city / "读") for path in (city / "读").rglob("*.xlsx")}
    assert len(names) == 3
    for name in names:
        assert (city / "加" / name).read_bytes() == (city / "读" / name).read_bytes()
    _, parts = explain(city / "加" / "汇总.xlsx", "新收申请", FORMS)
    assert {part.file for part in parts} >= {"乙县人民政府/城关镇人民政府.xlsx（取自 乙县人民政府.sqlite）"}


def test_a_store_beside_a_folder(city: Path) -> None:
    taken = roll_up(city, city / "汇总.xlsx", city / "甲县人民政府.sqlite", city / "乙县人民政府")
    assert (taken["files"], received(city / "汇总.xlsx")) == (
        {"found": 3, "read": 2, "passed_over": {"乙县人民政府/照片.bmp": "不是报告会用的文件格式"}},
        ("某市人民政府", 713),
    )


@pytest.mark.parametrize("by_roster", [True, False])
def test_a_government_that_is_listed_alone_counts_with_its_sum(by_roster: bool, city: Path) -> None:
    (city / "两县.xlsx").write_bytes(roster_book(YEAR, FORMS, (CITY[0], CITY[1], CITY[3])))
    stores = [city / f"{county}.sqlite" for county in COUNTIES]
    options = ("--roster", city / "两县.xlsx") if by_roster else ("--agency", "某市人民政府")
    result = call("run", *stores, "-o", city / "汇总.xlsx", *options, "--jobs", 1, "--format", "json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["units"] == {"added_up": 2}
    assert received(city / "汇总.xlsx") == ("某市人民政府", 713)
    _, parts = explain(city / "汇总.xlsx", "新收申请", FORMS)
    assert {(part.name, part.number, part.file) for part in parts} == {
        ("某市人民政府", 713, ""),
        ("甲县人民政府", 10, "甲县人民政府.sqlite"),
        ("乙县人民政府", 703, "乙县人民政府.sqlite"),
    }


@pytest.mark.scale
def test_a_sum_takes_nothing_from_the_workbook_that_was_made_here_before(city: Path) -> None:
    """What staff adjusted while the units below were listed is not of the sum that the county sends."""
    stores = [city / f"{county}.sqlite" for county in COUNTIES]
    roll_up(city, city / "汇总.xlsx", *stores)
    before = city / "汇总_下级" / "91 甲县人民政府.xlsx"
    adjust(before, (LABEL, 5, "漏报的补计"))
    roll_up(city, city / "汇总.xlsx", *stores)
    assert received(city / "汇总.xlsx") == ("某市人民政府", 718)
    (city / "两县.xlsx").write_bytes(roster_book(YEAR, FORMS, (CITY[0], CITY[1], CITY[3])))
    alone = roll_up(city, city / "汇总.xlsx", *stores, roster="两县.xlsx")
    assert received(city / "汇总.xlsx") == ("某市人民政府", 713)
    assert alone["stale"] == [str(before), str(before.with_name("92 乙县人民政府.xlsx"))]


def test_the_governments_own_report_is_held_against_its_store(city: Path) -> None:
    (city / "两县.xlsx").write_bytes(roster_book(YEAR, FORMS, (CITY[0], CITY[1], CITY[3])))
    own = put(city / "来件", "甲县人民政府", figures(11))
    stores = [city / f"{county}.sqlite" for county in COUNTIES]
    result = call("run", *stores, own.parent, "-o", city / "汇总.xlsx", "--roster", city / "两县.xlsx", "--jobs", 1)
    assert ("甲县人民政府", "RU-01") in codes(result)
    assert received(city / "汇总.xlsx") == ("某市人民政府", 713)


def test_what_a_sum_lacks_it_lacks_on_a_coarser_form_too(city: Path) -> None:
    (city / "两县.xlsx").write_bytes(roster_book(YEAR, FORMS, (CITY[0], CITY[1], CITY[3])))
    unpaid, other = (f"applications.other{row}.natural_person" for row in (".fee_unpaid", ""))
    without(put(city / "缺" / COUNTIES[1], "城关镇人民政府", figures(5)), unpaid)
    put(city / "缺", "乙县教育局", figures(3))
    roll_up(city, city / "缺.xlsx", city / "缺", "--agency", "乙县人民政府", "--include-errors")
    options = ("--roster", city / "两县.xlsx", "--form", "gkgb-2021-condensed")
    result = call("run", city / "缺.sqlite", "-o", city / "汇总.xlsx", *options, "--jobs", 1)
    assert ("某市人民政府", "RU-14") in codes(result)
    _, parts = explain(city / "汇总.xlsx", other, FORMS)
    assert {part.name: part.whole for part in parts} == {
        "某市人民政府": False,
        "甲县人民政府": True,
        "乙县人民政府": False,
    }


def test_stores_that_cannot_be_taken(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    county = city / "甲县人民政府.sqlite"

    def refusal(*places: Path, year: int | None = None, roster: Path | None = city / "名册.xlsx") -> str:
        with pytest.raises(UnreadableFile) as raised:
            api.rollup(places, city / "市.xlsx", roster=roster, year=year, agency="" if roster else "某市人民政府")
        return str(raised.value)

    (city / "坏.sqlite").write_bytes(b"x" * 5000)
    assert "不是汇总库" in refusal(city / "坏.sqlite")
    assert "找不到" in refusal(city / "无.sqlite")
    for statement, words in STRANGE.items():
        shutil.copy(county, city / "异.sqlite")
        with closing(sqlite3.connect(city / "异.sqlite")) as database, database:
            database.executescript(statement)
        assert words in refusal(city / "异.sqlite")
    shutil.copy(county, city / "又.sqlite")
    assert "都是“甲县人民政府”的汇总" in refusal(county, city / "又.sqlite", roster=None)
    assert "是 2025 年的汇总，本次汇总 2024 年" in refusal(county, year=2024, roster=None)
    shutil.copy(county, city / "市.sqlite")
    assert "就是本次的汇总库" in refusal(city / "市.sqlite")
    (city / "市.sqlite").unlink()
    with monkeypatch.context() as context:
        context.setattr(judgement, "_code", lambda: "other")
        assert "用另一版本的程序或表式读取的" in refusal(county)
    with closing(sqlite3.connect(city / "又.sqlite")) as database, database:
        database.execute("UPDATE unit_results SET adjustments = '[]'")
    assert "调整过“甲县人民政府”的合计" in refusal(city / "又.sqlite")
    with closing(sqlite3.connect(city / "又.sqlite")) as database, database:
        database.execute("UPDATE unit_results SET adjustments = ''")
        database.execute("UPDATE paths SET digest = NULL")
    assert "还有 1 份文件没有读完" in refusal(city / "又.sqlite")


@pytest.mark.scale
def test_a_county_may_hold_its_units_to_more_but_not_to_less(city: Path) -> None:
    notice = city / "要求.yaml"
    notice.write_text(json.dumps(changed(checks=DATA["checks"][1:2])), encoding="utf-8")
    county, files = city / "甲县人民政府", city / "乙县人民政府"
    with pytest.raises(UnreadableFile, match="没有按这次的本地要求检查过"):
        api.rollup(
            [city / "甲县人民政府.sqlite"],
            city / "市.xlsx",
            roster=city / "名册.xlsx",
            forms=api.with_requirements([notice], forms=FORMS),
        )
    roll_up(city, city / "甲县人民政府.xlsx", county, "--agency", county.name, "--requirements", notice)
    for _ in range(2):
        taken = roll_up(city, city / "汇总.xlsx", city / "甲县人民政府.sqlite", files)
        assert received(city / "汇总.xlsx") == ("某市人民政府", 713), taken


@pytest.mark.scale
def test_a_packed_value_is_unpacked_within_bounds(city: Path) -> None:
    county = city / "甲县人民政府.sqlite"
    with closing(sqlite3.connect(county)) as database, database:
        database.execute("UPDATE files SET sentences = ?", (zlib.compress(b" " * (PACKED_BYTES + 1) + b"{}"),))
    with pytest.raises(UnreadableFile, match="里的数据已损坏"):
        api.rollup([county], city / "市.xlsx", roster=city / "名册.xlsx")


@pytest.mark.scale
def test_a_damaged_store_gives_a_sentence_whatever_reads_it(city: Path) -> None:
    county = city / "甲县人民政府.sqlite"
    whole = county.read_bytes()
    for statement, quantity in (
        ("UPDATE unit_results SET parent = unit", "applications.received.total"),
        ("UPDATE files SET places = '坏'", "applications.received.natural_person"),
        ("UPDATE unit_results SET remarks = '[{}]'", "applications.received.total"),
    ):
        county.write_bytes(whole)
        with closing(sqlite3.connect(county)) as database, database:
            database.execute(statement)
        explained = call("explain", city / "甲县人民政府.xlsx", quantity)
        assert (explained.exit_code, f"“{county}”不是汇总库，或已损坏" in explained.output) == (2, True)


@pytest.mark.scale
def test_a_store_says_nothing_of_a_file_that_comes_itself(city: Path) -> None:
    """甲县's store holds another result for a file of 乙县."""
    first, second = (city / f"{county}.sqlite" for county in COUNTIES)
    with closing(sqlite3.connect(first)) as database, database:
        database.execute("ATTACH DATABASE ? AS other", (str(second),))
        database.execute("INSERT INTO files SELECT * FROM other.files")
        database.execute("INSERT INTO paths SELECT * FROM other.paths")
        database.execute("UPDATE files SET figures = replace(figures, '700', '1')")
    roll_up(city, city / "市.xlsx", first)
    assert received(city / "市.xlsx") == ("某市人民政府", 14)
    for other in (second, city / COUNTIES[1]):
        result = call("run", first, other, "-o", city / "市.xlsx", "--roster", city / "名册.xlsx", "--jobs", 1)
        assert (result.exit_code, "与从同一份文件读到的" in result.output) == (2, True)
    roll_up(city, city / "市.xlsx", city / COUNTIES[1])
    assert received(city / "市.xlsx") == ("某市人民政府", 703)


def test_a_store_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as context, pytest.raises(sqlite3.OperationalError):
        context.setattr(store_format, "_SCHEMA", f"{store_format._SCHEMA} CREATE TABLE runs (run)")
        store.open_store(tmp_path / "汇总.sqlite", FORMS).__enter__()
    with store.open_store(tmp_path / "汇总.sqlite", FORMS) as opened:
        assert opened.files.count() == 0


@pytest.mark.scale
def test_a_province_through_its_cities_stores(tmp_path: Path) -> None:
    """Level by level, sums alone: what the units' own numbers come to."""
    made = province(cities=2, counties=2, units=6, workbooks=0)
    made.write(tmp_path / "2025")
    tops = [unit for unit in made.units if unit.level in ("county", "city")]
    for top in tops[::-1]:  # counties before their city
        inside = tmp_path / "2025" / made.folder_of(top)
        stores = [tmp_path / f"{unit.name}.sqlite" for unit in tops if unit.parent == top.code]
        files = [inside] if top.level == "county" else [path for path in inside.iterdir() if path.is_file()]
        listed = [unit for unit in made.units if top.code in (unit.code, unit.parent)]
        add_up(tmp_path / f"{top.name}.xlsx", [*stores, *files], Roster(year=YEAR, units=(
            *(unit if unit.code != top.code else replace(unit, parent="") for unit in listed),
        )))  # fmt: skip
    listed = [unit for unit in made.units if unit.code == "33" or unit.parent == "33"]
    own = [path for path in (tmp_path / "2025").iterdir() if path.is_file()]
    stores = [tmp_path / f"{unit.name}.sqlite" for unit in listed if unit.level == "city"]
    outcome = add_up(tmp_path / "省.xlsx", [*stores, *own], Roster(year=YEAR, units=tuple(listed)))
    assert outcome.read == len(own)
    whole = add_up(tmp_path / "全.xlsx", [tmp_path / "2025"], made.roster)
    sums = []
    for name in ("省", "全"):
        with past_runs(tmp_path / f"{name}.sqlite", FORMS) as runs:
            sums.append(runs[-1].results.get("33").figures)
    assert whole.read == len(made.reporting_units)
    assert sums[0] == sums[1]


def add_up(output: Path, places: list[Path], roster: Roster) -> RunOutcome:
    request = Request(places=tuple(places), output=output, forms=FORMS, roster=roster)
    return run(request, one_thread(), quiet)
