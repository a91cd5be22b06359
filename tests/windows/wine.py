"""Running the programs of the folder under Wine: a Windows in Chinese, an ordinary user, and no network.

Wine 8 has no ``bcryptprimitives.dll``, so that typst (PDF) and cryptography (reading PDF) do not load there.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.required import missing
from toolkit.desktop.bundle.archives import FOLDER

SECONDS = 300
"""For one command, which takes a few: a bound for what hangs."""

_LOCALE = "zh_CN.UTF-8"
_ORDINARY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What a program of Windows said, and its exit code."""

    code: int
    out: str
    err: str


class Wine:
    """A fresh prefix below ``home`` with the unpacked folder in it. Code page 936 (GBK), as on Chinese computers."""

    def __init__(self, home: Path) -> None:
        for tool in ("wine", "wineserver", "localedef", "unshare", "setpriv"):
            if not shutil.which(tool):
                missing(tool)
        self.prefix = home / "prefix"
        self.desk = self.prefix / "drive_c/办公 室"
        self.folder = self.desk / FOLDER
        self.display = ""
        """The screen that programs are shown on; none where this is empty."""
        self._home = home
        self._user = None if os.geteuid() else pwd.getpwnam(_ORDINARY)

    def start(self) -> None:
        """Make the prefix, and let its server stay until :meth:`close`."""
        self.prefix.mkdir()
        self._home.chmod(0o755)
        self._make_locale(self._home / "locale")
        self.give(self._home)
        self._call(["wineserver", "-p"])  # it stays: to start it takes seconds
        self._call(["wine", "wineboot", "-i"])

    def _make_locale(self, folder: Path) -> None:
        """Wine takes its code page from the system's locale, which a small system lacks."""
        folder.mkdir()
        call = ["localedef", "-c", "-i", "zh_CN", "-f", "UTF-8", str(folder / _LOCALE)]
        subprocess.run(call, capture_output=True, check=False, timeout=SECONDS)  # it warns, and ends with 1
        if not (folder / _LOCALE).is_dir():
            missing("the source of the Chinese locale")

    @property
    def _environment(self) -> Mapping[str, str]:
        return {
            "HOME": str(self._home),
            "PATH": os.environ["PATH"],
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "LOCPATH": str(self._home / "locale"),
            "LC_ALL": _LOCALE,
            **({"DISPLAY": self.display} if self.display else {}),
        }

    def popen(self, call: Sequence[str], *, cwd: Path | None = None, **streams: int) -> subprocess.Popen[bytes]:
        """Start a program of this system as the ordinary user, in a network of its own with nobody else in it."""
        alone = ["unshare", "--net", *self._as_user()]
        return subprocess.Popen([*alone, *call], cwd=cwd or self._home, env=self._environment, **streams)  # type: ignore[call-overload,no-any-return]

    def _as_user(self) -> Sequence[str]:
        if self._user:
            return ["setpriv", f"--reuid={self._user.pw_uid}", f"--regid={self._user.pw_gid}", "--clear-groups"]
        return ["--map-current-user"]

    def _call(self, call: Sequence[str]) -> None:
        """What starts services of Windows: they would keep pipes open as long as they run."""
        nowhere = subprocess.DEVNULL
        assert not self.popen(call, stdin=nowhere, stdout=nowhere, stderr=nowhere).wait(SECONDS)

    def run(self, program: str, *arguments: object, cwd: Path | None = None, stdin: bytes = b"") -> Spoken:
        """A program of the folder, with pipes; a :class:`~pathlib.Path` among its arguments as Windows spells it."""
        process = self.popen(
            ["wine", str(self.folder / program), *self.spelt(arguments)],
            cwd=cwd or self.desk,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            out, err = process.communicate(stdin, SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return Spoken(code=process.returncode, out=_text(out), err=_text(err))

    def console(self, line: str, *, cwd: Path) -> str:
        """What a console of Windows shows while ``cmd`` runs a line."""
        ours, theirs = os.openpty()
        process = self.popen(["wine", "cmd", "/c", line], cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 4096):
                shown += part
        except OSError:  # the other end was closed
            pass
        os.close(ours)
        process.wait(SECONDS)
        return shown.decode()

    def spelt(self, arguments: Sequence[object]) -> list[str]:
        """Arguments as Windows spells them."""
        return [self.spelling(each) if isinstance(each, Path) else str(each) for each in arguments]

    def spelling(self, path: Path) -> str:
        """A path of this system as Windows spells it."""
        inside = path.relative_to(self.prefix / "drive_c")
        return "C:\\" + "\\".join(inside.parts)

    def place(self, spelling: str) -> Path:
        """A path of this system that Windows spells so."""
        return self.prefix / "drive_c" / spelling.replace("\\", "/").removeprefix("C:/")

    def give(self, path: Path) -> None:
        """Let the ordinary user own ``path`` with all below."""
        if self._user:
            for each in (path, *path.rglob("*")):
                os.chown(each, self._user.pw_uid, self._user.pw_gid, follow_symlinks=False)

    def desk_of(self, name: str, files: Mapping[str, bytes]) -> Path:
        """A folder of the user's with ``files`` in it."""
        place = self.desk / name
        for inside, data in files.items():
            path = place / inside
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        place.mkdir(exist_ok=True)
        self.give(place)
        return place

    def close(self) -> None:
        """End everything that runs in the prefix, and nothing else."""
        self.popen(["wineserver", "-k"]).wait(SECONDS)


def _text(said: bytes) -> str:
    return said.decode(errors="backslashreplace").replace("\r\n", "\n")
