"""Computers without internet, of every kind: all that is needed comes as wheels, and installs with no index."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.regenerate import ROOT

GLIBC_2_28 = (
    "manylinux2014_{0}",
    "manylinux_2_17_{0}",
    "manylinux_2_26_{0}",
    "manylinux_2_27_{0}",
    "manylinux_2_28_{0}",
)
"""What Linux desktops of offices have; later ones have it too."""
TARGETS = {
    "windows-x64": (("win_amd64",), {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}),
    "linux-x64": (tuple(tag.format("x86_64") for tag in GLIBC_2_28), {"platform_machine": "x86_64"}),
    "linux-arm": (tuple(tag.format("aarch64") for tag in GLIBC_2_28), {"platform_machine": "aarch64"}),
}
ON_WINDOWS = ("pywin32", "colorama", "tzdata")
"""What the guide has one add for Windows: pip reads conditions of dependencies for the computer that it runs on."""

FOR_DEVELOPERS = ("test", "slow", "lint", "dev")

ELSEWHERE = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
"""The environment of a computer on which this checkout is not importable."""


@pytest.fixture(scope="module")
def wheel(network: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program's own wheel, built from a copy."""
    copy, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("toolkit", "workbook_templates"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    pip("wheel", "--no-deps", "-w", str(made), str(copy))
    return next(made.iterdir())


def pip(*arguments: str, python: str = sys.executable) -> str:
    call = [python, "-P", "-m", "pip", *arguments]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=600, env=ELSEWHERE)
    assert done.returncode == 0, done.stderr
    return done.stdout


def extras() -> str:
    """Every extra that users install."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return ",".join(extra for extra in project["optional-dependencies"] if extra not in FOR_DEVELOPERS)


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("target", TARGETS)
def test_every_dependency_is_a_wheel(wheel: Path, target: str, python: str, tmp_path: Path) -> None:
    platforms, environment = TARGETS[target]
    tags = [part for platform in platforms for part in ("--platform", platform)]
    wanted = [f"{wheel}[{extras()}]", *(ON_WINDOWS if target.startswith("windows") else ())]
    report = tmp_path / "report.json"
    options = ["--dry-run", "--ignore-installed", "--only-binary=:all:", "--python-version", python, *tags]
    pip("install", *options, "--target", str(tmp_path), "--report", str(report), *wanted)
    chosen = [each["metadata"] for each in json.loads(report.read_text(encoding="utf-8"))["install"]]
    names = {canonicalize_name(each["name"]) for each in chosen}
    target_environment = environment | {"python_version": python, "python_full_version": f"{python}.0"}
    needed = {name for each in chosen for name in needs(each, target_environment)}
    assert needed - names == set()


def needs(metadata: dict[str, Any], environment: dict[str, str]) -> set[str]:
    """What a distribution needs on the target, extras of its own left out but for those that we ask for."""
    asked = extras().split(",") if canonicalize_name(metadata["name"]) == "xl-report" else [""]
    requirements = [Requirement(line) for line in metadata.get("requires_dist", [])]
    return {
        canonicalize_name(each.name)
        for each in requirements
        if not each.marker or any(each.marker.evaluate(environment | {"extra": extra}) for extra in asked)
    }


def test_a_bundle_installs_without_an_index(wheel: Path, tmp_path: Path) -> None:
    bundle, home = tmp_path / "安装包", tmp_path / "venv"
    pip("download", "--only-binary=:all:", "-d", str(bundle), f"{wheel}[{extras()}]")
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
    options = ("--no-index", "--find-links", str(bundle))
    pip("install", *options, f"xl-report[{extras()}]", python=str(scripts / "python"))
    assert run(scripts, tmp_path, "--version").stdout.startswith("xl-report ")
    assert run(scripts, tmp_path, "new", "--agency", "某局", "--year", "2025", "-o", "填报.xlsx").returncode == 0
    assert run(scripts, tmp_path, "check", "填报.xlsx").returncode == 1


def run(scripts: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    call = [str(scripts / "xl-report"), *arguments]
    return subprocess.run(call, capture_output=True, text=True, check=False, cwd=folder, env=ELSEWHERE, timeout=120)
