"""Documents that are no report on any known form: neither its tables nor the headings of its sections are there."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.errors import NotAReport
from toolkit.filing import Filing
from toolkit.form import Form, Forms
from toolkit.ingest.blocks import Block, texts_of
from toolkit.ingest.form_recognition import recognise_form
from toolkit.ingest.headings import number_of
from toolkit.ingest.labels import key, likeness
from toolkit.ingest.note_marks import unspaced

_SHARE = 2
"""A report has the headings of at least one section in so many: whatever document may have one like them."""
_NEAR = 0.7
_LONGEST = 45
_WAY_OUT = "请确认选对了文件；{first} 年度以前的报告没有统一的表格，只能对照原文填写。"


def refuse_foreign(blocks: Sequence[Block], filing: Filing, name: str, at_hand: Forms) -> None:
    """:class:`NotAReport` where ``blocks``, from which ``filing`` was read, are no report on any known form.

    Tables that are there but could not be read make it one, and so do the headings of a report whose tables are
    pictures, unless it is older than every form.
    """
    if any(cell in filing.inputs or cell in filing.stated for cell in filing.form.cells):
        return
    texts = [text for block in blocks for text in texts_of(block)]
    if recognise_form(texts, filing.year, at_hand).labelled:
        return
    forms = [at_hand.form(form) for form in at_hand.available]
    first = min(form.years.first for form in forms)
    if filing.year is not None and filing.year < first:
        raise NotAReport(
            f"{name} 是 {filing.year} 年度的，那时还没有本工具认识的表式，没有读入。", _WAY_OUT.format(first=first)
        )
    if not any(_SHARE * _headed(form, texts) >= len(form.sections) for form in forms):
        raise NotAReport(
            f"{name} 里没有找到任何一种表式的表格，也没有找到它的各部分标题，没有读入。", _WAY_OUT.format(first=first)
        )


def _headed(form: Form, texts: Sequence[str]) -> int:
    """How many sections of the form have their heading among ``texts``, alone or run into other text."""
    plain = [(unspaced(text), number_of(text)) for text in texts]
    short = [(key(text), number) for text, number in plain if len(text) <= _LONGEST]
    count = 0
    for place, section in enumerate(form.sections, start=1):
        words = section.headings
        named = any(
            own == key(word) or (number == place and likeness(own, key(word)) >= _NEAR)
            for own, number in short
            for word in words
        )
        count += named or any(unspaced(word) in text for text, _ in plain for word in words)
    return count
