"""What belongs to a form stands in its file: no code, comment, template or wording of the program names it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import toolkit
from tests.at_hand import FORMS as SHIPPED
from tests.forms.made_up import FORMS
from tests.forms.words import bound_ids, bound_words, part_ids
from toolkit.patterns import regex

ROOT = Path(toolkit.__file__).parent
TEXTS = frozenset({".css", ".j2", ".json", ".py", ".typ", ".xml", ".yaml"})
ROOMS = tuple(sorted(path.name for path in ROOT.iterdir() if path.is_dir() and any(path.rglob("*.py"))))
ELSEWHERE = "the ground floor"
"""The modules that stand in no room."""
_ID = regex(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)+")


@pytest.mark.parametrize("room", [*ROOMS, ELSEWHERE])
def test_nothing_names_what_is_a_forms(room: str) -> None:
    forms = [FORMS.form(form) for form in FORMS.available]
    words = frozenset().union(*map(bound_words, forms))
    ids = frozenset().union(*map(bound_ids, forms))
    found = {
        (f"{path.relative_to(ROOT)}:{number}", word)
        for path in files(room)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for word in {word for word in words if word in line} | ids.intersection(_ID.findall(line))
    }
    assert found == set()


@pytest.mark.parametrize("room", [*ROOMS, ELSEWHERE])
def test_no_code_asks_for_a_part_by_its_id(room: str) -> None:
    ids = frozenset().union(*(part_ids(SHIPPED.form(form)) for form in SHIPPED.available))
    found = {
        (f"{path.relative_to(ROOT)}:{line}", text)
        for path in files(room)
        if path.suffix == ".py"
        for line, text in constants(path)
        if text in ids
    }
    assert found == set()


def files(room: str) -> list[Path]:
    """The files of text of a room."""
    inside = ROOT.iterdir() if room == ELSEWHERE else (ROOT / room).rglob("*")
    return sorted(path for path in inside if path.suffix in TEXTS)


def constants(path: Path) -> Iterator[tuple[int, str]]:
    """Every text constant of a module with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
