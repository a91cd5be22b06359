"""What text may hold besides plain words: ``{{ 名称 }}`` and ``{{ 名称 | 写法('名称') }}``, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.characters import without_hidden
from toolkit.errors import ExpressionError
from toolkit.patterns import regex

LONGEST = 120
"""Characters of one expression, between its braces."""
DEEPEST = 2
MOST = 200
"""Expressions in one text."""

_MARK = regex(r"\{\{([^{}]*)\}\}|\{\{|\}\}|\{%|\{#|｛｛|｝｝")
_NAME = r"[^\W\d]\w*"
_EXPRESSION = regex(
    rf"""
    \s* (?P<name> {_NAME} ) \s*
    (?:
        \| \s* (?P<filter> {_NAME} ) \s*
        (?: \( (?P<arguments> [^()|]* ) \) \s* )?
    )?
    """,
    re.VERBOSE,
    matches=("年度", " 来信 | 同比 ", "来信|占比('来信总数', 2)"),
    misses=("来 信", "12345热线", "来信 |", "来信 | 同比 | 同比", "来信()"),
    whole=True,
)
_ARGUMENT = regex(
    rf"""
    \s* (?:
        (?P<number> \d+ )
      | (?P<quote> ['"] ) (?P<text> [^'"\\]* ) (?P=quote)
      | (?P<name> {_NAME} )
    ) \s*
    """,
    re.VERBOSE,
    matches=("来信总数", " '来信总数'", '"来信总数"', "2"),
    misses=("1.5", "-1", "'来信总数", "去信 + 1", "*来信总数", "'办理''总计'"),
    whole=True,
)
_CHAIN = regex(rf"^\s*{_NAME}\s*\|[^|]*\|", matches=("来信 | 同比 | 同比",), misses=("来信 | 同比",))
_CALL = regex(rf"^\s*{_NAME}\s*\(", matches=("range(9)",), misses=("来信 | 占比(来信总数)",))
_CALCULATION = regex(
    r"""[-+*/%~.,=<>!\[\]'"]|\s(?:if|is|in|and|or|not)\s""",
    matches=("来信.real", "来信 + 1", "'来信'", "来信 is defined"),
    misses=("来 信", "12345热线"),
)
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
class InvalidExpression:
    """A piece of text that looks like an expression and is none; ``problem`` says why, in Chinese."""

    source: str
    problem: str


Token = str | Expression | InvalidExpression


def tokens(text: str) -> tuple[Token, ...]:
    """``text`` cut into plain words, expressions and faults; their sources joined give ``text`` again."""
    found: list[Token] = []
    end = 0
    for count, match in enumerate(_MARK.finditer(text), start=1):
        if match.start() > end:
            found.append(text[end : match.start()])
        end = match.end()
        if count > MOST:
            return (*found, InvalidExpression(text[match.start() :], f"一段文字里的表达式超过 {MOST} 个"))
        found.append(_token(match))
    return (*found, text[end:]) if end < len(text) else tuple(found)


def _token(match: re.Match[str]) -> Token:
    source, inner = match[0], match[1]
    if inner is None:
        return InvalidExpression(source, _STRAY[source])
    if len(inner) > LONGEST or _depth(inner.translate(_HALF_WIDTH)) > DEEPEST:
        return InvalidExpression(source, "花括号里的内容太长或括号太多，只能写名称和一种写法")
    try:
        return parse(source, inner)
    except ExpressionError as error:
        return InvalidExpression(source, error.message)


def parse(source: str, inner: str) -> Expression:
    """The expression ``inner`` between the braces of ``source``, of bounded length and depth.

    :class:`ExpressionError` if it is more than we allow.
    """
    plain = without_hidden(inner).translate(_HALF_WIDTH)
    if not plain.strip():
        raise ExpressionError("花括号里是空的，应写名称，例如 {{ 年度 }}")
    shape = _EXPRESSION.fullmatch(plain)
    if shape is None:
        raise ExpressionError(_what_is_wrong(source, plain))
    return Expression(source, shape["name"], shape["filter"] or "", tuple(_arguments(shape)))


def _arguments(shape: re.Match[str]) -> Iterator[Argument]:
    """A text may go without its quotes: nothing else could be meant."""
    given = (shape["arguments"] or "").strip()
    for each in given.removesuffix(",").split(",") if given else ():
        argument = _ARGUMENT.fullmatch(each)
        if argument is None:
            raise ExpressionError(f"“{shape['filter']}”括号里只能直接写名称或数字，例如 占比('总数的名称')")
        yield int(argument["number"]) if argument["number"] else argument["text"] or argument["name"] or ""


def _what_is_wrong(source: str, plain: str) -> str:
    """Why ``plain`` is no expression."""
    if _CHAIN.match(plain):
        return f"“{source}”连用了几种写法，一处只能用一种"
    if _CALL.match(plain):
        return f"“{source}”里的名称不能带括号；写法要放在竖线后面，例如 {{{{ 名称 | 同比 }}}}"
    if _CALCULATION.search(plain):
        return f"“{source}”不是名称；不能在文字里计算、取下标或写条件，只能写 {{{{ 名称 }}}}"
    return f"“{source}”的写法不对，名称里不能有空格和标点，也不能以数字开头"


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        depth += (character in "([") - (character in ")]")
        deepest = max(deepest, depth)
    return deepest
