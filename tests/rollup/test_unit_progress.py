"""How far each unit has come, kept from run to run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.rollup.county import COUNTY, UNITS, figures, put, with_roster
from toolkit.rollup.returns import Returns
from toolkit.rollup.unit_progress import HISTORY

pytestmark = pytest.mark.scale  # whole runs, of which test_command.py holds some


def on(folder: Path, day: str, *options: object) -> dict[str, list[Any]]:
    """A run on that day: name to dates and history of each unit in the sheet."""
    with_roster(folder, COUNTY, "--on", day, *options)
    book = openpyxl.load_workbook(max(folder.glob("汇总*.xlsx"), key=lambda path: len(path.name)))
    rows = [[cell.value for cell in row] for row in book[HISTORY].iter_rows()]
    return {str(row[1]): [str(value or "").removesuffix(" 00:00:00") for value in row[4:]] for row in rows[3:]}


def test_steps_are_kept_with_their_days_whatever_the_files_times_say(tmp_path: Path) -> None:
    put(tmp_path / "2025", UNITS[0], figures(10))
    faulty = put(tmp_path / "2025", UNITS[1], figures(10, carried_out=1))
    assert on(tmp_path, "2026-01-12") == {
        UNITS[0]: ["2026-01-12", "", "", "2026-01-12", "2026-01-12 已报送；2026-01-12 通过"],
        UNITS[1]: ["2026-01-12", "", "", "", "2026-01-12 已报送"],
    }
    on(tmp_path, "2026-01-13", "--returns")
    faulty.touch()
    same = on(tmp_path, "2026-01-15", "--returns")
    assert same[UNITS[1]][:4] == ["2026-01-12", "2026-01-13", "", ""]
    put(tmp_path / "2025", UNITS[1], figures(11))
    with_roster(tmp_path, COUNTY, "--on", "2026-01-20")
    sheet = openpyxl.load_workbook(tmp_path / "汇总.xlsx")[HISTORY]
    assert sheet.cell(5, 9).value == "2026-01-12 已报送；2026-01-13 退回；2026-01-20 重报；2026-01-20 通过"
    reporting = openpyxl.load_workbook(tmp_path / "汇总.xlsx")["汇总 报送情况"]
    line = next(row for row in reporting.iter_rows(values_only=True) if row[1] == UNITS[1])
    assert (line[4], str(line[5])[:10]) == ("通过", "2026-01-20")


def test_the_same_files_on_the_same_day_give_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("甲", "乙"):
        folder = tmp_path / name
        put(folder / "2025", UNITS[0], figures(10))
        put(folder / "2025", UNITS[1], figures(10, carried_out=1))
        for _ in range(2):
            with_roster(folder, COUNTY, "--on", "2026-01-12", "--returns")
        found = [folder / "汇总.xlsx", *sorted((folder / "汇总_退回" / "2026-01-12").iterdir())]
        written.append([(path.name, path.read_bytes()) for path in found])
    assert written[0] == written[1]


def test_what_is_of_another_year_was_not_reported(tmp_path: Path) -> None:
    put(tmp_path / "2025", UNITS[0], figures(10))
    put(tmp_path / "2025", UNITS[1], figures(10), year=2024)
    assert list(on(tmp_path, "2026-01-12")) == [UNITS[0]]
    assert on(tmp_path, "2026-01-13", "--returns")[UNITS[1]] == ["", "2026-01-13", "", "", "2026-01-13 退回"]


def test_a_unit_whose_letter_was_not_written_is_not_noted_as_sent_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "2025", UNITS[0], figures(10, carried_out=1))
    put(tmp_path / "2025", UNITS[1], figures(10))
    with monkeypatch.context() as context:
        context.setattr(Returns, "write", lambda *_: 1 / 0)
        with_roster(tmp_path, COUNTY, "--on", "2026-01-12", "--returns")
    assert on(tmp_path, "2026-01-13")[UNITS[0]] == ["2026-01-13", "", "", "", "2026-01-13 已报送"]
