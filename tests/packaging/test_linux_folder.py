"""The folder for Linux, installed without an index on this computer, and used."""

from __future__ import annotations

import os
import platform
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.command_line import succeeds
from tests.required import missing
from toolkit.desktop.bundle.archives import FOLDER
from toolkit.desktop.bundle.linux import INSTALLER
from toolkit.desktop.bundle.targets import TARGETS


@pytest.fixture(scope="module")
def folder(network: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """It unpacked, for the processor of this computer."""
    place = tmp_path_factory.mktemp("folder")
    names = [name for name in TARGETS if f"manylinux2014_{platform.machine()}" in TARGETS[name].platforms]
    if not names:
        missing("Linux on x86-64 or ARM")
    packed = place / "packed.tgz"
    succeeds("bundle", "--for", names[0], "-o", packed)
    with tarfile.open(packed) as archive:
        archive.extractall(place / "办公 室", filter="data")
    return place / "办公 室" / FOLDER


def test_it_installs_without_an_index_and_works(folder: Path, tmp_path: Path) -> None:
    outside = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "PIP_INDEX_URL": "http://127.0.0.1:9/"}
    installed = subprocess.run(
        ["sh", str(folder / INSTALLER)],
        cwd=tmp_path,
        env=outside,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert installed.returncode == 0, installed.stderr
    assert "装好了。" in installed.stdout
    workbook = next((folder / "示例").rglob("填报工作簿.xlsx"))
    call = [str(folder / "xl-report"), "render", str(workbook), "--to", "docx,pdf", "-o", str(tmp_path)]
    assert subprocess.run(call, cwd=tmp_path, env=outside, timeout=120, check=False).returncode == 0
    assert {path.suffix for path in tmp_path.iterdir() if path.is_file()} == {".docx", ".pdf"}
    script = next(tmp_path.rglob("scripts/校验"))
    assert str(folder) in script.read_text(encoding="utf-8")


def test_a_computer_with_another_processor_is_told(folder: Path, tmp_path: Path) -> None:
    uname = tmp_path / "uname"
    uname.write_text("#!/bin/sh\necho riscv64\n")
    uname.chmod(0o755)
    outside = {"HOME": str(tmp_path), "PATH": f"{tmp_path}:/usr/bin:/bin"}
    call = ["sh", str(folder / INSTALLER)]
    done = subprocess.run(call, env=outside, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "这台电脑是 riscv64" in done.stdout
