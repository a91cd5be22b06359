"""Whatever a filing holds: it is checked, composed, written and read again without an exception."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from tests.fuzz.cases import CASES, changed, changes
from toolkit.document.compose import compose
from toolkit.errors import InvalidFiling
from toolkit.filing.dump import filing_to_json
from toolkit.filing.json import filing_from_json
from toolkit.finding import Finding
from toolkit.render import FORMATS
from toolkit.rules.engine import check_filing
from toolkit.rules.explain import explanations
from toolkit.workbook.lint import faults
from toolkit.workbook.marking.annotate import annotated_workbook
from toolkit.workbook.reading.read import read_workbook

TODAY = dt.date(2026, 1, 20)


def sound(finding: Finding) -> bool:
    """A known code, whole sentences, nothing endless."""
    return finding.code in explanations() and finding.message.endswith(("。", "？")) and len(finding.text) < 2_000


@settings(max_examples=max(1, CASES * 88 // 100))
@given(fields=changes())
def test_it_is_checked(fields: dict[str, Any]) -> None:
    filing = changed(fields)
    findings = check_filing(filing, today=TODAY)
    assert [finding.text for finding in findings if not sound(finding)] == []


@settings(max_examples=max(1, CASES * 3 // 100))
@given(fields=changes())
def test_it_is_composed_and_written(fields: dict[str, Any]) -> None:
    filing = changed(fields)
    document = compose(filing, draft=True)
    for wanted in ("txt", "md", "html", "docx"):
        assert FORMATS[wanted].renderer()(document)


@settings(max_examples=max(1, CASES * 4 // 100))
@given(fields=changes())
def test_its_data_comes_back(fields: dict[str, Any]) -> None:
    """What is read from our JSON gives the same JSON."""
    filing = changed(fields)
    told = filing_to_json(filing)
    try:
        again, _ = filing_from_json(told, "数据.json")
    except InvalidFiling as stop:  # what no file may hold is refused, and nothing else
        assert all("控制字符" in mistake for mistake in stop.mistakes)
    else:
        assert filing_to_json(again) == told


@settings(max_examples=max(1, CASES // 400), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=changes())
def test_its_annotated_workbook_is_sound(fields: dict[str, Any], tmp_path: Path) -> None:
    filing = changed(fields)
    data = annotated_workbook(filing, check_filing(filing, today=TODAY))
    assert faults(data) == []
    own = load_workbook(io.BytesIO(data))["校验结果"]
    assert all(cell.data_type != "f" for row in own for cell in row)
    path = tmp_path / "校验结果.xlsx"
    path.write_bytes(data)
    read_workbook(path)
