"""One code path: a thread, processes and a Dask cluster give the same bytes, even where a worker is killed midway."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.at_hand import FORMS
from tests.rollup.province import YEAR, province
from toolkit.progress import Progress, quiet
from toolkit.rollup.executors import cluster, one_thread, processes
from toolkit.rollup.request import Request
from toolkit.rollup.roster_book import read_roster, roster_book
from toolkit.rollup.run import RunOutcome, run
from toolkit.rollup.work_distribution import OpenExecutor

pytestmark = pytest.mark.filterwarnings("ignore")  # of distributed's own


@pytest.fixture(scope="module")
def filings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filings")
    made = province(cities=1, counties=2, units=40)
    made.write(folder / "2025")
    (folder / "名册.xlsx").write_bytes(roster_book(YEAR, FORMS, made.units))
    return folder


def outputs(
    filings: Path, folder: Path, open_executor: OpenExecutor, progress: Progress
) -> tuple[RunOutcome, dict[str, bytes]]:
    """What a run comes to, and all that it writes."""

    roster = read_roster(filings / "名册.xlsx", FORMS)
    request = Request(places=(filings / "2025",), output=folder / "汇总.xlsx", forms=FORMS, roster=roster)
    outcome = run(request, open_executor, progress)
    return outcome, {path.relative_to(folder).as_posix(): path.read_bytes() for path in outcome.written}


@contextmanager
def dask(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A dask program, killed at the end: one that lost its peers takes long to stop by itself."""
    command = [sys.executable, "-m", "dask", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.usefixtures("distributed")
def test_thread_processes_and_cluster_give_the_same_bytes(filings: Path, tmp_path: Path) -> None:
    from distributed import Client

    expected = outputs(filings, tmp_path / "thread", one_thread(), quiet)
    assert len(expected[1]) == 4
    assert outputs(filings, tmp_path / "processes", processes(2), quiet)[1] == expected[1]

    address = f"tcp://127.0.0.1:{free_port()}"
    worker = ("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
    with dask("scheduler", "--host", address, "--no-dashboard"), dask(*worker) as doomed, dask(*worker):
        client: Any = Client(address, timeout=60)  # type: ignore[no-untyped-call]
        client.wait_for_workers(2, timeout=60)
        client.close()

        def kill_one(stage: str, done: int, total: int) -> None:
            if done == 1:
                doomed.kill()

        outcome, written = outputs(filings, tmp_path / "dask", cluster(address), kill_one)
        assert doomed.poll() is not None
    assert outcome.read == expected[0].read == 124
    assert written == expected[1]
