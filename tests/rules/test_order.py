"""Findings come in the order of the report, errors first on each sheet, whatever found them."""

from __future__ import annotations

from dataclasses import replace

from tests.rules.cases import TODAY, filing, with_text, with_values
from toolkit.filing import Text
from toolkit.finding import CellRef, Finding
from toolkit.form import Severity
from toolkit.location import Location
from toolkit.rules.engine import check_filing


def read(code: str, severity: Severity = Severity.ERROR, *places: str) -> Finding:
    """What reading might have found."""
    cells = tuple(CellRef(id="", where=Location.parse(place)) for place in places)
    return Finding(code=code, severity=severity, message="甲。", remedy="乙。", cells=cells)


def test_findings_come_in_the_order_of_the_report() -> None:
    broken = with_values(filing(), applications__granted__natural_person=19, disputes__reconsideration__other="1.5")
    broken = replace(broken, title=Text(value="2024年政府信息公开工作年度报告", where=Location.parse("封面!B6")))
    broken = with_text(broken, "preamble", "统计期限自2024年1月1日至2025年12月31日。")
    broken = with_text(broken, "problems", "公开信息 ，不够丰富。", "由××负责整改。")
    broken = with_text(broken, "other", "全年收取信息处理费2950元。")
    broken = replace(broken, headings={"overview": Text(value="二、总体情况", where=Location.parse("一 总体情况!B2"))})
    reading = (read("X-1", Severity.NOTE, "别的表!B2"), read("X-2", Severity.NOTE, "四 复议诉讼!B2"), read("X-3"))
    found = check_filing(broken, reading, today=TODAY)
    assert [(each.code, each.cells[0].where.sheet if each.cells else "") for each in found] == [
        ("X-3", ""),
        ("TX-05", "封面"),
        ("TX-05", "preamble"),
        ("TX-01", "一 总体情况"),
        ("T3-01", "表"),
        ("T3-47", "表"),
        ("X-2", "四 复议诉讼"),
        ("TX-05", "problems"),
        ("TX-09", "problems"),
        ("TX-06", "other"),
        ("X-1", "别的表"),
    ]
