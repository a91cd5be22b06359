"""The figures of fields that a section states in so many words; what leaves any doubt stays blank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.filing import Entry, Filing, Paragraph, Source, Text
from toolkit.filing.numerals import entry_of
from toolkit.form import Form
from toolkit.form.expression import Number
from toolkit.form.phrases.book import PhraseWording
from toolkit.ingest.blocks import SourceLine
from toolkit.narrative import evaluate
from toolkit.patterns import regex
from toolkit.rules.checks import checks_of
from toolkit.rules.checks.section_figures import SectionFigures
from toolkit.rules.sentences import own_words, sentences
from toolkit.rules.stated_figures import figures_of_match, matches

_YEAR = regex(r"(\d{4})年")


def stated_fields(form: Form, year: int | None, lines: Mapping[str, Sequence[SourceLine]]) -> dict[str, Entry]:
    """The figures by id, each with its place: all of them where the one sentence on them is the form's own.

    Else no more than the form's phrases for reading find, in a sentence that speaks of no other year.
    """
    bare = Filing(form=form, source=Source.DATA, agency=Text(), year=year)
    found: dict[str, Entry] = {}
    for listing in checks_of(form):
        if isinstance(listing.check, SectionFigures):
            for slot in listing.slots:
                found |= _stated(listing.check, bare, slot, lines.get(slot, ()))
    return found


def _stated(check: SectionFigures, bare: Filing, slot: str, own: Sequence[SourceLine]) -> dict[str, Entry]:
    every = [(sentence, line) for line in own for sentence in _sentences(line.text, bare)]
    said = [(sentence, line) for sentence, line in every if check.speaks_of_it(sentence)]
    if len(said) != 1:
        return {}
    sentence, line = said[0]
    figures = _all(check, bare, slot, sentence) or _plain(bare, slot, sentence)
    return {field: entry_of(number, line.where) for field, number in figures.items()}


def _sentences(text: str, bare: Filing) -> list[str]:
    return list(sentences(own_words(Paragraph(text=text, literal=True), bare)))


def _all(check: SectionFigures, bare: Filing, slot: str, sentence: str) -> dict[str, Number]:
    """The figures that the form's own sentence would say just this of."""
    if not check.sentence:
        return {}
    wordings = [wording for wording in bare.form.phrase_book.of_section(slot) if wording.counts]
    nothing = {field.id: Decimal(0) for field in bare.form.section(slot).fields}
    said = nothing | _figures(bare.form, wordings, sentence)
    inputs = {field: entry_of(number) for field, number in said.items()}
    own = _sentences(evaluate(f"{{{{ {check.sentence} }}}}", replace(bare, inputs=inputs)), bare)
    return {field: entry.number or 0 for field, entry in inputs.items()} if own == [sentence] else {}


def _plain(bare: Filing, slot: str, sentence: str) -> dict[str, Number]:
    others = {*_YEAR.findall(sentence)} - {str(bare.year)}
    wordings = () if others else bare.form.phrase_book.readings(slot)
    return {field: entry_of(n).number or 0 for field, n in _figures(bare.form, wordings, sentence).items()}


def _figures(form: Form, wordings: Iterable[PhraseWording], sentence: str) -> dict[str, Decimal]:
    """What the sentence first says in any of ``wordings``, by the field that it usually means; the first of them."""
    found: dict[str, Decimal] = {}
    for wording in wordings:
        match = next(matches(wording, sentence), None)
        for figure in figures_of_match(wording, match, form) if match else ():
            found.setdefault(form.quantities[figure.meanings[0][0]].refs[0], figure.number)
    return found
