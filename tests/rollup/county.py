"""A county of three offices as people have it: files in a folder, a roster, the command line."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import Result

from tests import command_line
from tests.at_hand import FORMS
from tests.rollup.factory import workbook
from tests.workbook_reading.surgery import Package
from toolkit.filing import Source
from toolkit.filing.json import filing_to_json
from toolkit.ingest import read_any
from toolkit.rollup.roster import Unit
from toolkit.rollup.roster_book import roster_book
from toolkit.workbook.reading.adjustments import ADJUSTMENTS

LABEL = "一、本年新收政府信息公开申请数量，自然人"
FIRST = 4
"""The first row of the sheet of adjustments."""
Line = tuple[str | int | float | None, ...]
UNITS = ("某县教育局", "某县民政局", "某县财政局")
COUNTY = (
    Unit(code="0", name="某县人民政府", level="county"),
    *(Unit(code=str(number), name=name, parent="0") for number, name in enumerate(UNITS, start=1)),
)
CITY = (
    Unit(code="9", name="某市人民政府", level="city", kind="下级政府"),
    Unit(code="91", name="甲县人民政府", level="county", kind="下级政府", parent="9"),
    Unit(code="911", name="城关镇人民政府", level="township", kind="乡镇街道", parent="91"),
    Unit(code="92", name="乙县人民政府", level="county", kind="下级政府", parent="9"),
    Unit(code="92-1", name="城关镇人民政府", level="township", kind="乡镇街道", parent="92"),
    Unit(code="92-2", name="乙县教育局", level="county_department", kind="部门", parent="92"),
)


def call(*arguments: object) -> Result:
    """``xl-report rollup …``."""
    return command_line.run("rollup", *arguments)


def run(folder: Path, *options: object) -> Result:
    """Roll up ``2025`` into ``汇总.xlsx`` as 某县人民政府."""
    out = folder / "汇总.xlsx"
    return call(
        "run", folder / "2025", "-o", out, "--agency", "某县人民政府", "--level", "county", "--jobs", 1, *options
    )


def with_roster(folder: Path, units: tuple[Unit, ...], *options: object, year: int = 2025) -> Result:
    """Roll up a year by the roster ``units``."""
    roster = folder / f"名册{year}.xlsx"
    roster.write_bytes(roster_book(year, FORMS, units))
    out = folder / ("汇总.xlsx" if year == 2025 else f"汇总{year}.xlsx")
    return call("run", folder / str(year), "-o", out, "--roster", roster, "--jobs", 1, *options)


def reported(result: Result) -> dict[str, Any]:
    """What a run with ``--format json`` says."""
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def codes(result: Result) -> list[tuple[str, str]]:
    """Unit and code of everything that a run reported as text."""
    lines = (line for line in result.output.splitlines() if " RU-" in line)
    return [(line.partition("：")[0], line[line.index("RU-") :][:5]) for line in lines]


def figures(received: int, **more: int) -> dict[str, int]:
    """Applications by natural persons, all granted unless ``more`` says otherwise."""
    numbers = {"applications.received.natural_person": received, "applications.granted.natural_person": received}
    return numbers | {f"applications.{row}.natural_person": value for row, value in more.items()}


def put(
    folder: Path,
    name: str,
    numbers: dict[str, int],
    *,
    year: int = 2025,
    form: str = "gkgb-2021",
    stem: str = "",
    day: int = 9,
) -> Path:
    """A filled workbook of the unit ``name``, of that day of January."""
    path = folder / f"{stem or name}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    levels = {"镇": "township", "某县人民政府": "county", "某市": "city_department"}
    level = next((level for part, level in levels.items() if part in name), "county_department")
    path.write_bytes(workbook(form, year, level, name, numbers, dt.date(year + 1, 1, day)))
    return path


def received(workbook: Path) -> tuple[str, object]:
    """Whose report a workbook is, and the applications in it."""
    filing, _ = read_any(workbook, FORMS)
    return filing.agency.value, filing.number("applications.received.total")


def sheet_rows(workbook: Path, sheet: str) -> list[tuple[Any, ...]]:
    """The values of one sheet row by row, padded to one width; no other sheet is read."""
    with closing(openpyxl.load_workbook(workbook, read_only=True)) as book:
        rows = list(book[sheet].iter_rows(values_only=True))
    width = max(map(len, rows), default=0)
    return [(*row, *[None] * (width - len(row))) for row in rows]


def without(path: Path, *cells: str) -> Path:
    """The filing as data in which these cells are not read."""
    filing, _ = read_any(path, FORMS)
    path.unlink()
    kept = {cell: entry for cell, entry in filing.inputs.items() if cell not in cells}
    path = path.with_suffix(".json")
    path.write_text(filing_to_json(replace(filing, source=Source.DATA, inputs=kept)), encoding="utf-8")
    return path


def adjust(workbook: Path, *lines: Line) -> None:
    """Write on the sheet of adjustments, as staff do."""
    package = Package.of(workbook.read_bytes())
    for row, line in enumerate(lines, start=FIRST):
        for column, value in zip("ABCDEFGH", line, strict=False):
            package.put(f"{ADJUSTMENTS}!{column}{row}", value)
    workbook.write_bytes(package.to_bytes())
