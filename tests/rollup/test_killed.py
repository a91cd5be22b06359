"""A run that is killed, whatever it is at, loses nothing: the next goes on, and comes to the same bytes."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.rollup.province import YEAR, province
from toolkit.rollup.roster_book import roster_book

pytestmark = [
    pytest.mark.scale,
    pytest.mark.skipif(not hasattr(os, "killpg"), reason="no groups of processes to kill"),
]


def started(folder: Path, output: Path) -> subprocess.Popen[bytes]:
    """``rollup run`` with two workers, in a session of its own."""
    arguments = ("rollup", "run", folder / "2025", "--roster", folder / "名册.xlsx", "-o", output, "--jobs", "2")
    command = [sys.executable, "-m", "toolkit.cli", *map(str, arguments)]
    return subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def read_so_far(store: Path) -> int:
    """How many files have a row; the store is whole, however its run ended."""
    if not store.is_file():
        return 0
    with closing(sqlite3.connect(store)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'files'").fetchone()
        return int(database.execute("SELECT count(*) FROM files").fetchone()[0]) if tables[0] else 0


def written(output: Path) -> dict[str, bytes]:
    files = (output, *output.with_name(f"{output.stem}_下级").glob("*.xlsx"))
    return {path.relative_to(output.parent).as_posix(): path.read_bytes() for path in files}


def test_a_run_killed_at_random_goes_on(tmp_path: Path) -> None:
    made = province(cities=1, counties=2, units=60, workbooks=1)
    made.write(tmp_path / "2025")
    (tmp_path / "名册.xlsx").write_bytes(roster_book(YEAR, FORMS, made.units))
    whole, killed = tmp_path / "一次" / "汇总.xlsx", tmp_path / "几次" / "汇总.xlsx"
    start = time.monotonic()
    assert started(tmp_path, whole).wait(600) == 0
    takes = time.monotonic() - start
    rng = random.Random(5)
    known = 0
    for _ in range(5):
        process = started(tmp_path, killed)
        time.sleep(rng.uniform(0.05, 0.7) * takes)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        before, known = known, read_so_far(killed.with_suffix(".sqlite"))
        assert known >= before
    assert started(tmp_path, killed).wait(600) == 0
    assert known
    assert written(killed) == written(whole)
