"""One folder, built and unpacked once, in one fresh prefix of Wine."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import succeeds
from tests.windows.wine import Wine


@pytest.fixture(scope="session")
def windows_zip(network: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder as it is handed out."""
    place = tmp_path_factory.mktemp("bundle") / "年报工具.zip"
    succeeds("bundle", "--for", "windows", "-o", place)
    return place


@pytest.fixture(scope="session")
def wine(windows_zip: Path) -> Iterator[Wine]:
    """A Windows with the folder unpacked under a name with a blank."""
    home = Path(tempfile.mkdtemp(prefix="xl-report-wine-"))  # pytest's own folders are closed to other users
    windows = Wine(home)
    try:
        windows.start()
        with zipfile.ZipFile(windows_zip) as archive:
            archive.extractall(windows.desk)
        windows.give(windows.desk)
        yield windows
    finally:
        windows.close()
        shutil.rmtree(home, ignore_errors=True)
