"""Compiled templates are kept for the next process."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment

from toolkit.render import html_templates


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that Python would keep compiled modules in."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(html_templates, "cache_from_source", lambda _: str(tmp_path / "module.pyc"))
    return tmp_path


def test_the_next_process_compiles_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _another_process()
    with monkeypatch.context() as patched:
        patched.setattr(Environment, "compile", lambda *_: pytest.fail("compiled again"))
        _another_process()
    assert len(list(kept.iterdir())) == 1


def test_a_damaged_one_is_compiled_again(kept: Path) -> None:
    _another_process()
    (whole,) = kept.iterdir()
    right = whole.read_bytes()
    for size in (0, 20, len(right) // 2):
        whole.write_bytes(right[:size])
        _another_process()
        assert whole.read_bytes() == right, size


def test_nothing_is_kept_where_nothing_can_be_written(kept: Path) -> None:
    kept.rmdir()
    _another_process()
    assert not kept.exists()


def test_nothing_is_kept_where_python_keeps_no_modules(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _another_process()
    assert not list(kept.iterdir())


def _another_process() -> None:
    html_templates.environment.__wrapped__().get_template("table.html.j2")
