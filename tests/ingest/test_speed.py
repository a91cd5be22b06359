"""The time that a report takes to be read and checked, once libraries are loaded (a PDF's in their own process)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.conftest import Stopwatch
from toolkit.ingest import read_any
from toolkit.rules.engine import check_filing

LIMITS = {
    "shuyang-fgj-2023.html": 0.5,
    "shanghai-office-2019.html": 0.5,
    "blank-template-2021-edition.docx": 0.5,
    "hongze-2023.pdf": 2.0,
    "huaian-2024.pdf": 2.0,
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_report_is_read_and_checked_in_time(corpus: Path, stopwatch: Stopwatch, name: str) -> None:
    """The best of a few runs."""
    path = corpus / "corpus" / name
    assert min(stopwatch(lambda: check_filing(*read_any(path, FORMS))) for _ in range(3)) < LIMITS[name]
