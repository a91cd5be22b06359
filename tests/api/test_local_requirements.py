"""Local requirements from the file that an office hands out to a unit's workbook, next year's, and a roll-up."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from docx import Document
from openpyxl import load_workbook

from tests.at_hand import FORMS
from tests.command_line import run, succeeds
from tests.notices import DATA, NOTICE, NUMBER, changed
from tests.rules.cases import filing as case
from toolkit import api
from toolkit.bounds import REQUIREMENT_NOTICES
from toolkit.errors import InvalidRequest, ReportError
from toolkit.filing import Filing
from toolkit.filing.json import filing_from_json, filing_to_json
from toolkit.form import Forms
from toolkit.workbook.plan import CHECKS, GUIDE, META
from toolkit.workbook.reading.local_requirements import carried_requirements
from toolkit.workbook.reading.read import read_workbook
from toolkit.workbook.writing.build import build_workbook


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "要求.yaml", DATA)


@pytest.fixture
def asked(file: Path) -> Forms:
    return api.with_requirements([file], forms=FORMS)


def written(path: Path, data: object) -> Path:
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def workbook(path: Path, filing: Filing) -> Path:
    path.write_bytes(build_workbook(filing.form, filing=filing))
    return path


def local(source: Path, forms: Forms = FORMS) -> list[str]:
    return [each.code for each in api.check(source, forms=forms).findings if each.code.startswith("LN")]


def test_a_new_workbook_carries_them_tells_staff_and_is_checked_by_them(tmp_path: Path, asked: Forms) -> None:
    blank = api.new("某市市场监督管理局", 2025, level="city_department", forms=asked)
    path = blank.file.save(tmp_path / "工作簿.xlsx")
    filing, reading = read_workbook(path, FORMS)
    assert (filing.requirements, reading) == ((NOTICE,), ())
    assert local(path) == ["LN-04", "LN-03", "LN-05"]
    book = load_workbook(path)
    assert "要写到干部培训、评议（某政办公开〔2025〕18号第三条）" in book["一 总体情况"]["A2"].value
    assert any(f"{NUMBER}《{DATA['title']}》" in str(row[1].value) for row in book[GUIDE].iter_rows())
    lines = {row[0].value for row in book[CHECKS].iter_rows(min_row=5)}
    assert {"LN-02", "LN-03", "LN-04", "LN-05"} <= lines
    assert [row[0] for row in book["指标"].iter_rows(5, 6, max_col=1, values_only=True)] == ["网站条数", "培训次数"]


def test_data_carries_them_and_a_mistake_in_them_is_told_by_its_path() -> None:
    text = filing_to_json(replace(case(), requirements=(NOTICE,)))
    again, findings = filing_from_json(text, "数据.json", FORMS)
    assert (again.requirements, findings) == ((NOTICE,), ())
    raw = json.loads(text)
    raw["requirements"] = [{**raw["requirements"][0], "year": "去年"}] * 6
    with pytest.raises(ReportError, match=r"requirements\[5\]\.year：应为整数"):
        filing_from_json(json.dumps(raw), "数据.json", FORMS)


def test_a_workbook_in_which_they_were_changed_is_checked_and_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "工作簿.xlsx", replace(case(), requirements=(NOTICE,)))
    book = load_workbook(path)
    (cell,) = [row[1] for row in book[META].iter_rows() if str(row[0].value).startswith("requirements ")]
    cell.value = NOTICE.text.replace("01-15", "03-15")
    book.save(path)
    assert local(path) == ["LN-01", "LN-04", "LN-03", "LN-03", "LN-05"]


def test_a_workbook_that_lost_them_with_its_metadata_says_so(tmp_path: Path) -> None:
    path = workbook(tmp_path / "工作簿.xlsx", replace(case(), requirements=(NOTICE,)))
    book = load_workbook(path)
    del book[META]
    book.save(path)
    (found,) = (each for each in api.check(path, forms=FORMS).findings if each.code.startswith("LN"))
    assert f"本地要求（{NUMBER}）被别的程序去掉了" in found.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (NOTICE.text.replace('"by"', '"bye"'), "与下发时的不同"),
        ("{", "不是合法的 JSON"),
        ("[" * 9_000, "读不出来"),
        ('{"number": 3}', "（3）读不出来"),
        ("null", "（文号不明）读不出来"),
    ],
    ids=range(5),
)
def test_what_a_workbook_carries_is_not_trusted(text: str, words: str) -> None:
    (found,) = carried_requirements({NOTICE.digest: text}).findings
    assert (found.code, words in found.message) == ("LN-01", True), found.message


def test_a_workbook_carries_no_more_than_a_report_is_held_to() -> None:
    every = [replace(NOTICE, number=f"甲〔2025〕{at}号") for at in range(REQUIREMENT_NOTICES + 1)]
    carried = carried_requirements({notice.digest: notice.text for notice in every})
    assert len(carried.notices) == REQUIREMENT_NOTICES
    assert "（甲〔2025〕5号）读不出来，没有按它检查：一份填报最多带" in carried.findings[0].message


def test_what_is_given_replaces_the_same_notice_and_adds_to_others(tmp_path: Path) -> None:
    old = replace(NOTICE, checks=NOTICE.checks[:1])
    path = workbook(tmp_path / "工作簿.xlsx", replace(case(), requirements=(old,)))
    assert local(path) == ["LN-02"]
    forms = api.with_requirements([written(tmp_path / "a.yaml", DATA)], forms=FORMS)
    assert local(path, forms) == ["LN-01", "LN-02", "LN-04", "LN-03", "LN-03", "LN-05"]
    other = written(tmp_path / "b.yaml", changed(number="省政办〔2025〕2号", checks=DATA["checks"][:1]))
    assert local(path, api.with_requirements([other], forms=FORMS)) == ["LN-02", "LN-02"]


def test_one_of_another_form_is_refused(tmp_path: Path) -> None:
    older = written(tmp_path / "要求.yaml", changed(requirements_for="gkgb-2019", year=2020))
    forms = api.with_requirements([older], forms=FORMS)
    with pytest.raises(ReportError, match="不能用于"):
        api.new("某市某局", 2025, forms=forms)
    with pytest.raises(ReportError, match="不能用于"):
        api.check(workbook(tmp_path / "工作簿.xlsx", case()), forms=forms)


def test_two_of_one_number_are_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest, match="文号都是"):
        api.with_requirements([file, file], forms=FORMS)
    data = json.loads(filing_to_json(replace(case(), requirements=(NOTICE,))))
    path = tmp_path / "数据.json"
    path.write_text(json.dumps(data | {"requirements": data["requirements"] * 2}), "utf-8")
    with pytest.raises(ReportError, match=re.escape(f"requirements[1].number：“{NUMBER}”与 requirements[0] 重复")):
        api.check(path, forms=FORMS)


def test_next_year_takes_them_on_with_a_note_or_the_new_ones(tmp_path: Path, asked: Forms) -> None:
    last = workbook(tmp_path / "上年.xlsx", replace(case(), requirements=(NOTICE,)))
    blank = api.new(last=last, forms=FORMS)
    assert blank.filing.requirements == (NOTICE,)
    assert f"沿用了上年工作簿带的本地要求：《{DATA['title']}》（{NUMBER}）" in blank.left_out[0]
    path = blank.file.save(tmp_path / "本年.xlsx")
    assert local(path)[0] == "LN-01"
    new = written(tmp_path / "新.yaml", changed(number="某政办公开〔2026〕7号", year=2026))
    renewed = api.new(last=last, forms=api.with_requirements([new], forms=FORMS))
    assert [notice.number for notice in renewed.filing.requirements] == ["某政办公开〔2026〕7号"]
    assert renewed.left_out == (f"上年的本地要求没有带入，用了这次给出的：{NUMBER}。",)


@pytest.mark.scale
def test_a_roll_up_checks_all_units_by_them_and_again_when_they_change(tmp_path: Path, file: Path) -> None:
    (tmp_path / "2025").mkdir()
    unit = workbook(tmp_path / "2025" / "某局.xlsx", case())
    out = tmp_path / "汇总.xlsx"

    def files(*options: object) -> dict[str, object]:
        made = run("rollup", "run", unit.parent, "-o", out, "--jobs", 1, "--format", "json", *options)
        return dict(json.loads(made.stdout)["files"])

    assert files()["read"] == 1
    assert files("--requirements", file, "--returns", "--on", "2026-01-20")["read"] == 1
    assert files("--requirements", file)["read"] == 0
    (letter,) = (tmp_path / "汇总_退回").rglob("*.docx")
    words = "\n".join(paragraph.text for paragraph in Document(str(letter)).paragraphs)
    assert f"（依据：{NUMBER}第四条）" in words
    written(file, changed(checks=[each for each in DATA["checks"] if each["use"] != "length"]))
    assert files("--requirements", file)["read"] == 1
    faults = load_workbook(out)["汇总 问题整改"].iter_rows(min_row=4, min_col=4, max_col=4, values_only=True)
    assert {rule for (rule,) in faults} >= {
        f"报送晚于期限（依据：{NUMBER}第二条）",
        f"成文日期不晚于本地通知要求的日期（依据：{NUMBER}第二条）",
        f"本地通知要求写到的内容应写到（依据：{NUMBER}第三条）",
        f"本地通知要求写到的内容应写到（依据：{NUMBER}）",
    }


def test_the_command_knows_a_file_of_them(tmp_path: Path, file: Path) -> None:
    assert "5 条要求，用于 gkgb-2021、gkgb-2021-condensed" in succeeds("forms", "--check", file)
    late = written(tmp_path / "晚.yaml", changed(checks=[{"use": "due_by", "by": "04-30", "levels": ["city"]}]))
    assert "checks[0].by：“设区的市/自治州政府”的法定期限是 03-31，比这里写的早" in succeeds("forms", "--check", late)
    wrong = written(tmp_path / "错.yaml", changed(year=1))
    failed = run("forms", "--check", wrong)
    assert (failed.exit_code, "year：应为报告年度" in failed.output) == (1, True)
    assert "是本地要求" in run("new", "--form", file, "--agency", "甲", "--year", 2025).output
