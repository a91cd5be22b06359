"""Committed files are what the program makes today: blank workbooks, and the example, which is free of findings."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.regenerate import EXAMPLE, WORKBOOK, blanks, example_reports, example_workbook
from toolkit.output import is_untouched
from toolkit.rules.engine import check_filing
from toolkit.workbook.reading.read import read_workbook

STALE = "run python -m tests.regenerate"


@pytest.mark.parametrize(("path", "made"), [pytest.param(*pair, id=pair[0].parent.name) for pair in blanks()])
def test_the_blanks_are_current(path: Path, made: bytes) -> None:
    assert _parts(path.read_bytes()) == _parts(made), STALE


def test_the_workbook_is_current() -> None:
    assert _parts(WORKBOOK.read_bytes()) == _parts(example_workbook()), STALE


@pytest.mark.parametrize(("path", "made"), [pytest.param(*pair, id=pair[0].suffix) for pair in example_reports()])
def test_the_reports_are_current(path: Path, made: bytes) -> None:
    """Parts of a zip are compared unpacked: libraries compress differently."""
    committed = path.read_bytes()
    if path.suffix == ".docx":
        assert _parts(committed) == _parts(made), STALE
    else:
        assert committed.decode() == made.decode(), STALE


def test_nothing_is_left_over() -> None:
    expected = {"filing.json", WORKBOOK.name, *(path.name for path, _ in example_reports())}
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
