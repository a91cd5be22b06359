"""The fee figures that section six states in so many words; what leaves any doubt stays blank."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.filing import Entry, Filing, Paragraph, Source, Text
from toolkit.filing.numerals import entry_of
from toolkit.form import Form
from toolkit.form.expression import Number
from toolkit.ingest.source import Line
from toolkit.narrative import evaluate
from toolkit.patterns import regex
from toolkit.rules.checks import checks_of
from toolkit.rules.checks.section_figures import SectionFigures
from toolkit.rules.fee_words import FIGURES, RECEIVED, amount
from toolkit.rules.sentences import own_words, sentences

_SOME = r"(?<![未应可])收取了?(?:{named})(?:共计?|合计|总计)?(\d{{1,15}}(?:\.\d{{1,9}})?)元"
_NOTHING = r"(?:未|没有)(?:收取(?:{named})|发生(?:{named})?收费(?:的?(?:情况|情形))?)$"
_DOUBTFUL = regex(r"其中|分别|部分|[应拟如若将对向每免退]|标准|此前|上年|去年|往年|同期|元.*元")


def fees_of(form: Form, year: int | None, lines: Mapping[str, Sequence[Line]]) -> dict[str, Entry]:
    """The figures by id, each with its place: all three where the one sentence on the fee is the form's own for them.

    Else no more than what was received, for a report that names an amount, or none, says nothing of notices.
    """
    bare = Filing(form=form, source=Source.DATA, agency=Text(), year=year)
    found: dict[str, Entry] = {}
    for listing in checks_of(form):
        if isinstance(listing.check, SectionFigures):
            own = [line for slot in listing.slots for line in lines.get(slot, ())]
            found |= _stated(listing.check, bare, own)
    return found


def _stated(check: SectionFigures, bare: Filing, own: Sequence[Line]) -> dict[str, Entry]:
    every = [(sentence, line) for line in own for sentence in _sentences(line.text, bare)]
    said = [(sentence, line) for sentence, line in every if check.speaks_of_it(sentence)]
    if len(said) != 1:
        return {}
    sentence, line = said[0]
    figures = _all_three(check, bare, sentence) or _received(check, bare.year, sentence)
    return {field: entry_of(number, line.where) for field, number in figures.items()}


def _sentences(text: str, bare: Filing) -> list[str]:
    return list(sentences(own_words(Paragraph(text=text, literal=True), bare)))


def _all_three(check: SectionFigures, bare: Filing, sentence: str) -> dict[str, Number]:
    """The figures that the form's own sentence would say just this of."""
    if not check.sentence:
        return {}
    found = {field: FIGURES[figure].search(sentence) for figure, field in check.worded.items()}
    inputs = {field: entry_of(amount(match) if match else 0, "") for field, match in found.items()}
    own = _sentences(evaluate(f"{{{{ {check.sentence} }}}}", replace(bare, inputs=inputs)), bare)
    return {field: entry.number or 0 for field, entry in inputs.items()} if own == [sentence] else {}


def _received(check: SectionFigures, year: int | None, sentence: str) -> dict[str, Number]:
    if RECEIVED not in check.worded or not check.named:
        return {}
    others = set(re.findall(r"(\d{4})年", sentence)) - {str(year)}
    named = "|".join(map(re.escape, check.named))
    some, nothing = (re.search(pattern.format(named=named), sentence) for pattern in (_SOME, _NOTHING))
    if others or _DOUBTFUL.search(sentence) or not (some or nothing):
        return {}
    return {check.worded[RECEIVED]: entry_of(some[1], "").number or 0 if some else 0}
