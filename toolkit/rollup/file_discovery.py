"""Which files there are: workbooks, Filing JSON and published reports under the given places, and what changed."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.characters import escaped
from toolkit.ingest.blocks import MOST_BYTES
from toolkit.ingest.file_kinds import EXTENSIONS, LOCK_FILE
from toolkit.ingest.refused_files import OFFICE

LISTED = frozenset(EXTENSIONS) | OFFICE
"""Formats that reports come in: those that are not read are listed with the reason, not passed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file; ``shown`` is its path as people see it, ``stamp`` shows whether it has changed."""

    path: str
    shown: str
    stamp: str


LeaveOut = Callable[[Path], bool]


def files_under(places: Sequence[Path], leave_out: LeaveOut, skipped: dict[str, None]) -> Iterator[FoundFile]:
    """Every file to read, in a fixed order, without the files and folders to ``leave_out``.

    Files of other kinds go to ``skipped``; hidden files and the locks of open documents go nowhere.
    """
    base = _base(places)
    for place in places:
        inside = [place] if place.is_file() else _walk(place, leave_out, skipped)
        for path in inside:
            if path.name.startswith((".", LOCK_FILE)) or leave_out(path):
                continue
            shown = (path.relative_to(base) if base else path).as_posix()
            found = _found(path, shown) if path.suffix.lower() in LISTED else None
            if found:
                yield found
            else:
                skipped[escaped(shown)] = None


def _base(places: Sequence[Path]) -> Path | None:
    """What paths are shown from: the deepest folder that holds every place; None if they are on several drives."""
    try:
        return Path(os.path.commonpath([place.parent for place in places]))
    except ValueError:
        return None


def _found(path: Path, shown: str) -> FoundFile | None:
    """None for a link that leads nowhere, and for pipes and devices, of which reading would not end."""
    try:
        status = path.stat()
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    stamp = f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}"
    return FoundFile(path=str(path.resolve()), shown=escaped(shown), stamp=stamp)


def digest_of(path: str) -> str:
    """A digest of all that a file is judged by: its ending and its content, as far as anything reads it."""
    with Path(path).open("rb") as file:
        return hashlib.sha256(os.fsencode(Path(path).suffix.lower()) + b"\0" + file.read(MOST_BYTES + 1)).hexdigest()


def _walk(folder: Path, leave_out: LeaveOut, skipped: dict[str, None]) -> Iterator[Path]:
    def closed(error: OSError) -> None:
        skipped[str(error.filename)] = None

    for where, folders, names in os.walk(folder, onerror=closed):
        kept = (name for name in folders if not name.startswith(".") and not leave_out(Path(where) / name))
        folders[:] = sorted(kept)
        yield from (Path(where) / name for name in sorted(names))
