"""Structures raw data into dataclasses, with every mistake reported at its path."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from dataclasses import Field, dataclass, field
from enum import Enum
from types import NoneType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from toolkit.form.cells import did_you_mean
from toolkit.form.field_metadata import REST

T = TypeVar("T")


class StructureFault(Exception):
    """Data of the wrong shape; ``mistakes`` holds every one as “path：what is wrong”."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = mistakes


_SCALARS: Mapping[object, tuple[str, tuple[type, ...]]] = {
    str: ("文字", (str,)),
    int: ("整数", (int,)),
    float: ("数", (int, float)),
    bool: ("true 或 false", (bool,)),
}
"""What staff call a scalar, and the types that YAML may give for it: true is no integer, though Python says so."""
_WRONG = object()


def structure(raw: object, wanted: type[T], path: str = "") -> T:
    """``raw``, which stands at ``path``, as the dataclass ``wanted``; :class:`StructureFault` with all its mistakes.

    Fields may be dataclasses, ``tuple[X, ...]``, ``Mapping[X, Y]``, enumerations, texts, integers, booleans, any of
    them or ``None``, and ``Any``. No value is converted: YAML's habit of guessing must not turn 1 into “1”.
    """
    structurer = _Structurer()
    made = structurer.value(raw, wanted, path)
    if structurer.mistakes:
        raise StructureFault(tuple(structurer.mistakes))
    return cast(T, made)


@dataclass(frozen=True, slots=True)
class _Structurer:
    """Collects mistakes; what is wrong becomes :data:`_WRONG`, and so does whatever holds it."""

    mistakes: list[str] = field(default_factory=list)

    def value(self, raw: object, wanted: Any, path: str) -> object:
        if wanted in _SCALARS:
            words, given = _SCALARS[wanted]
            return raw if type(raw) in given else self._wrong(path, f"应为{words}，现为 {raw!r:.40}")
        if wanted is Any:
            return raw
        if dataclasses.is_dataclass(wanted):
            return self._dataclass(raw, cast(type, wanted), path)
        container, inner = get_origin(wanted), get_args(wanted)
        if NoneType in inner:
            return None if raw is None else self.value(raw, inner[0], path)
        if container is tuple:
            return self._tuple(raw, inner[0], path)
        if container is not None:
            return self._mapping(raw, inner, path)
        return self._member(raw, cast(type[Enum], wanted), path)

    def _dataclass(self, raw: object, wanted: type, path: str) -> object:
        if not isinstance(raw, dict):
            return self._wrong(path, f"应为“键: 值”的形式，现为 {raw!r:.40}")
        shape = _shape(wanted)
        made: dict[str, object] = {}
        for name, (kind, required) in shape.fields.items():
            if name in raw:
                made[name] = self.value(raw[name], kind, _joined(path, name))
            elif required:
                made[name] = self._wrong(_joined(path, name), f"缺少“{name}”")
        others = {key: content for key, content in raw.items() if key not in shape.fields}
        if shape.rest:
            made[shape.rest] = others
            others = {}
        for key in sorted(map(str, others)):
            self._wrong(path, f"不认识“{key}”{did_you_mean(key, shape.fields)}")
        return _WRONG if others or _WRONG in made.values() else wanted(**made)

    def _tuple(self, raw: object, inner: Any, path: str) -> object:
        if not isinstance(raw, list):
            return self._wrong(path, f"应为列表，现为 {raw!r:.40}")
        made = tuple(self.value(item, inner, f"{path}[{index}]") for index, item in enumerate(raw))
        return _WRONG if _WRONG in made else made

    def _mapping(self, raw: object, inner: tuple[Any, Any], path: str) -> object:
        if not isinstance(raw, dict):
            return self._wrong(path, f"应为“键: 值”的形式，现为 {raw!r:.40}")
        keys, items = inner
        made = {self.value(key, keys, path): self.value(item, items, _joined(path, key)) for key, item in raw.items()}
        return _WRONG if _WRONG in made or _WRONG in made.values() else made

    def _member(self, raw: object, wanted: type[Enum], path: str) -> object:
        choices = [str(member.value) for member in wanted]
        if type(raw) is not str:
            return self._wrong(path, f"应为文字，现为 {raw!r:.40}")
        if raw not in choices:
            return self._wrong(path, f"“{raw}”应为{'、'.join(choices)}之一{did_you_mean(raw, choices)}")
        return wanted(raw)

    def _wrong(self, path: str, what: str) -> object:
        self.mistakes.append(f"{path or '文件'}：{what}")
        return _WRONG


@dataclass(frozen=True, slots=True)
class _Shape:
    """The fields of a dataclass with their types and whether each must be given; ``rest`` takes all other keys."""

    fields: Mapping[str, tuple[Any, bool]]
    rest: str


@functools.cache
def _shape(wanted: type) -> _Shape:
    hints = get_type_hints(wanted)
    own = [each for each in dataclasses.fields(wanted) if each.init]
    rest = next((each.name for each in own if each.metadata == REST), "")
    return _Shape({each.name: (hints[each.name], _is_required(each)) for each in own if each.name != rest}, rest)


def _is_required(own: Field[Any]) -> bool:
    return own.default is dataclasses.MISSING and own.default_factory is dataclasses.MISSING


def _joined(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)
