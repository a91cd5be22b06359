"""One odd file does not stop the others: it gets one finding, and the batch goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import run


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("指数.json", b'{"form": "gkgb-2021", "agency": "x", "year": 1e999999999, "tables": {}}'),
        ("破损.docx", b"PK\x03\x04"),
        ("空.pdf", b"%PDF-1.4"),
        ("括号.json", b"[" * 100_000),
    ],
)
def test_a_batch_goes_on(workbook: Path, tmp_path: Path, name: str, content: bytes) -> None:
    odd = tmp_path / name
    odd.write_bytes(content)
    result = run("check", "--format", "json", odd, workbook)
    first, second = json.loads(result.stdout)["files"]
    assert result.exit_code == 2
    assert (first["status"], len(first["findings"])) == ("unreadable", 1)
    assert (second["status"], second["findings"]) == ("ok", [])


def test_whatever_a_reader_raises_is_one_finding(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("toolkit.workbook.reading.read.read_workbook", fail)
    result = run("check", workbook)
    assert result.exit_code == 2
    assert f"读取 {workbook.name} 时出错（ZeroDivisionError）" in result.stderr
