"""The examples of a form's phrases: each sentence says of each phrase what ``yes`` states, and of ``no`` nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.filing import Filing, Source, Text
from toolkit.form import Form
from toolkit.form.phrases.book import PhraseWording
from toolkit.rules.stated_figures import StatedFigure, figures_of_match, figures_stated, matches, wordings_for

_YEAR = 2025
"""Of the report that the sentences stand in."""


def example_faults(form: Form) -> Iterator[str]:
    """Every example that is read otherwise, as “path：what is wrong”."""
    book = form.phrase_book
    sections = dict.fromkeys(each.section for each in (*book.phrases.figures, *book.phrases.readings) if each.section)
    for wording in book.wordings:
        yield from _faults("figures", wording, form)
    for section in sections:
        for key, wordings in (("figures", book.of_section(section)), ("readings", book.readings(section))):
            yield from (fault for wording in wordings for fault in _faults(key, wording, form))


def _faults(key: str, wording: PhraseWording, form: Form) -> Iterator[str]:
    path = f"phrases.{key}.{wording.phrase.id}"
    for sentence, stated in wording.phrase.yes.items():
        if (found := _reading(wording, sentence, form)) != stated:
            yield f"{path}.yes：“{sentence}”读出的是“{found}”，不是“{stated}”"
    for sentence in wording.phrase.no:
        if found := _reading(wording, sentence, form):
            yield f"{path}.no：“{sentence}”不应读出，现读出“{found}”"


def _reading(wording: PhraseWording, sentence: str, form: Form) -> str:
    """What the phrase finds in a sentence: ``甲 0、甲+乙 3``."""
    found = (
        ("+".join(figure.meanings[0]), figure.number.normalize())
        for figure in _figures_of_phrase(wording, sentence, form)
    )
    return "、".join(f"{name} {number:f}" for name, number in found)


def _figures_of_phrase(wording: PhraseWording, sentence: str, form: Form) -> Iterable[StatedFigure]:
    if wording.phrase.section:
        match = next(matches(wording, sentence), None)
        return figures_of_match(wording, match, form) if match else ()
    bare = Filing(form=form, source=Source.DATA, agency=Text(), year=_YEAR)
    every = figures_stated(sentence, wordings_for(sentence, form), bare)
    return [figure for figure in every if figure.wording is wording]
