"""What a form's sentence may be made of: conditions, names, macros, lists and our filters; nothing that runs for long.

A form file may come from anywhere. jinja2 parses its sentences and nothing of them is ever run: what they may hold is
made into a tree, to be walked, and everything else is a mistake. There are no loops, no arithmetic, no attributes, no
calls but of macros defined above, so that what a sentence costs is known before it is written.

A node is a list that JSON can hold: its kind, then its parts.

==================================  =====================================================================
``["text", words]``                 the author's own words
``["const", value]``                a text, a number, true, false or none
``["name", name]``                  a value of the filing, a ``set`` name or a macro's parameter
``["list", item, …]``               also ``["tuple", item, …]``
``["item", node, index]``           ``node[index]``
``["filter", name, node, arg, …]``  ``node | name(arg, …)``
``["call", macro, arg, …]``         prints what the macro says
``["not", node]``                   also ``["and", left, right]`` and ``["or", left, right]``
``["compare", node, op, node, …]``  ``op`` as jinja2 calls it: eq, ne, lt, lteq, gt, gteq, in, notin
``["choose", test, node, node]``    ``node if test else node``
``["if", test, body, body]``        bodies are lists of nodes
``["set", name, node]``             from here on in this macro or sentence
``["macro", name, params, body]``   ``params``: a list of names, each with its default if there is one
==================================  =====================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from toolkit.bounds import SENTENCE_CHARACTERS, SENTENCE_DEPTH, SENTENCE_STEPS
from toolkit.errors import ExpressionError
from toolkit.form.cells import did_you_mean
from toolkit.patterns import regex

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

PRESENT, LISTED, LENGTH = "非零", "列举", "length"
"""The filters of sentences: pairs whose number is not zero, pairs as words, how many."""
FILTERS = (PRESENT, LISTED, LENGTH)

Node = list[Any]
"""See the table above."""

_WORDS = {
    "For": "循环",
    "Getattr": "点号取属性",
    "Add": "计算",
    "Sub": "计算",
    "Mul": "计算",
    "Div": "计算",
    "FloorDiv": "计算",
    "Mod": "计算",
    "Pow": "计算",
    "Neg": "计算",
    "Pos": "计算",
    "Concat": "拼接",
    "Slice": "切片",
    "Test": "is 判断",
    "Dict": "字典",
}
"""What staff call the parts of a template that a sentence may not have."""
_OF_JINJA = frozenset({"self", "super", "loop", "caller", "varargs", "kwargs"})
"""Names that stand for something of the template language."""
_LINE_BREAK = regex(r"(?<!\s)\s*\n\s*")


@dataclass(frozen=True, slots=True)
class SentenceTree:
    """A sentence, parsed: the names of the filing that it reads, in the order of their first use, and its nodes."""

    names: tuple[str, ...]
    body: tuple[Node, ...]


def parse_sentence(source: str) -> SentenceTree:
    """The sentence ``source``; :class:`ExpressionError` with what it may not have.

    A sentence is written over several lines for its reader's sake; line breaks and the blanks around them do not count.
    """
    from jinja2 import TemplateSyntaxError, meta

    joined = _LINE_BREAK.sub("", source.strip())
    if len(joined) > SENTENCE_CHARACTERS:
        raise ExpressionError(f"例句超过 {SENTENCE_CHARACTERS} 个字")
    try:
        template = _environment().parse(joined)
        converter = _Converter()
        body = converter.body(template.body)
        if converter.mistakes:
            raise ExpressionError("；".join(converter.mistakes))
        names = meta.find_undeclared_variables(template)
    except TemplateSyntaxError as error:
        raise ExpressionError(f"例句的写法不对（{error.message}）") from None
    except RecursionError:
        raise ExpressionError("例句套得太深") from None
    return SentenceTree(tuple(sorted(names, key=joined.index)), tuple(body))


class _Endless(ExpressionError):
    """A sentence that is longer or deeper than any is: nothing more is looked for in it."""


class _Converter:
    """Makes nodes of jinja2's, and counts the steps that they take at most, a macro's each time it is called.

    ``mistakes`` are all that it has met.
    """

    def __init__(self) -> None:
        self.mistakes: dict[str, None] = {}
        self._steps = 0
        self._depth = 0
        self._macros: dict[str, int] = {}

    def body(self, parts: Iterable[nodes.Node]) -> list[Node]:
        """Statements and the words between them; what is printed stands among them as it is."""
        from jinja2 import nodes

        made: list[Node] = []
        for part in parts:
            made += self.all(part.nodes) if isinstance(part, nodes.Output) else [self.node(part)]
        return made

    def all(self, parts: Iterable[nodes.Node]) -> list[Node]:
        """Each of ``parts``."""
        return [self.node(part) for part in parts]

    def node(self, node: nodes.Node) -> Node:
        """``node`` converted; what it is, or holds, that a sentence may not have is put into :attr:`mistakes`."""
        self._count(1)
        self._depth += 1
        if self._depth > SENTENCE_DEPTH:
            raise _Endless("例句套得太深")
        try:
            return self._converted(node)
        except _Endless:
            raise
        except ExpressionError as error:
            self.mistakes[error.message] = None
            return ["text", ""]
        finally:
            self._depth -= 1

    def _converted(self, node: nodes.Node) -> Node:
        kind = type(node).__name__
        if kind not in _CONVERSIONS:
            raise ExpressionError(f"例句里不能用{_WORDS.get(kind, kind)}，只能用 if、set、macro、名称和本程序的写法")
        return _CONVERSIONS[kind](self, node)

    def name(self, node: nodes.Name) -> Node:
        if node.name in _OF_JINJA:
            raise ExpressionError(f"没有“{node.name}”这个名称")
        return ["name", node.name]

    def call(self, node: nodes.Call) -> Node:
        from jinja2 import nodes

        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name not in self._macros or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise ExpressionError("例句里只能调用前面写好的宏，括号里依次写名称")
        self._count(self._macros[name])
        return ["call", name, *self.all(node.args)]

    def filter(self, node: nodes.Filter) -> Node:
        if node.name not in FILTERS:
            raise ExpressionError(f"例句里没有“{node.name}”这种写法{did_you_mean(node.name, FILTERS)}")
        if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise ExpressionError(f"例句里“{node.name}”的写法不对")
        return ["filter", node.name, self.node(node.node), *self.all(node.args)]

    def item(self, node: nodes.Getitem) -> Node:
        from jinja2 import nodes

        index = node.arg.value if isinstance(node.arg, nodes.Const) else None
        if type(index) is not int or index < 0:
            raise ExpressionError("例句里方括号中只能写整数，例如 结果[0]")
        return ["item", self.node(node.node), index]

    def assign(self, node: nodes.Assign) -> Node:
        from jinja2 import nodes

        if not isinstance(node.target, nodes.Name):
            raise ExpressionError("例句里 set 一次只能取一个名称")
        return ["set", node.target.name, self.node(node.node)]

    def choice(self, node: nodes.If) -> Node:
        """``elif`` is an ``if`` in the other branch."""
        otherwise = self.body(node.else_)
        for other in reversed(node.elif_):
            otherwise = [["if", self.node(other.test), self.body(other.body), otherwise]]
        return ["if", self.node(node.test), self.body(node.body), otherwise]

    def macro(self, node: nodes.Macro) -> Node:
        """Costs nothing where it is defined: each call counts."""
        before = self._steps
        required = len(node.args) - len(node.defaults)
        defaults: list[list[Node]] = [[]] * required + [[default] for default in self.all(node.defaults)]
        params = [[arg.name, *default] for arg, default in zip(node.args, defaults, strict=True)]
        body = self.body(node.body)
        self._macros[node.name], self._steps = self._steps - before, before
        return ["macro", node.name, params, body]

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > SENTENCE_STEPS:
            raise _Endless("例句太长：宏一层套一层，展开后没有尽头")


def _comparison(converter: _Converter, node: nodes.Compare) -> Node:
    made: Node = ["compare", converter.node(node.expr)]
    for operand in node.ops:
        made += [operand.op, converter.node(operand.expr)]
    return made


def _alternative(converter: _Converter, node: nodes.CondExpr) -> Node:
    """Without ``else`` it says nothing."""
    other = ["text", ""] if node.expr2 is None else converter.node(node.expr2)
    return ["choose", converter.node(node.test), converter.node(node.expr1), other]


_CONVERSIONS: Mapping[str, Callable[[_Converter, Any], Node]] = {
    "TemplateData": lambda _, node: ["text", node.data],
    "Const": lambda _, node: ["const", node.value],
    "Name": _Converter.name,
    "List": lambda converter, node: ["list", *converter.all(node.items)],
    "Tuple": lambda converter, node: ["tuple", *converter.all(node.items)],
    "Not": lambda converter, node: ["not", converter.node(node.node)],
    "And": lambda converter, node: ["and", converter.node(node.left), converter.node(node.right)],
    "Or": lambda converter, node: ["or", converter.node(node.left), converter.node(node.right)],
    "Compare": _comparison,
    "CondExpr": _alternative,
    "Getitem": _Converter.item,
    "Filter": _Converter.filter,
    "Call": _Converter.call,
    "If": _Converter.choice,
    "Assign": _Converter.assign,
    "Macro": _Converter.macro,
}
"""What a sentence may have, by jinja2's names, and what becomes of it."""


@cache
def _environment() -> Environment:
    """It only parses; constant parts are left as they are written, so that nothing is computed."""
    from jinja2 import Environment

    environment = Environment(autoescape=False)  # noqa: S701 -- it renders nothing
    environment.globals.clear()
    environment.filters = dict.fromkeys(FILTERS, str)
    return environment
