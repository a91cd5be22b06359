"""What the READMEs promise is what there is."""

from __future__ import annotations

import re

import pytest

from tests.regenerate import ROOT
from toolkit.cli.group import COMMANDS
from toolkit.form import load_form

ENGLISH, CHINESE = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
LINES = re.findall(r"^python3 -m venv .*$", ENGLISH, re.MULTILINE)


def test_ci_runs_the_two_lines_word_for_word() -> None:
    assert len(LINES) == 2
    assert [line for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines() if line in LINES] == LINES


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_both(command: str) -> None:
    assert f"`{command}`" in ENGLISH
    assert f"| `xl-report {command}` | {COMMANDS[command][1]} |" in CHINESE


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_every_command_named_exists(text: str) -> None:
    assert set(re.findall(r"xl-report ([a-z]+)", text)) <= set(COMMANDS)


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_every_local_link_leads_somewhere(text: str) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)", text):
        assert (ROOT / target).exists(), target


def test_every_level_is_told() -> None:
    for level in load_form("gkgb-2021").levels:
        assert f"| `{level.id}` | {level.label} |" in CHINESE
