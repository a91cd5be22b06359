"""What a command costs beside a bare load of the same workbook, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Stopwatch
from tests.regenerate import ROOT, WORKBOOK

ROUNDS = 8


def test_a_check_takes_no_longer_than_opening_the_file(stopwatch: Stopwatch, tmp_path: Path) -> None:
    """About 1, and what a busy machine adds."""
    assert _times_a_load(("check", str(WORKBOOK)), stopwatch, tmp_path) <= 1.15


@pytest.mark.parametrize(("formats", "most"), [("docx", 1.5), ("html", 1.5), ("docx,html", 1.65)])
def test_word_and_page_take_half_as_long_again_as_opening_the_file(
    formats: str, most: float, stopwatch: Stopwatch, tmp_path: Path
) -> None:
    """Each; both in one, and what a busy machine adds."""
    command = ("render", str(WORKBOOK), "--to", formats, "-o", str(tmp_path / "reports"))
    assert _times_a_load(command, stopwatch, tmp_path) <= most


def _times_a_load(command: tuple[str, ...], stopwatch: Stopwatch, tmp_path: Path) -> float:
    """The least of the processor's seconds, modules compiled."""
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONPATH": str(ROOT)}

    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], env=os.environ | compiled, capture_output=True, check=True)

    def load() -> None:
        run("-c", f"import openpyxl; openpyxl.load_workbook({str(WORKBOOK)!r})")

    def own() -> None:
        run("-m", "toolkit.cli", *command)

    load()
    own()
    rounds = [(stopwatch(own), stopwatch(load)) for _ in range(ROUNDS)]
    return min(seconds for seconds, _ in rounds) / min(seconds for _, seconds in rounds)
