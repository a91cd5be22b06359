"""The functions that other programs import: their examples, and what they promise beyond the commands' tests."""

from __future__ import annotations

import doctest
import json
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FunctionType

import pytest

from tests.regenerate import EXAMPLE, ROOT, WORKBOOK
from tests.workbook_reading.surgery import Package
from toolkit import api
from toolkit.api import ledger_books
from toolkit.errors import InvalidRequest, OutputError, ReportError, UnreadableFile
from toolkit.filing import Text
from toolkit.form import Severity
from toolkit.ledger.book import ledger_book

FUNCTIONS = [name for name in api.__all__ if isinstance(getattr(api, name), FunctionType)]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_an_example_that_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(ledger_books, "ledger_book", partial(ledger_book, rows=60))  # of thousands
    function = getattr(api, name)
    (example,) = doctest.DocTestFinder(recurse=False).find(function, name, globs={name: function})
    assert example.examples
    assert doctest.DocTestRunner().run(example).failed == 0


def test_the_examples_of_the_whole_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testmod(api)
    assert (result.failed, result.attempted > 0) == (0, True)


def test_every_name_is_there_and_documented() -> None:
    assert sorted(api.__all__) == sorted(name for names in api._MODULES.values() for name in names)
    documented = [getattr(api, name) for name in api.__all__ if name != "Progress"]  # an alias, with words below it
    assert [each for each in documented if not each.__doc__ or each.__doc__.startswith(f"{each.__name__}(")] == []
    assert all(f":func:`{name}`" in (api.__doc__ or "") for name in FUNCTIONS)


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
    assert "草稿" in api.render(broken, ["txt"], draft=True).reports["txt"].content.decode()


def test_a_format_that_fails_keeps_none_back(tmp_path: Path) -> None:
    reference = tmp_path / "模板.docx"
    reference.write_bytes(b"no Word file")
    rendered = api.render(WORKBOOK, ["docx", "txt"], reference_doc=reference)
    assert list(rendered.reports) == ["txt"]
    assert isinstance(rendered.failures["docx"], ReportError)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="找不到文件"):
        api.check(tmp_path / "没有.xlsx")
    with pytest.raises(UnreadableFile, match="找不到“"):
        api.rollup([tmp_path / "没有"], tmp_path / "汇总.xlsx")


@pytest.mark.parametrize(
    ("name", "words"),
    [("没有.txt", "找不到"), ("报\0告.txt", "找不到"), (f"{'长' * 200}.txt", "打不开"), ("绕圈.txt", "打不开")],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other names that no file can have")
def test_a_name_that_leads_to_no_file_gives_a_sentence(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "绕圈.txt").symlink_to("绕圈.txt")
    with pytest.raises(UnreadableFile, match=words):
        api.check(tmp_path / name)


def test_an_office_programs_own_file_is_named_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "~$某局.xlsx"
    path.write_bytes(b"\x04user")
    with pytest.raises(UnreadableFile, match="临时文件"):
        api.check(path)


def test_filings_are_added_up(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    (folder / "甲.xlsx").write_bytes(WORKBOOK.read_bytes())
    outcome = api.rollup([folder], tmp_path / "汇总.xlsx", agency="某市人民政府")
    assert (outcome.year, outcome.read) == (2021, 1)
    own = api.check(WORKBOOK).filing.number("applications.received.total")
    assert api.check(tmp_path / "汇总.xlsx").filing.number("applications.received.total") == own


def test_nothing_is_written_before_it_is_saved(broken: Path) -> None:
    outcomes = [api.annotate(broken), api.to_json(broken), api.to_workbook(broken), api.repair(broken)]
    assert list(broken.parent.iterdir()) == [broken]
    saved = [outcome.file.save() for outcome in outcomes]
    names = ["填报工作簿校验结果.xlsx", "填报工作簿.json", "填报工作簿（2）.xlsx", "填报工作簿修复.xlsx"]
    assert saved == [broken.parent / name for name in names]
    assert outcomes[0].blocked


def test_a_file_is_saved_where_it_is_wanted(tmp_path: Path) -> None:
    file = api.to_json(WORKBOOK).file
    assert file.save(tmp_path / "某处") == tmp_path / "某处/填报工作簿.json"
    assert file.save(tmp_path / "数据.json").read_bytes() == file.content
    with pytest.raises(OutputError, match=r"应以“\.json”结尾"):
        file.save(tmp_path / "数据.xlsx")


def test_what_is_asked_for_must_fit() -> None:
    with pytest.raises(InvalidRequest):
        api.new("某局")
    with pytest.raises(InvalidRequest):
        api.new("某局", 2020, forms=api.forms_at_hand(["gkgb-2019", "gkgb-2021"]))
    with pytest.raises(InvalidRequest, match="现在前一个是 2021 年的"):
        api.compare(WORKBOOK, WORKBOOK)
    with pytest.raises(InvalidRequest, match="rtf"):
        api.render(WORKBOOK, ["txt", "rtf"])


def test_text_of_last_year_without_a_sheet_is_reported(tmp_path: Path) -> None:
    data = tmp_path / "数据.json"
    prior = {"year": 2020, "form": "一种旧表", "narrative": {"overview": [], "summary": [{"text": "上年的话。"}]}}
    filing = {"form": "gkgb-2021", "agency": "某局", "year": 2021, "tables": {}, "prior": prior}
    data.write_text(json.dumps(filing), encoding="utf-8")
    (left,) = (each for each in api.to_workbook(data).findings if each.code == "IM-02")
    assert (left.cells[0].id, left.severity) == ("summary", Severity.NOTE)


def test_next_year_goes_on_from_this_one(broken: Path) -> None:
    blank = api.new(last=broken)
    assert (blank.filing.year, blank.last and blank.last.source) == (2022, broken)
    assert blank.filing.prior is not None
    assert api.new(last=EXAMPLE / "filing.json", forms=api.forms_at_hand(["gkgb-2021"])).left_out


def test_a_comparison_is_saved_as_workbook_and_as_page(tmp_path: Path) -> None:
    this = api.read(WORKBOOK)
    last = replace(this, filing=replace(this.filing, year=2019, agency=Text(value="另一机关")))
    compared = api.compare(last, this)
    assert len(compared.doubts) == 2
    assert "2021年" in compared.page().save(tmp_path / "对比.html").read_text(encoding="utf-8")
    assert compared.workbook().save(tmp_path).name == "鹤岗市市场监督管理局2019年与2021年对比.xlsx"


def test_a_preview_names_the_cells(broken: Path) -> None:
    figures = [figure for section in api.preview(broken) for text in section.paragraphs for figure in text.figures]
    assert any("!" in figure.places for figure in figures)
