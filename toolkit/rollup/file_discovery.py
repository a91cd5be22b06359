"""Which files there are: workbooks, Filing JSON, published reports and archives of them under the given places."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.characters import escaped
from toolkit.errors import reason_of
from toolkit.ingest.file_kinds import EXTENSIONS, LOCK_FILE
from toolkit.ingest.refused_files import ARCHIVES, OFFICE

LISTED = frozenset(EXTENSIONS) | OFFICE | ARCHIVES
"""Formats that reports come in: those that are not read are errors with a way out, not passed over."""

ZIP = ".zip"
NO_FORMAT = "不是报告会用的文件格式"
"""Why a file of any other format is passed over."""

PassedOver = dict[str, str]
"""Why each file, by its path as people see it, is no filing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file; ``shown`` is its path as people see it, ``stamp`` shows whether it has changed."""

    path: str
    shown: str
    size: int
    stamp: str


LeaveOut = Callable[[Path], bool]


def files_under(places: Sequence[Path], leave_out: LeaveOut, passed_over: PassedOver) -> Iterator[FoundFile]:
    """Every file to read, in a fixed order, without the files and folders to ``leave_out``; none is opened.

    What is no such file goes to ``passed_over``; hidden files and the locks of open documents go nowhere.
    """
    base = _base(places)
    for place in places:
        inside = [place] if place.is_file() else _walk(place, leave_out, passed_over)
        for path in inside:
            if is_hidden(path) or leave_out(path):
                continue
            shown = escaped((path.relative_to(base) if base else path).as_posix())
            try:
                yield _found(path, shown)
            except _NoFiling as reason:
                passed_over[shown] = str(reason)


def is_hidden(path: Path) -> bool:
    """Whether it is there for programs alone: a hidden file, or the lock of an open document."""
    return path.name.startswith((".", LOCK_FILE))


def is_listed(path: Path) -> bool:
    """Whether it is of a format that reports come in."""
    return path.suffix.lower() in LISTED


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
    if not is_listed(path):
        raise _NoFiling(NO_FORMAT)
    try:
        status = path.stat()
    except OSError as error:
        raise _NoFiling(f"无法打开（{reason_of(error)}）") from None
    if not stat.S_ISREG(status.st_mode):
        raise _NoFiling("不是普通文件，是管道或设备")
    stamp = f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}"
    return FoundFile(path=str(path.resolve()), shown=shown, size=status.st_size, stamp=stamp)


def _walk(folder: Path, leave_out: LeaveOut, passed_over: PassedOver) -> Iterator[Path]:
    def closed(error: OSError) -> None:
        passed_over[escaped(str(error.filename))] = f"文件夹无法打开（{reason_of(error)}）"

    for where, folders, names in os.walk(folder, onerror=closed):
        kept = (name for name in folders if not name.startswith(".") and not leave_out(Path(where) / name))
        folders[:] = sorted(kept)
        yield from (Path(where) / name for name in sorted(names))
