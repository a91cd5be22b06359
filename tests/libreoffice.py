"""One resident LibreOffice that opens, edits and saves file after file, so that no test pays for its start."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tests.required import missing

PYTHON = "/usr/bin/python3"
"""The Python that LibreOffice's ``uno`` module belongs to."""

SERVER = Path(__file__).with_name("libreoffice_server.py")
SECONDS_A_JOB = 180
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>"""
"""LibreOffice's setting to compute every formula on loading; else it believes a number that stands in the file."""


class LibreOffice:
    """A LibreOffice with the profile ``folder``, started by the first job; ``environment`` adds to the tests' own."""

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self._folder = folder
        self._environment = os.environ | (environment or {})
        self._server: subprocess.Popen[str] | None = None
        (folder / "user").mkdir()
        (folder / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")

    def convert(self, source: Path, target: Path) -> Path:
        """``target`` is ``source`` in the format of its own suffix, every formula computed anew."""
        self.edit(source, target)
        return target

    def edit(self, source: Path, target: Path, **changes: object) -> dict[str, str]:
        """Save ``source`` as ``target`` with ``changes`` (see ``libreoffice_server.py``); what ``show`` asks for."""
        job = json.dumps({"source": str(source), "target": str(target), **changes})
        if not (answer := self._answer(job)):
            self.close()
            raise AssertionError(f"LibreOffice ended at {source.name}")
        done = json.loads(answer)
        assert "failed" not in done, done["failed"]
        return dict(done["shown"])

    def _answer(self, job: str) -> str:
        """A line; none where the server ended or had to be ended."""
        server = self._running()
        assert server.stdin
        assert server.stdout
        watchdog = threading.Timer(SECONDS_A_JOB, _kill, (server,))
        watchdog.start()
        try:
            server.stdin.write(f"{job}\n")
            server.stdin.flush()
            return server.stdout.readline()
        except BrokenPipeError:
            return ""
        finally:
            watchdog.cancel()

    def _running(self) -> subprocess.Popen[str]:
        if self._server is None or self._server.poll() is not None:
            self.close()
            require()
            self._server = subprocess.Popen(
                [PYTHON, str(SERVER), str(self._folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=self._environment,
                start_new_session=True,
            )
        return self._server

    def close(self) -> None:
        """End it by ending its input, and whatever of it does not end so."""
        if server := self._server:
            self._server = None
            with suppress(subprocess.TimeoutExpired, OSError):
                server.communicate(timeout=20)
            _kill(server)
            server.wait()


def require() -> None:
    """Skip the test, or fail it, where LibreOffice or the interface that the server needs is not installed."""
    known = shutil.which("soffice") and shutil.which(PYTHON)
    if not known or subprocess.run([PYTHON, "-c", "import uno"], check=False, capture_output=True).returncode:
        missing("LibreOffice with python3-uno")


def _kill(server: subprocess.Popen[str]) -> None:
    """The server with all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
