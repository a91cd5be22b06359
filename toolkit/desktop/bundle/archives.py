"""Packing a folder so that the same members give the same bytes, on whatever system and day."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

FOLDER = "年报工具"
"""What the unpacked folder is called."""

Members = Mapping[str, bytes]
"""The files of a folder by their paths in it, with slashes."""

_DATE = (1980, 1, 1, 0, 0, 0)
_FILE, _PROGRAM = 0o644, 0o755


def zipped(members: Members) -> bytes:
    """A zip as Windows opens it by itself."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", _DATE)
            entry.create_system = 0  # the same on every system that packs
            archive.writestr(entry, members[name], zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def tarred(members: Members) -> bytes:
    """A compressed tar; what begins with ``#!`` may be run."""
    buffer = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=buffer, mode="wb", filename="", mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name in sorted(members):
            entry = tarfile.TarInfo(f"{FOLDER}/{name}")
            entry.size = len(members[name])
            entry.mode = _PROGRAM if members[name].startswith(b"#!") else _FILE
            archive.addfile(entry, io.BytesIO(members[name]))
    return buffer.getvalue()


def files_under(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below ``folder`` that is not a product of running it, with its path from there."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix(), path
