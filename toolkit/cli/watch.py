"""Waiting for files to be saved, by whatever program: by polling, which works on every disk and network share."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

_PAUSE = 0.4
"""Seconds between two looks; a save is over when two looks see the same."""
_PATIENCE = 6.0
"""Seconds after which a file that still looks half-written is taken as it is."""

FileState = tuple[int, int, int] | None
"""Time of change, size and inode (programs save beside and rename); None: not there just now."""


def snapshot(paths: Iterable[Path]) -> dict[Path, FileState]:
    """How each file stands."""
    return {path: _file_state(path) for path in paths}


def watch_saves(known: dict[Path, FileState]) -> Iterator[tuple[Path, ...]]:
    """The files that were saved since they were as ``known``, and so on each time some are.

    Never ends; a file that is gone is waited for.
    """
    paths = tuple(known)
    while True:
        time.sleep(_PAUSE)
        now = snapshot(paths)
        if _changed(known, now):
            now = _settled(paths, now)
            changed = _changed(known, now)
            known |= {path: now[path] for path in changed}
            if changed:
                yield changed


def _settled(paths: Sequence[Path], seen: dict[Path, FileState]) -> dict[Path, FileState]:
    """What there is once nothing changes any more and no file looks half-written."""
    patient_until = time.monotonic() + _PATIENCE
    while True:
        time.sleep(_PAUSE)
        now = snapshot(paths)
        whole = all(_looks_whole(path) for path in paths if now[path])
        if now == seen and (whole or time.monotonic() > patient_until):
            return now
        seen = now


def _file_state(path: Path) -> FileState:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino


def _changed(known: dict[Path, FileState], now: dict[Path, FileState]) -> tuple[Path, ...]:
    return tuple(path for path, state in now.items() if state and state != known[path])


def _looks_whole(path: Path) -> bool:
    """Whether the file can be opened, holds something, and ends as it should if it is a zip."""
    try:
        with path.open("rb") as file:
            head = file.read(2)
            return bool(head) and (head != b"PK" or zipfile.is_zipfile(file))
    except OSError:
        return False
