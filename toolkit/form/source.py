"""The YAML of a form file: bounded before it is taken for anything, and without keys that are written twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import chain
from typing import Any

import yaml
from yaml.reader import ReaderError

from toolkit.bounds import FORM_BYTES, FORM_DEPTH, FORM_NODES
from toolkit.form.structure import StructureFault

_BOOLEAN = "tag:yaml.org,2002:bool"
_LONGEST_INTEGER = 400


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # whichever of the two there is
    """Takes yes, no, on and off for the words that they are; truths are true and false, as in later YAML."""


_Loader.yaml_implicit_resolvers = {
    sign: [(tag, words) for tag, words in known if tag != _BOOLEAN or sign in "tTfF"]
    for sign, known in _Loader.yaml_implicit_resolvers.items()
}


def _integer(loader: _Loader, node: yaml.ScalarNode) -> int:
    """Of few enough digits that it can be written again: Python writes none of more than 4,300 in base ten."""
    if len(node.value) > _LONGEST_INTEGER:
        raise yaml.MarkedYAMLError(problem="数太长", problem_mark=node.start_mark)
    return int(loader.construct_yaml_int(node))


def _date(loader: _Loader, node: yaml.ScalarNode) -> dt.date:
    """A day that exists; Python's words for one that does not differ from version to version."""
    try:
        found: dt.date = loader.construct_yaml_timestamp(node)
    except (ValueError, OverflowError):
        raise yaml.MarkedYAMLError(problem="没有这个日期", problem_mark=node.start_mark) from None
    return found


_Loader.add_constructor("tag:yaml.org,2002:int", _integer)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _date)


def read_yaml(source: bytes, *, ours: bool = False) -> dict[str, Any]:
    """The mapping that ``source`` holds; :class:`StructureFault` with line and column if it is no YAML mapping.

    Files of ``ours`` are tested to be within bounds, and not measured each time.
    """
    if len(source) > FORM_BYTES:
        raise StructureFault((f"文件：超过 {FORM_BYTES // 1_000_000} MB",))
    loader = _Loader(source)
    try:
        node = loader.get_single_node()
        mistakes = tuple(_mistakes(node)) if node and not ours else ()
        if mistakes:
            raise StructureFault(mistakes)
        raw = loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        place = _place(error.problem_mark) if error.problem_mark else "文件"
        raise StructureFault((f"{place}：不是合法的 YAML（{error.problem}）{_hint(error)}",)) from None
    except ReaderError as error:
        reason = f"从第 {error.position + 1} 个字节起不是 UTF-8 编码的文字"
        raise StructureFault((f"文件：不是合法的 YAML（{reason}）",)) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise StructureFault((f"文件：不是合法的 YAML（{error}）",)) from None
    finally:
        loader.dispose()
    if not isinstance(raw, dict):
        raise StructureFault(("文件：最外层应为“键: 值”的形式",))
    return raw


def declares(source: bytes, key: str) -> bool:
    """Whether a file is YAML with ``key`` at its outermost level, whatever else is wrong in it."""
    try:
        return key.encode() in source and key in read_yaml(source)
    except StructureFault:
        return False


def _hint(error: yaml.MarkedYAMLError) -> str:
    """How such a mistake is mended as a rule."""
    flow = "flow" in (error.context or "") or "," in (error.problem or "")
    signs = "文字里有花括号、逗号或冒号的，前后要加英文的双引号"
    return f"；{signs}" if flow or "mapping values" in (error.problem or "") else ""


def _place(mark: yaml.Mark) -> str:
    return f"第 {mark.line + 1} 行第 {mark.column + 1} 列"


def _mistakes(root: yaml.Node) -> Iterator[str]:
    """Keys written twice, and what is too much to read: an alias counts as all that it stands for."""
    sizes: dict[int, int] = {}
    doubled: list[tuple[int, str]] = []

    def measured(node: yaml.Node, depth: int) -> int:
        known = 1 if isinstance(node, yaml.ScalarNode) else sizes.get(id(node))
        if known is not None:
            return known
        if depth == FORM_DEPTH and node.value:
            raise _TooMuch
        sizes[id(node)] = FORM_NODES + 1  # while it is not known: a thing that holds itself has no end
        children = node.value
        if isinstance(node, yaml.MappingNode):
            doubled.extend(_doubled(node))
            children = chain.from_iterable(node.value)
        size = 1
        for child in children:
            size += 1 if isinstance(child, yaml.ScalarNode) else measured(child, depth + 1)
        if size > FORM_NODES:
            raise _TooMuch
        sizes[id(node)] = size
        return size

    try:
        measured(root, 1)
    except _TooMuch:
        yield f"文件：内容太多或套得太深（最多 {FORM_NODES} 项，{FORM_DEPTH} 层）"
    yield from (mistake for _, mistake in sorted(doubled))


def _doubled(node: yaml.MappingNode) -> Iterator[tuple[int, str]]:
    seen: dict[str, yaml.Mark] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            yield key.start_mark.index, f"{_place(key.start_mark)}：键应为文字"
        elif key.value in seen:
            first = seen[key.value].line + 1
            yield key.start_mark.index, f"{_place(key.start_mark)}：“{key.value}”在第 {first} 行已经写过"
        else:
            seen[key.value] = key.start_mark


class _TooMuch(Exception):
    """More than any form holds."""
