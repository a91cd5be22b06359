"""Regular expressions that can be read: long ones are written verbose or of named pieces, and show what they match."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import toolkit
from tests.at_hand import FORMS
from toolkit.patterns import LazyPattern, PrefilteredPattern, regex

ROOT = Path(toolkit.__file__).parent
LONGEST = 100
"""Characters of a pattern that may stand in one piece and without examples."""


_CALLS = {"regex", *(f"re.{name}" for name in ("compile", "search", "match", "fullmatch", "sub", "split", "findall"))}


def _modules() -> list[str]:
    paths = [path for path in sorted(ROOT.rglob("*.py")) if any(f"{call}(" in path.read_text() for call in _CALLS)]
    named = [".".join(path.relative_to(ROOT.parent).with_suffix("").parts) for path in paths]
    return [module.removesuffix(".__init__") for module in named if module != "toolkit.patterns"]


def _patterns(module: str) -> Iterator[tuple[str, LazyPattern]]:
    for name, value in vars(pytest.importorskip(module)).items():  # the window's needs tkinter
        yield from ((name, pattern) for pattern in _within(value))


def _within(value: object) -> Iterator[LazyPattern]:
    """A pattern, or those that a constant holds."""
    parts: Iterable[object] = ()
    if isinstance(value, LazyPattern):
        yield value
    elif isinstance(value, Mapping):
        parts = value.values()
    elif isinstance(value, tuple | list):
        parts = value
    elif is_dataclass(value) and not isinstance(value, type):
        parts = [getattr(value, field.name, None) for field in fields(value)]
    for part in parts:
        yield from _within(part)


def _calls(module: str) -> Iterator[ast.Call]:
    path = ROOT.parent / Path(*module.split(".")).with_suffix(".py")
    path = path if path.exists() else path.with_suffix("") / "__init__.py"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in _CALLS:
            yield node


@pytest.mark.parametrize("module", _modules())
def test_a_pattern_matches_what_its_examples_say(module: str) -> None:
    for name, pattern in _patterns(module):
        compiled = pattern.compiled()
        find = compiled.fullmatch if pattern.examples.whole else compiled.search
        assert [text for text in pattern.examples.matches if not find(text)] == [], name
        assert [text for text in pattern.examples.misses if find(text)] == [], name


@pytest.mark.parametrize("module", _modules())
def test_a_long_pattern_shows_what_it_matches(module: str) -> None:
    for name, pattern in _patterns(module):
        if len(re.sub(r"\s+", "", str(pattern.source))) > LONGEST:
            assert pattern.examples.matches and pattern.examples.misses, name


@pytest.mark.parametrize("module", _modules())
def test_no_pattern_is_longer_than_a_line(module: str) -> None:
    for call in _calls(module):
        verbose = "VERBOSE" in ast.unparse(call)
        pieces = [node.value for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant)]
        assert verbose or all(len(str(piece)) <= LONGEST for piece in pieces), f"{module}:{call.lineno}"


@pytest.mark.parametrize("form", FORMS.available)
def test_what_a_phrase_matches_holds_what_it_needs(form: str) -> None:
    """Examples are the texts; where a need is wrong, what the bare pattern finds is lost."""
    book, sections = FORMS.form(form).phrase_book, FORMS.form(form).sections
    phrases = (*book.phrases.figures, *book.phrases.readings)
    texts = [text for phrase in phrases for text in (*phrase.yes, *phrase.no)]
    wordings = list(book.wordings)
    for section in sections:
        wordings += (*book.of_section(section.id), *book.readings(section.id))
    every: list[object] = [pattern for wording in wordings for pattern in wording.patterns]
    patterns = [pattern for pattern in every if isinstance(pattern, PrefilteredPattern)]
    assert len(patterns) > 20
    for pattern in patterns:
        found = [text for text in texts if pattern.compiled().search(text)]
        assert [text for text in found if not pattern.search(text)] == []


def test_a_text_without_what_is_needed_compiles_nothing() -> None:
    pattern = regex("(?P<未完", needs=("结转", "顺延"))
    assert pattern.search("新收3件") is None
    assert pattern.match("新收3件") is None
    assert pattern.fullmatch("新收3件") is None
    assert list(pattern.finditer("新收3件")) == []
    assert pattern.sub("", "新收3件") == "新收3件"
    with pytest.raises(re.error):
        pattern.search("结转3件")
