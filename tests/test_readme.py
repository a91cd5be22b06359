"""What the READMEs promise is what there is."""

from __future__ import annotations

import re

import pytest

from tests.at_hand import FORMS
from tests.regenerate import ROOT, WORKBOOK
from toolkit.cli.group import COMMANDS

ENGLISH, CHINESE = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
LINES = re.findall(r"^python3 -m venv .*$", ENGLISH, re.MULTILINE)


def test_there_is_a_line_for_the_example_and_one_for_the_tests() -> None:
    """``.ci/run`` runs just these, as they stand there."""
    example, tests = LINES
    assert f"xl-report render {WORKBOOK.relative_to(ROOT)}" in example
    assert "pytest" in tests


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


def test_every_level_is_reported() -> None:
    for level in FORMS.form("gkgb-2021").levels:
        assert f"| `{level.id}` | {level.label} |" in CHINESE
