"""Last year's report on a form, or with a supplement, that is not at hand: nothing of it is lost, and it is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import run, succeeds
from tests.form.test_supplements import extra
from tests.forms.made_up import FOLDER
from tests.narrative.sample import MANY_2021, filled
from tests.sizes import sampled
from tests.workbook_reading.surgery import Package
from toolkit.filing import Entry
from toolkit.filing.json import filing_to_json
from toolkit.form import Forms
from toolkit.form.registry import FOLDERS, forms_at_hand
from toolkit.ingest import read_any
from toolkit.workbook.plan import META
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook

OWN, OTHER = "gkgb-2021", "qu-2020"
NAME = "某区自定的表式"
TRANSFERRED = "applications.not_processed.transferred.business"
OPENED = "platform.opened.count"
RECEIVED = "applications.received.total"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that commands look into for forms: one of gkgb-2021 with a row more, and a supplement to that."""
    monkeypatch.setenv(FOLDERS, str(tmp_path / "forms"))
    put(tmp_path / "forms", OTHER)
    put(tmp_path / "forms", "one", **extra("one"))
    return tmp_path / "forms"


def put(folder: Path, form_id: str, **changes: object) -> None:
    row = {"id": "transferred", "label": "6.转由其他渠道办理", "name": "转由其他渠道"}
    rows = {"applications.not_processed.transferred": row}
    form = {"extends": OWN, "id": form_id, "version": 1, "name": NAME, "variant": True, "rows": rows}
    (folder / form_id).mkdir(parents=True, exist_ok=True)
    text = json.dumps(changes if "supplement_to" in changes else form | changes, ensure_ascii=False)
    (folder / form_id / "form.yaml").write_text(text, encoding="utf-8")


def without(folder: Path, form_id: str) -> None:
    (folder / form_id).rename(folder.parent / form_id)


@pytest.fixture
def last_on(folder: Path, tmp_path: Path) -> Callable[[str], Path]:
    """``last_on("qu-2020")``: a workbook of gkgb-2021 after a year on that form, where what only that has is 4."""

    def made(form_id: str) -> Path:
        form, base = forms_at_hand().form(form_id), filled(OWN, MANY_2021, year=2024)
        inputs = {cell: base.inputs.get(cell, Entry(number=4)) for cell in form.inputs}
        data, workbook = tmp_path / "上年.json", tmp_path / "本年.xlsx"
        data.write_text(filing_to_json(replace(base, form=form, inputs=inputs)), encoding="utf-8")
        succeeds("new", "--from", data, "--form", OWN, "-o", workbook)
        return workbook

    return made


@pytest.mark.scale
def test_the_form_of_last_year_may_be_named_beside_that_of_this(
    folder: Path, last_on: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last_on(OTHER)
    monkeypatch.delenv(FOLDERS)
    last, workbook = tmp_path / "上年.json", tmp_path / "再来.xlsx"
    for named in ([folder / OTHER, OWN], [OWN, folder / OTHER]):
        options = [word for form in named for word in ("--form", form)]
        succeeds("new", "--from", last, *options, "-o", workbook)
        assert read_any(workbook, forms_at_hand())[0].form.id == OWN
    result = run("new", "--from", last, "--form", folder / OTHER, "--form", OWN, "--form", "gkgb-2019")
    assert (result.exit_code, "--form 只能写一种表式" in result.stderr) == (2, True)


def test_texts_that_this_years_form_has_no_place_for_are_listed(tmp_path: Path) -> None:
    data = {"form": OWN, "agency": "某局", "year": 2024, "tables": {}, "narrative": {"problems": [{"text": "一段。"}]}}
    (tmp_path / "上年.json").write_text(json.dumps(data), encoding="utf-8")
    named = ("--form", FOLDER / "zhandian-2024", "-o", tmp_path / "本年.xlsx")
    said = "没有，它们的文字没有带入：五、存在的主要问题及改进情况。"
    assert said in run("new", "--from", tmp_path / "上年.json", *named).stderr
    assert "文字没有带入" not in run("new", "--from", tmp_path / "上年.json", "-o", tmp_path / "又.xlsx").stderr


def reported(path: Path, code: str = "IM-22") -> list[tuple[str, str]]:
    return [(each.severity.value, each.message) for each in read_any(path, forms_at_hand())[1] if each.code == code]


def prior(path: Path, forms: Forms | None = None) -> tuple[Any, ...]:
    """All that the file at ``path`` knows of last year."""
    filing, _ = read_any(path, forms or forms_at_hand())
    assert filing.prior
    last = filing.prior
    named = last.reference(filing.form)
    return (named, last.year, last.numbers, last.names, last.labels, last.indicators, last.narrative)


def test_the_form_is_kept_by_its_id(folder: Path, last_on: Callable[[str], Path]) -> None:
    """Another form of the same name is not taken for it."""
    put(folder, "alpha-2020", rows={})
    filing, findings = read_any(last_on(OTHER), forms_at_hand())
    assert (filing.prior and filing.prior.form and filing.prior.form.id) == OTHER
    assert filing.last_year(RECEIVED) == 33
    assert "IM-22" not in {each.code for each in findings}


@pytest.mark.parametrize(("form_id", "cell"), sampled([(OTHER, TRANSFERRED), ("gkgb-2021+one", OPENED)], 1))
def test_nothing_is_lost_without_it(
    folder: Path, last_on: Callable[[str], Path], tmp_path: Path, form_id: str, cell: str
) -> None:
    """Neither on the way to data and back, nor once it is at hand again."""
    workbook, data, again, repaired = (
        last_on(form_id),
        *(tmp_path / f"{n}.{e}" for n, e in ((1, "json"), (2, "xlsx"), (3, "xlsx"))),
    )
    known = prior(workbook)
    without(folder, form_id.split("+")[-1])
    once = prior(workbook)
    assert (once[2][cell], bool(once[4][cell])) == (4, True)
    assert once[1:4] == known[1:4]
    run("export", workbook, "-o", data)
    result = run("fill", data, "-o", again)
    assert "IM-02" not in result.output, result.output
    run("repair", workbook, "-o", repaired)
    forms = forms_at_hand()
    assert once == prior(data, forms) == prior(again, forms) == prior(repaired, forms)
    assert reported(workbook) == reported(again) == reported(data)
    (folder.parent / form_id.split("+")[-1]).rename(folder / form_id.split("+")[-1])
    forms = forms_at_hand()
    assert known == prior(data, forms) == prior(again, forms) == prior(repaired, forms)
    assert not known[4]


def test_what_is_lost_is_said(folder: Path, last_on: Callable[[str], Path]) -> None:
    workbook = last_on(OTHER)
    without(folder, OTHER)
    [finding] = [each for each in read_any(workbook, forms_at_hand())[1] if each.code == "IM-22"]
    assert finding.message == (
        "上年报告用的表式“某区自定的表式（qu-2020）”这里没有。上年的数和文字照样保留，"
        "但不能与本年的数对照：结转、增减不核对，正文里的同比写不出来。"
    )
    assert "--form" in finding.remedy
    assert FOLDERS in finding.remedy
    assert [str(each.where) for each in finding.cells] == ["上年!D2"]
    assert "IM-22" in run("check", workbook).output
    assert "IM-22" not in run("check", workbook, "--form", folder.parent / OTHER).output


def test_no_text_says_that_there_is_nothing_to_compare_with(
    folder: Path, last_on: Callable[[str], Path], tmp_path: Path
) -> None:
    """For there is; and no clean report is made of such text."""
    data = tmp_path / "数据.json"
    run("export", last_on(OTHER), "-o", data)
    raw = json.loads(data.read_text("utf-8"))
    inputs = json.loads(filing_to_json(filled(OWN, MANY_2021)))
    text = {"other": [{"text": "没有收取信息处理费。新收申请{{ 新收申请 | 同比 }}。"}]}
    data.write_text(json.dumps(raw | {"tables": inputs["tables"], "narrative": text}), encoding="utf-8")
    assert "TX-10" not in run("check", data).output
    without(folder, OTHER)
    result = run("check", data)
    assert result.exit_code == 1
    assert "“新收申请”和上年的比较写不出来，上年报告的表式这里没有" in result.output
    assert "无可比数据" not in run("preview", data).output
    assert run("render", data, "--to", "txt", "-o", tmp_path / "报告").exit_code == 1


@pytest.mark.scale
def test_a_supplement_of_last_year_alone(folder: Path, last_on: Callable[[str], Path]) -> None:
    workbook = last_on("gkgb-2021+one")
    assert not reported(workbook)
    without(folder, "one")
    assert reported(workbook) == [
        ("note", "上年报告附有补充表“one”，这里没有。它的上年数照样保留，不与本年的数对照；其余照常。")
    ]
    filing, _ = read_any(workbook, forms_at_hand())
    assert filing.last_year(RECEIVED) == 33


@pytest.mark.scale
def test_a_name_alone_that_fits_two_is_asked_for_by_id(folder: Path, last_on: Callable[[str], Path]) -> None:
    """As workbooks of older programs have it."""
    workbook = last_on(OTHER)
    package = Package.of(workbook.read_bytes())
    said = XlsxWorkbook(workbook.read_bytes()).cells(META)
    for row in (row for (row, column), value in said.items() if column == 1 and str(value).startswith("prior ")):
        package.put(f"{META}!B{row}", None)
    workbook.write_bytes(package.to_bytes())
    assert not reported(workbook)
    put(folder, "alpha-2020", rows={})
    [(severity, message)] = reported(workbook)
    assert severity == "warning"
    assert "这里有几种表式都叫这个名称（alpha-2020、qu-2020），不能肯定是哪一种" in message
    filing, findings = read_any(workbook, forms_at_hand(["qu-2020"]))
    assert filing.last_year(RECEIVED) == 33
    assert "IM-22" not in {each.code for each in findings}


def test_data_of_older_programs_have_the_name_in_its_place(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "数据.json"
    last = {"year": 2024, "form": NAME, "tables": {"applications": {"received": {"business": 3}}}}
    data.write_text(json.dumps({"form": OWN, "agency": "某局", "year": 2025, "tables": {}, "prior": last}), "utf-8")
    assert not reported(data)
    assert prior(data)[0].id == OTHER
    without(folder, OTHER)
    [(severity, message)] = reported(data)
    assert (severity, NAME in message) == ("warning", True)


def test_another_version_of_it(folder: Path, last_on: Callable[[str], Path]) -> None:
    put(folder, OTHER, version=2)
    workbook = last_on(OTHER)
    put(folder, OTHER, version=3, rows={})
    [(severity, message)] = reported(workbook)
    assert (severity, "那时是第 2 版，现为第 3 版" in message) == ("note", True)
    assert prior(workbook)[2][TRANSFERRED] == 4
    put(folder, OTHER, version=1)
    [(severity, message)] = reported(workbook)
    assert (severity, "是第 2 版，这里只有第 1 版" in message) == ("warning", True)
    filing, _ = read_any(workbook, forms_at_hand())
    assert filing.last_year(RECEIVED) is None
