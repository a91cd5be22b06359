"""Committed files are what the program makes today: blank workbooks, and the example, which is free of findings."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.at_hand import FORMS
from tests.regenerate import EXAMPLE, REPORT_FORMATS, WORKBOOK, blank, example_report, example_workbook
from toolkit.output import is_untouched
from toolkit.rules.engine import check_filing
from toolkit.workbook.reading.read import read_workbook

STALE = "run python -m tests.regenerate"


@pytest.mark.parametrize("form_id", FORMS.available)
def test_the_blanks_are_current(form_id: str) -> None:
    path, made = blank(form_id)
    assert _parts(path.read_bytes()) == _parts(made), STALE


def test_the_workbook_is_current() -> None:
    assert _parts(WORKBOOK.read_bytes()) == _parts(example_workbook()), STALE


@pytest.mark.parametrize("extension", REPORT_FORMATS)
def test_the_reports_are_current(extension: str) -> None:
    """Parts of a zip are compared unpacked: libraries compress differently."""
    path, made = example_report(extension)
    committed = path.read_bytes()
    if path.suffix == ".docx":
        assert _parts(committed) == _parts(made), STALE
    else:
        assert committed.decode() == made.decode(), STALE


def test_nothing_is_left_over() -> None:
    expected = {"filing.json", WORKBOOK.name, *(example_report(each)[0].name for each in REPORT_FORMATS)}
    assert {path.name for path in EXAMPLE.iterdir()} == expected


def test_nothing_is_found_in_it() -> None:
    filing, reading = read_workbook(WORKBOOK, FORMS)
    assert check_filing(filing, reading) == ()


def test_its_files_are_sealed() -> None:
    """So that ``render`` into the folder replaces them; plain text has no place for a seal."""
    assert all(
        is_untouched(path.read_bytes()) for path in EXAMPLE.iterdir() if path.suffix in (".xlsx", ".docx", ".html")
    )


def _parts(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
