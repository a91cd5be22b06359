"""Workbooks whose repeated rows somebody has edited, added up and compared: rows are met by their names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.forms.made_up import FORMS
from tests.workbook_reading.surgery import Package
from toolkit import api
from toolkit.filing import Filing

FORM = FORMS.form("ledgers-2024")
TABLES = ("I Requests", "II Outcomes")
AGENCY, YEAR, COLUMN, TOTAL = "封面!B3", "封面!B5", "Received in year", "Total"
ROWS = {"north": (1, 10), "south": (2, 20), "east": (3, 30)}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A workbook with the rows of :data:`ROWS`, as the program writes it."""
    requests, outcomes = {}, {}
    for number, (name, (start, received)) in enumerate(ROWS.items(), start=1):
        flows = {"start": start, "received": received, "processed": received, "end": start}
        requests[f"component.{number}"] = {"name": name, **flows}
        outcomes[f"component.{number}"] = {"name": name, "granted": received, "refused": 0, "days": 5, "portal": "是"}
    data = {"form": FORM.id, "agency": "甲", "year": 2024, "tables": {"requests": requests, "outcomes": outcomes}}
    source = tmp_path_factory.mktemp("filled") / "data.json"
    source.write_text(json.dumps(data), encoding="utf-8")
    return api.to_workbook(source, forms=FORMS).file.content


@pytest.fixture
def units(filled: bytes, tmp_path: Path) -> Path:
    """A row emptied, one called like another, and two in another order; in the first nothing is edited."""
    folder = tmp_path / "2024"
    folder.mkdir()
    edited = {name: Package.of(filled) for name in ("甲", "乙", "丙", "丁")}
    for table, columns in zip(TABLES, ("BCDEF", "BCDFG"), strict=True):
        for column in columns:
            edited["乙"].put(f"{table}!{column}5", None)
        edited["丙"].put(f"{table}!B6", "north")
        edited["丁"].put(f"{table}!B4", "south")
        edited["丁"].put(f"{table}!B5", "north")
    for name, package in edited.items():
        package.put(AGENCY, name)
        (folder / f"{name}.xlsx").write_bytes(package.to_bytes())
    return folder


def received(filing: Filing) -> list[tuple[str, object]]:
    """The rows of the first table: their names, in order, and a figure of each."""
    rows = [cells[0].rpartition(".")[0] for cells in FORM.repeated_rows["requests"]]
    found = [(filing.entry(f"{row}.name").text, filing.number(f"{row}.received")) for row in rows]
    return [(name, number) for name, number in found if name]


def test_rows_of_one_name_are_added_wherever_they_stand(units: Path, tmp_path: Path) -> None:
    outcome = api.rollup([units], tmp_path / "汇总.xlsx", agency="某县", include_errors=True, forms=FORMS)
    sums = api.read(outcome.output, forms=FORMS).filing
    # 甲 as it is; 乙 has no south; 丙 has north twice and no east; in 丁 the figures of north and south are exchanged
    north, south, east = 10 + 10 + (10 + 30) + 20, 20 + 20 + 10, 30 + 30 + 30
    assert sorted(received(sums)) == [("east", east), ("north", north), ("south", south)]
    assert "KD-02" in next(each.finding.message for each in outcome.reported if each.name == "丙")


def test_rows_of_one_name_are_compared_wherever_they_stand(units: Path, filled: bytes, tmp_path: Path) -> None:
    package = Package.of(filled)
    package.put(YEAR, 2023)
    before = tmp_path / "上年.xlsx"
    before.write_bytes(package.to_bytes())

    def compared(name: str) -> list[tuple[str, str, str]]:
        listings = api.compare(before, units / f"{name}.xlsx", forms=FORMS).listings()
        rows = next(each.rows for each in listings if each.heading == "Table I")
        named = [(row[0].partition("，"), row[1], row[2]) for row in rows]
        return [(name, last, this) for (name, _, column), last, this in named if column == COLUMN and name != TOTAL]

    assert compared("乙") == [("north", "10", "10"), ("east", "30", "30"), ("south", "20", "")]
    assert compared("丁") == [("south", "20", "10"), ("north", "10", "20"), ("east", "30", "30")]
    assert compared("丙")[:2] == [("north", "10", "10"), ("south", "20", "20")]
    assert ("east", "30", "") in compared("丙")
