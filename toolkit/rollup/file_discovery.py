"""Which files there are: workbooks, Filing JSON, published reports and archives of them under the given places."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path

from toolkit.characters import escaped
from toolkit.errors import UnreadableFile, reason_of
from toolkit.ingest.file_kinds import EXTENSIONS, LOCK_FILE
from toolkit.ingest.refused_files import ARCHIVES, OFFICE
from toolkit.places import Place, RemoteFile, files_in

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


LeaveOut = Callable[[Place], bool]
Found = Callable[[str], FoundFile]


def files_under(
    places: Sequence[Place], leave_out: LeaveOut, passed_over: PassedOver, beside: Sequence[Place] = ()
) -> Iterator[FoundFile]:
    """Every file to read, in a fixed order, without the files and folders to ``leave_out``; none is opened.

    Paths are shown from the deepest folder that holds all ``places``, and those ``beside`` them.

    What is no such file goes to ``passed_over``; hidden files and the locks of open documents go nowhere.
    :class:`~toolkit.errors.UnreadableFile` for a URL where nothing is, or that cannot be reached.
    """
    base = _base((*places, *beside))
    for place in places:
        for path, found in _inside(place, leave_out, passed_over):
            if is_hidden(path) or leave_out(path):
                continue
            shown = escaped(_shown(path, base))
            try:
                yield found(shown)
            except _NoFiling as reason:
                passed_over[shown] = str(reason)


def _inside(place: Place, leave_out: LeaveOut, passed_over: PassedOver) -> Iterator[tuple[Place, Found]]:
    """Every file at a place, and how it is looked at."""
    if isinstance(place, Path):
        for path in [place] if place.is_file() else _walk(place, leave_out, passed_over):
            yield path, partial(_found, path)
        return
    try:
        for file in files_in(place, leave_out):
            yield file.url, partial(_found_there, file)
    except FileNotFoundError:
        raise UnreadableFile(f"找不到“{place}”。", "请核对地址。") from None


def shown_among(place: Place, places: Sequence[Place]) -> str:
    """How one of ``places`` is shown to people."""
    return escaped(_shown(place, _base(places)))


def is_hidden(path: Place) -> bool:
    """Whether it is there for programs alone: a hidden file, or the lock of an open document."""
    return path.name.startswith((".", LOCK_FILE))


def is_listed(path: Place) -> bool:
    """Whether it is of a format that reports come in."""
    return path.suffix.lower() in LISTED


def _base(places: Sequence[Place]) -> int:
    """How many parts of their paths all places share, but for their own names; paths are shown without these."""
    levels = zip(*(_parts(place)[:-1] for place in places), strict=False)
    return sum(1 for _ in takewhile(lambda names: len(set(names)) == 1, levels))


def _parts(place: Place) -> tuple[str, ...]:
    return place.parts if isinstance(place, Path) else tuple(place.text.split("/"))


def _shown(path: Place, base: int) -> str:
    return "/".join(_parts(path)[base:]) if base else str(path)


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


def _found_there(file: RemoteFile, shown: str) -> FoundFile:
    if not is_listed(file.url):
        raise _NoFiling(NO_FORMAT)
    return FoundFile(path=file.url.text, shown=shown, size=file.size, stamp=file.stamp)


def _walk(folder: Path, leave_out: LeaveOut, passed_over: PassedOver) -> Iterator[Path]:
    def closed(error: OSError) -> None:
        passed_over[escaped(str(error.filename))] = f"文件夹无法打开（{reason_of(error)}）"

    for where, folders, names in os.walk(folder, onerror=closed):
        kept = (name for name in folders if not name.startswith(".") and not leave_out(Path(where) / name))
        folders[:] = sorted(kept)
        yield from (Path(where) / name for name in sorted(names))
