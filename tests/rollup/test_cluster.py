"""One code path: a thread, processes and a Dask cluster give the same bytes, even where a worker is killed midway."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.at_hand import FORMS
from tests.rollup.province import YEAR, province
from toolkit.errors import OutputError
from toolkit.progress import Progress, quiet
from toolkit.rollup import work_distribution
from toolkit.rollup.executors import cluster, one_thread, processes
from toolkit.rollup.request import Request
from toolkit.rollup.roster_book import read_roster, roster_book
from toolkit.rollup.run import RunOutcome, run
from toolkit.rollup.work_distribution import OpenExecutor, WorkDistribution

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
        client: Any = Client(address, timeout=60)  # type: ignore[no-untyped-call]  # Dask has no types
        client.wait_for_workers(2, timeout=60)
        client.close()

        def kill_one(stage: str, done: int, total: int) -> None:
            if done == 1:
                doomed.kill()

        outcome, written = outputs(filings, tmp_path / "dask", cluster(address), kill_one)
        assert doomed.poll() is not None
    assert outcome.read == expected[0].read == 124
    assert written == expected[1]


@contextmanager
def workers_of(address: str, count: int, threads: int = 1) -> Iterator[None]:
    """A scheduler at ``address`` and its workers, all there."""
    from distributed import Client

    worker = ("worker", address, "--nthreads", str(threads), "--no-nanny", "--no-dashboard")
    with ExitStack() as stack:
        stack.enter_context(dask("scheduler", "--host", address, "--no-dashboard"))
        for _ in range(count):
            stack.enter_context(dask(*worker))
        if count:
            client: Any = Client(address, timeout=60)  # type: ignore[no-untyped-call]  # Dask has no types
            client.wait_for_workers(count, timeout=60)
            client.close()
        yield


def slept(items: list[int]) -> list[tuple[float, float]]:
    """From when to when."""
    start = time.time()
    time.sleep(0.5)
    return [(start, time.time())] * len(items)


def waited(items: list[int]) -> list[int]:
    return items


def deadly(items: list[int]) -> list[int]:
    """13 takes its worker with it, always."""
    if 13 in items:
        os._exit(1)
    return items


@pytest.mark.usefixtures("distributed")
def test_every_thread_of_a_cluster_has_work() -> None:
    """However many there are."""
    address = f"tcp://127.0.0.1:{free_port()}"
    with workers_of(address, 2, threads=16):
        spread = WorkDistribution(job=slept, given_up=lambda item: (0, 0), open_executor=cluster(address), chunk=1)
        spans = [span for _, span in spread.results(range(320))]
    assert max(sum(start <= moment < end for start, end in spans) for moment, _ in spans) > 24


@pytest.mark.usefixtures("distributed")
def test_no_worker_for_a_while_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_distribution, "LOST_SECONDS", 2)
    address = f"tcp://127.0.0.1:{free_port()}"
    with workers_of(address, 0):
        spread = WorkDistribution(job=waited, given_up=lambda item: -1, open_executor=cluster(address))
        with pytest.raises(OutputError, match="没有可用的工作节点"):
            list(spread.results(range(9)))


@pytest.mark.usefixtures("distributed")
def test_what_kills_workers_is_given_up_on_a_cluster() -> None:
    """Workers with nannies, who start them again."""
    address = f"tcp://127.0.0.1:{free_port()}"
    worker = ("worker", address, "--nthreads", "1", "--nworkers", "2", "--no-dashboard")
    with dask("scheduler", "--host", address, "--no-dashboard"), dask(*worker):
        spread = WorkDistribution(job=deadly, given_up=lambda item: -item, open_executor=cluster(address), chunk=5)
        assert dict(spread.results(range(40))) == {item: item for item in range(40)} | {13: -13}


@pytest.mark.usefixtures("distributed")
def test_a_lost_scheduler_keeps_what_had_come_home(filings: Path, tmp_path: Path) -> None:
    expected = outputs(filings, tmp_path / "thread", one_thread(), quiet)
    address = f"tcp://127.0.0.1:{free_port()}"
    worker = ("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
    with dask("scheduler", "--host", address, "--no-dashboard") as scheduler, dask(*worker):
        done: list[int] = []

        def kill(stage: str, count: int, total: int) -> None:
            if stage == "读取和检查":
                done.append(count)
                if count > 20:
                    scheduler.kill()

        with pytest.raises(OutputError, match="Dask 调度器"):
            outputs(filings, tmp_path / "dask", cluster(address), kill)
    outcome, written = outputs(filings, tmp_path / "dask", one_thread(), quiet)
    assert outcome.read <= expected[0].read - max(done)
    assert written == expected[1]
