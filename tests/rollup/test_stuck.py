"""Work that does not come to an end: it is stopped, and nothing of it is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.rollup.county import UNITS, figures, put
from toolkit.rollup import file_reading
from toolkit.rollup.executors import one_thread, processes
from toolkit.rollup.file_reading import ReadingTask, see_file
from toolkit.rollup.work_distribution import OpenExecutor, WorkDistribution
from toolkit.rollup.worker_limits import TookTooLong, within_its_time

PATIENCE = 5
"""Seconds in which a stopped run ends."""
PROGRAM = """
import sys, time
from toolkit.rollup import run as rollup
from toolkit.cli.__main__ import main

def stuck(forms, tasks):
    print("reading", flush=True)
    time.sleep(600)

rollup.see_files = stuck
sys.argv = ["xl-report", "rollup", "run", *sys.argv[1:]]
main()
"""


def stuck(places: list[Path]) -> list[Path]:
    """Tells which process it is in, and reads a pipe to which nobody writes."""
    (places[0] / str(os.getpid())).touch()
    (places[0] / "pipe").read_bytes()
    return places


def endless(places: list[Path]) -> list[str]:
    """As a worker reads a file: within its time."""
    try:
        with within_its_time(0.2):
            stuck(places)
    except BaseException as error:
        return [type(error).__name__]
    return ["read"]


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A folder with a pipe; whoever still reads it at the end gets nothing."""
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are not for Windows")
@pytest.mark.parametrize("open_executor", [one_thread(), processes(2)], ids=["thread", "processes"])
def test_stuck_work_is_stopped(pipe: Path, open_executor: OpenExecutor) -> None:
    begun = 0.0

    def tick() -> None:
        nonlocal begun
        if any(path.name.isdecimal() for path in pipe.iterdir()):
            begun = begun or time.monotonic()
            raise KeyboardInterrupt

    spread = WorkDistribution(job=stuck, given_up=lambda item: item, open_executor=open_executor, chunk=1)
    with pytest.raises(KeyboardInterrupt):
        list(spread.results([pipe] * 4, tick))
    workers = {int(path.name) for path in pipe.iterdir() if path.name.isdecimal()} - {os.getpid()}
    while any(map(_lives, workers)) and time.monotonic() - begun < PATIENCE:
        time.sleep(0.05)
    assert time.monotonic() - begun < PATIENCE
    with suppress(OSError):  # the thread that is left
        os.close(os.open(pipe / "pipe", os.O_WRONLY | os.O_NONBLOCK))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are not for Windows")
def test_a_worker_gives_up_what_takes_too_long(pipe: Path) -> None:
    spread = WorkDistribution(job=endless, given_up=lambda item: "lost", open_executor=processes(1), chunk=1)
    assert list(spread.results([pipe])) == [(pipe, "TookTooLong")]


def test_a_file_that_takes_too_long_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_long(*_: object) -> None:
        raise TookTooLong

    monkeypatch.setattr(file_reading, "read_result", too_long)
    path = put(tmp_path, UNITS[0], figures(1))
    (content,) = see_file(ReadingTask(path=str(path)), FORMS).contents
    assert content.row
    assert "没有再等" in content.row.reason
    assert content.row.retry


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal for one process")
def test_a_stuck_run_ends_when_it_is_interrupted(tmp_path: Path) -> None:
    put(tmp_path / "2025", UNITS[0], figures(1))
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "2025"), "-o", str(tmp_path / "汇总.xlsx"), "--jobs", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"reading\n"
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert time.monotonic() - begun < PATIENCE
