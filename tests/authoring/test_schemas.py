"""What is read and written fits the schemas, and what is wrong does not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.at_hand import FORMS
from tests.command_line import run
from tests.forms.made_up import FOLDER, MADE_UP
from tests.generators.keys import key_book
from tests.generators.schemas import schemas
from tests.ingest.samples import sample
from tests.notices import NOTICE
from tests.regenerate import EXAMPLE, ROOT, WORKBOOK
from toolkit.filing.json import filing_to_json
from toolkit.form.source import read_yaml

SCHEMAS = {name.partition(".")[0]: json.loads(text) for name, text in schemas()}
FORM_FILES = sorted([*(ROOT / "workbook_templates").glob("*/form.yaml"), *FOLDER.glob("*/form.yaml")])
PHRASE_FILES = sorted([*(ROOT / "workbook_templates").glob("*/phrases.yaml"), *FOLDER.glob("*/phrases.yaml")])
FILINGS = sorted([EXAMPLE / "filing.json", *FOLDER.glob("*/filing.json")])


def fits(name: str, value: Any) -> bool:
    """Whether a value fits the schema of that name."""
    return bool(Draft202012Validator(SCHEMAS[name]).is_valid(value))


@pytest.mark.parametrize("name", SCHEMAS)
def test_they_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("path", FORM_FILES, ids=lambda path: str(path.parent.name))
def test_forms_fit(path: Path) -> None:
    assert fits("form", read_yaml(path.read_bytes()))


def test_the_extending_form_that_is_shown_fits() -> None:
    assert fits("form", read_yaml(key_book().extends.example.encode()))


@pytest.mark.parametrize("path", PHRASE_FILES, ids=lambda path: str(path.parent.name))
def test_phrases_fit(path: Path) -> None:
    assert fits("phrases", read_yaml(path.read_bytes()))


@pytest.mark.parametrize("path", FILINGS, ids=lambda path: str(path.parent.name))
def test_filings_fit(path: Path) -> None:
    assert fits("filing", json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("form_id", [form for form in FORMS.available if form not in MADE_UP])
def test_filings_that_the_program_writes_fit(form_id: str) -> None:
    assert fits("filing", json.loads(filing_to_json(sample(form_id))))


def test_local_requirements_fit_alone_and_in_a_filing() -> None:
    assert fits("requirements", read_yaml((ROOT / "examples" / "本地要求示例.yaml").read_bytes()))
    assert fits("requirements", NOTICE.data)
    data = json.loads(filing_to_json(replace(sample("gkgb-2021"), requirements=(NOTICE,))))
    assert fits("filing", data)
    data["requirements"][0]["checks"][0]["by"] = 120
    assert not fits("filing", data)


def test_what_check_prints_fits(tmp_path: Path) -> None:
    broken = json.loads((EXAMPLE / "filing.json").read_text(encoding="utf-8"))
    broken["tables"]["applications"]["received"]["natural_person"] = "许多"
    tmp_path.joinpath("有错.json").write_text(json.dumps(broken), encoding="utf-8")
    tmp_path.joinpath("坏.xlsx").write_bytes(b"PK")
    files = [WORKBOOK, tmp_path / "有错.json", tmp_path / "坏.xlsx"]
    printed = run("check", "--format", "json", *files).stdout
    reported = json.loads(printed)
    assert [entry["status"] for entry in reported["files"]][1:] == ["errors", "unreadable"]
    assert [bool(entry["findings"]) for entry in reported["files"]][1:] == [True, True]
    assert fits("check", reported)


def small() -> dict[str, Any]:
    """The small made-up form."""
    return read_yaml((FOLDER / "gongju-2024" / "form.yaml").read_bytes())


def edition() -> dict[str, Any]:
    """The made-up form that extends another."""
    return read_yaml((FOLDER / "gkgb-2031" / "form.yaml").read_bytes())


def filing() -> dict[str, Any]:
    """The example's data."""
    whole: dict[str, Any] = json.loads((EXAMPLE / "filing.json").read_text(encoding="utf-8"))
    return whole


def reported() -> dict[str, Any]:
    """What ``check`` may print."""
    cell = {"id": "cover.year", "where": "封面!C6", "label": "年度", "value": "20"}
    words = {"message": "甲", "remedy": "乙", "expected": "", "actual": "", "waived": ""}
    finding = {"code": "CV-01", "severity": "error", "cells": [cell], **words}
    entry = {"file": "甲", "form": "gkgb-2021", "agency": "乙", "year": 2024, "status": "errors", "findings": [finding]}
    return {"files": [entry]}


WRONG: dict[str, tuple[str, Callable[[], dict[str, Any]], tuple[str | int, ...], Any]] = {
    "version as text": ("form", small, ("version",), "1"),
    "label as number": ("form", small, ("sections", 0, "heading"), 1),
    "key that there is not": ("form", small, ("sections", 0, "guidence"), "甲"),
    "kind that there is not": ("form", small, ("tables", 0, "blocks", 0, "columns", 0, "kind"), "number"),
    "layout that there is not": ("form", small, ("tables", 0, "layout"), "grid"),
    "table without a caption": ("form", small, ("tables", 0, "caption"), ...),
    "form without rules": ("form", small, ("rules",), ...),
    "phrases in the form": ("form", small, ("phrases",), {}),
    "digest in the form": ("form", small, ("digest",), "甲"),
    "check that there is not": ("form", small, ("checks",), [{"use": "lenght", "code": "ZZ-01", "wording": {}}]),
    "edition with an unknown key": ("form", edition, ("sectoins",), {}),
    "edition with a wrong change": ("form", edition, ("sections", "problems"), "五、"),
    "edition of no form": ("form", edition, ("extends",), 2021),
    "filing of nobody": ("filing", filing, ("agency",), ...),
    "year as text": ("filing", filing, ("year",), "2021"),
    "paragraph with a strange key": ("filing", filing, ("narrative", "overview"), [{"txt": "甲"}]),
    "cell as list": ("filing", filing, ("tables", "applications", "received", "total"), [1]),
    "status that there is not": ("check", reported, ("files", 0, "status"), "fine"),
    "finding without a code": ("check", reported, ("files", 0, "findings", 0, "code"), ...),
    "severity that there is not": ("check", reported, ("files", 0, "findings", 0, "severity"), "fatal"),
}
"""A schema, what fits it, and what is put where, or taken away, so that it does not."""


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_does_not_fit(case: str) -> None:
    schema, whole, path, value = WRONG[case]
    right = whole()
    assert fits(schema, right)
    wrong: Any = copy.deepcopy(right)
    *way, last = path
    place = wrong
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    assert not fits(schema, wrong)


@pytest.mark.parametrize(("most", "right"), [(1000, True), ("1000", False), ([1000], False)])
def test_options_of_checks_are_held_to_their_types(most: object, right: bool) -> None:
    form = small()
    words = dict.fromkeys(("title", "message", "remedy", "why", "source", "example"), "甲")
    form["sections"][0]["checks"] = [{"use": "length", "code": "GJ-20", "wording": words, "most": most}]
    assert fits("form", form) is right
