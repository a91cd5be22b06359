"""Whole sentences as names: the form's own, with figures as numbers."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from toolkit.bounds import SENTENCE_CHARACTERS
from toolkit.errors import ExpressionError
from toolkit.filing import Filing
from toolkit.filing.numerals import number_text
from toolkit.form import Form
from toolkit.form.expression import Number
from toolkit.form.sentence_tree import LENGTH, LISTED, PRESENT, Node, SentenceTree, parse_sentence
from toolkit.narrative.names import Value, value_of


def sentence(name: str, filing: Filing) -> tuple[str, tuple[Value, ...]]:
    """The form's sentence of that name and the values it was made from.

    While one of these is not known the sentence is a marked blank: half a table makes no true sentence.
    """
    tree = sentence_tree(name, filing.form)
    values = tuple(_known(each, name, filing) for each in tree.names)
    if any(value.content is None for value in values):
        return f"【{name}：相关数据尚未填完】", values
    return _written(name, tree, values), values


def sentence_tree(name: str, form: Form) -> SentenceTree:
    """The form's sentence of that name, parsed once; :class:`ExpressionError` if its author made a mistake in it."""
    if name not in form.parsed_sentences:
        form.parsed_sentences[name] = parse_sentence(form.sentences[name])
    return form.parsed_sentences[name]


def _written(name: str, tree: SentenceTree, values: Sequence[Value]) -> str:
    try:
        text = _Writer({value.name: value.content for value in values}).text(tree.body)
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise ExpressionError(f"表式的例句“{name}”写不出来（{error}）") from None
    if len(text) > SENTENCE_CHARACTERS:
        raise ExpressionError(f"表式的例句“{name}”写出来超过 {SENTENCE_CHARACTERS} 个字")
    return text


def _known(name: str, sentence_name: str, filing: Filing) -> Value:
    value = value_of(name, filing)
    if value is None:
        raise ExpressionError(f"表式的例句“{sentence_name}”用了不存在的名称“{name}”")
    return value


class _Writer:
    """Walks a sentence's tree with what its names stand for; a macro has names of its own over those around it."""

    def __init__(self, names: Mapping[str, Any], macros: dict[str, Node] | None = None) -> None:
        self._names = dict(names)
        self._macros = macros if macros is not None else {}

    def text(self, body: Iterable[Node]) -> str:
        """What ``body`` prints; :class:`LookupError`, :class:`TypeError` or :class:`ValueError` if it cannot."""
        return "".join(_printed(self.value(node)) for node in body)

    def value(self, node: Node) -> Any:
        """What ``node`` stands for; a statement prints its text, or nothing."""
        kind, *parts = node
        if kind in ("text", "const"):
            return parts[0]
        return getattr(self, f"_{kind}")(*parts)

    def _name(self, name: str) -> Any:
        if name not in self._names:
            raise LookupError(f"“{name}”此处没有值")
        return self._names[name]

    def _list(self, *items: Node) -> list[Any]:
        return [self.value(item) for item in items]

    def _tuple(self, *items: Node) -> tuple[Any, ...]:
        return tuple(self.value(item) for item in items)

    def _item(self, node: Node, index: int) -> Any:
        return self.value(node)[index]

    def _filter(self, name: str, node: Node, *arguments: Node) -> Any:
        return _FILTERS[name](self.value(node), *map(self.value, arguments))

    def _call(self, name: str, *arguments: Node) -> str:
        """Without an argument a parameter has its default; it may go without a value only where it is not read."""
        params, body = self._macros[name]
        given = {param: self.value(default[0]) for param, *default in params if default}
        values = [self.value(argument) for argument in arguments]
        if len(values) > len(params):
            raise TypeError(f"“{name}”括号里多了 {len(values) - len(params)} 项")
        given |= {param: value for (param, *_), value in zip(params, values, strict=False)}
        return _Writer(self._names | given, self._macros).text(body)

    def _not(self, node: Node) -> bool:
        return not self.value(node)

    def _and(self, left: Node, right: Node) -> Any:
        return self.value(left) and self.value(right)

    def _or(self, left: Node, right: Node) -> Any:
        return self.value(left) or self.value(right)

    def _compare(self, first: Node, *others: Any) -> bool:
        left = self.value(first)
        for name, node in zip(others[::2], others[1::2], strict=True):
            right = self.value(node)
            if not _COMPARISONS[name](left, right):
                return False
            left = right
        return True

    def _choose(self, test: Node, then: Node, otherwise: Node) -> Any:
        return self.value(then if self.value(test) else otherwise)

    def _if(self, test: Node, then: Iterable[Node], otherwise: Iterable[Node]) -> str:
        return self.text(then if self.value(test) else otherwise)

    def _set(self, name: str, node: Node) -> str:
        self._names[name] = self.value(node)
        return ""

    def _macro(self, name: str, params: list[Node], body: list[Node]) -> str:
        self._macros[name] = [params, body]
        return ""


def _printed(value: Any) -> str:
    return number_text(value) if isinstance(value, int | Decimal) else str(value)


def _present(pairs: Iterable[tuple[str, Number]]) -> list[tuple[str, Number]]:
    return [(words, number) for words, number in pairs if number]


def _listed(pairs: Iterable[tuple[str, Number]], unit: str = "件") -> str:
    """``答复20件、转办6件``."""
    return "、".join(f"{words}{number_text(number)}{unit}" for words, number in pairs)


_FILTERS: dict[str, Callable[..., Any]] = {PRESENT: _present, LISTED: _listed, LENGTH: len}
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda one, many: one in many,
    "notin": lambda one, many: one not in many,
}
