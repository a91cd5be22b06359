"""Texts of a form file that are empty where something must stand, too long, take several lines, or hold what nobody
can see."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.characters import display_name, hidden_places
from toolkit.form.field_metadata import REST, SET_BY_LOADER
from toolkit.form.model import Notice, Table

_ELSEWHERE = frozenset({"id", "code", "check", "of", "use", "phrases"})
"""Parts whose mistakes are found by what reads them."""
_MAY_BE_EMPTY = frozenset({(Table, "caption"), (Notice, "number"), (Notice, "law")})
_MAY_TAKE_LINES = frozenset({"guidance", "sentences", "message", "messages", "remedy", "remedies", "why", "example"})
_LABELS = frozenset(
    {"aliases", "caption", "heading", "label", "name", "names", "sheet", "short", "stub", "subheads", "title", "was"}
)
_LONGEST_LABEL = 200


def unfit_texts(declared: Any) -> Iterator[str]:
    """Every such text of a form, or of anything else that a file declares, as “path：what is wrong with it”."""
    yield from _in_part(declared, "")


def _in_part(part: Any, path: str) -> Iterator[str]:
    for name, must, rest in _fields(part):
        value = getattr(part, name)
        if isinstance(value, str) and not value and not must:
            continue
        place = path if rest else f"{path}.{name}".lstrip(".")
        yield from _in_value(value, place, empty=(type(part), name) in _MAY_BE_EMPTY, lines=name in _MAY_TAKE_LINES)
        if name in _LABELS:
            yield from _overlong(value, place)


def _overlong(value: object, path: str) -> Iterator[str]:
    """Labels that no table, sheet or list has room for."""
    listed = (
        {f"{path}[{at}]": each for at, each in enumerate(value)} if isinstance(value, list | tuple) else {path: value}
    )
    for place, each in listed.items():
        if isinstance(each, str) and len(each) > _LONGEST_LABEL:
            yield f"{place}：有 {len(each)} 个字，最多 {_LONGEST_LABEL} 个"


def _in_value(value: object, path: str, *, empty: bool, lines: bool) -> Iterator[str]:
    if isinstance(value, str):
        if not value.strip():
            yield from () if empty else (f"{path}：不能空着",)
        elif hidden := hidden_places(value):
            yield f"{path}：有{display_name(value[hidden[0]])}"
        elif not lines and len(value.strip().splitlines()) > 1:
            yield f"{path}：应写成一行"
    elif dataclasses.is_dataclass(value):
        yield from _in_part(value, path)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _in_value(each, f"{path}.{key}", empty=empty, lines=lines)
    elif isinstance(value, list | tuple):
        for at, each in enumerate(value):
            yield from _in_value(each, f"{path}[{at}]", empty=empty, lines=lines)


def _fields(part: Any) -> Iterator[tuple[str, bool, bool]]:
    """The keys of a part that hold texts: whether each must be given, and whether it stands for all other keys."""
    for each in dataclasses.fields(part):
        if each.name not in _ELSEWHERE and each.metadata != SET_BY_LOADER:
            must = each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
            yield each.name, must, each.metadata == REST
