"""Opening a file in the program in which people read such files.

What only that needs is imported then: the window stands before anything is opened.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def open_file(path: Path) -> bool:
    """Open ``path`` and return at once; False where nothing on this computer opens such a file."""
    if sys.platform == "win32":
        try:
            os.startfile(path)  # noqa: S606  # what a double click does
        except OSError:  # as where neither Excel nor WPS is installed
            return False
        return True
    import shutil
    import subprocess

    program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if program:  # in the background of a shell that ends at once: some wait until the program is closed again
        call = ["/bin/sh", "-c", '"$@" >/dev/null 2>&1 </dev/null &', "sh", program, str(path.absolute())]
        subprocess.run(call, check=False)  # noqa: S603  # the path is an argument, and no part of the command
    return bool(program)


def open_text(words: str) -> bool:
    """Show ``words`` where there is no terminal: as a text file, with the mark by which every editor knows UTF-8."""
    import tempfile

    with tempfile.NamedTemporaryFile(
        "w", prefix="xl-report-", suffix=".txt", encoding="utf-8-sig", delete=False
    ) as page:
        page.write(words)
    return open_file(Path(page.name))
