"""What staff who write a form read about each of its keys (``keys.yaml`` beside this module)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from importlib import resources
from typing import Any, get_args, get_type_hints

from toolkit.form import Form
from toolkit.form.field_metadata import REST, SET_BY_LOADER
from toolkit.form.repeating import KEYS
from toolkit.form.source import read_yaml
from toolkit.form.structure import structure
from toolkit.rules.checks import CHECKS


@dataclass(frozen=True, kw_only=True)
class KeyDescription:
    """What is said of a thing and of each of its keys."""

    title: str
    keys: Mapping[str, str]
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class ExpressionExample:
    """An expression, or a way of writing one, and what it says."""

    text: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Extending:
    """What ``extends`` does, and a form file that does it."""

    about: tuple[str, ...]
    example: str


@dataclass(frozen=True, kw_only=True)
class KeyBook:
    """All of it: of types by their names in the model, and of checks by the names under which forms list them.

    ``example`` is a whole form file, which the example of ``extends`` extends.
    """

    checks: Mapping[str, KeyDescription]
    expressions: tuple[ExpressionExample, ...]
    phrasing: tuple[ExpressionExample, ...]
    extends: Extending
    example: str
    types: Mapping[str, KeyDescription] = field(default_factory=dict)

    def of(self, thing: type) -> KeyDescription:
        """The words about a type of the model; those about keys that it shares stand with what it has them from."""
        own = self.types[thing.__name__]
        bases = (self.types[base.__name__] for base in reversed(thing.__mro__) if base.__name__ in self.types)
        return replace(own, keys={key: text for words in bases for key, text in words.keys.items()})


@cache
def key_book() -> KeyBook:
    """The words in the file."""
    raw = read_yaml(resources.files(__package__).joinpath("keys.yaml").read_bytes(), ours=True)
    others = {name: raw.pop(name) for name in ("checks", "expressions", "phrasing", "extends", "example")}
    return structure({**others, "types": raw}, KeyBook)


def keys_of(thing: type[Any]) -> Mapping[str, tuple[Any, bool]]:
    """The keys of a dataclass of the model, or the words of an enumeration, with what each holds and if it must be."""
    if issubclass(thing, Enum):
        return {str(member.value): (str, False) for member in thing}
    hints = get_type_hints(thing)
    missing = dataclasses.MISSING
    return {
        each.name: (hints[each.name], each.default is missing and each.default_factory is missing)
        for each in dataclasses.fields(thing)
        if each.metadata not in (SET_BY_LOADER, REST)
    }


def types_in(root: type) -> Iterator[type]:
    """``root`` and every dataclass and enumeration below it, each once, as they are met."""
    seen: dict[type, None] = {}

    def visit(hint: Any) -> None:
        for inner in get_args(hint):
            visit(inner)
        if isinstance(hint, type) and hint not in seen and (dataclasses.is_dataclass(hint) or issubclass(hint, Enum)):
            seen[hint] = None
            if not issubclass(hint, Enum):
                for own, _ in keys_of(hint).values():
                    visit(own)

    visit(root)
    yield from seen


OTHERWISE = {"Repeating": tuple(KEYS), "Supplement": ("id", "version", "name", "supplement_to", "tables", "sections")}
"""The keys of what a file may hold that is no type of the model."""


def form_types() -> tuple[type, ...]:
    """Every type of the model, and those that options of checks are made of."""
    found = dict.fromkeys(types_in(Form))
    for check in CHECKS.values():
        found |= dict.fromkeys(thing for thing in types_in(check) if thing is not check)
    return tuple(found)
