"""Results at a URL: worked on in a folder of this machine that stays, and sent there whole when a run ends.

The store among them is SQLite's and must be local. A run that is killed is taken up from the folder; what others did
there meanwhile is brought here first, and never overwritten.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import OutputError
from toolkit.places import RemoteFile, Url, fetch, files_in, remove, send
from toolkit.rollup.history import FORMER_RUNS

_STATE = ".places.json"


@dataclass
class RemoteOutput:
    """What stands beside ``output`` under names that begin with its own, and the folder here that mirrors it."""

    output: Url
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        key = hashlib.sha256(str(self.output.with_name(self.output.stem)).encode()).hexdigest()[:16]
        self.folder = _cache() / "xl-report" / key

    @property
    def local(self) -> Path:
        """Where the output is worked on."""
        return self.folder / self.output.name

    def bring(self) -> None:
        """Bring here what changed there, and drop what is no longer there; what only changed here stays."""
        self.folder.mkdir(parents=True, exist_ok=True)
        known, there = self._state(), {each.inside: each.stamp for each in self._there()}
        for inside, stamp in there.items():
            path = self.folder / inside
            if known.get(inside, ["", ""])[0] != stamp or not path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                fetch(self.output.parent / inside, path)
                known[inside] = [stamp, _mark(path)]
        for inside in known.keys() - there.keys():
            (self.folder / inside).unlink(missing_ok=True)
            del known[inside]
        self._keep(known)

    def send(self) -> None:
        """Send there what changed here, the store last, and remove what was moved away here.

        :class:`OutputError` where somebody else has changed any of it meanwhile; then nothing is sent.
        """
        known, there = self._state(), {each.inside: each.stamp for each in self._there()}
        here = {inside: _mark(self.folder / inside) for inside in self._here()}
        changed = [inside for inside, mark in here.items() if known.get(inside, ["", ""])[1] != mark]
        gone = known.keys() - here.keys()
        for inside in (*changed, *gone):
            if there.get(inside, "") != known.get(inside, ["", ""])[0]:
                raise OutputError(
                    f"“{self.output.parent / inside}”在汇总期间被别人改过，没有覆盖。",
                    "请重新运行，会先取回改过的文件。",
                )
        for inside in sorted(changed, key=lambda each: (each.endswith(".sqlite"), each)):
            stamp = send(self.folder / inside, self.output.parent / inside)
            known[inside] = [stamp, here[inside]]
            self._keep(known)
        for inside in gone:
            remove(self.output.parent / inside)
            del known[inside]
            self._keep(known)

    def place_of(self, path: Path) -> Url:
        """Where a file here goes."""
        return self.output.parent / path.relative_to(self.folder).as_posix()

    def _there(self) -> Iterator[RemoteFile]:
        """What is there of earlier runs; other files beside it are none of ours, however many."""
        folder = self.output.parent
        try:
            for file in files_in(folder, lambda below: not self._ours(below.text.removeprefix(f"{folder}/"))):
                if self._ours(file.inside):
                    yield file
        except FileNotFoundError:
            return

    def _ours(self, inside: str) -> bool:
        """Whether it is named after the output; so are its former ones, in a folder that holds those of others too."""
        return inside == FORMER_RUNS or inside.removeprefix(f"{FORMER_RUNS}/").startswith(self.output.stem)

    def _here(self) -> Iterator[str]:
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and path.name != _STATE:
                yield path.relative_to(self.folder).as_posix()

    def _state(self) -> dict[str, list[str]]:
        """By name the stamp that a file has there, and the mark that it had here then."""
        path = self.folder / _STATE
        found: dict[str, list[str]] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        return found

    def _keep(self, known: dict[str, list[str]]) -> None:
        beside = self.folder / f"{_STATE}.new"
        beside.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        beside.replace(self.folder / _STATE)


def _mark(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns}"


def _cache() -> Path:
    """Where this system keeps what programs can do without."""
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    return Path(named) if named else Path.home() / ".cache"
