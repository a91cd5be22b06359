"""One run of the roll-up, for :mod:`tests.benchmarks.rollup`: when all was read, CPU and memory of this process."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from tests.at_hand import FORMS
from toolkit.rollup import run as rollup
from toolkit.rollup.executors import one_thread, processes
from toolkit.rollup.file_store import FileStore
from toolkit.rollup.request import Request, resolve_scope
from toolkit.rollup.roster import Roster
from toolkit.rollup.roster_book import read_roster
from toolkit.rollup.store_inputs import Sums
from toolkit.rollup.unit_status import RollupScope


def main() -> None:
    folder, jobs = Path(sys.argv[1]), int(sys.argv[2])
    roster = read_roster(folder / "名册.xlsx", FORMS)
    request = Request(places=(folder / "2025",), output=folder / "汇总.xlsx", forms=FORMS, roster=roster)
    start = time.perf_counter()
    read_by: list[float] = []

    def noted(request: Request, files: FileStore, sums: Sums) -> tuple[Roster, Roster, RollupScope]:
        read_by.append(time.perf_counter() - start)
        return resolve_scope(request, files, sums)

    rollup.resolve_scope = noted  # type: ignore[attr-defined]  # the first thing after reading
    executor = one_thread() if jobs == 1 else processes(jobs)
    outcome = rollup.run(request, executor, lambda stage, done, total: None)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    reported = {"files": outcome.files, "reading": read_by[0]}
    reported |= {"cpu": usage.ru_utime + usage.ru_stime, "peak": peak()}
    print(json.dumps(reported))  # noqa: T201  # what the process that started this one reads


def peak() -> float:
    """Peak memory in MB since this program began; the maximum that getrusage gives has the parent's in it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
