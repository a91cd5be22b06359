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
        inside = [place] if place.is_file() else _walk(place, leave_out)
        for path in inside:
            resolved = path.resolve()
            if resolved in leave_out or path.name.startswith((".", "~$")):
                continue
            shown = path.relative_to(place.parent).as_posix()
            if path.suffix.lower() in READ | REFUSED:
                status = resolved.stat()
                yield Found(
                    path=str(resolved),
                    shown=shown,
                    stamp=f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}",
                    modified=status.st_mtime_ns,
                )
            else:
                skipped.append(shown)


def digest_of(path: str) -> str:
    """What tells the content of a file from any other's."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _walk(folder: Path, leave_out: frozenset[Path]) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        kept = (
            name for name in folders if not name.startswith(".") and (Path(where) / name).resolve() not in leave_out
        )
        folders[:] = sorted(kept)
        yield from (Path(where) / name for name in sorted(names))
