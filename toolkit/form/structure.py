"""YAML and JSON into dataclasses, with every mistake told at its path."""

from __future__ import annotations

import dataclasses
import functools
from enum import Enum
from typing import Any, TypeVar, get_origin

import cattrs
import yaml
from cattrs.cols import is_mapping, list_structure_factory, mapping_structure_factory
from cattrs.errors import ForbiddenExtraKeysError, IterableValidationError
from cattrs.gen import make_dict_structure_fn

from toolkit.form.cells import did_you_mean
from toolkit.form.model import REST

T = TypeVar("T")


class StructureFault(Exception):
    """Data of the wrong shape; ``mistakes`` holds every one as “path：what is wrong”."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = mistakes


def read_yaml(source: bytes) -> dict[str, Any]:
    """The mapping that ``source`` holds; :class:`StructureFault` with line and column if it is no YAML mapping."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        raw = yaml.load(source, Loader=loader)  # noqa: S506 -- either loader is a safe one
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"第 {mark.line + 1} 行第 {mark.column + 1} 列" if mark else "文件"
        raise StructureFault((f"{place}：不是合法的 YAML（{error.problem}）",)) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise StructureFault((f"文件：不是合法的 YAML（{error}）",)) from None
    if not isinstance(raw, dict):
        raise StructureFault(("文件：最外层应为“键: 值”的形式",))
    return raw


def structure(raw: object, wanted: type[T], path: str = "") -> T:
    """``raw``, which stands at ``path``, as the dataclass ``wanted``; :class:`StructureFault` with all its mistakes."""
    try:
        return _converter().structure(raw, wanted)
    except (cattrs.BaseValidationError, TypeError) as error:
        raise StructureFault(tuple(_walk(error, path))) from None


@functools.cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    for scalar, names in ((str, "文字"), (int, "整数"), (bool, "true 或 false")):
        converter.register_structure_hook(scalar, _exactly(scalar, names))
    for predicate, factory, container, names in (
        (_is_tuple, list_structure_factory, list, "列表"),
        (is_mapping, mapping_structure_factory, dict, "“键: 值”的形式"),
        (dataclasses.is_dataclass, _dataclass_hook, dict, "“键: 值”的形式"),
    ):
        converter.register_structure_hook_factory(predicate, _guarded(factory, container, names))
    return converter


def _is_tuple(wanted: object) -> bool:
    return get_origin(wanted) is tuple


def _dataclass_hook(wanted: Any, converter: cattrs.Converter) -> Any:
    """cattrs' own hook, handed all keys that it does not know under the name of the :data:`REST` field, if any."""
    structured = make_dict_structure_fn(wanted, converter)
    fields = dataclasses.fields(wanted)
    rest = next((field.name for field in fields if field.metadata == REST), "")
    if not rest:
        return structured
    own = {field.name for field in fields} - {rest}

    def hook(value: dict[str, Any], _: object) -> object:
        others = {key: content for key, content in value.items() if key not in own}
        return structured({key: value[key] for key in value if key in own} | {rest: others}, wanted)

    return hook


def _guarded(factory: Any, container: type, names: str) -> Any:
    """A hook factory that first asks for the right container: a text is no list of its characters."""

    def guarded(wanted: Any, converter: cattrs.Converter) -> Any:
        inner = factory(wanted, converter)

        def hook(value: object, _: object) -> object:
            if not isinstance(value, container):
                raise TypeError(f"应为{names}，现为 {value!r:.40}")
            structured = inner(value, wanted)
            return tuple(structured) if container is list else structured

        return hook

    return guarded


def _exactly(scalar: type, names: str) -> Any:
    """A hook that takes only that very type: YAML's habit of guessing must not turn 1 into “1”."""

    def hook(value: object, wanted: type) -> object:
        if type(value) is not scalar:
            raise ValueError(f"应为{names}，现为 {value!r:.40}")
        return _member(value, wanted) if issubclass(wanted, Enum) else value

    return hook


def _member(value: object, wanted: type[Enum]) -> Enum:
    choices = [str(member.value) for member in wanted]
    if value not in choices:
        raise ValueError(f"“{value}”应为{'、'.join(choices)}之一{did_you_mean(str(value), choices)}")
    return wanted(value)


def _walk(error: BaseException, path: str) -> list[str]:
    """Every leaf of an exception group with the path that its notes give."""
    if isinstance(error, IterableValidationError):
        with_notes, others = error.group_exceptions()
        return [m for e, note in with_notes for m in _walk(e, f"{path}{_step(note.index)}".lstrip("."))] + [
            m for e in others for m in _walk(e, path)
        ]
    if isinstance(error, cattrs.ClassValidationError):
        named, unnamed = error.group_exceptions()
        return [m for e, note in named for m in _walk(e, f"{path}.{note.name}".lstrip("."))] + [
            m for e in unnamed for m in _walk(e, path)
        ]
    place = path or "文件"
    if isinstance(error, ForbiddenExtraKeysError):
        known = [field.name for field in dataclasses.fields(error.cl)]
        return [f"{place}：不认识“{key}”{did_you_mean(key, known)}" for key in sorted(map(str, error.extra_fields))]
    if isinstance(error, KeyError):
        return [f"{place}：缺少“{error.args[0]}”"]
    return [f"{place}：{error}"]


def _step(index: int | str) -> str:
    return f".{index}" if isinstance(index, str) else f"[{index}]"
