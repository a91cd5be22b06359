"""Killed at any instant, or with the disk full: no result is half-written, and no input is touched."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from itertools import product
from pathlib import Path

import pytest

from tests.regenerate import EXAMPLE, ROOT, WORKBOOK
from tests.sizes import sampled
from toolkit.output import is_untouched

pytestmark = pytest.mark.scale  # each kills or starves a process of its own

ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}
COMMANDS = {
    "render": ("render", "填报.xlsx", "--to", "docx,html,md"),
    "annotate": ("annotate", "填报.xlsx"),
    "fill": ("fill", "数据.json"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(WORKBOOK, tmp_path / "填报.xlsx")
    shutil.copy(EXAMPLE / "filing.json", tmp_path / "数据.json")
    return tmp_path


def started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    call = [sys.executable, "-m", "toolkit.cli", *arguments]
    return subprocess.Popen(call, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def inputs(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in ("填报.xlsx", "数据.json")]


def results(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name not in ("填报.xlsx", "数据.json") and path.name[0] != "."]


@pytest.mark.parametrize(("command", "kills"), sampled([("render", 2), *((command, 6) for command in COMMANDS)], 1))
def test_killed_at_any_instant(command: str, kills: int, folder: Path) -> None:
    before = inputs(folder)
    start = time.monotonic()
    assert started(folder, *COMMANDS[command]).wait(timeout=60) == 0
    whole, took = {path.name for path in results(folder)}, time.monotonic() - start
    moments = random.Random(command)
    for _ in range(kills):
        process = started(folder, *COMMANDS[command])
        time.sleep(moments.uniform(0.3, 1.1) * took)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
        assert inputs(folder) == before
        assert {path.name for path in results(folder)} >= whole
        assert all(is_untouched(path.read_bytes()) for path in results(folder))
        for path in results(folder)[::2]:
            path.unlink()
        whole = {path.name for path in results(folder)}
    assert started(folder, *COMMANDS[command]).wait(timeout=60) == 0


@pytest.mark.parametrize(("command", "room"), sampled(product(COMMANDS, [0, 1_000, 5_000]), 4))
def test_a_full_disk(command: str, room: int, folder: Path) -> None:
    """No file may grow beyond ``room`` bytes: the sentence, exit code 2, and nothing left behind."""
    before = inputs(folder)
    done = subprocess.run(
        [sys.executable, "-B", "-m", "toolkit.cli", *COMMANDS[command]],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert done.returncode == 2
    assert "无法写入" in done.stderr
    assert "Traceback" not in done.stderr
    assert inputs(folder) == before
    assert {path.name for path in folder.iterdir()} == {"填报.xlsx", "数据.json"}
