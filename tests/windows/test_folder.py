"""The folder for Windows as it is handed out: small enough, and with all that its parts need."""

from __future__ import annotations

import re
import zipfile
from email import message_from_string
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.desktop.test_bundle import WINDOWS
from tests.regenerate import ROOT
from toolkit.desktop.bundle.lock import requirements
from toolkit.desktop.bundle.targets import LAUNCHERS

LARGEST = 90_000_000
LONGEST_PATH = 160
"""Characters within the folder, so that it may be unpacked some way down: Windows takes 259 in all."""
ON_WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "python_version": "3.13"}


def test_it_is_small_and_can_be_unpacked_anywhere(windows_zip: Path) -> None:
    assert windows_zip.stat().st_size <= LARGEST
    with zipfile.ZipFile(windows_zip) as archive:
        assert max(map(len, archive.namelist())) <= LONGEST_PATH


def test_every_package_finds_what_it_needs(windows_zip: Path) -> None:
    """pip reads conditions for the system that it runs on; here they are read for Windows."""
    with zipfile.ZipFile(windows_zip) as archive:
        files = [name for name in archive.namelist() if re.search(r"site-packages/[^/]+\.dist-info/METADATA$", name)]
        described = [message_from_string(archive.read(name).decode()) for name in files]
    present = {canonicalize_name(str(each["Name"])) for each in described}
    lines = [*requirements(ROOT, WINDOWS), *(line for each in described for line in each.get_all("Requires-Dist", []))]
    needed = {
        canonicalize_name(each.name)
        for each in map(Requirement, lines)
        if not each.marker or each.marker.evaluate({**ON_WINDOWS, "extra": ""})
    }
    assert needed - {LAUNCHERS} <= present


@pytest.mark.parametrize("library", ["xlwings/pro", "pythonwin", "pip", "setuptools"])
def test_what_is_not_used_or_not_free_is_left_out(windows_zip: Path, library: str) -> None:
    with zipfile.ZipFile(windows_zip) as archive:
        assert not [name for name in archive.namelist() if f"site-packages/{library}/" in name]
