"""Other programs that open and save workbooks."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.libreoffice import LibreOffice
from tests.required import missing

Edit = Callable[..., dict[str, str]]
Resave = Callable[[str, Path], Path]
PACKAGES = ("exceljs@4.4.0", "xlsx@0.18.5")
HERE = Path(__file__).parent


@pytest.fixture
def edit(libreoffice: LibreOffice) -> Edit:
    """``edit(source, target, put={"封面!B3": …})`` in LibreOffice; returns what the places in ``show`` show then."""
    return libreoffice.edit


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
