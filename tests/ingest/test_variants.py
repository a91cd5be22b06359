"""Each variant of published reports comes back as the same filing, or as the finding that it declares."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.ingest.equal import assert_same
from tests.ingest.printed import WRITERS, Printed, printed
from tests.ingest.samples import sample
from tests.ingest.variants import BLANK, HEADINGS, HEADS, NEUTRAL, REPORTED, TITLES, Change, reworded, titled
from tests.sizes import sampled
from toolkit.filing import Filing, Text
from toolkit.finding import Finding
from toolkit.ingest import read_any

FORMATS = tuple(WRITERS)
SPANLESS = ("txt", "md")


def read(report: Printed, extension: str, folder: Path) -> tuple[Filing, tuple[Finding, ...]]:
    """``report`` written as ``extension`` and read back."""
    path = folder / f"report.{extension}"
    path.write_bytes(WRITERS[extension](report))
    return read_any(path, FORMS)


def codes(findings: Iterable[Finding]) -> list[str]:
    return sorted({finding.code for finding in findings})


@pytest.mark.parametrize("form", sampled(["gkgb-2021", "gkgb-2019"], 1))
@pytest.mark.parametrize(("name", "extension"), sampled(product(NEUTRAL, FORMATS), len(NEUTRAL)))
def test_neutral_variants_come_back_equal(name: str, extension: str, form: str, tmp_path: Path) -> None:
    filing = sample(form)
    back, findings = read(NEUTRAL[name](printed(filing)), extension, tmp_path)
    assert_same(filing, back, headings=False)
    assert codes(findings) == []


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("name", HEADS)
def test_other_heads_come_back_equal(name: str, extension: str, tmp_path: Path) -> None:
    filing = sample("gkgb-2021")
    back, findings = read(HEADS[name](printed(filing)), extension, tmp_path)
    assert_same(filing, back)
    assert codes(findings) == []


@pytest.mark.parametrize("extension", ["html", "docx"])
@pytest.mark.parametrize("name", BLANK)
def test_blanks_stay_blank_and_count_as_zero(name: str, extension: str, tmp_path: Path) -> None:
    filing = sample("gkgb-2021")
    report = BLANK[name](printed(filing))
    if extension == "docx" and name == "o:p":
        report = BLANK["blank"](printed(filing))
    back, findings = read(report, extension, tmp_path)
    assert_same(filing, back)
    blank = {cell for cell in filing.form.cells if filing.number(cell) == 0}
    assert {cell for cell, entry in {**back.inputs, **back.stated}.items() if entry.blank} == blank
    assert codes(findings) == []


@pytest.mark.parametrize("extension", sampled(FORMATS, 2))
@pytest.mark.parametrize("name", REPORTED)
def test_reported_variants_come_back_equal_with_their_finding(name: str, extension: str, tmp_path: Path) -> None:
    filing = sample("gkgb-2021")
    reported = REPORTED[name]
    back, findings = read(reported.change(printed(filing)), extension, tmp_path)
    assert codes(findings) == list(reported.codes)
    assert_same(filing, back, text=name != "numbering restarts")


@pytest.mark.parametrize("agency", ["某市图书馆", "某市广播电视台"])
def test_who_signs_is_the_agency_whatever_such_are_called(agency: str, tmp_path: Path) -> None:
    filing = replace(sample("gkgb-2021"), agency=Text(value=agency))
    back, findings = read(printed(filing), "txt", tmp_path)
    assert (back.agency.value, codes(findings)) == (agency, [])


@pytest.mark.parametrize("extension", sampled(FORMATS, 2))
@pytest.mark.parametrize("name", TITLES)
def test_titles(name: str, extension: str, tmp_path: Path) -> None:
    filing = sample("gkgb-2021")
    lines, title = TITLES[name]
    back, findings = read(titled(*lines)(printed(filing)), extension, tmp_path)
    assert back.agency.value == filing.agency.value
    assert back.year == filing.year
    assert back.title_text == title.format(year=filing.year)
    assert codes(findings) == []


@pytest.mark.parametrize("extension", sampled(FORMATS, 2))
@pytest.mark.parametrize(("section", "wording"), [(s, w) for s, words in HEADINGS.items() for w in words])
def test_headings_are_kept_as_worded(section: str, wording: str, extension: str, tmp_path: Path) -> None:
    filing = sample("gkgb-2021")
    report = reworded(filing.form.section(section).heading[:2], wording)(printed(filing))
    back, findings = read(report, extension, tmp_path)
    assert back.heading(section) == wording
    assert_same(filing, back, headings=False)
    assert codes(findings) == []


CLASHING = ("page through", "spans", "sentence above", "text in rows", "a cell a line")
"""Parts of the names of variants of which one report takes one: two together leave what no reader can be sure of."""


@pytest.mark.parametrize("seed", sampled(range(60), 12))
def test_variants_combined_come_back_equal(seed: int, tmp_path: Path) -> None:
    """Several variants at once, in any format that can hold them."""
    chance = random.Random(seed)
    form = chance.choice(FORMS.available)
    filing = sample(form)
    clashing = {name for name in NEUTRAL if any(part in name for part in CLASHING)}
    names = [name for name in chance.sample(sorted(NEUTRAL), 6) if name not in clashing]
    names += chance.sample(sorted(clashing), 1)
    if "a cell a line" in names and "metadata table first" in names:
        names.remove("metadata table first")  # its cells would be lines of text
    report = printed(filing)
    for name in sorted(names, key=lambda name: name in clashing):
        report = change_of(name)(report)
    for extension in FORMATS:
        back, findings = read(report, extension, tmp_path)
        assert_same(filing, back, headings=False)
        assert codes(findings) == [], names


def change_of(name: str) -> Change:
    """The neutral variant of that name."""
    return NEUTRAL[name]
