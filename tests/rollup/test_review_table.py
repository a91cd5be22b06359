"""The table of faults that reviewers exchange."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.rollup.county import COUNTY, UNITS, figures, put, sheet_rows, with_roster
from toolkit.rollup.review_table import REVIEW


def reviewed(folder: Path) -> list[tuple[Any, ...]]:
    """The sheet's rows below its header."""
    return sheet_rows(folder / "汇总.xlsx", REVIEW)[3:]


def test_faults_stand_under_their_indicators_and_what_became_of_them(tmp_path: Path) -> None:
    put(tmp_path / "2025", UNITS[0], figures(10))
    put(tmp_path / "2025", UNITS[1], figures(10, carried_out=1))
    with_roster(tmp_path, COUNTY, "--on", "2026-01-12")
    fault, missing = reviewed(tmp_path)
    assert fault[:4] == (
        UNITS[1],
        "三、收到和处理政府信息公开申请情况",
        "申请办理数据",
        "表三勾稽关系：新收加结转，等于办结加下年结转（依据：格式附件表三左上角所印的勾稽关系（国办公开办函〔2021〕30号））",
    )
    assert fault[4].startswith("三 申请办理!D6（") and fault[5] is None
    assert missing[:3] == (UNITS[2], "报送工作", "报送和汇总")
    with_roster(tmp_path, COUNTY, "--on", "2026-01-13", "--returns")
    assert reviewed(tmp_path)[0][5] == "2026-01-13 退回，尚未重报"
    put(tmp_path / "2025", UNITS[1], figures(12, carried_out=1))
    with_roster(tmp_path, COUNTY, "--on", "2026-01-15")
    assert reviewed(tmp_path)[0][5] == "2026-01-13 退回，2026-01-15 重报后仍有"
    put(tmp_path / "2025", UNITS[1], figures(12))
    with_roster(tmp_path, COUNTY, "--on", "2026-01-20")
    mended, missing = reviewed(tmp_path)
    assert mended[4] == fault[4]
    assert mended[5] == "已改正（2026-01-13 退回，2026-01-15 重报）"
