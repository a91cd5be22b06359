"""Other programs that open and save workbooks."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import missing

Edit = Callable[..., dict[str, str]]
Resave = Callable[[str, Path], Path]
PACKAGES = ("exceljs@4.4.0", "xlsx@0.18.5")
HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def edit(tmp_path_factory: pytest.TempPathFactory) -> Edit:
    """``edit(source, target, put={"封面!B3": …})`` in LibreOffice; returns what the places in ``show`` show then."""
    python = "/usr/bin/python3"
    found = shutil.which("soffice") and not subprocess.run([python, "-c", "import uno"], check=False).returncode
    if not found:
        missing("LibreOffice with python3-uno")
    profile = tmp_path_factory.mktemp("lo-uno")

    def edited(source: Path, target: Path, **job: Any) -> dict[str, str]:
        words = json.dumps({"source": str(source), "target": str(target), **job})
        command = [python, str(HERE / "uno_editing.py"), str(profile)]
        done = subprocess.run(command, input=words, capture_output=True, text=True, check=False, timeout=180)
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    return edited


@pytest.fixture(scope="session")
def resave(tmp_path_factory: pytest.TempPathFactory) -> Resave:
    """``resave("exceljs", path)``: the workbook as that package for Node writes it after reading it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        missing("Node.js")
    folder = tmp_path_factory.mktemp("node")
    command = [str(npm), "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder), *PACKAGES]
    if subprocess.run(command, capture_output=True, check=False, timeout=300).returncode:
        missing("the npm registry")
    shutil.copy(HERE / "resave.cjs", folder)

    def saved(library: str, source: Path) -> Path:
        target = source.with_name(f"{library}-{source.name}")
        command = [str(node), str(folder / "resave.cjs"), library, str(source), str(target)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return target

    return saved
