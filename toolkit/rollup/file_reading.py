"""What a worker does: see what a file holds and read it, member by member where it is a zip archive.

Workers are given places and send home digests and rows. Whoever gave them the places opens no file.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.bounds import READ_APART_BYTES, SENT_ARCHIVE_BYTES, WORKER_FILE_SECONDS
from toolkit.errors import ReportError, reason_of
from toolkit.form import Forms
from toolkit.ingest.blocks import MOST_BYTES
from toolkit.places import brought_here, place_of
from toolkit.rollup.file_discovery import NO_FORMAT, ZIP, is_hidden, is_listed
from toolkit.rollup.file_results import FileResult, read_result, unreadable_result
from toolkit.rollup.separate_process import done_apart
from toolkit.rollup.worker_limits import TookTooLong, is_confined, within_its_time
from toolkit.rollup.zip_members import unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingTask:
    """A file to see: ``known`` are the digests of what has been read of its size, which is not read again."""

    path: str
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadContent:
    """A file's digest and row; None of what was known. ``inside`` is its path in the archive that it came in."""

    digest: str
    row: FileResult | None
    inside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFile:
    """What became of a task: what it is, or with ``unpacked`` what is in it; ``passed_over`` is why, by path inside."""

    contents: tuple[ReadContent, ...]
    unpacked: bool = False
    passed_over: dict[str, str] = field(default_factory=dict)


def see_files(forms: Forms, tasks: Iterable[ReadingTask]) -> list[SeenFile]:
    """One result for each task."""
    return [see_file(task, forms) for task in tasks]


def see_file(task: ReadingTask, forms: Forms) -> SeenFile:
    """Read one file, or all that is in it. Nothing raises: what cannot be opened or read is said in its row."""
    try:
        with within_its_time(), brought_here(place_of(task.path), _most(task.path)) as path:
            job = partial(_seen, path.absolute(), task.known, forms)
            return job() if is_confined() or not _is_large(path) else done_apart(job)
    except TookTooLong:
        reason = f"读了 {WORKER_FILE_SECONDS} 秒还没有读完，没有再等，请用本工具的 check 命令单独检查这个文件。"
    except (ReportError, OSError) as error:  # only of what is elsewhere
        reason = str(error) if isinstance(error, ReportError) else f"文件无法打开（{reason_of(error)}）。"
    return SeenFile(contents=(ReadContent(digest=path_digest(task.path), row=unreadable_result(reason, retry=True)),))


def _seen(path: Path, known: frozenset[str], forms: Forms) -> SeenFile:
    with _unpacked(path) as members:
        if not members:
            return SeenFile(contents=(_content(path, known, forms),))
        return SeenFile(
            contents=tuple(
                replace(_content(place, known, forms), inside=inside) for place, inside in members if is_listed(place)
            ),
            unpacked=True,
            passed_over={inside: NO_FORMAT for place, inside in members if not is_listed(place)},
        )


def _is_large(path: Path) -> bool:
    with suppress(OSError):  # reading it says why
        return path.stat().st_size > READ_APART_BYTES
    return False


def address_in(archive: str, number: int) -> str:
    """The address in the store of the member of that number among those that are read."""
    return f"{archive}\0{number}"


@contextmanager
def at_hand(address: str) -> Iterator[Path]:
    """The file at an address of the store: of what is in an archive or elsewhere a copy, as long as the block lasts.

    :class:`OSError` where it is not there any more, :class:`~toolkit.errors.ReportError` where it cannot be reached.
    """
    archive, inside, number = address.partition("\0")
    with brought_here(place_of(archive), _most(archive)) as path:
        if not inside:
            yield path
            return
        with _unpacked(path) as members:
            listed = [place for place, _ in members if is_listed(place)]
            if int(number) >= len(listed):
                raise FileNotFoundError(errno.ENOENT, "", archive)
            yield listed[int(number)]


@contextmanager
def _unpacked(path: Path) -> Iterator[list[tuple[Path, str]]]:
    """What is in a zip archive but what is there for programs, with paths inside; nothing for any other file."""
    if path.suffix.lower() != ZIP:
        yield []
        return
    with TemporaryDirectory(prefix="xl-report-", ignore_cleanup_errors=True) as scratch:
        yield [(place, str(inside)) for place, inside in unpacked(path, Path(scratch)) if not is_hidden(place)]


def _content(path: Path, known: frozenset[str], forms: Forms) -> ReadContent:
    """One that cannot be opened is known by its path, as unreadable; one that changes meanwhile is read by the next."""
    try:
        before = path.stat()
        digest = _digest_of(path)
        if digest in known:
            return ReadContent(digest=digest, row=None)
        row = replace(read_result(str(path), forms), size=before.st_size)
        after = path.stat()
    except OSError as error:
        reason = f"文件无法打开（{reason_of(error)}），请检查权限，或关闭正在使用它的程序。"
        return ReadContent(digest=path_digest(str(path)), row=unreadable_result(reason, retry=True))
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        row = unreadable_result("读取时文件还在改动，请等它写完后重新汇总。", retry=True)
    return ReadContent(digest=digest, row=row)


def path_digest(path: str) -> str:
    """What stands for the digest of a file that cannot be read."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()


def _most(path: str) -> int:
    """Bytes of a file that anything reads."""
    return SENT_ARCHIVE_BYTES if path.lower().endswith(ZIP) else MOST_BYTES + 1


def _digest_of(path: Path) -> str:
    """A digest of all that a file is judged by: its ending and its content, as far as anything reads it."""
    with path.open("rb") as file:
        return hashlib.sha256(os.fsencode(path.suffix.lower()) + b"\0" + file.read(MOST_BYTES + 1)).hexdigest()
