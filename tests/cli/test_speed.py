"""What a command costs beside a bare load of the same workbook, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import Stopwatch
from tests.regenerate import ROOT, WORKBOOK

MOST = 1.15
"""Times the processor's seconds of the load: about 1, and what a busy machine adds."""
ROUNDS = 8


def test_a_check_takes_no_longer_than_opening_the_file(stopwatch: Stopwatch, tmp_path: Path) -> None:
    load = ("-c", f"import openpyxl; openpyxl.load_workbook({str(WORKBOOK)!r})")
    check = ("-m", "toolkit.cli", "check", str(WORKBOOK))
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONPATH": str(ROOT)}

    def run(arguments: tuple[str, ...]) -> None:
        subprocess.run([sys.executable, *arguments], env=os.environ | compiled, capture_output=True, check=True)

    for arguments in (load, check):
        run(arguments)
    rounds = [(stopwatch(lambda: run(check)), stopwatch(lambda: run(load))) for _ in range(ROUNDS)]
    own, baseline = (min(seconds) for seconds in zip(*rounds, strict=True))
    assert own <= MOST * baseline
