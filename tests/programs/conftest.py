"""Other programs that open and save workbooks."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.libreoffice import LibreOffice
from tests.npm import install_packages

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
    folder = tmp_path_factory.mktemp("node")
    install_packages(folder, PACKAGES)
    node = str(shutil.which("node"))
    shutil.copy(HERE / "resave.cjs", folder)

    def saved(library: str, source: Path) -> Path:
        target = source.with_name(f"{library}-{source.name}")
        command = [node, str(folder / "resave.cjs"), library, str(source), str(target)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return target

    return saved
