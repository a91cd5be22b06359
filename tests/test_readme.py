"""What the READMEs promise is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.command_line import run
from tests.regenerate import ROOT, WORKBOOK
from toolkit.cli.group import COMMANDS
from toolkit.render import EVERY_FORMAT, with_companions

GUIDE = (ROOT / "README.zh-CN.md", *sorted((ROOT / "examples" / "guide").glob("*.md")))
PAGES = {page: page.read_text(encoding="utf-8") for page in (ROOT / "README.md", *GUIDE)}
ENGLISH, CHINESE = PAGES[ROOT / "README.md"], "\n".join(PAGES[page] for page in GUIDE)
LINES = re.findall(r"^python3 -m venv .*$", ENGLISH, re.MULTILINE)


def test_there_is_a_line_for_the_example_and_one_for_the_tests() -> None:
    """``.ci/run`` runs just these, as they stand there."""
    example, tests = LINES
    assert f"xl-report render {WORKBOOK.relative_to(ROOT)}" in example
    assert "pytest" in tests


def test_every_format_is_where_people_choose_one() -> None:
    shown = "".join(run("render", "--help").output.split())
    beside = {other for name in EVERY_FORMAT for other in with_companions([name]) if other != name}
    chosen = [name for name in EVERY_FORMAT if name not in beside]
    assert [name for name in chosen if f"`{name}`" not in ENGLISH or name not in shown] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_both(command: str) -> None:
    assert f"`{command}`" in ENGLISH
    assert f"| `xl-report {command}` | {COMMANDS[command][1]} |" in CHINESE


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_every_command_named_exists(text: str) -> None:
    assert set(re.findall(r"xl-report ([a-z]+(?:-[a-z]+)*)", text)) <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_local_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)", PAGES[page]):
        assert (page.parent / target).exists(), target


def test_pictures_are_shown_and_small() -> None:
    pictures = {path.name: path.stat().st_size for path in (ROOT / "examples/guide/pictures").iterdir()}
    shown = set(re.findall(r"pictures/([\w-]+\.png)", "\n".join(PAGES.values())))
    assert shown == set(pictures)
    assert sum(pictures.values()) < 1_000_000


def test_the_guide_begins_without_a_terminal() -> None:
    """Who only fills in a report meets no command; the last page of the guide is for those who want them."""
    first, clerk = PAGES[ROOT / "README.zh-CN.md"], PAGES[ROOT / "examples/guide/clerk.md"]
    assert "```" not in first + clerk
    assert "xl-report" not in first


def test_every_level_is_reported() -> None:
    for level in FORMS.form("gkgb-2021").levels:
        assert f"| `{level.id}` | {level.label} |" in CHINESE
