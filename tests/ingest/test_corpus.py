"""Real published reports: their figures cell by cell, their faults exactly, and the seed's full circle."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from toolkit.document.compose import compose
from toolkit.filing import Filing
from toolkit.filing.dump import filing_to_json
from toolkit.finding import Finding
from toolkit.form import Severity
from toolkit.ingest import read_any
from toolkit.render import FORMATS
from toolkit.rules.engine import check_filing

REPORTS = {
    "hongze-2023.pdf": "gkgb-2021-condensed",
    "huaian-2024.pdf": "gkgb-2021",
    "shuyang-fgj-2023.html": "gkgb-2021",
    "shanghai-office-2019.html": "gkgb-2019",
}
ERRORS = {
    "hongze-2023.pdf": {
        ("T4-01", "disputes.reconsideration.total"),
        ("T4-01", "disputes.litigation_after_reconsideration.total"),
    },
    "huaian-2024.pdf": set(),
    "shuyang-fgj-2023.html": set(),
    "shanghai-office-2019.html": {("IM-06", "disclosure.procurement.amount")},
}
COVERS = {
    "hongze-2023.pdf": ("洪泽区人民政府", 2023),
    "huaian-2024.pdf": ("淮安市人民政府", 2024),
    "shuyang-fgj-2023.html": ("沭阳县发展和改革局", 2023),
    "shanghai-office-2019.html": ("上海市人民政府办公厅", 2019),
}
READING = {
    "hongze-2023.pdf": ["IM-01"],
    "huaian-2024.pdf": [],
    "shuyang-fgj-2023.html": [],
    "shanghai-office-2019.html": ["IM-03"],
}


def checked(path: Path) -> tuple[Filing, tuple[Finding, ...], tuple[Finding, ...]]:
    """The filing, the findings of reading it and all findings."""
    filing, reading = read_any(path, FORMS)
    return filing, reading, check_filing(filing, reading)


@pytest.mark.parametrize("name", REPORTS)
def test_figures_are_read_cell_by_cell(corpus: Path, name: str) -> None:
    path = corpus / "corpus" / name
    filing, reading = read_any(path, FORMS)
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    exported = json.loads(filing_to_json(filing))
    assert exported["form"] == expected["form"] == REPORTS[name]
    assert exported["tables"] == expected["tables"]
    assert (filing.agency.value, filing.year) == COVERS[name]
    assert sorted(finding.code for finding in reading) == READING[name]
    assert filing.unplaced == ()


@pytest.mark.parametrize("name", REPORTS)
def test_errors_are_those_that_the_report_contains(corpus: Path, name: str) -> None:
    _, _, findings = checked(corpus / "corpus" / name)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    named = {(f.code, ref.id) for f in errors for ref in f.cells if f.code == "IM-06" or ref.id.endswith(".total")}
    assert {f.code for f in errors} <= {code for code, _ in ERRORS[name]}
    assert named == ERRORS[name]


def test_a_unit_in_a_cell_is_reported_with_its_text(corpus: Path) -> None:
    filing, reading = read_any(corpus / "corpus" / "shanghai-office-2019.html", FORMS)
    reported = next(finding for finding in reading if finding.code == "IM-03")
    assert [ref.id for ref in reported.cells] == ["disclosure.procurement.amount"]
    assert str(reported.cells[0].where) == "表二 第18行第4列"
    assert filing.entry("disclosure.procurement.amount").text == "251000元"


def test_the_empty_form_is_read_as_empty(corpus: Path) -> None:
    filing, reading = read_any(corpus / "corpus" / "blank-template-2021-edition.docx", FORMS)
    assert filing.form.id == "gkgb-2021"
    assert reading == ()
    assert len(filing.inputs) + len(filing.stated) == len(filing.form.cells)
    assert all(entry.blank for entry in (*filing.inputs.values(), *filing.stated.values()))


def test_the_seed_comes_back_character_by_character(corpus: Path) -> None:
    path = corpus / "seed" / "hegang-2021.txt"
    filing, _, findings = checked(path)
    assert filing.form.id == "gkgb-2021-condensed"
    assert not [finding.text for finding in findings if finding.severity is Severity.ERROR]
    assert filing.unplaced == ()
    rendered = FORMATS["txt"].renderer()(compose(filing)).decode()
    assert re.sub(r"\s", "", rendered) == re.sub(r"\s", "", path.read_text(encoding="utf-8"))


TEXT_FINDINGS = {
    # 258 and 265 are figures of one row and column where the sentence speaks of the whole; 35/805 is 4.35 %.
    "shanghai-office-2019.html": [
        ("TX-04", "“予以公开及部分公开258件，占33.9%”一句写的是“予以公开及部分公开258件”"),
        ("TX-04", "“予以公开及部分公开258件，占33.9%”一句写的是“33.9%”"),
        ("TX-04", "“不予公开35件，占4.34%”一句写的是“4.34%”"),
        ("TX-04", "“因本机关不掌握等原因无法提供265件，占32.9%”一句写的是“无法提供265件”"),
    ],
    # Its five sub-heads word 监督保障 as 自觉接受监督.
    "shuyang-fgj-2023.html": [("TX-02", "没有找到小标题“监督保障”")],
    "hongze-2023.pdf": [],
    "huaian-2024.pdf": [],
}


@pytest.mark.parametrize("name", REPORTS)
def test_warnings_about_the_text_are_right(corpus: Path, name: str) -> None:
    _, _, findings = checked(corpus / "corpus" / name)
    warnings = [f for f in findings if f.code.startswith("TX") and f.severity is Severity.WARNING]
    expected = TEXT_FINDINGS[name]
    assert [f.code for f in warnings] == [code for code, _ in expected]
    for finding, (_, words) in zip(warnings, expected, strict=True):
        assert words in finding.text
