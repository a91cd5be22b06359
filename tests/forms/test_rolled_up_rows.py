"""Rows that repeat, rolled up: those of one name are added, and whatever has no sum stands unit by unit."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result

from tests import command_line
from tests.command_line import succeeds
from tests.forms.made_up import FOLDER, FORMS
from toolkit.filing import Filing
from toolkit.ingest import read_any
from toolkit.rollup.roster import Unit
from toolkit.rollup.roster_book import roster_book

RAW = json.loads((FOLDER / "ledgers-2024" / "filing.json").read_text(encoding="utf-8"))
Row = tuple[int, int, int, str, bool]
"""Pending at start, received, granted (all that was processed), median days, by portal."""
LAMPS = {"Wicks": (3, 20, 21, "4.5", True), "Glass": (0, 7, 7, "3", False)}
BELLS = {"Glass": (1, 5, 6, "9", True), "Bronze": (2, 0, 1, "30", True)}
RINGS = {"Bronze": (0, 2, 2, "1", True), "Wicks": (0, 1, 1, "2", True)}


def data(agency: str, rows: Mapping[str, Row]) -> dict[str, Any]:
    tables: dict[str, dict[str, Any]] = {"requests": {}, "outcomes": {}}
    for number, (name, (start, received, granted, days, portal)) in enumerate(rows.items(), start=1):
        end = start + received - granted
        tables["requests"][f"component.{number}"] = {
            "name": name, "start": start, "received": received, "processed": granted, "end": end
        }  # fmt: skip
        tables["outcomes"][f"component.{number}"] = {
            "name": name, "granted": granted, "refused": 0, "days": days, "portal": portal
        }  # fmt: skip
    return {**RAW, "agency": agency, "tables": tables}


def put(folder: Path, agency: str, raw: Mapping[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    source = folder.parent / f"{agency}.json"
    source.write_text(json.dumps(raw), encoding="utf-8")
    succeeds("fill", source, "-o", folder / f"{agency}.xlsx")


def roll_up(folder: Path, *options: object) -> Result:
    out = folder / "Sum.xlsx"
    return command_line.run("rollup", "run", folder / "in", "-o", out, "--jobs", 1, "--agency", "Ministry", *options)


def table(filing: Filing, name: str, *columns: str) -> dict[str, tuple[object, ...]]:
    """The rows of a table by name."""
    return {
        called: tuple(
            filing.number(cell) if filing.form.kind_of(cell).numeric else filing.entry(cell).text
            for cell in (f"{name}.{row}.{column}" for column in columns)
        )
        for row, called in filing.names(name).items()
    }


@pytest.fixture(scope="module")
def bureaus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bureaus")
    for agency, rows in (("Bureau of Lamps", LAMPS), ("Bureau of Bells", BELLS)):
        put(folder / "in", agency, data(agency, rows))
    return folder


@pytest.fixture
def ministry(bureaus: Path, tmp_path: Path) -> Path:
    shutil.copytree(bureaus, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_rows_of_one_name_are_added(ministry: Path) -> None:
    assert roll_up(ministry).exit_code == 0
    whole, _ = read_any(ministry / "Sum.xlsx", FORMS)
    assert table(whole, "requests", "start", "received", "end") == {
        "Glass": (1, 12, 0),
        "Bronze": (2, 0, 1),
        "Wicks": (3, 20, 2),
    }
    assert whole.number("requests.total.received") == 32
    assert table(whole, "outcomes", "granted", "days", "portal") == {
        "Glass": (13, None, ""),
        "Bronze": (1, 30, "是"),
        "Wicks": (21, whole.number("outcomes.component.3.days"), "是"),
    }
    assert str(whole.number("outcomes.component.3.days")) == "4.5"


def lines(path: Path, start: str) -> Sequence[tuple[object, ...]]:
    """The rows below the heads of the plain sheet whose name begins like that."""
    book = openpyxl.load_workbook(path)
    [sheet] = [sheet for sheet in book if sheet.title.startswith(start)]
    rows = [*sheet.iter_rows(values_only=True)]
    return rows[1 + next(place for place, row in enumerate(rows) if row[0] in ("单位代码", "单位名称")) :]


def test_every_row_of_every_unit_is_listed(ministry: Path) -> None:
    roll_up(ministry)
    listed = [(row[1], *row[5:]) for row in lines(ministry / "Sum.xlsx", "汇总 明细2")]
    assert listed == [
        ("Bureau of Bells", "Glass", 6, 0, 6, 9, "是"),
        ("Bureau of Bells", "Bronze", 1, 0, 1, 30, "是"),
        ("Bureau of Lamps", "Wicks", 21, 0, 21, 4.5, "是"),
        ("Bureau of Lamps", "Glass", 7, 0, 7, 3, "否"),
        ("合计", "Glass", 13, 0, 13, None, None),
        ("合计", "Bronze", 1, 0, 1, 30, "是"),
        ("合计", "Wicks", 21, 0, 21, 4.5, "是"),
    ]


@pytest.mark.scale
def test_no_sum_of_more_rows_than_there_are(ministry: Path) -> None:
    many = {f"Shed {number}": (0, 1, 1, "1", True) for number in range(11)}
    put(ministry / "in", "Bureau of Sheds", data("Bureau of Sheds", many))
    result = roll_up(ministry)
    assert "RU-15" in result.output
    assert "共有 14 个不同的名称，表里只有 12 行" in result.output
    whole, _ = read_any(ministry / "Sum.xlsx", FORMS)
    assert set(whole.names("requests").values()) == {""}
    assert whole.number("requests.total.received") is None
    assert len(lines(ministry / "Sum.xlsx", "汇总 明细1")) == 11 + 2 + 2
    [total] = [row for row in lines(ministry / "Sum.xlsx", "汇总 各单位数据") if row[1] == "合计"]
    assert 32 + 11 in total


@pytest.mark.scale
def test_a_table_that_was_not_read_is_lacking_in_every_row(ministry: Path) -> None:
    raw = data("Bureau of Bells", BELLS)
    (ministry / "in" / "Bureau of Bells.xlsx").unlink()
    (ministry / "in" / "Bells.json").write_text(json.dumps({**raw, "tables": {"requests": raw["tables"]["requests"]}}))
    assert "RU-14" in roll_up(ministry, "--include-errors").output
    whole, _ = read_any(ministry / "Sum.xlsx", FORMS)
    partial = {cell for cell, entry in whole.inputs.items() if entry.partial}
    assert partial == {
        f"outcomes.component.{number}.{column}" for number in (1, 3) for column in ("granted", "refused")
    }
    assert table(whole, "outcomes", "granted") == {"Glass": (7,), "Wicks": (21,)}


@pytest.mark.scale
def test_a_figure_that_nobody_with_the_row_states_is_no_zero(ministry: Path) -> None:
    raw = data("Bureau of Bells", BELLS)
    del raw["tables"]["requests"]["component.2"]["received"]  # of Bronze, which no other bureau has
    (ministry / "in" / "Bureau of Bells.xlsx").unlink()
    (ministry / "in" / "Bells.json").write_text(json.dumps(raw))
    roll_up(ministry, "--include-errors")
    whole, _ = read_any(ministry / "Sum.xlsx", FORMS)
    assert table(whole, "requests", "received", "processed") == {
        "Glass": (12, 13), "Bronze": (None, 1), "Wicks": (20, 21)
    }  # fmt: skip


@pytest.mark.scale
def test_governments_below_pass_on_their_rows(ministry: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "Office of Rings", data("Office of Rings", RINGS))
    put(tmp_path / "in", "Ministry", data("Ministry", {"Wicks": (3, 21, 22, "4", True), "Tin": (0, 4, 4, "1", True)}))
    units = (
        Unit(code="0", name="Ministry"),
        Unit(code="1", name="Bureau of Lamps", parent="0"),
        Unit(code="2", name="Region", parent="0"),
        Unit(code="21", name="Bureau of Bells", parent="2"),
        Unit(code="22", name="Office of Rings", parent="2"),
    )
    (tmp_path / "Roster.xlsx").write_bytes(roster_book(2024, FORMS, units))
    arguments = ("run", tmp_path / "in", "-o", tmp_path / "Sum.xlsx", "--roster", tmp_path / "Roster.xlsx")
    result = command_line.run("rollup", *arguments, "--jobs", 1)
    whole, _ = read_any(tmp_path / "Sum.xlsx", FORMS)
    assert table(whole, "requests", "received") == {"Wicks": (21,), "Glass": (12,), "Bronze": (2,)}
    [wrong] = [line for line in result.output.splitlines() if "RU-01" in line]
    assert "Tin，Received in year是 4，下级之和是 0" in wrong
    assert "Glass，Received in year是 0，下级之和是 12" in wrong
    assert "Wicks，Received" not in wrong
    assert "Total，Received in year是 25，下级之和是 35" in wrong
    shown = succeeds("rollup", "explain", tmp_path / "Sum.xlsx", "requests.component.1.received")
    assert [" ".join(line.split()) for line in shown.splitlines()] == [
        "Wicks，Received in year",
        "21 Ministry",
        "20 Bureau of Lamps in/Bureau of Lamps.xlsx I Requests!D4",
        "1 Region",
        "1 Office of Rings in/Office of Rings.xlsx I Requests!D5",
    ]


def test_changes_between_runs_are_known_by_name(ministry: Path) -> None:
    roll_up(ministry)
    (ministry / "in" / "Bureau of Lamps.xlsx").unlink()
    changed = {"Glass": LAMPS["Glass"], "Wicks": (3, 20, 20, "4.5", False)}
    put(ministry / "in", "Bureau of Lamps", data("Bureau of Lamps", changed))
    roll_up(ministry)
    shown = json.loads(succeeds("rollup", "diff", ministry / "Sum.xlsx", "--format", "json"))["changes"]
    [lamps] = [change for change in shown if change["name"] == "Bureau of Lamps"]
    assert {each["label"]: (each["before"], each["now"]) for each in lamps["figures"]} == {
        "Wicks，Processed in year": (21, 20),
        "Wicks，Pending at end": (2, 3),
        "Wicks，Granted": (21, 20),
        "Wicks，Answers by portal": ("是", "否"),
    }


@pytest.mark.scale
def test_last_years_roll_up_is_compared_by_name(ministry: Path) -> None:
    roll_up(ministry)
    later = data("Bureau of Lamps", {"Glass": (0, 9, 9, "3", False), "Wicks": (2, 20, 20, "4.5", True)})
    later["year"] = 2025
    later["cover"] = {**later["cover"], "issued_on": "2026-02-14"}
    put(ministry / "next" / "in", "Bureau of Lamps", later)
    result = roll_up(ministry / "next", "--prior", ministry / "Sum.xlsx")
    assert "LG-21" not in result.output
    later["tables"]["requests"]["component.2"] |= {"start": 3, "end": 3}
    put(ministry / "next" / "in", "Bureau of Lamps", later)
    roll_up(ministry / "next", "--prior", ministry / "Sum.xlsx", "--include-errors")
    assert any("LG-21" in row for row in lines(ministry / "next" / "Sum.xlsx", "汇总 检查结果"))
