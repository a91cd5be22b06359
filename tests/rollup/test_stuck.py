"""Work that does not come to an end: it is stopped, and nothing of it is left."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.rollup.county import UNITS, figures, put
from toolkit.bounds import READ_APART_BYTES
from toolkit.rollup import file_reading, separate_process
from toolkit.rollup.executors import one_thread, processes
from toolkit.rollup.file_reading import ReadingTask, SeenFile, see_file
from toolkit.rollup.separate_process import done_apart
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


def large(folder: Path) -> Path:
    """An archive of a filing and of what makes it large."""
    filing = put(folder, UNITS[0], figures(10))
    with zipfile.ZipFile(folder / "来件.zip", "w") as archive:
        archive.write(filing, filing.name)
        archive.writestr("照片.jpg", os.urandom(READ_APART_BYTES))
    filing.unlink()
    return folder / "来件.zip"


@pytest.mark.scale
def test_a_large_file_is_read_by_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task, jobs = ReadingTask(path=str(large(tmp_path))), []

    def noted(job: Callable[[], SeenFile]) -> SeenFile:
        jobs.append(job)
        return done_apart(job)

    monkeypatch.setattr(file_reading, "done_apart", noted)
    apart = see_file(task, FORMS)
    see_file(ReadingTask(path=str(put(tmp_path, UNITS[1], figures(1)))), FORMS)
    monkeypatch.setattr(file_reading, "is_confined", lambda: True)
    assert see_file(task, FORMS) == apart
    assert (len(jobs), apart.unpacked, apart.contents[0].inside) == (1, True, f"{UNITS[0]}.xlsx")


def test_such_a_process_is_killed_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = ReadingTask(path=str(large(tmp_path)))
    monkeypatch.setattr(file_reading, "done_apart", partial(done_apart, seconds=0.02))
    (content,) = see_file(task, FORMS).contents
    assert content.row is not None
    assert (content.row.retry, "还没有读完" in content.row.reason) == (True, True)
    monkeypatch.setattr(separate_process, "_COMMAND", (sys.executable, "-c", "import os; os.abort()"))
    monkeypatch.setattr(file_reading, "done_apart", done_apart)
    (content,) = see_file(task, FORMS).contents
    assert content.row is not None
    assert "程序异常退出" in content.row.reason


@pytest.mark.scale
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are not for Windows")
def test_such_a_process_ends_with_whoever_started_it(pipe: Path) -> None:
    (pipe / "job").write_bytes(pickle.dumps(partial(time.sleep, 600)))
    command = [sys.executable, "-m", "toolkit.rollup.separate_process", str(pipe)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(PATIENCE * 4) == 1


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
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # which a shell's background job ignores
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"reading\n"
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert time.monotonic() - begun < PATIENCE
