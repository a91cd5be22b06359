"""What programs of this Windows are asked to open by double click, as on a computer with Excel, Word and a browser."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from tests.windows.wine import Wine

KINDS = {".xlsx": "Book", ".docx": "Text", ".txt": "Page", ".html": "Web"}
_SCRIPT = "import sys\nwith open({log!r}, 'a', encoding='utf-8') as log:\n    log.write(sys.argv[1] + chr(10))\n"
_SECONDS = 60


class Opened:
    """A program that writes down what it is given to open, registered for :data:`KINDS` in the prefix of ``wine``."""

    def __init__(self, wine: Wine) -> None:
        self._wine = wine
        self._log = wine.desk / "opened.txt"
        self._log.unlink(missing_ok=True)
        script = wine.desk / "open.py"
        script.write_text(_SCRIPT.format(log=wine.spelling(self._log)), encoding="utf-8")
        python = wine.spelling(wine.folder / "python/pythonw.exe")
        command = f'"{python}" "{wine.spelling(script)}" "%1"'
        lines = ["import winreg"]
        for suffix, kind in KINDS.items():
            lines += [
                f"winreg.SetValue(winreg.HKEY_CLASSES_ROOT, '{suffix}', 1, '{kind}')",
                f"winreg.SetValue(winreg.HKEY_CLASSES_ROOT, r'{kind}\\shell\\open\\command', 1, {command!r})",
            ]
        assert wine.run("python/python.exe", "-c", "\n".join(lines)).code == 0

    def files(self, least: int = 1) -> Sequence[Path]:
        """All of them, as soon as there are ``least``."""
        until = time.monotonic() + _SECONDS
        while len(lines := self._lines()) < least and time.monotonic() < until:
            time.sleep(0.1)
        return [self._wine.place(line) for line in lines]

    def _lines(self) -> Sequence[str]:
        return self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []
