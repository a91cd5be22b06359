"""Packages for Node.js."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.required import missing


def install_packages(folder: Path, packages: tuple[str, ...]) -> None:
    """Install ``packages`` (``name@version``) and what they need into ``folder/node_modules``."""
    npm = shutil.which("npm")
    if not shutil.which("node") or not npm:
        missing("Node.js")
    # Debian's npm and the newest differ in what they print; scripts of packages are not run.
    command = [str(npm), "install", "--no-audit", "--no-fund", "--silent", "--ignore-scripts", "--prefix", str(folder)]
    if subprocess.run([*command, *packages], capture_output=True, check=False, timeout=600).returncode:
        missing("the npm registry")
