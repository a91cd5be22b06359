"""What belongs to a form stands in its file, not in code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import toolkit
from tests.forms.made_up import FORMS
from tests.forms.words import bound_words

ROOMS = (
    *("form", "finding", "filing", "narrative", "workbook", "ingest", "document", "render"),
    *("excel", "rollup", "desktop", "cli"),
)
OURS = frozenset({"乡镇街道"})
"""Words of the program's own that a form has too: a kind of unit in a roster."""


@pytest.mark.parametrize("room", ROOMS)
def test_no_text_names_what_is_a_forms(room: str) -> None:
    words = frozenset().union(*(bound_words(FORMS.form(form)) for form in FORMS.available)) - OURS
    found = {
        f"{path.name}:{line} {word}"
        for path in sorted((Path(toolkit.__file__).parent / room).rglob("*.py"))
        for line, text in texts(path, with_docstrings=room == "cli")
        for word in words
        if word in text
    }
    assert found == set()


def texts(path: Path, *, with_docstrings: bool) -> Iterator[tuple[int, str]]:
    """Every text of a module with its line; docstrings are for colleagues, but those of commands for staff."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # of constants, too
    passed_over = frozenset() if with_docstrings else docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over:
            yield node.lineno, node.value
