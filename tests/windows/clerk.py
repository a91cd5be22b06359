"""Somebody at the screen of this Windows: sees windows, presses keys, pastes words, reads what a window shows."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageGrab

from tests.windows.opened import Opened
from tests.windows.wine import SECONDS, Wine

WAIT = 240
"""Seconds for a window or a file to come: a bound for what hangs."""
_STEP = 0.3
_COLOURS = 64
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


def keep(picture: Image.Image, place: Path) -> None:
    """Save a picture of words and areas, which needs few colours, as a small file."""
    picture.convert("RGB").quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        place, optimize=True
    )


class Clerk:
    """Works on the screen of ``wine``; photographs go into ``album``."""

    def __init__(self, wine: Wine, album: Path) -> None:
        self._wine = wine
        self._album = album
        self._opened = Opened(wine)
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        call = ["wine", str(wine.folder / "python/python.exe"), "-c", _CLIPBOARD]
        self._clipboard = wine.popen(call, stdin=pipe, stdout=pipe, stderr=nowhere)
        self._programs = [self._clipboard]

    def double_click(self, program: str, window: str) -> None:
        """Start a program of the folder, and wait for its window."""
        nowhere = subprocess.DEVNULL
        call = ["wine", str(self._wine.folder / program)]
        self._programs.append(self._wine.popen(call, stdin=nowhere, stdout=nowhere, stderr=nowhere))
        self.look_at(window)

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
        """Point at it: without a window manager, Wine leaves the keys to the window below."""
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
