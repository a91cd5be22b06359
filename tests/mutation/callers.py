"""A pytest plugin: which tests call which functions of ``toolkit/``, and how long the processor works on each test."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType

import pytest

from tests.limits import seconds_worked

FOLDER = "XL_REPORT_CALLERS"
"""The variable that names the folder for what is recorded, one file a process."""
_PREFIX = str(Path("toolkit").resolve())
_ROOT = len(str(Path.cwd())) + 1
_record: dict[str, dict[str, object]] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Record each test by itself, what its fixtures do included."""
    called: set[CodeType] = set()

    def trace(frame: FrameType, _event: str, _value: object) -> None:
        called.add(frame.f_code)

    sys.settrace(trace)
    started = seconds_worked()
    try:
        return (yield)
    finally:
        sys.settrace(None)
        functions = sorted({_function(code) for code in called if code.co_filename.startswith(_PREFIX)})
        _record[item.nodeid] = {"seconds": seconds_worked() - started, "functions": functions}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Forget a test that fails as the code is."""
    if report.failed:
        _record.pop(report.nodeid, None)


def pytest_sessionfinish() -> None:
    """Write down what this process has seen."""
    if _record:
        Path(os.environ[FOLDER], f"{os.getpid()}.json").write_text(json.dumps(_record), encoding="utf-8")


def _function(code: CodeType) -> str:
    return f"{code.co_filename[_ROOT:]}:{code.co_qualname.partition('.<locals>')[0]}"
