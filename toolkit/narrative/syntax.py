"""What text may hold besides plain words: ``{{ 名称 }}`` and ``{{ 名称 | 写法('名称') }}``, nothing else.

jinja2 parses one expression at a time and its tree is walked; nothing of it is ever run, so any text is safe.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.characters import without_hidden
from toolkit.errors import ExpressionError
from toolkit.patterns import regex

if TYPE_CHECKING:  # jinja2 is loaded by the first expression, not at start-up
    from jinja2 import Environment

LONGEST = 120
"""Characters of one expression; with the nesting below it bounds what the parser is given."""
DEEPEST = 2
MOST = 200
"""Expressions in one text."""

_MARK = regex(r"\{\{([^{}]*)\}\}|\{\{|\}\}|\{%|\{#|｛｛|｝｝")
_STRAY = {
    "{{": "“{{”没有与之配对的“}}”，应写成 {{ 名称 }}",
    "}}": "“}}”前面没有与之配对的“{{”，应写成 {{ 名称 }}",
    "{%": "不能使用“{%”语句，只能写 {{ 名称 }}",
    "{#": "不能使用“{#”注释，只能写 {{ 名称 }}",
    "｛｛": "花括号应为半角，写成 {{ 名称 }}",
    "｝｝": "花括号应为半角，写成 {{ 名称 }}",
}
# What a Chinese input method puts where the half-width sign is meant.
_HALF_WIDTH = str.maketrans("（）｜，‘’“”＇＂\u3000\xa0", "()|,''''''  ")

Argument = str | int


@dataclass(frozen=True, slots=True)
class Expression:
    """``{{ name | filter(arguments) }}``; ``source`` as written, with its braces. No filter: ``filter`` is empty."""

    source: str
    name: str
    filter: str = ""
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece of text that looks like an expression and is none; ``problem`` says why, in Chinese."""

    source: str
    problem: str


Token = str | Expression | Fault


def tokens(text: str) -> tuple[Token, ...]:
    """``text`` cut into plain words, expressions and faults; their sources joined give ``text`` again."""
    found: list[Token] = []
    end = 0
    for count, match in enumerate(_MARK.finditer(text), start=1):
        if match.start() > end:
            found.append(text[end : match.start()])
        end = match.end()
        if count > MOST:
            return (*found, Fault(text[match.start() :], f"一段文字里的表达式超过 {MOST} 个"))
        found.append(_token(match))
    return (*found, text[end:]) if end < len(text) else tuple(found)


def _token(match: re.Match[str]) -> Token:
    source, inner = match[0], match[1]
    if inner is None:
        return Fault(source, _STRAY[source])
    if len(inner) > LONGEST or _depth(inner.translate(_HALF_WIDTH)) > DEEPEST:
        return Fault(source, "花括号里的内容太长或括号太多，只能写名称和一种写法")
    try:
        return parse(source, inner)
    except ExpressionError as error:
        return Fault(source, error.message)


@lru_cache(maxsize=1024)
def parse(source: str, inner: str) -> Expression:
    """The expression ``inner`` between the braces of ``source``, of bounded length and depth.

    :class:`ExpressionError` if it is more than we allow.
    """
    from jinja2 import TemplateSyntaxError, nodes

    plain = without_hidden(inner).translate(_HALF_WIDTH)
    if not plain.strip():
        raise ExpressionError("花括号里是空的，应写名称，例如 {{ 年度 }}")
    try:
        body = _environment().parse(f"{{{{ {plain} }}}}").body
    except TemplateSyntaxError:
        raise ExpressionError(f"“{source}”的写法不对，名称里不能有空格和标点，也不能以数字开头") from None
    # An expression in blanks parses to one Output of one node; the parser allows no other shape between braces.
    output = body[0]
    node = output.nodes[0] if isinstance(output, nodes.Output) else output
    return _expression(source, node)


def _expression(source: str, node: object) -> Expression:
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return Expression(source, node.name)
    if isinstance(node, nodes.Filter) and isinstance(node.node, nodes.Filter):
        raise ExpressionError(f"“{source}”连用了几种写法，一处只能用一种")
    if isinstance(node, nodes.Filter) and isinstance(node.node, nodes.Name):
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise ExpressionError(f"“{node.name}”括号里只能直接写名称或数字，例如 占比('总数的名称')")
        return Expression(source, node.node.name, node.name, tuple(_argument(node.name, each) for each in node.args))
    if isinstance(node, nodes.Call):
        raise ExpressionError(f"“{source}”里的名称不能带括号；写法要放在竖线后面，例如 {{{{ 名称 | 同比 }}}}")
    raise ExpressionError(f"“{source}”不是名称；不能在文字里计算、取下标或写条件，只能写 {{{{ 名称 }}}}")


def _argument(filter_name: str, node: object) -> Argument:
    from jinja2 import nodes

    if isinstance(node, nodes.Name):  # the quotes left out: nothing else could be meant
        return node.name
    value = node.value if isinstance(node, nodes.Const) else None
    if isinstance(value, str | int) and not isinstance(value, bool):
        return value
    raise ExpressionError(f"“{filter_name}”括号里只能直接写名称或数字，例如 占比('总数的名称')")


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        depth += (character in "([") - (character in ")]")
        deepest = max(deepest, depth)
    return deepest


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment

    environment = Environment(autoescape=False)  # noqa: S701 -- it only parses, it renders nothing
    environment.filters.clear()
    return environment
