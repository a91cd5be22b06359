"""Every regular expression of the program, how it is used, and inputs made to hurt each."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import random
import re
import re._constants as tokens  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import toolkit
from tests.at_hand import FORMS
from toolkit.patterns import LazyPattern

_METHODS = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
_SEARCHING = frozenset({"search", "sub", "subn", "split", "findall", "finditer"})
_MANY = 50  # repeats from which on a repeat can be pumped
_DEEP = 5
_OWN_OUTPUT = ("toolkit.workbook.writing.package", "toolkit.workbook.package_faults")
"""These look at nothing but the XML that this program has just written."""
_WHOLE_ONLY = ("toolkit.form.relations._FORMS",)
"""Patterns in collections that are only held against a whole text."""
_COMMON = (*" \t\n\u3000中1a,.、，。；（）()[]【】{}|<>《》-—_/\\\"':：=%*#&;~^+", "件", "年", "\u0301", "\0")


@dataclass(frozen=True)
class Used:
    """A pattern where it is defined, and whether anything searches with it (else it is only held against a start)."""

    place: str
    pattern: re.Pattern[Any]
    searches: bool


def used_patterns() -> list[Used]:
    """Those held by modules, also inside what they hold, and those written where they are used."""
    modules = [module for module in _modules() if module.__name__ not in _OWN_OUTPUT]
    sources = {module.__name__: Path(str(module.__file__)).read_text(encoding="utf-8") for module in modules}
    everything = "\n".join(sources.values())
    found: dict[tuple[Any, int], Used] = {}
    for module in modules:
        for name, value in vars(module).items():
            for pattern in _held(value, _DEEP):
                place = f"{module.__name__}.{name}"
                unnamed = not isinstance(value, re.Pattern | LazyPattern) and place not in _WHOLE_ONLY
                where = sources[module.__name__] if name.startswith("_") else everything
                _add(found, Used(place, pattern, unnamed or _searches(name, where)))
        for used in _inline(module, sources[module.__name__]):
            _add(found, used)
    for used in _of_phrases():
        _add(found, used)
    return sorted(found.values(), key=lambda used: used.place)


def _of_phrases() -> Iterator[Used]:
    """Those that the forms' phrases compile to."""
    for form in map(FORMS.form, FORMS.available):
        book = form.phrase_book
        every = [*book.wordings, *(each for part in form.sections for each in book.of_section(part.id))]
        every += [each for part in form.sections for each in book.readings(part.id)]
        for wording in every:
            patterns = (*wording.patterns, *wording.paragraph, *wording.conditions.values())
            yield from (Used(f"{form.id}:{wording.phrase.id}", pattern, searches=True) for pattern in _each(patterns))
        others = (
            book.subjects,
            book.joint,
            book.this_year,
            book.heads,
            *(term.pattern for term in book.terms.values()),
        )
        yield from (Used(f"{form.id}", pattern, searches=True) for pattern in _each(others))


def _each(patterns: Iterable[Any]) -> Iterator[re.Pattern[Any]]:
    return (pattern for each in patterns for pattern in _held(each, 1))


def _add(found: dict[tuple[Any, int], Used], used: Used) -> None:
    key = (used.pattern.pattern, used.pattern.flags)
    before = found.get(key)
    found[key] = dataclasses.replace(used, searches=used.searches or bool(before and before.searches))


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(toolkit.__path__, "toolkit."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def _held(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, LazyPattern):
        yield value.compiled()
    elif isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, tuple | list | set | frozenset):
        yield from (pattern for item in value for pattern in _held(item, depth - 1))
    elif depth and isinstance(value, Mapping):
        yield from (pattern for item in value.values() for pattern in _held(item, depth - 1))
    elif depth and dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = (getattr(value, field.name, None) for field in dataclasses.fields(value))
        yield from (pattern for part in parts for pattern in _held(part, depth - 1))


def _searches(name: str, everything: str) -> bool:
    methods = set(re.findall(rf"\b{re.escape(name)}\.(\w+)\(", everything)) & set(_METHODS)
    return bool(methods & _SEARCHING)


def _inline(module: ModuleType, source: str) -> Iterator[Used]:
    """Patterns written in a call of :mod:`re`; one made of what only the function knows is tried with its parts."""
    for node in ast.walk(ast.parse(source)):
        use = _use(node)
        if isinstance(node, ast.Call) and use:
            try:
                text = eval(compile(ast.Expression(node.args[0]), "pattern", "eval"), dict(vars(module)))  # noqa: S307  # our own source
            except NameError:
                continue
            place = f"{module.__name__}:{node.lineno}"
            if isinstance(text, str | bytes):
                yield Used(place, re.compile(text), use in _SEARCHING)


def _use(node: ast.AST) -> str:
    """What a call does with a pattern that is written in it; nothing for other calls."""
    if not (isinstance(node, ast.Call) and node.args):
        return ""
    called = node.func
    if isinstance(called, ast.Name) and called.id == "regex":
        return "compile"
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "re":
        return called.attr if called.attr in _METHODS else ""
    return ""


def attacks(pattern: re.Pattern[Any], length: int) -> Iterator[Any]:
    """Texts of about ``length`` characters that make a careless pattern try over and over."""
    binary = isinstance(pattern.pattern, bytes)
    source = pattern.pattern.decode("latin-1") if binary else pattern.pattern
    tree = parser.parse(source, pattern.flags)
    for before, unit, after in _pumps(tree, source):
        for lead in ("", "中"):  # what could end at the start of the text may not end there
            text = lead + before + unit * (length // len(unit)) + after
            yield text.encode("utf-8", "surrogatepass") if binary else text


def _pumps(tree: Any, source: str) -> Iterator[tuple[str, str, str]]:
    chance = random.Random(repr(source))
    wholes = [_sample(tree, chance) for _ in range(4)]
    literals = sorted({sign for sign in source if ord(sign) > 127})[:8]
    cut = [whole[:end] for whole in wholes for end in (-1, len(whole) // 2)]
    units = [*_COMMON, *literals, *wholes, *cut]
    yield from (("", unit, after) for unit in dict.fromkeys(units) if unit for after in ("", "\0"))
    for before, item in _repeats(list(tree), chance):
        for unit in {_sample(item, chance) for _ in range(3)} - {""}:
            yield from ((start, unit, "\0") for start in dict.fromkeys((before, "")))
            yield "", before + unit, "\0"


def _repeats(nodes: list[Any], chance: random.Random) -> Iterator[tuple[str, Any]]:
    """Every repeat without a small bound, with a text that leads up to it."""
    for place, (kind, value) in enumerate(nodes):
        before = _sample(nodes[:place], chance)
        if kind in (tokens.MAX_REPEAT, tokens.MIN_REPEAT, tokens.POSSESSIVE_REPEAT):
            if value[1] >= _MANY:
                yield before, value[2]
            inner: Iterable[Any] = [value[2]]
        elif kind is tokens.SUBPATTERN:
            inner = [value[3]]
        elif kind is tokens.BRANCH:
            inner = value[1]
        elif kind in (tokens.ASSERT, tokens.ASSERT_NOT):
            inner = [value[1]]
        elif kind is tokens.ATOMIC_GROUP:
            inner = [value]
        else:
            inner = []
        for part in inner:
            yield from ((before + lead, item) for lead, item in _repeats(list(part), chance))


def _sample(nodes: Any, chance: random.Random) -> str:
    return "".join(_one(kind, value, chance) for kind, value in nodes)


def _one(kind: Any, value: Any, chance: random.Random) -> str:
    if kind is tokens.LITERAL:
        return chr(value)
    if kind is tokens.NOT_LITERAL or kind is tokens.ANY:
        return "中" if kind is tokens.ANY or value != ord("中") else "a"
    if kind is tokens.IN:
        return _of_set(value, chance)
    if kind in (tokens.MAX_REPEAT, tokens.MIN_REPEAT, tokens.POSSESSIVE_REPEAT):
        least, most, item = value
        return "".join(_sample(item, chance) for _ in range(max(least, min(int(most), least + chance.randint(0, 3)))))
    if kind is tokens.SUBPATTERN:
        return _sample(value[3], chance)
    if kind is tokens.BRANCH:
        return _sample(chance.choice(value[1]), chance)
    if kind is tokens.ATOMIC_GROUP:
        return _sample(value, chance)
    if kind is tokens.ASSERT:
        return ""
    return ""


_CATEGORIES = {
    tokens.CATEGORY_DIGIT: "1",
    tokens.CATEGORY_SPACE: " ",
    tokens.CATEGORY_WORD: "a",
    tokens.CATEGORY_NOT_DIGIT: "中",
    tokens.CATEGORY_NOT_SPACE: "中",
    tokens.CATEGORY_NOT_WORD: "，",
}


def _of_set(items: Any, chance: random.Random) -> str:
    if items[0][0] is tokens.NEGATE:
        excluded = re.compile("[" + "".join(_written(item) for item in items[1:]) + "]")
        return next(sign for sign in "中a1 ，.x\n" if not excluded.match(sign))
    kind, value = chance.choice(items)
    if kind is tokens.LITERAL:
        return chr(value)
    if kind is tokens.RANGE:
        return chr(chance.randint(*value))
    return _CATEGORIES[value]


def _written(item: Any) -> str:
    kind, value = item
    if kind is tokens.LITERAL:
        return re.escape(chr(value))
    if kind is tokens.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    names = {
        tokens.CATEGORY_DIGIT: r"\d",
        tokens.CATEGORY_SPACE: r"\s",
        tokens.CATEGORY_WORD: r"\w",
        tokens.CATEGORY_NOT_DIGIT: r"\D",
        tokens.CATEGORY_NOT_SPACE: r"\S",
        tokens.CATEGORY_NOT_WORD: r"\W",
    }
    return names[value]
