"""The folder for Linux: every package as a wheel, and an installer that needs no network. The Python is the system's.

The package index has no CPython for Linux of a known publisher's that stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

from toolkit.desktop.bundle.archives import Members
from toolkit.desktop.bundle.contents import for_people, own_packages
from toolkit.desktop.bundle.lock import lock_text
from toolkit.desktop.bundle.targets import Target

INSTALLER = "安装.sh"

_PARTS = "组件"


def linux_members(files: Sequence[Path], source: Path, target: Target) -> Members:
    """The folder, of the files of the lock and the source code."""
    return {
        **dict(_parts(files, source, target)),
        **dict(for_people(source, _beginning())),
        INSTALLER: _installer(target).encode(),
    }


def _parts(files: Sequence[Path], source: Path, target: Target) -> Iterator[tuple[str, bytes]]:
    for path in files:
        yield f"{_PARTS}/{path.name}", path.read_bytes()
    for name, data in own_packages(source):
        yield f"{_PARTS}/{name}", data
    yield f"{_PARTS}/{target.lock_name}", lock_text(target).encode()


def _beginning() -> str:
    """The first lines of the guide on such a computer."""
    return (resources.files(__package__) / "linux.md").read_text(encoding="utf-8")


def _installer(target: Target) -> str:
    script = (resources.files(__package__) / "install.sh").read_text(encoding="utf-8")
    machine = target.platforms[0].removeprefix("manylinux2014_")
    filled = {
        "@MACHINE@": machine,
        "@PYTHONS@": " ".join(f"python{version}" for version in reversed(target.pythons)),
        "@LOCK@": target.lock_name,
    }
    for mark, value in filled.items():
        script = script.replace(mark, value)
    return script
