"""``python -m tests.benchmarks.stores [filings…]``: a nation through stores of counties and provinces, into stores.md.

Rows are made, not files: all that follows reading is as it is. Each level's process is one of its own, so that what it
takes can be seen. With 300,000 filings it takes the better part of an hour; Linux only.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.simulated import FILE_SECONDS, busy_share
from tests.regenerate import ROOT

PAGE = Path(__file__).with_name("stores.md")
SIZES = (30_000, 300_000)
COUNTY = 100
"""Filings of each; the smallest nation has three provinces, and larger ones have more of that size."""
LEVELS = ("counties", "province", "nation")
THREADS = 64


@dataclass
class Spent:
    """Over all processes of a level: the CPU seconds together, and the peak memory of the largest in MB."""

    seconds: float = 0
    peak: float = 0

    def add(self, reported: dict[str, float]) -> None:
        """With another process."""
        self.seconds += reported["cpu"]
        self.peak = max(self.peak, reported["peak"])


@dataclass
class Nation:
    """One size: what each level took."""

    filings: int
    provinces: int
    folder: Path
    spent: dict[str, Spent] = field(default_factory=lambda: {level: Spent() for level in LEVELS})

    def add_province(self, number: int) -> None:
        """County by county; the nation behind its last province."""
        for level in LEVELS[:2]:
            self.spent[level].add(_process(level, self.folder, number, self.filings // self.provinces // COUNTY))
        if number == self.provinces - 1:
            self.spent["nation"].add(_process("nation", self.folder, 0, self.provinces))

    @property
    def seconds(self) -> float:
        """Of all."""
        return sum(each.seconds for each in self.spent.values())


def _process(level: str, folder: Path, number: int, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.simulated", level, str(folder), str(number), str(count)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    reported: dict[str, float] = json.loads(done.stdout)
    return reported


def _in_turn(nations: list[Nation]) -> list[tuple[Nation, int]]:
    """Every province, those of each size spread over the whole run: what else the machine does falls on all alike."""
    provinces = [(nation, number) for nation in nations for number in range(nation.provinces)]
    return sorted(provinces, key=lambda each: (each[1] + 0.5) / each[0].provinces)


def main() -> None:
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    with tempfile.TemporaryDirectory() as name:
        nations = [Nation(size, size * 3 // sizes[0], Path(name) / str(size)) for size in sizes]
        for nation, number in _in_turn(nations):
            nation.folder.mkdir(exist_ok=True)
            nation.add_province(number)
    command = " ".join(("python -m tests.benchmarks.stores", *sys.argv[1:]))
    page = [
        "# Adding up stores",
        "",
        f"Made by `{command}` on {os.cpu_count()} cores (CPython {platform.python_version()}); rows made, no files.",
        "",
        *_growth(nations),
        "",
        f"{THREADS} threads that sleep {FILE_SECONDS * 1000:.0f} ms for each file, fed by one process: "
        f"busy {busy_share(THREADS):.0%} of the time (wanted: over 90 %).",
    ]
    PAGE.write_text("\n".join(page) + "\n", encoding="utf-8")


def _growth(nations: list[Nation]) -> Iterator[str]:
    yield "| filings | CPU ms a filing | " + " | ".join(f"peak MB, {level}" for level in LEVELS) + " |"
    yield "|--:|--:|" + "--:|" * len(LEVELS)
    for nation in nations:
        peaks = " | ".join(f"{nation.spent[level].peak:.0f}" for level in LEVELS)
        yield f"| {nation.filings:,} | {nation.seconds / nation.filings * 1000:.2f} | {peaks} |"
    first, last = nations[0], nations[-1]
    cpu = last.seconds / last.filings / (first.seconds / first.filings)
    peaks = " | ".join(f"× {last.spent[level].peak / first.spent[level].peak:.2f}" for level in LEVELS)
    yield f"| last to first; wanted: 0.90–1.10 | × {cpu:.2f} | {peaks} |"


if __name__ == "__main__":
    main()
