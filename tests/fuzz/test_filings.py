"""Whatever a filing holds: it is checked, composed, written and read again without an exception."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from hypothesis import given
from openpyxl import load_workbook

from tests.at_hand import FORMS
from tests.fuzz.cases import changed, changes
from tests.fuzz.conftest import share
from toolkit.document.blocks import PageMark
from toolkit.document.compose import compose
from toolkit.errors import InvalidFiling
from toolkit.filing.dump import filing_to_json
from toolkit.filing.json import filing_from_json
from toolkit.finding import Finding
from toolkit.render import FORMATS
from toolkit.rules.engine import check_filing
from toolkit.rules.explain import explanations
from toolkit.workbook.marking.annotate import annotated_workbook
from toolkit.workbook.package_faults import faults
from toolkit.workbook.reading.read import read_workbook

TODAY = dt.date(2026, 1, 20)
CODES = frozenset(explanations(FORMS))


def sound(finding: Finding) -> bool:
    """A known code, whole sentences, nothing endless."""
    return finding.code in CODES and finding.message.endswith(("。", "？")) and len(finding.text) < 2_000


def test_it_is_checked(fuzz_cases: int) -> None:
    @share(fuzz_cases, 0.88)
    @given(fields=changes())
    def holds(fields: dict[str, Any]) -> None:
        findings = check_filing(changed(fields), today=TODAY)
        assert [finding.text for finding in findings if not sound(finding)] == []

    holds()


def test_it_is_composed_and_written(fuzz_cases: int) -> None:
    @share(fuzz_cases, 0.03)
    @given(fields=changes())
    def holds(fields: dict[str, Any]) -> None:
        document = compose(changed(fields), mark=PageMark.DRAFT)
        for wanted in ("txt", "md", "html", "docx"):
            assert FORMATS[wanted].renderer()(document)

    holds()


def test_its_data_comes_back(fuzz_cases: int) -> None:
    """What is read from our JSON gives the same JSON."""

    @share(fuzz_cases, 0.04)
    @given(fields=changes())
    def holds(fields: dict[str, Any]) -> None:
        reported = filing_to_json(changed(fields))
        try:
            again, _ = filing_from_json(reported, "数据.json", FORMS)
        except InvalidFiling as stop:  # what no file may hold is refused, and nothing else
            assert all("控制字符" in mistake for mistake in stop.mistakes)
        else:
            assert filing_to_json(again) == reported

    holds()


def test_its_annotated_workbook_is_sound(fuzz_cases: int, tmp_path: Path) -> None:
    path = tmp_path / "校验结果.xlsx"

    @share(fuzz_cases, 0.0025)
    @given(fields=changes())
    def holds(fields: dict[str, Any]) -> None:
        filing = changed(fields)
        data = annotated_workbook(filing, check_filing(filing, today=TODAY))
        assert faults(data) == []
        own = load_workbook(io.BytesIO(data))["校验结果"]
        assert all(cell.data_type != "f" for row in own for cell in row)
        path.write_bytes(data)
        read_workbook(path, FORMS)

    holds()
