"""What ``xl-report bundle`` does: the packed folder of a kind of computer, and its lock renewed."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from toolkit.api import ResultFile
from toolkit.desktop.bundle.archives import tarred, zipped
from toolkit.desktop.bundle.contents import checkout
from toolkit.desktop.bundle.downloads import fetch_locked
from toolkit.desktop.bundle.linux import linux_members
from toolkit.desktop.bundle.lock import lock_changes, lock_text, renewed_lock
from toolkit.desktop.bundle.signatures import check_signatures
from toolkit.desktop.bundle.targets import Target
from toolkit.desktop.bundle.windows import interpreter, windows_members
from toolkit.progress import Progress, quiet

_PREFIX = "xl-report-"
_PACKING = "打包"


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """A packed folder. ``signed`` counts the programs whose signatures were checked; None where nothing checks them."""

    file: ResultFile
    signed: int | None


def bundle(target: Target, *, progress: Progress = quiet) -> Bundle:
    """The folder for ``target``, of what its lock pins and this source code: the same input gives the same bytes.

    :class:`~toolkit.errors.OutputError` where there is no source code, :class:`~toolkit.errors.FailedDownload` and
    :class:`~toolkit.errors.UntrustedFile` where a part cannot be had as it should be.
    """
    source = checkout()
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        files = fetch_locked(lock_text(target), target, Path(folder), progress)
        if not target.sources:
            progress(_PACKING, 0, 0)
            return Bundle(file=_packed(target, tarred(linux_members(files, source, target))), signed=None)
        signed = check_signatures(interpreter(files), progress)
        progress(_PACKING, 0, 0)
        return Bundle(file=_packed(target, zipped(windows_members(files, source))), signed=signed)


def renew(target: Target, *, progress: Progress = quiet) -> list[str]:
    """Rewrite the lock with the newest files that the project admits; what changed, a line a package."""
    source = checkout()
    before = lock_text(target)
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        after = renewed_lock(source, target, Path(folder), progress)
    lock = source / "toolkit/desktop/bundle" / target.lock_name
    lock.write_text(after, encoding="utf-8", newline="\n")
    return lock_changes(before, after)


def _packed(target: Target, content: bytes) -> ResultFile:
    return ResultFile(content=content, name=target.archive)
