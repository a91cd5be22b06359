"""Which files there are: workbooks, Filing JSON and published reports under the given places, and what changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

READ = frozenset({".xlsx", ".xlsm", ".json", ".docx", ".html", ".htm", ".pdf", ".txt", ".md"})
REFUSED = frozenset({".xls", ".et", ".ods", ".doc", ".wps", ".xlsb", ".ofd"})
"""Formats that reports come in but that are not read: listed with the reason, not passed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file; ``shown`` is its path as people see it, ``stamp`` tells that it has not changed."""

    path: str
    shown: str
    stamp: str
    modified: int


def files_under(places: Iterable[Path], leave_out: frozenset[Path], skipped: list[str]) -> Iterator[Found]:
    """Every file to read, in a fixed order, without the files and folders to ``leave_out``.

    Files of other kinds go to ``skipped``; hidden files and the locks of open documents go nowhere.
    """
    for place in places:
        inside = [place] if place.is_file() else _walk(place, leave_out, skipped)
        for path in inside:
            if path.name.startswith((".", "~$")) or path.resolve() in leave_out:
                continue
            shown = path.relative_to(place.parent).as_posix()
            found = _found(path, shown) if path.suffix.lower() in READ | REFUSED else None
            if found:
                yield found
            else:
                skipped.append(shown.encode(errors="backslashreplace").decode())


def _found(path: Path, shown: str) -> Found | None:
    """None for a name that is no text at all, and for a link that leads nowhere."""
    try:
        shown.encode()
        status = path.stat()
    except (UnicodeEncodeError, OSError):
        return None
    stamp = f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}"
    return Found(path=str(path.resolve()), shown=shown, stamp=stamp, modified=status.st_mtime_ns)


def digest_of(path: str) -> str:
    """What tells the content of a file from any other's."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _walk(folder: Path, leave_out: frozenset[Path], skipped: list[str]) -> Iterator[Path]:
    def closed(error: OSError) -> None:
        skipped.append(str(error.filename))

    for where, folders, names in os.walk(folder, onerror=closed):
        kept = (
            name for name in folders if not name.startswith(".") and (Path(where) / name).resolve() not in leave_out
        )
        folders[:] = sorted(kept)
        yield from (Path(where) / name for name in sorted(names))
