"""Whole sentences as names: the form's own trusted jinja2 templates, with figures as numbers.

A template is written over several lines for its reader's sake; line breaks and the blanks around them do not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from toolkit.bounds import SENTENCE_CHARACTERS
from toolkit.errors import ExpressionError
from toolkit.filing import Filing
from toolkit.filing.numerals import number_text
from toolkit.form.expression import Number
from toolkit.narrative.names import Value, value_of
from toolkit.narrative.template import parsed
from toolkit.patterns import regex

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

_LINE_BREAK = regex(r"(?<!\s)\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A compiled sentence and the names it reads."""

    template: Template
    names: tuple[str, ...]


def sentence(name: str, filing: Filing) -> tuple[str, tuple[Value, ...]]:
    """The form's sentence of that name and the values it was made from.

    While one of these is not known the sentence is a marked blank: half a table makes no true sentence.
    """
    compiled = compile_sentence(filing.form.sentences[name])
    values = tuple(_known(each, name, filing) for each in compiled.names)
    if any(value.content is None for value in values):
        return f"【{name}：相关数据尚未填完】", values
    return _written(name, compiled, values), values


def _written(name: str, compiled: Sentence, values: tuple[Value, ...]) -> str:
    from jinja2 import TemplateError

    try:
        text = compiled.template.render({value.name: value.content for value in values})
    except (TemplateError, TypeError, ValueError, RecursionError) as error:
        raise ExpressionError(f"表式的例句“{name}”写不出来（{error}）") from None
    if len(text) > SENTENCE_CHARACTERS:
        raise ExpressionError(f"表式的例句“{name}”写出来超过 {SENTENCE_CHARACTERS} 个字")
    return text


@lru_cache(maxsize=64)
def compile_sentence(source: str) -> Sentence:
    """The template ``source``; :class:`ExpressionError` if the form file's author made a mistake in it."""
    from jinja2 import meta

    environment = _environment()
    joined = _LINE_BREAK.sub("", source.strip())
    tree = parsed(environment, joined)
    names = meta.find_undeclared_variables(tree)
    return Sentence(environment.from_string(tree), tuple(sorted(names, key=joined.index)))


def _known(name: str, sentence_name: str, filing: Filing) -> Value:
    value = value_of(name, filing)
    if value is None:
        raise ExpressionError(f"表式的例句“{sentence_name}”用了不存在的名称“{name}”")
    return value


@lru_cache(maxsize=1)
def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, finalize=_printed)
    environment.globals.clear()
    environment.filters = {"非零": _present, "列举": _listed, "length": len}
    return environment


def _printed(value: Any) -> Any:
    return number_text(value) if isinstance(value, int | Decimal) else value


def _present(pairs: Iterable[tuple[str, Number]]) -> list[tuple[str, Number]]:
    """The (words, number) pairs whose number is not zero."""
    return [(words, number) for words, number in pairs if number]


def _listed(pairs: Iterable[tuple[str, Number]], unit: str = "件") -> str:
    """``答复20件、转办6件``."""
    return "、".join(f"{words}{number_text(number)}{unit}" for words, number in pairs)
