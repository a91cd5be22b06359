"""Somebody at the screen of this Windows: sees windows, presses keys, pastes words, reads what a window shows."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from PIL import ImageChops, ImageGrab

from tests.pictures.album import keep
from tests.required import missing
from tests.windows.opened import Opened
from tests.windows.wine import SECONDS, Wine

WAIT = 240
"""Seconds for a window or a file to come: a bound for what hangs."""
_STEP = 0.3
_FRAMES = "openbox"
"""Draws frames and titles around windows, as Windows does, and gives them the keys."""
_LISTED = 2.0
"""Seconds until the window of a folder is drawn."""
_LISTING = (155, 88, 602, 452)
"""Where Wine's explorer lists the files of a folder: left, top, right and bottom in pixels."""
_BELOW = 8
_FIRST_FIELD = ("300", "36")
"""Where it is in a dialog, in pixels."""
_CLIPBOARD = """
import sys, win32clipboard as clipboard
for line in sys.stdin.buffer:
    clipboard.OpenClipboard()
    clipboard.EmptyClipboard()
    clipboard.SetClipboardText(line.decode().rstrip("\\n"), clipboard.CF_UNICODETEXT)
    clipboard.CloseClipboard()
    print("copied", flush=True)
"""


class Clerk:
    """Works on the screen of ``wine``; photographs go into ``album``."""

    def __init__(self, wine: Wine, album: Path) -> None:
        self._wine = wine
        self._album = album
        self._opened = Opened(wine)
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        call = ["wine", str(wine.folder / "python/python.exe"), "-c", _CLIPBOARD]
        self._clipboard = wine.popen(call, stdin=pipe, stdout=pipe, stderr=nowhere)
        if not shutil.which(_FRAMES):
            missing(_FRAMES)
        environment = os.environ | {"DISPLAY": wine.display}
        frames = subprocess.Popen([_FRAMES], env=environment, stdin=nowhere, stdout=nowhere, stderr=nowhere)
        self._programs = [frames, self._clipboard]

    def double_click(self, program: str, window: str) -> None:
        """Start a program of the folder, and wait for its window."""
        self._programs.append(self._start(str(self._wine.folder / program)))
        self.look_at(window)

    def run(self, program: str, *arguments: str) -> None:
        """Have a program of the folder do something; what it starts may stay."""
        assert self._start(str(self._wine.folder / program), *arguments).wait(SECONDS) == 0

    def photograph_folder(self, folder: Path, name: str) -> None:
        """The files of a folder as Windows' own program lists them; it is closed again."""
        explorer = self._start("explorer", self._wine.spelling(folder))
        self.look_at(folder.name)
        time.sleep(_LISTED)
        listing = ImageGrab.grab(xdisplay=self._wine.display).crop(_LISTING)
        files = ImageChops.invert(listing.convert("L")).getbbox()
        assert files
        keep(listing.crop((0, 0, listing.width, files[3] + _BELOW)), self._album / f"{name}.png")
        explorer.terminate()
        explorer.communicate(timeout=SECONDS)

    def _start(self, *call: str) -> subprocess.Popen[bytes]:
        nowhere = subprocess.DEVNULL
        return self._wine.popen(["wine", *call], stdin=nowhere, stdout=nowhere, stderr=nowhere)

    def look_at(self, window: str) -> str:
        """Wait for a window of this title, and let it have the keys."""
        until = time.monotonic() + WAIT
        while not (found := self._xdotool("search", "--onlyvisible", "--name", f"^{window}$").split()):
            assert time.monotonic() < until, f"no window {window}"
            time.sleep(_STEP)
        time.sleep(3 * _STEP)  # until it is drawn
        self._xdotool("windowfocus", found[-1])
        time.sleep(_STEP)
        return found[-1]

    def click_first_field(self, window: str) -> None:
        """Point at it: whatever had the keys before, it has them now."""
        self._xdotool("mousemove", "--window", self.look_at(window), *_FIRST_FIELD, "click", "1")
        time.sleep(_STEP)

    def press(self, *keys: str) -> None:
        for key in keys:
            self._xdotool("key", key)
            time.sleep(_STEP)

    def paste(self, words: str) -> None:
        """Put ``words`` where the keys go, in place of what is chosen there."""
        stdin, stdout = self._clipboard.stdin, self._clipboard.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(f"{words}\n".encode())
        stdin.flush()
        assert stdout.readline().strip() == b"copied"
        self.press("ctrl+v")

    def read(self, expected: str) -> str:
        """The page that the window shows itself as (F8), as soon as it says ``expected``."""
        until = time.monotonic() + WAIT
        while True:
            known = len(self._opened.files(0))
            self.press("F8")
            files = self._opened.files(known + 1)
            page = files[-1].read_text(encoding="utf-8") if len(files) > known else ""
            if expected in page:
                return page
            assert time.monotonic() < until, f"it never said {expected}: {page or 'F8 opened nothing'}"
            time.sleep(_STEP)

    def wait_for(self, folder: Path, pattern: str) -> Path:
        """The file that is written into ``folder``."""
        until = time.monotonic() + WAIT
        while not (found := sorted(folder.glob(pattern))):
            assert time.monotonic() < until, f"no {pattern} in {list(folder.iterdir())}"
            time.sleep(_STEP)
        return found[0]

    def photograph(self, name: str) -> None:
        """What is on the screen, without the black around the windows."""
        seen = ImageGrab.grab(xdisplay=self._wine.display)
        keep(seen.crop(seen.getbbox()), self._album / f"{name}.png")

    def leave(self) -> None:
        """End what was started here."""
        for program in reversed(self._programs):
            program.terminate()
            program.communicate(timeout=SECONDS)

    def _xdotool(self, *arguments: str) -> str:
        call: Sequence[str] = ["xdotool", *arguments]
        environment = os.environ | {"DISPLAY": self._wine.display}
        return subprocess.run(call, env=environment, capture_output=True, text=True, timeout=60, check=False).stdout
