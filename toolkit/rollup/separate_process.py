"""A job in a process of its own, which is ended in time: for large files, where whoever reads them is not confined.

``python -m toolkit.rollup.separate_process FOLDER`` does the job in the folder and leaves what comes of it there. It
ends with whoever started it, who holds its standard input open.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread, Timer
from typing import Any, TypeVar

from toolkit.bounds import WORKER_FILE_SECONDS
from toolkit.errors import UnreadableFile
from toolkit.rollup.worker_limits import TookTooLong, confine, within_its_time

Result = TypeVar("Result")
_COMMAND = (sys.executable, "-P", "-m", __name__)  # -P: nothing of the folder at hand is run
_JOB, _RESULT = "job", "result"


def done_apart(job: Callable[[], Result], seconds: float = WORKER_FILE_SECONDS) -> Result:
    """What comes of ``job``, which can be pickled. Where the system knows such limits, it has those of a worker.

    :class:`TookTooLong` where the process had to be killed, :class:`UnreadableFile` where it broke down.
    """
    begun = time.monotonic()
    with TemporaryDirectory(prefix="xl-report-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / _JOB).write_bytes(pickle.dumps(job))
        with subprocess.Popen(  # noqa: S603  # the command is our own
            [*_COMMAND, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows would show one
        ) as process:
            timer = Timer(seconds, process.kill)
            timer.start()
            try:
                process.wait()
            finally:
                timer.cancel()
        if not (folder / _RESULT).is_file():
            if time.monotonic() - begun >= seconds:
                raise TookTooLong
            raise UnreadableFile(
                "读取时程序异常退出，文件可能已损坏或异常庞大。", "请用本工具的 check 命令单独检查这个文件。"
            )
        result: Result = pickle.loads((folder / _RESULT).read_bytes())  # noqa: S301  # our own process wrote it
        return result


def _main(folder: Path) -> None:
    Thread(target=_end_with, args=(sys.stdin.buffer,), daemon=True).start()
    confine()
    job = pickle.loads((folder / _JOB).read_bytes())  # noqa: S301  # whoever started this wrote it
    with within_its_time():
        result = pickle.dumps(job())
    (folder / f"{_RESULT}.new").write_bytes(result)
    (folder / f"{_RESULT}.new").replace(folder / _RESULT)


def _end_with(stream: Any) -> None:
    stream.read()
    os._exit(1)


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
