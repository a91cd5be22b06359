"""Which files there are: workbooks, Filing JSON and published reports under the given places, and what changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

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
    modified: int


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
                skipped[shown.encode(errors="backslashreplace").decode()] = None


def _base(places: Sequence[Path]) -> Path | None:
    """What paths are shown from: the deepest folder that holds every place; None if they are on several drives."""
    try:
        return Path(os.path.commonpath([place.parent for place in places]))
    except ValueError:
        return None


def _found(path: Path, shown: str) -> FoundFile | None:
    """None for a name that is no text at all, and for a link that leads nowhere."""
    try:
        shown.encode()
        status = path.stat()
    except (UnicodeEncodeError, OSError):
        return None
    stamp = f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}"
    return FoundFile(path=str(path.resolve()), shown=shown, stamp=stamp, modified=status.st_mtime_ns)


def digest_of(path: str) -> str:
    """A digest of a file's content."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _walk(folder: Path, leave_out: LeaveOut, skipped: dict[str, None]) -> Iterator[Path]:
    def closed(error: OSError) -> None:
        skipped[str(error.filename)] = None

    for where, folders, names in os.walk(folder, onerror=closed):
        kept = (name for name in folders if not name.startswith(".") and not leave_out(Path(where) / name))
        folders[:] = sorted(kept)
        yield from (Path(where) / name for name in sorted(names))
