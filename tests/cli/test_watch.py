"""``check --watch``: every save by any program is seen, whole, and once."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.command_line import run
from tests.workbook_reading.surgery import Package


class Watching:
    """The program, watching; ``said()`` waits for its next verdict."""

    def __init__(self, *files: Path) -> None:
        command = [sys.executable, "-m", "toolkit.cli", "check", "--watch", *map(str, files)]
        root = Path(__file__).parents[2]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | {"PYTHONPATH": str(root)},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # which a shell's background job ignores
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._gatherer = threading.Thread(target=self._gather, daemon=True)
        self._gatherer.start()

    def _gather(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line.strip())

    def said(self, *words: str) -> str:
        """The next line that holds one of ``words``."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                line = self._lines.get(timeout=0.2)
            except queue.Empty:
                continue
            if any(word in line for word in words):
                return line
        raise AssertionError(words)

    def verdict(self) -> str:
        return self.said("共 ", "没有发现问题", "错误：")

    def quiet(self, seconds: float) -> bool:
        time.sleep(seconds)
        return self._lines.empty()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=20)
        self._gatherer.join(timeout=5)
        return code


@pytest.fixture
def broken(workbook: Path) -> bytes:
    package = Package.of(workbook.read_bytes())
    package.put("三 申请办理!D7", "20件")
    return package.to_bytes()


@pytest.mark.scale
def test_saves_of_every_kind(workbook: Path, broken: bytes, tmp_path: Path) -> None:
    whole = workbook.read_bytes()
    watching = Watching(workbook)
    try:
        assert watching.verdict() == "没有发现问题。"
        watching.said("Ctrl-C")

        workbook.write_bytes(broken)  # in place
        assert watching.verdict() == "共 1 项错误。"

        (tmp_path / ".~lock.填报工作簿.xlsx#").write_text("")  # as LibreOffice does, and Office
        (tmp_path / "~$填报工作簿.xlsx").write_text("")
        assert watching.quiet(1.5)

        beside = tmp_path / "lu1234.tmp"  # beside, and renamed
        beside.write_bytes(whole)
        beside.replace(workbook)
        assert watching.verdict() == "没有发现问题。"

        workbook.unlink()  # away for a while
        assert watching.quiet(1.5)
        workbook.write_bytes(broken)
        assert watching.verdict() == "共 1 项错误。"

        with workbook.open("wb") as file:  # in two halves
            file.write(whole[: len(whole) // 2])
            file.flush()
            time.sleep(1.5)
            file.write(whole[len(whole) // 2 :])
        assert watching.verdict() == "没有发现问题。"
    finally:
        code = watching.stop()
    assert code == 0


def test_the_code_is_that_of_the_last_state(workbook: Path, broken: bytes) -> None:
    watching = Watching(workbook, workbook.with_name("还没有.xlsx"))
    try:
        watching.verdict()
        watching.said("找不到")
        workbook.with_name("还没有.xlsx").write_bytes(broken)
        assert watching.verdict() == "共 1 项错误。"
    finally:
        code = watching.stop()
    assert code == 1


@pytest.mark.scale
def test_a_file_that_stays_half_written_is_reported_in_the_end(workbook: Path) -> None:
    watching = Watching(workbook)
    try:
        watching.verdict()
        workbook.write_bytes(workbook.read_bytes()[:5000])
        assert "损坏" in watching.verdict()
    finally:
        code = watching.stop()
    assert code == 2


def test_watching_is_for_people(workbook: Path) -> None:
    result = run("check", "--watch", "--format", "json", workbook)
    assert result.exit_code == 2
    assert "--watch" in result.stderr
