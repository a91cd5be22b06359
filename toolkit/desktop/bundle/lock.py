"""The locks: every file of a folder that comes from the package index, pinned by version and SHA-256."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import groupby
from pathlib import Path

from toolkit.desktop.bundle.downloads import EXACTLY, download, lock_lines, progress_of
from toolkit.desktop.bundle.targets import Target
from toolkit.progress import Progress, quiet

_EXTRAS = ("pdf", "ledger")
_HEAD = "# 由 xl-report bundle --for {0} --renew 更新。\n"


def lock_text(target: Target) -> str:
    """The committed lock of ``target``, as pip reads it: ``name==version --hash=sha256:…`` a line."""
    return (resources.files(__package__) / target.lock_name).read_text(encoding="utf-8")


def requirements(checkout: Path, target: Target) -> list[str]:
    """What ``target`` needs as wheels: what the project declares, the extras that come with it, and its own."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    return [*project["dependencies"], *(each for name in _EXTRAS for each in extras[name]), *target.extra]


def renewed_lock(checkout: Path, target: Target, folder: Path, progress: Progress = quiet) -> str:
    """A lock of the newest files that the project's requirements admit; ``folder`` is where they are downloaded to.

    One version of each package for every Python of the target: what the oldest takes.
    """
    oldest, *newer = target.pythons

    def fetch(what: Sequence[str], python: str, total: int = 0) -> None:
        download(what, target, python, folder, progress_of(python, total, progress))

    fetch(requirements(checkout, target), oldest)
    pins = [f"{name}=={version}" for name, version, _ in map(_parts, sorted(folder.iterdir()))]
    for python in newer:
        fetch([*EXACTLY, *pins], python, len(pins))
    if target.sources:
        fetch([*EXACTLY, *target.sources], oldest)
    return _HEAD.format(target.name) + "".join(f"{line}\n" for line in _lines(folder))


def lock_changes(before: str, after: str) -> list[str]:
    """What differs between two locks, a line a package: its versions, or that its files are others."""
    old, new = _pins(before), _pins(after)
    return [
        f"{name}：{_version(old, name)} → {_version(new, name)}"
        if _version(old, name) != _version(new, name)
        else f"{name} {_version(new, name)}：文件不同"
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ]


def _pins(text: str) -> Mapping[str, tuple[str, str]]:
    lines = (line.partition(" ") for line in lock_lines(text))
    return {pin.partition("==")[0]: (pin.partition("==")[2], hashes) for pin, _, hashes in lines}


def _version(pins: Mapping[str, tuple[str, str]], name: str) -> str:
    return pins[name][0] if name in pins else "无"


def _lines(folder: Path) -> Iterator[str]:
    """A line a package; several files where it has one for each Python."""
    files = sorted(_parts(path) for path in folder.iterdir())
    for (name, version), group in groupby(files, key=lambda each: each[:2]):
        yield " ".join([f"{name}=={version}", *sorted(f"--hash=sha256:{_digest(path)}" for _, _, path in group)])


def _parts(path: Path) -> tuple[str, str, Path]:
    """Name and version of a wheel or a source archive."""
    name, version = path.name.removesuffix(".tar.gz").split("-")[:2]
    return name.lower().replace("_", "-"), version, path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_of(package: str, files: Iterable[Path]) -> Path:
    """The one of ``files`` that belongs to ``package``."""
    return next(path for path in files if _parts(path)[0] == package)
