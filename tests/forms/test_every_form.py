"""Every form, the shipped ones and made-up ones alike, through every command: what goes in comes out."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tests.command_line import run, succeeds
from tests.forms.made_up import FOLDER, FORMS, MADE_UP
from tests.forms.words import bound_words
from tests.ingest.samples import sample
from toolkit.filing import Entry, Filing
from toolkit.filing.json import filing_from_json, filing_to_json
from toolkit.filing.prior import names_by_id
from toolkit.form.expression import Number
from toolkit.ingest import FORMATS as READ
from toolkit.ingest import read_any
from toolkit.narrative import paragraphs
from toolkit.render import FORMATS as RENDERED
from toolkit.rules.explain import explain

SHIPPED = tuple(form for form in FORMS.available if form not in MADE_UP)
READABLE = [each.extension for each in RENDERED.values() if not each.data_apart and f".{each.extension}" in READ]
FORMATS = [each if each == "html" else pytest.param(each, marks=pytest.mark.scale) for each in READABLE]
"""Each with the mark of those that come back from other tests' reports as well."""
FIRST = ("gkgb-2021", "ledgers-2024")
"""The statutory form, and one whose rows repeat: these are tried while working, all by CI."""


def first(*forms: str, of: Sequence[str] = FIRST) -> list[ParameterSet]:
    """The forms as parameters, with the mark of those that come later."""
    return [pytest.param(form, marks=[] if form in of else pytest.mark.scale) for form in forms]


@cache
def example(form_id: str) -> Filing:
    """A whole filing of the form, in which no rule is broken."""
    if form_id.startswith("gkgb-2021+"):
        base = example("gkgb-2021")
        form = FORMS.form(form_id)
        added = [quantity for quantity in form.inputs if quantity not in base.inputs]
        inputs = {quantity: Entry(number=place) for place, quantity in enumerate(added, start=3)}
        return replace(base, form=form, inputs={**base.inputs, **inputs})
    if (FOLDER / form_id / "filing.json").is_file():
        return filing_from_json((FOLDER / form_id / "filing.json").read_bytes(), form_id, FORMS)[0]
    filing = sample(form_id, FORMS)
    fields = {field: Entry(number=0) for field in filing.form.fields}
    return replace(filing, level="city_department", inputs={**filing.inputs, **fields})


def texts(filing: Filing) -> dict[str, list[tuple[bool, str]]]:
    """Every text with its figures, without blanks, which a printed page has for its looks."""
    return {
        slot: [(part.heading, "".join(part.text.split())) for part in paragraphs(filing, slot)]
        for slot in filing.form.text_slots
    }


def value(filing: Filing, quantity: str) -> Number | str | None:
    """The number of a cell, or the words in it."""
    return filing.number(quantity) if filing.form.kind_of(quantity).numeric else filing.entry(quantity).text


def assert_same(back: Filing, filing: Filing) -> None:
    """Whatever a report prints is the same."""
    assert back.form.id == filing.form.id
    assert (back.agency.value, back.year, back.issued_on) == (filing.agency.value, filing.year, filing.issued_on)
    assert back.title_text == filing.title_text
    assert {cell: value(back, cell) for cell in back.form.cells} == {
        cell: value(filing, cell) for cell in filing.form.cells
    }
    assert {s.id: back.heading(s.id) for s in back.form.sections} == {
        s.id: filing.heading(s.id) for s in filing.form.sections
    }
    assert texts(back) == texts(filing)
    assert back.unplaced == ()


def assert_whole(back: Filing, filing: Filing) -> None:
    """Even what is not printed is the same."""
    assert_same(back, filing)
    assert (back.level, back.contact.value) == (filing.level, filing.contact.value)
    for quantity in filing.form.inputs:
        assert value(back, quantity) == value(filing, quantity), quantity
    assert [(own.name, own.entry.number) for own in back.indicators] == [
        (own.name, own.entry.number) for own in filing.indicators
    ]


@pytest.fixture(params=first(*SHIPPED, *MADE_UP), scope="module")
def form_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def data(form_id: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp(form_id) / "数据.json"
    path.write_text(filing_to_json(example(form_id)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def workbook(data: Path) -> Path:
    path = data.with_name("填报工作簿.xlsx")
    succeeds("fill", data, "-o", path)
    return path


def test_a_blank_workbook_holds_the_drafts(form_id: str, tmp_path: Path) -> None:
    form, path = FORMS.form(form_id), tmp_path / "空白.xlsx"
    year = form.years.last or max(2024, form.years.first)
    succeeds("new", "--agency", "某局", "--year", year, "--form", form_id, "-o", path)
    blank, findings = read_any(path, FORMS)
    assert (blank.form.id, blank.agency.value, blank.year) == (form_id, "某局", year)
    assert all(blank.entry(quantity).blank for quantity in form.inputs)
    assert {slot: [part.text for part in blank.narrative[slot]] for slot in form.text_slots} == {
        slot: [" ".join(draft.text.split()) for draft in form.drafts(slot)] for slot in form.text_slots
    }
    assert findings == ()


def test_a_filled_workbook_holds_the_filing(form_id: str, workbook: Path, data: Path) -> None:
    filing, findings = read_any(workbook, FORMS)
    assert findings == ()
    assert_whole(filing, example(form_id))
    assert_whole(filing_from_json(succeeds("export", workbook).encode(), "", FORMS)[0], example(form_id))


def test_checks_and_marks(form_id: str, workbook: Path, tmp_path: Path) -> None:
    reported = json.loads(succeeds("check", workbook, "--format", "json"))["files"]
    assert [entry["form"] for entry in reported] == [form_id]
    assert not [found for entry in reported for found in entry["findings"] if found["severity"] == "error"]
    marked = tmp_path / "标记.xlsx"
    succeeds("annotate", workbook, "-o", marked)
    assert_whole(read_any(marked, FORMS)[0], example(form_id))


@pytest.mark.parametrize("extension", FORMATS)
def test_reports_come_back(form_id: str, extension: str, workbook: Path, tmp_path: Path) -> None:
    report, back = tmp_path / f"报告.{extension}", tmp_path / "读回.xlsx"
    succeeds("render", workbook, "--to", extension, "-o", report)
    filing, findings = read_any(report, FORMS)
    assert [(found.code, found.message) for found in findings] == []
    assert_same(filing, example(form_id))
    run("import", report, "-o", back)
    assert_same(read_any(back, FORMS)[0], example(form_id))


def test_the_next_year_follows(form_id: str, workbook: Path, tmp_path: Path) -> None:
    last, path = example(form_id), tmp_path / "下年.xlsx"
    assert last.year
    year = last.year + 1
    if year not in last.form.years:
        pytest.skip("the form is in force no more in the year after")
    succeeds("new", "--from", workbook, "-o", path)
    blank, findings = read_any(path, FORMS)
    assert findings == ()
    assert (blank.form.id, blank.agency.value, blank.year, blank.level) == (
        form_id,
        last.agency.value,
        year,
        last.level,
    )
    assert blank.prior is not None
    assert blank.prior.numbers == {
        key: last.number(key)
        for key in (*last.form.cells, *last.form.fields)
        if last.number(key) is not None and not last.lacks([key])
    }
    assert blank.row_names == last.row_names
    assert all(blank.last_year(key) == number for key, number in blank.prior.numbers.items())
    assert {cell: blank.number(cell) for cell in blank.form.carried} == {
        cell: last.number(source) for cell, source in blank.form.carried.items()
    }


def test_years_are_compared(form_id: str, data: Path, tmp_path: Path) -> None:
    raw = json.loads(data.read_text(encoding="utf-8"))
    before = tmp_path / "上年.json"
    before.write_text(json.dumps({**raw, "year": raw["year"] - 1}), encoding="utf-8")
    output = tmp_path / "对比.html"
    shown = succeeds("compare", before, data, "-o", output)
    form = FORMS.form(form_id)
    page = output.read_text(encoding="utf-8")
    assert all(cell.label in page for cell in form.cells.values() if cell.id not in form.repeated)
    filled = [section for section in form.sections if section.holds_text]
    assert all(section.heading in shown for section in filled)
    assert shown.count("100%") >= len(filled)


def test_every_code_is_explained(form_id: str) -> None:
    form = FORMS.form(form_id)
    titles = {listed.code: listed.wording.title for _, _, listed in form.listed_checks}
    titles |= {total.code: total.wording.title for total in form.sums}
    titles |= {rule.code: rule.wording.title for rule in form.rules}
    ours = {code: next(each for each in explain(code, FORMS) if form_id in each.forms) for code in titles}
    assert {code: each.title for code, each in ours.items()} == titles
    for code, title in list(titles.items())[:1]:
        assert succeeds("explain", code).startswith(f"{code} {title}\n")


def test_the_preview_shows_every_text(form_id: str, workbook: Path) -> None:
    filing = example(form_id)
    shown = succeeds("preview", workbook)
    for slot in filing.form.text_slots:
        for part in paragraphs(filing, slot):
            assert part.text in shown


@pytest.mark.parametrize("own", first(*SHIPPED, *MADE_UP, of=FIRST[1:]))
def test_units_are_added_up(own: str, tmp_path: Path) -> None:
    filing = example(own)
    raw = json.loads(filing_to_json(filing))
    folder, output = tmp_path / "各单位", tmp_path / "汇总.xlsx"
    folder.mkdir()
    for name in ("甲局", "乙局", "丙局"):
        source = tmp_path / f"{name}.json"
        source.write_text(json.dumps({**raw, "agency": name}), encoding="utf-8")
        succeeds("fill", source, "-o", folder / f"{name}.xlsx")
    succeeds("rollup", "run", folder, "-o", output, "--agency", "某县人民政府", "--jobs", 1)
    whole, _ = read_any(output, FORMS)
    assert (whole.form.id, whole.agency.value, whole.year) == (own, "某县人民政府", filing.year)
    numbers = {key: filing.number(key) for key in filing.form.inputs if filing.form.adds_up(key)}
    assert {key: whole.number(key) for key in numbers} == {
        key: None if number is None else 3 * number for key, number in numbers.items()
    }
    assert whole.row_names == filing.row_names
    names = names_by_id(filing.row_names)
    assert all(whole.entry(key).blank for key in filing.form.inputs if key not in numbers and key not in names)


def ours(form_id: str) -> re.Pattern[str]:
    """Words of the shipped forms that a made-up form does not have."""
    own = "\n".join(bound_words(FORMS.form(form_id)))
    words = {word for shipped in SHIPPED for word in bound_words(FORMS.form(shipped)) if word not in own}
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def everything(path: Path) -> str:
    """All text in a file, zipped parts one by one."""
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("made_up", first(*MADE_UP))
def test_nothing_of_the_shipped_forms_is_in_theirs(made_up: str, tmp_path: Path) -> None:
    data, workbook = tmp_path / "数据.json", tmp_path / "填报.xlsx"
    data.write_text(filing_to_json(example(made_up)), encoding="utf-8")
    foreign: Callable[[str], list[str]] = ours(made_up).findall
    shown = {"fill": succeeds("fill", data, "-o", workbook)}
    shown["new"] = succeeds("new", "--from", workbook, "-o", tmp_path / "下年.xlsx")
    shown["check"] = run("check", tmp_path / "下年.xlsx").output
    shown["annotate"] = run("annotate", tmp_path / "下年.xlsx", "-o", tmp_path / "标记.xlsx").output
    shown["render"] = succeeds("render", workbook, "--to", "docx,html,md,txt", "-o", tmp_path)
    shown["preview"] = succeeds("preview", workbook)
    shown["forms"] = succeeds("forms", made_up)
    made = {path.name: everything(path) for path in sorted(tmp_path.iterdir())}
    assert len(made) == 8
    assert {name: found for name, text in {**shown, **made}.items() if (found := foreign(text))} == {}
