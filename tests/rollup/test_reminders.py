"""Whom an office must write to, and the words it sends."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl

from tests.rollup.county import COUNTY, UNITS, figures, put, sheet_rows, with_roster
from toolkit.rollup.reminders import REMINDERS


def reminded(folder: Path) -> list[list[Any]]:
    """The sheet's rows below its header."""
    rows = [list(row) for row in sheet_rows(folder / "汇总.xlsx", REMINDERS)]
    header = next(number for number, row in enumerate(rows) if row[0] == "单位代码")
    return rows[header + 1 :]


def test_who_must_report_and_who_again(tmp_path: Path) -> None:
    roster = (
        *COUNTY[:2],
        replace(COUNTY[2], contact="王某", telephone="0123-4567890"),
        replace(COUNTY[3], deadline=dt.date(2026, 1, 20)),
    )
    put(tmp_path / "2025", UNITS[0], figures(10))
    put(tmp_path / "2025", UNITS[1], figures(10, carried_out=1))
    with_roster(tmp_path, roster)
    again, missing, everyone = reminded(tmp_path)
    assert again[1] == UNITS[1]
    assert again[3] == "有错误，未计入"
    assert again[5:8] == [
        "王某",
        "0123-4567890",
        f"{UNITS[1]}：贵单位报送的2025年政府信息公开工作年度报告填报材料有错误，没有计入汇总，请校验、改正后重新报送。",
    ]
    assert missing[1] == UNITS[2]
    assert missing[7] == (
        f"{UNITS[2]}：贵单位2025年政府信息公开工作年度报告的填报材料还没有收到，报送期限是2026年1月20日，"
        "请尽快报送；已经报送的，请告知。"
    )
    assert everyone[7] == (
        f"2025年政府信息公开工作年度报告填报材料，还没有报送的有{UNITS[2]}；需要改正或重新报送的有{UNITS[1]}。请尽快报送。"
    )


def test_nobody_is_reminded_where_all_have_reported(tmp_path: Path) -> None:
    put(tmp_path / "2025", UNITS[0], figures(10))
    with_roster(tmp_path, COUNTY[:2])
    assert REMINDERS not in openpyxl.load_workbook(tmp_path / "汇总.xlsx").sheetnames
