"""The faults: each is one node of a module's syntax tree, changed as somebody might have written it wrongly."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Break: ast.Continue,
    ast.Continue: ast.Break,
}
_FUNCTIONS = {"sorted": "list", "reversed": "list", "min": "max", "max": "min", "any": "all", "all": "any"}
_TIDYING = {"strip", "lstrip", "rstrip", "lower", "upper", "casefold", "removeprefix", "removesuffix", "replace"}
_NOT_TRIED = {"annotation", "returns", "type_params", "decorator_list"}
_LARGE = 100
_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: the module with it, and where it is."""

    path: str
    owner: str
    """The qualified name of the function, class or constant that has the fault; empty at a module's top."""
    module: ast.Module
    node: ast.expr | ast.stmt
    changed: ast.AST

    @property
    def place(self) -> str:
        """The line, and whose it is."""
        return f"{self.path}:{self.node.lineno} {self.owner}"

    @property
    def name(self) -> str:
        """The last part of ``owner``."""
        return self.owner.rpartition(".")[2]

    def __str__(self) -> str:
        before, after = (ast.unparse(each) for each in (self.node, self.changed))
        return f"{self.place}\n    {_shown(before)}\n    {_shown(after)}"

    def source(self) -> str:
        """The module's source with the fault, which stays in the tree: it is asked for in a process of its own."""
        return ast.unparse(_Replace(self.node, self.changed).visit(self.module))


def mutants(path: str, source: str) -> list[Mutant]:
    """All faults of one module."""
    module = ast.parse(source)
    return [
        Mutant(path, owner, module, node, changed)
        for node, owner in owned_nodes(module)
        if isinstance(node, ast.expr | ast.stmt)
        for changed in _changes(node)
    ]


def owned_nodes(node: ast.AST, owner: str = "", *, inside: bool = False) -> Iterator[tuple[ast.AST, str]]:
    """What is run, each with the function or constant that it is part of, ``inside`` a function all with that one.

    Neither annotations, decorators nor docstrings.
    """
    inside = inside or isinstance(node, ast.FunctionDef)
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if name in _NOT_TRIED or not isinstance(child, ast.AST) or _is_docstring(child):
                continue
            yield child, owner
            named = "" if inside else _name(child)
            yield from owned_nodes(child, f"{owner}.{named}".strip(".") if named else owner, inside=inside)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _name(node: ast.AST) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=operators):
            for place, operator in enumerate(operators):
                yield _but(node, ops=[*operators[:place], _SWAPS[type(operator)](), *operators[place + 1 :]])
        case ast.BoolOp(op=operator, values=values):
            yield _but(node, op=_SWAPS[type(operator)]())
            yield from (_but(node, values=rest) for rest in _without_one(values))
        case ast.BinOp(op=operator) | ast.AugAssign(op=operator) if type(operator) in _SWAPS:
            yield _but(node, op=_SWAPS[type(operator)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield from map(ast.Constant, (value * 2, value // 2) if value >= _LARGE else (value + 1, value - 1))
        case ast.If() | ast.While():
            yield from (_but(node, test=ast.Constant(value)) for value in (True, False)[isinstance(node, ast.While) :])
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)
        case ast.ListComp(generators=[loop]) | ast.SetComp(generators=[loop]) | ast.GeneratorExp(generators=[loop]):
            yield from (_but(node, generators=[_but(loop, ifs=rest)]) for rest in _without_one(loop.ifs))
        case ast.DictComp(generators=[loop]):
            yield from (_but(node, generators=[_but(loop, ifs=rest)]) for rest in _without_one(loop.ifs))
        case ast.Call():
            yield from _changed_call(node)
        case ast.Break() | ast.Continue():
            yield _SWAPS[type(node)]()
        case ast.Expr() | ast.Raise() | ast.AugAssign():
            yield ast.Pass()


def _changed_call(node: ast.Call) -> Iterator[ast.AST]:
    match node.func:
        case ast.Name(id="sorted" | "reversed" as name):
            yield ast.Call(ast.Name(_FUNCTIONS[name]), node.args[:1], [])
        case ast.Name(id=name) if name in _FUNCTIONS:
            yield _but(node, func=ast.Name(_FUNCTIONS[name]))
        case ast.Attribute(value=value, attr=name) if name in _TIDYING:
            yield value
    yield from (_but(node, keywords=rest) for rest in _without_one(node.keywords))
    for place, argument in enumerate(node.args):
        if isinstance(argument, ast.Tuple):
            for rest in _without_one(argument.elts):
                yield _but(node, args=[*node.args[:place], _but(argument, elts=rest), *node.args[place + 1 :]])


def _without_one(values: list[ast.AST] | list[ast.expr] | list[ast.keyword]) -> Iterator[list[ast.AST]]:
    return ([*values[:place], *values[place + 1 :]] for place in range(len(values)))


def _but(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


class _Replace(ast.NodeTransformer):
    """Changes one node of a tree."""

    def __init__(self, node: ast.AST, changed: ast.AST) -> None:
        self._node, self._changed = node, changed

    def visit(self, node: ast.AST) -> ast.AST:
        return self._changed if node is self._node else self.generic_visit(node)


def _shown(source: str) -> str:
    return source.partition("\n")[0][:_SHOWN]
