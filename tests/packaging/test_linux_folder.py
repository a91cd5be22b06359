"""The folder for Linux, installed without an index on this computer, and used."""

from __future__ import annotations

import os
import platform
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

from tests.command_line import succeeds
from tests.desktop.locks import locked_versions
from tests.regenerate import ROOT
from tests.required import missing
from toolkit.desktop.bundle.archives import FOLDER
from toolkit.desktop.bundle.downloads import fetch_locked
from toolkit.desktop.bundle.linux import INSTALLER, linux_members
from toolkit.desktop.bundle.lock import lock_text
from toolkit.desktop.bundle.targets import TARGETS

ARM = TARGETS["linux-arm"]
_ELF, _ARM_64 = b"\x7fELF", 183


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


def test_for_arm_every_part_is_for_that_processor(network: None, tmp_path: Path) -> None:
    """No such computer is at hand: the wheels' tags and their programs' heads say what would load there."""
    python = ARM.pythons[0]
    version = tuple(map(int, python.split(".")))
    tags = {*cpython_tags(version, platforms=ARM.platforms), *compatible_tags(version, platforms=ARM.platforms)}
    lock = lock_text(ARM)
    wheels = fetch_locked(lock, replace(ARM, pythons=(python,)), tmp_path)
    named = [parse_wheel_filename(path.name) for path in wheels]
    assert {name for name, *_ in named} == set(locked_versions(lock))
    assert all(own & tags for *_, own in named)
    for path in wheels:
        found = set(machines(path))
        of_every_system = path.name.startswith("tkinterdnd2")
        assert _ARM_64 in found if of_every_system else found <= {_ARM_64}, path.name


def machines(wheel: Path) -> Iterator[int]:
    """The processors of the compiled modules and programs of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if data.startswith(_ELF):
                yield int.from_bytes(data[18:20], "little")


def test_for_arm_the_installer_runs_as_far_as_the_python_there(tmp_path: Path) -> None:
    """In a place where the computer says that it is one, and has no Python: all before that went well."""
    (tmp_path / INSTALLER).write_bytes(linux_members([], ROOT, ARM)[INSTALLER])
    for name, words in (("uname", "echo aarch64"), ("python3", "exit 1")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{words}\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    call = ["/bin/sh", str(tmp_path / INSTALLER)]
    outside = {"HOME": str(tmp_path), "PATH": str(tmp_path)}
    done = subprocess.run(call, env=outside, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("没有找到 Python 3.11、3.12 或 3.13。")
