"""What is wrong with the text of a form: its sentences, its drafts, and the names that it gives."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.errors import ExpressionError
from toolkit.form import Form
from toolkit.form.cells import did_you_mean
from toolkit.form.model import Draft
from toolkit.narrative.filters import FILTERS
from toolkit.narrative.names import COVER_NAMES
from toolkit.narrative.sentences import sentence_tree
from toolkit.narrative.syntax import Expression, InvalidExpression, tokens
from toolkit.patterns import regex

_GAP = regex("【[^【】]*】")


def text_faults(form: Form) -> Iterator[str]:
    """Every mistake as “path：what is wrong”."""
    shorts = {table.short: f"tables[{at}].short" for at, table in enumerate(form.tables)}
    named = {**dict.fromkeys(form.quantities, "names"), **dict.fromkeys(form.sentences, "sentences")}
    for name, path in (*named.items(), *shorts.items()):
        if name in COVER_NAMES or (name in shorts and path != shorts[name]):
            yield f"{path}：“{name}”{_whose(form, name)}已经有别的意思，请换一个名称"
    known = {*form.quantities, *COVER_NAMES, *shorts}
    for name in form.sentences:
        yield from (f"sentences.{name}：{fault}" for fault in _sentence_faults(name, form, known))
    for path, draft in drafts_with_paths(form):
        yield from (f"{path}.text：{fault}" for fault in _draft_faults(draft.text, known | form.sentences.keys(), form))


def _whose(form: Form, name: str) -> str:
    """Which cells have ``name``, where it is one of figures."""
    refs = form.quantities[name].refs if name in form.quantities else ()
    return f"（{refs[0]}{' 等' if len(refs) > 1 else ''} 的名称）" if refs else ""


def _sentence_faults(sentence_name: str, form: Form, known: set[str]) -> Iterator[str]:
    try:
        names = sentence_tree(sentence_name, form).names
    except ExpressionError as error:
        yield error.message
        return
    for name in names:
        if name not in known:
            yield f"没有“{name}”这个名称{did_you_mean(name, known)}"


def drafts_with_paths(form: Form) -> Iterator[tuple[str, Draft]]:
    """Every draft of the form, with its path in the form file."""
    yield from ((f"preamble[{place}]", draft) for place, draft in enumerate(form.preamble or ()))
    for index, section in enumerate(form.sections):
        yield from ((f"sections[{index}].drafts[{place}]", draft) for place, draft in enumerate(section.drafts))


def _draft_faults(text: str, known: set[str], form: Form) -> Iterator[str]:
    if not frozenset("【】").isdisjoint(_GAP.sub("", text)):
        yield "“【”和“】”应成对，里面不能再有；不成对的空白没有人会发现它没有改写"
    for token in tokens(text):
        if isinstance(token, InvalidExpression):
            yield token.problem
        elif isinstance(token, Expression):
            if token.name not in known:
                yield f"没有“{token.name}”这个名称{did_you_mean(token.name, known)}"
            elif token.filter and token.name in form.sentences:
                yield f"“{token.name}”是整句话，后面不能再加“{token.filter}”"
            elif token.filter and token.filter not in FILTERS:
                yield f"没有“{token.filter}”这种写法{did_you_mean(token.filter, FILTERS)}"
