"""``python -m tests.benchmarks.rollup [files…]``: the roll-up of many workbooks, into rollup.md beside this file.

Each run is a process of its own in a session of its own, whose processes' memory is watched. Needs Linux, some GB of
disk and, with 20,000 files, the better part of an hour.
"""

from __future__ import annotations

import compileall
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl

from tests.at_hand import FORMS
from tests.regenerate import ROOT
from tests.rollup.province import YEAR, Leaf, province
from toolkit.rollup.file_results import read_result
from toolkit.rollup.roster_book import roster_book

PAGE = Path(__file__).with_name("rollup.md")
SIZES = (1_000, 5_000, 20_000)
PER_COUNTY = 100
SAMPLE, LOADED = 300, 60


def main() -> None:
    compileall.compile_dir(ROOT / "toolkit", quiet=1)
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    with tempfile.TemporaryDirectory() as name:
        folders = [_filings(Path(name) / str(size), size) for size in sizes]
        page = [
            "# Rolling up many workbooks",
            "",
            f"Made by `python -m tests.benchmarks.rollup` on {os.cpu_count()} cores "
            f"(CPython {platform.python_version()}, openpyxl {openpyxl.__version__}); files of {_size(folders[0])} KB.",
            "Seconds are those of the clock and suffer from whatever else the machine does; CPU ms are all processes'.",
            "",
            *_reading(folders[0]),
            "",
            *_growth(folders),
            "",
            *_memory(Path(name), sizes),
        ]
    PAGE.write_text("\n".join(page) + "\n", encoding="utf-8")


def _filings(folder: Path, files: int, *, as_json: bool = False) -> Path:
    """That many filings, a hundred to a county, and their roster."""
    counties = files // PER_COUNTY
    cities = max(1, counties // 20)
    made = province(cities=cities, counties=counties // cities, units=PER_COUNTY)
    leaves = [replace(leaf, as_json=as_json) for leaf in itertools.islice(made.reporting_units.values(), files)]
    with ProcessPoolExecutor() as workers:
        for _ in workers.map(_write, leaves, itertools.repeat(folder / "2025"), chunksize=50):
            pass
    kept = {leaf.unit.code for leaf in leaves}
    units = [unit for unit in made.units if unit.code in kept or unit.code not in made.reporting_units]
    (folder / "名册.xlsx").write_bytes(roster_book(YEAR, FORMS, units))
    return folder


def _write(leaf: Leaf, folder: Path) -> None:
    path = folder / leaf.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(leaf.content())


def _reading(folder: Path) -> Iterator[str]:
    """Files a second in one process, each in turn with openpyxl loading the same file twice."""
    paths = sorted((folder / "2025").rglob("*.xlsx"))[:: max(1, len(list((folder / "2025").rglob("*.xlsx"))) // LOADED)]
    pairs = []
    for path in paths[:LOADED]:
        start = time.process_time()
        read_result(str(path), FORMS)
        middle = time.process_time()
        openpyxl.load_workbook(path)
        openpyxl.load_workbook(path, data_only=True)
        pairs.append((middle - start, time.process_time() - middle))
    own, loading = (statistics.median(pair[place] for pair in pairs) for place in (0, 1))
    yield "| reading and checking a file, in turn with openpyxl on the same file | CPU ms | files/s/core |"
    yield "|---|--:|--:|"
    yield f"| read and check | {own * 1000:.1f} | {1 / own:.1f} |"
    yield f"| openpyxl, loaded twice (formulas, values) | {loading * 1000:.1f} | {1 / loading:.1f} |"
    yield f"| ratio | {loading / own:.2f} | |"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run: wall seconds of all and of its reading phase, CPU seconds of all processes, peak MB of the largest."""

    name: str
    files: int
    seconds: float
    reading: float
    cpu: float
    main: float
    worker: float

    def line(self) -> str:
        """The run in the table of runs."""
        return (
            f"| {self.name} | {self.files:,} | {self.seconds:.1f} | {self.files / self.seconds:.1f} "
            f"| {self.reading:.2f} | {self.cpu / self.files * 1000:.1f} | {self.worker:.0f} |"
        )


def _growth(folders: list[Path]) -> Iterator[str]:
    """Whole runs: one process and two, again over unchanged files, and how time and memory grow."""
    one = _measured("one process", folders[0], "1", fresh=True)
    two = [_measured("two processes", folder, "2", fresh=True) for folder in folders]
    again = [_measured("again, nothing changed", folder, "2", fresh=False) for folder in folders]
    first, last = two[0], two[-1]
    yield "| over all sizes | measured | wanted |"
    yield "|---|--:|--:|"
    yield f"| two processes against one, reading phase | {one.reading / first.reading:.2f} × | 1.8 × |"
    faster = min(run.reading / unchanged.reading for run, unchanged in zip(two, again, strict=True))
    yield f"| reading phase over unchanged files | {faster:.0f} × faster | 20 × |"
    growth = (last.cpu / last.files) / (first.cpu / first.files)
    yield f"| CPU time a file, {last.files:,} files against {first.files:,} | {growth:.2f} | 0.90–1.10 |"
    yield f"| peak memory of a worker, the same | {last.worker / first.worker:.2f} | at most 1.15 |"
    yield ""
    yield "| run | files | seconds | files/s | reading phase s | CPU ms a file | peak MB, largest worker |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    yield from (run.line() for run in (one, *(run for pair in zip(two, again, strict=True) for run in pair)))


def _memory(folder: Path, sizes: tuple[int, ...]) -> Iterator[str]:
    """The process that adds up, over Filing JSON: it keeps the same of any file, and these are cheap to make."""
    yield "| two processes, Filing JSON | files | peak MB, main process | times the first |"
    yield "|---|--:|--:|--:|"
    first = 0.0
    for size in sizes:
        run = _measured("", _filings(folder / f"json{size}", size, as_json=True), "2", fresh=True)
        first = first or run.main
        yield f"| wanted: at most 1.15 | {run.files:,} | {run.main:.1f} | {run.main / first:.2f} |"


def _measured(name: str, folder: Path, jobs: str, *, fresh: bool) -> Measured:
    if fresh:
        (folder / "汇总.sqlite").unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.benchmarks.rollup_once", str(folder), jobs]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, cwd=ROOT)
    watched: dict[int, tuple[float, float]] = {}
    while process.poll() is None:
        watched |= _processes(process.pid)
        time.sleep(0.2)
    seconds = time.perf_counter() - start
    assert process.stdout
    reported = json.loads(process.stdout.read())
    return Measured(
        name=name,
        files=reported["files"],
        seconds=seconds,
        reading=reported["reading"],
        cpu=reported["cpu"] + sum(spent for spent, _ in watched.values()),
        main=reported["peak"],
        worker=max((peak for _, peak in watched.values()), default=0.0),
    )


def _processes(session: int) -> dict[int, tuple[float, float]]:
    """CPU seconds and peak memory in MB of each process of the session but its leader, so far."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            pid = int(folder.name)
            if pid != session and os.getsid(pid) == session:
                lines = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines() if ":" in line)
                ticks = (folder / "stat").read_text().rpartition(")")[2].split()[11:13]
                spent = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
                found[pid] = (spent, int(lines.get("VmHWM", "0 kB").split()[0]) / 1024)
        except (OSError, ValueError):
            continue  # it has just ended
    return found


def _size(folder: Path) -> int:
    sizes = [path.stat().st_size for path in (folder / "2025").rglob("*.xlsx")]
    return round(statistics.mean(sizes) / 1000)


if __name__ == "__main__":
    main()
