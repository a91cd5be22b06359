"""Programs and data that some tests need, and which of them make a test slow.

Absent ones skip a test, or fail it with ``XL_REPORT_REQUIRE_ALL`` set. A test that asks for a fixture in :data:`SLOW`
carries its marker; ``pytest`` leaves those tests out unless ``-m`` says otherwise, and ``.ci/run`` runs them all.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from tests import browser as browsers
from tests.libreoffice import LibreOffice, require
from tests.limits import processor_seconds
from tests.profiles import load_profile
from tests.required import missing

load_profile()
gc.set_threshold(100_000)  # as toolkit.cli.__main__ has it: Python's 700 cost tests a sixth of their time

Convert = Callable[[Path, str], Path]
Stopwatch = Callable[[Callable[[], object]], float]
SLOW = {
    "libreoffice": "program",
    "resave": "program",
    "chromium": "program",
    "distributed": "program",
    "s3": "program",
    "screen": "program",
    "network": "package",
    "stopwatch": "timing",
    "wine": "windows",
    "windows_zip": "windows",
}
"""The fixtures that make a test slow, with the marker that each gives; one of several sizes marks its own large one."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by its fixtures, before ``-m`` chooses."""
    for item in items:
        for marker in {SLOW[name] for name in getattr(item, "fixturenames", ()) if name in SLOW}:
            item.add_marker(marker)


def pytest_collection_finish() -> None:
    """Let the garbage collector leave what collection has built alone: it would look at all of it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder that holds ``corpus/`` and ``seed/`` with published reports."""
    folder = Path(os.environ.get("XL_REPORT_CORPUS", ""))
    if not os.environ.get("XL_REPORT_CORPUS") or not (folder / "corpus").is_dir():
        missing("XL_REPORT_CORPUS")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium program."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        missing("Chromium")
    return str(found)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A Chromium that stays."""
    with browsers.started(chromium) as started:
        yield started


@pytest.fixture(scope="session")
def album(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where photographs go; ``XL_REPORT_ALBUM=examples/guide/pictures`` renews those of the guide."""
    named = os.environ.get("XL_REPORT_ALBUM")
    folder = Path(named).absolute() if named else tmp_path_factory.mktemp("album")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    """A LibreOffice that stays, with a profile of its own."""
    require()
    office = LibreOffice(tmp_path_factory.mktemp("libreoffice"))
    yield office
    office.close()


@pytest.fixture(scope="session")
def soffice(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """``soffice(path, "xlsx")`` converts (and recalculates all); returns the new file."""

    def convert(source: Path, target: str) -> Path:
        return libreoffice.convert(source, tmp_path_factory.mktemp("converted") / f"{source.stem}.{target}")

    return convert


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An X server of its own, as ``DISPLAY`` names it, with tkinter to draw on it and xdotool to click."""
    for program in ("Xvfb", "xdotool"):
        if not shutil.which(program):
            missing(program)
    if not importlib.util.find_spec("_tkinter"):
        missing("tkinter")
    ready, tell = os.pipe()
    size = ("-screen", "0", "1280x900x24", "-nolisten", "tcp")
    server = subprocess.Popen(["Xvfb", "-displayfd", str(tell), *size], pass_fds=(tell,), stderr=subprocess.DEVNULL)
    os.close(tell)
    with os.fdopen(ready) as number:
        yield f":{number.readline().strip()}"
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="session")
def distributed() -> None:
    """Dask's cluster."""
    if not importlib.util.find_spec("distributed"):
        missing("distributed")


@pytest.fixture(scope="session")
def _s3_server() -> Iterator[str]:
    """The address of an S3 server."""
    for package in ("moto", "flask", "flask_cors", "s3fs"):
        if not importlib.util.find_spec(package):
            missing(package)
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def s3(_s3_server: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """An empty bucket of the test's, as ``s3://…``, on a server that this process and those that it starts reach."""
    import fsspec

    keys = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    for name, value in {"AWS_ENDPOINT_URL": _s3_server, **dict.fromkeys(keys, "test")}.items():
        monkeypatch.setenv(name, value)
    bucket = f"reports-{request.node.name.encode().hex()[-20:]}-{os.getpid()}"
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    fsspec.filesystem("s3").mkdir(bucket)
    return f"s3://{bucket}"


@pytest.fixture(scope="session")
def stopwatch() -> Stopwatch:
    """``stopwatch(job)`` is the seconds of the processor that a job takes."""
    return processor_seconds


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A package index that answers pip."""
    folder = str(tmp_path_factory.mktemp("pip"))
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--retries", "0", "-d", folder, "et-xmlfile"]
    if subprocess.run(command, capture_output=True, check=False, timeout=120).returncode:
        missing("a package index")
