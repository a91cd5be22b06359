"""The form in README's "Adding a form" does what is said there."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from tests.command_line import run
from tests.regenerate import ROOT
from tests.required import require_fonts

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_is_right_and_a_workbook_is_made_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require_fonts()
    [shown] = re.findall(r"^   ```yaml\n(.*?)^   ```", README, re.MULTILINE | re.DOTALL)
    [check, new] = re.findall(r"`xl-report ((?:forms --check|new --form) [^`]+)`", README)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / check.split()[-1]
    folder.mkdir()
    folder.joinpath("form.yaml").write_text(textwrap.dedent(shown), encoding="utf-8")
    reported = run(*check.split())
    assert reported.exit_code == 0
    assert {line.split()[0] for line in reported.stdout.splitlines()[1:]} == {"通过"}
    made = run(*new.split())
    assert (made.exit_code, made.stdout) == (0, "某市某局2025年填报工作簿.xlsx\n")
