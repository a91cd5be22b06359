"""Text with its figures: what it says, what is wrong with it, and which cells its figures come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from toolkit.errors import ExpressionError
from toolkit.filing import Filing, Paragraph
from toolkit.form.cells import did_you_mean
from toolkit.narrative.filters import FILTERS, MOST_DECIMALS, Filter, plain
from toolkit.narrative.names import Value, ValueKind, known_names, value_of
from toolkit.narrative.sentences import sentence
from toolkit.narrative.syntax import Expression, InvalidExpression, Token, tokens

_MOST_HINTS = 20
"""A paragraph with more unknown names has no typing slips, it has another language."""

Words = str | Paragraph
"""Text that may hold expressions; a paragraph marked literal holds none, whatever braces are in it."""


class _UnknownName(ExpressionError):
    """A name of the text that the filing does not know."""

    def __init__(self, name: str) -> None:
        super().__init__(f"没有“{name}”这个名称")
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedValue:
    """A value that text makes use of: its name, as it prints by itself, and the ids of the cells behind it."""

    name: str
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatedText:
    """A run of evaluated text. ``expression`` is what it was made from, as written; empty: the author's own words.

    ``problem`` says in Chinese why an expression could not be evaluated; it then stands in ``text`` as written.
    """

    text: str
    expression: str = ""
    uses: tuple[UsedValue, ...] = ()
    problem: str = ""


def pieces(text: Words, filing: Filing) -> tuple[EvaluatedText, ...]:
    """``text`` cut where expressions begin and end, evaluated; never raises.

    A filing does not change, and most checks look at the same text: it is evaluated once.
    """
    if isinstance(text, Paragraph):
        return (EvaluatedText(text=text.text),) if text.literal else pieces(text.text, filing)
    known: dict[str, tuple[EvaluatedText, ...]] = filing.evaluated
    if text not in known:
        hints = _Hints(filing)
        known[text] = tuple(_piece(token, filing, hints.of) for token in tokens(text))
    return known[text]


def evaluate(text: Words, filing: Filing) -> str:
    """``text`` with its figures. Never raises: a faulty expression, see :func:`text_problems`, stays as written."""
    return "".join(piece.text for piece in pieces(text, filing))


def text_problems(text: Words, filing: Filing) -> list[str]:
    """Every mistake in the expressions of ``text``, in Chinese, each with what was probably meant."""
    return [piece.problem for piece in pieces(text, filing) if piece.problem]


def paragraphs(filing: Filing, slot: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text slot with their figures, empty ones left out; all are literal now."""
    return tuple(_evaluated(filing, slot))


def _evaluated(filing: Filing, slot: str) -> Iterator[Paragraph]:
    for paragraph in filing.narrative.get(slot, ()):
        text = evaluate(paragraph, filing)
        if text.strip():
            yield replace(paragraph, text=text, literal=True)


class _Hints:
    """What unknown names were probably meant to be. Looking for that takes time, so only the first ones get a hint."""

    def __init__(self, filing: Filing) -> None:
        self._filing = filing
        self._left = _MOST_HINTS

    def of(self, name: str) -> str:
        self._left -= 1
        return did_you_mean(name, self._choices) if self._left >= 0 else ""

    @cached_property
    def _choices(self) -> tuple[str, ...]:
        return (*known_names(self._filing), *self._filing.form.sentences)


def _piece(token: Token, filing: Filing, hint: Callable[[str], str]) -> EvaluatedText:
    if isinstance(token, str):
        return EvaluatedText(text=token)
    if isinstance(token, InvalidExpression):
        return EvaluatedText(text=token.source, expression=token.source, problem=token.problem)
    try:
        text, uses = _expand(token, filing)
    except ExpressionError as error:
        meant = hint(error.name) if isinstance(error, _UnknownName) else ""
        return EvaluatedText(text=token.source, expression=token.source, problem=error.message + meant)
    return EvaluatedText(text=text, expression=token.source, uses=uses)


def _hidden(filing: Filing) -> bool:
    """Whether last year's numbers are there, but not the form that says what they are."""
    return filing.before is not None and filing.before.form_is_absent


def _expand(expression: Expression, filing: Filing) -> tuple[str, tuple[UsedValue, ...]]:
    """What an expression prints and uses; :class:`ExpressionError` if it names what there is not."""
    if expression.name in filing.form.sentences:
        if expression.filter:
            raise ExpressionError(f"“{expression.name}”是整句话，后面不能再加“{expression.filter}”")
        text, values = sentence(expression.name, filing)
        return text, tuple(map(_use, values))
    value = _value(expression.name, filing)
    if not expression.filter:
        return plain(value), (_use(value),)
    way = _filter(expression.filter, value)
    if way.compares and value.prior is None and expression.name in filing.form.quantities and _hidden(filing):
        raise ExpressionError(
            f"“{value.name}”和上年的比较写不出来，上年报告的表式这里没有：请先按 IM-22 办，或改写这一句"
        )
    arguments = _arguments(expression, way, filing)
    wholes = [argument for argument in arguments if isinstance(argument, Value)]
    return way.write(value, *arguments), tuple(map(_use, (value, *wholes)))


def _value(name: str, filing: Filing) -> Value:
    value = value_of(name, filing)
    if value is None:
        raise _UnknownName(name)
    return value


def _filter(name: str, value: Value) -> Filter:
    if name not in FILTERS:
        every = "、".join(FILTERS)
        raise ExpressionError(f"没有“{name}”这种写法{did_you_mean(name, FILTERS) or f'，可用的有：{every}'}")
    way = FILTERS[name]
    if value.kind is not way.on:
        raise ExpressionError(f"“{value.name}”是{value.kind}，不能用“{name}”（只用于{way.on}）")
    return way


def _arguments(expression: Expression, way: Filter, filing: Filing) -> list[Value | int]:
    """The values and numbers that the way of writing takes; :class:`ExpressionError` with an example for any others."""
    names = [argument for argument in expression.arguments if isinstance(argument, str)]
    decimals = [argument for argument in expression.arguments if isinstance(argument, int)]
    in_order = (*names, *decimals) == expression.arguments
    in_range = all(0 <= each <= MOST_DECIMALS for each in decimals)
    if not (in_order and in_range and len(names) == way.whole and len(decimals) <= way.decimals):
        raise ExpressionError(f"“{expression.filter}”括号里的内容不对，应照此写：{way.example}")
    wholes = [_value(name, filing) for name in names]
    for whole in wholes:
        if whole.kind is not ValueKind.NUMBER:
            raise ExpressionError(f"“{whole.name}”是{whole.kind}，不能作为“{expression.filter}”的总数")
    return [*wholes, *decimals]


def _use(value: Value) -> UsedValue:
    return UsedValue(name=value.name, text=plain(value), cells=value.cells)
