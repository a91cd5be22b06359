"""The functions that other programs import: their examples, and what they promise beyond the commands' tests."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

from tests.regenerate import ROOT, WORKBOOK
from tests.workbook_reading.surgery import Package
from toolkit import api
from toolkit.errors import ReportError, UnreadableFile


@pytest.mark.parametrize("module", ["toolkit.api", "toolkit.api.checking", "toolkit.api.rendering"])
def test_the_examples_run(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testmod(importlib.import_module(module))
    assert (result.failed, result.attempted > 0) == (0, True)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    package = Package.of(WORKBOOK.read_bytes())
    package.put("三 申请办理!D7", "20件")
    path = tmp_path / "填报工作簿.xlsx"
    path.write_bytes(package.to_bytes())
    return path


def test_no_report_is_made_of_what_has_errors(broken: Path) -> None:
    rendered = api.render(broken, ["txt"])
    assert (dict(rendered.reports), dict(rendered.failures)) == ({}, {})


def test_a_draft_is_made_all_the_same(broken: Path) -> None:
    assert "草稿" in api.render(broken, ["txt"], draft=True).reports["txt"].decode()


def test_a_format_that_fails_keeps_none_back() -> None:
    rendered = api.render(WORKBOOK, ["docx", "txt"], reference=b"no Word file")
    assert list(rendered.reports) == ["txt"]
    assert isinstance(rendered.failures["docx"], ReportError)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="找不到文件"):
        api.check(tmp_path / "没有.xlsx")
    with pytest.raises(UnreadableFile, match="找不到“"):
        api.rollup([tmp_path / "没有"], tmp_path / "汇总.xlsx")


def test_filings_are_added_up(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    (folder / "甲.xlsx").write_bytes(WORKBOOK.read_bytes())
    outcome = api.rollup([folder], tmp_path / "汇总.xlsx", agency="某市人民政府")
    assert (outcome.year, outcome.read) == (2021, 1)
    own = api.check(WORKBOOK).filing.number("applications.received.total")
    assert api.check(tmp_path / "汇总.xlsx").filing.number("applications.received.total") == own
