"""What a form's sentence may be made of: conditions, names, macros, lists and our filters; nothing that runs for long.

A form file may come from anywhere. Its sentences have no loops, no arithmetic, no attributes, no calls but of macros
defined above, so that what a sentence costs is known before it is written.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.bounds import SENTENCE_CHARACTERS, SENTENCE_DEPTH, SENTENCE_STEPS
from toolkit.errors import ExpressionError
from toolkit.form.cells import did_you_mean

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

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


def parsed(environment: Environment, source: str) -> nodes.Template:
    """``source`` as a tree; :class:`ExpressionError` with what a sentence may not have."""
    from jinja2 import TemplateSyntaxError

    if len(source) > SENTENCE_CHARACTERS:
        raise ExpressionError(f"例句超过 {SENTENCE_CHARACTERS} 个字")
    try:
        template = environment.parse(source)
    except TemplateSyntaxError as error:
        raise ExpressionError(f"例句的写法不对（{error.message}）") from None
    except RecursionError:
        raise ExpressionError("例句套得太深") from None
    _Cost(environment).of(template)
    return template


class _Cost:
    """How many steps a part of a sentence takes at most, with what its macros take each time they are called."""

    def __init__(self, environment: Environment) -> None:
        self._filters = environment.filters
        self._macros: dict[str, int] = {}

    def of(self, node: nodes.Node, depth: int = 0) -> int:
        """The steps of ``node``; :class:`ExpressionError` if it is, or holds, what a sentence may not have."""
        from jinja2 import nodes

        kind = type(node).__name__
        if not isinstance(node, _allowed()):
            raise ExpressionError(f"例句里不能用{_WORDS.get(kind, kind)}，只能用 if、set、macro、名称和本程序的写法")
        if depth > SENTENCE_DEPTH:
            raise ExpressionError("例句套得太深")
        steps = 1
        if isinstance(node, nodes.Call):
            steps += self._called(node) + sum(self.of(each, depth + 1) for each in node.args)
        else:
            self._look_at(node)
            steps += sum(self.of(child, depth + 1) for child in node.iter_child_nodes())
        if steps > SENTENCE_STEPS:
            raise ExpressionError("例句太长：宏一层套一层，展开后没有尽头")
        if isinstance(node, nodes.Macro):
            self._macros[node.name] = steps
            return 1
        return steps

    def _called(self, node: nodes.Call) -> int:
        from jinja2 import nodes

        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name not in self._macros or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise ExpressionError("例句里只能调用前面写好的宏，括号里依次写名称")
        return self._macros[name]

    def _look_at(self, node: nodes.Node) -> None:
        from jinja2 import nodes

        if isinstance(node, nodes.Filter):
            if node.name not in self._filters:
                raise ExpressionError(f"例句里没有“{node.name}”这种写法{did_you_mean(node.name, self._filters)}")
            if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
                raise ExpressionError(f"例句里“{node.name}”的写法不对")
        if isinstance(node, nodes.Getitem) and not (
            isinstance(node.arg, nodes.Const) and type(node.arg.value) is int and node.arg.value >= 0
        ):
            raise ExpressionError("例句里方括号中只能写整数，例如 结果[0]")
        if isinstance(node, nodes.Assign) and not isinstance(node.target, nodes.Name):
            raise ExpressionError("例句里 set 一次只能取一个名称")


@cache
def _allowed() -> tuple[type[nodes.Node], ...]:
    from jinja2 import nodes

    return (
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.Name,
        nodes.Const,
        nodes.Filter,
        nodes.If,
        nodes.CondExpr,
        nodes.Assign,
        nodes.Macro,
        nodes.Call,
        nodes.Compare,
        nodes.Operand,
        nodes.And,
        nodes.Or,
        nodes.Not,
        nodes.Tuple,
        nodes.List,
        nodes.Getitem,
    )
