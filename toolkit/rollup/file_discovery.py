"""Which files there are: workbooks, Filing JSON and published reports under the given places, and what changed."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from toolkit.characters import escaped
from toolkit.errors import reason_of
from toolkit.ingest.blocks import MOST_BYTES
from toolkit.ingest.file_kinds import EXTENSIONS, LOCK_FILE
from toolkit.ingest.refused_files import ARCHIVES, OFFICE
from toolkit.rollup.zip_members import unpacked

LISTED = frozenset(EXTENSIONS) | OFFICE | ARCHIVES
"""Formats that reports come in: those that are not read are errors with a way out, not passed over."""

_ZIP = ".zip"

PassedOver = dict[str, str]
"""Why each file, by its path as people see it, is no filing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file; ``shown`` is its path as people see it, ``stamp`` shows whether it has changed."""

    path: str
    shown: str
    stamp: str


LeaveOut = Callable[[Path], bool]


def files_under(
    places: Sequence[Path], leave_out: LeaveOut, passed_over: PassedOver, scratch: Path
) -> Iterator[FoundFile]:
    """Every file to read, in a fixed order, without the files and folders to ``leave_out``.

    What is no such file goes to ``passed_over``; hidden files and the locks of open documents go nowhere. Archives are
    unpacked into ``scratch``, where their files are as long as the caller keeps it.
    """
    base = _base(places)
    for place in places:
        inside = [place] if place.is_file() else _walk(place, leave_out, passed_over)
        for path in inside:
            if _is_hidden(path) or leave_out(path):
                continue
            shown = PurePosixPath((path.relative_to(base) if base else path).as_posix())
            members = unpacked(path, scratch) if path.suffix.lower() == _ZIP else []
            for file, name in members or [(path, PurePosixPath())]:
                if not _is_hidden(file):
                    yield from _read_or_passed_over(file, escaped(str(shown / name)), passed_over)


def _is_hidden(path: Path) -> bool:
    return path.name.startswith((".", LOCK_FILE))


def _read_or_passed_over(path: Path, shown: str, passed_over: PassedOver) -> Iterator[FoundFile]:
    try:
        yield _found(path, shown)
    except _NoFiling as reason:
        passed_over[shown] = str(reason)


def _base(places: Sequence[Path]) -> Path | None:
    """What paths are shown from: the deepest folder that holds every place; None if they are on several drives."""
    try:
        return Path(os.path.commonpath([place.parent for place in places]))
    except ValueError:
        return None


class _NoFiling(Exception):
    """Why a file is none."""


def _found(path: Path, shown: str) -> FoundFile:
    """:class:`_NoFiling` also for pipes and devices: reading them would not end."""
    if path.suffix.lower() not in LISTED:
        raise _NoFiling("不是报告会用的文件格式")
    try:
        status = path.stat()
    except OSError as error:
        raise _NoFiling(f"无法打开（{reason_of(error)}）") from None
    if not stat.S_ISREG(status.st_mode):
        raise _NoFiling("不是普通文件，是管道或设备")
    stamp = f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}"
    return FoundFile(path=str(path.resolve()), shown=shown, stamp=stamp)


def digest_of(path: str) -> str:
    """A digest of all that a file is judged by: its ending and its content, as far as anything reads it."""
    with Path(path).open("rb") as file:
        return hashlib.sha256(os.fsencode(Path(path).suffix.lower()) + b"\0" + file.read(MOST_BYTES + 1)).hexdigest()


def _walk(folder: Path, leave_out: LeaveOut, passed_over: PassedOver) -> Iterator[Path]:
    def closed(error: OSError) -> None:
        passed_over[escaped(str(error.filename))] = f"文件夹无法打开（{reason_of(error)}）"

    for where, folders, names in os.walk(folder, onerror=closed):
        kept = (name for name in folders if not name.startswith(".") and not leave_out(Path(where) / name))
        folders[:] = sorted(kept)
        yield from (Path(where) / name for name in sorted(names))
