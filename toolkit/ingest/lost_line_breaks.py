"""Restores the line breaks of a report, or of some sections, in which blanks stand in their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.chinese_numerals import TO_TEN
from toolkit.form import Form
from toolkit.ingest.blocks import SourceLine
from toolkit.ingest.headings import number_of
from toolkit.ingest.labels import key
from toolkit.patterns import regex

_LONGEST_HEADING = 45
_FEWEST_HEADINGS = 2
_SUBHEAD = regex(rf"[（(][{TO_TEN}]{{1,3}}[）)]\S")
_ENDS = tuple("。！？；：:")


def unfolded_line(form: Form, line: SourceLine) -> Iterator[SourceLine]:
    """``line`` as it is; where it begins with a section's heading, or holds several, a line for each and the rest."""
    pieces = line.text.split()
    wordings = {key(text) for section in form.sections for text in section.headings}
    heads = [place for place, piece in enumerate(pieces) if _is_heading(piece, wordings)]
    if len(pieces) < 2 or (len(heads) < _FEWEST_HEADINGS and not (heads == [0] and _says_more(pieces[1:]))):
        yield line
        return
    tables = {key(section.heading) for section in form.sections if section.table}
    for start, stop in zip([-1, *heads], [*heads, len(pieces)], strict=True):
        own = pieces[start + 1 : stop]
        if start >= 0:
            yield replace(line, text=pieces[start])
        is_table = start >= 0 and key(pieces[start]) in tables
        parts = [" ".join(own)] if is_table else _paragraphs(own, headed=start >= 0)
        yield from (replace(line, text=part) for part in parts if part)


def _says_more(pieces: list[str]) -> bool:
    """Whether there is more than the dots and the page number of a table of contents."""
    return any(sign not in ".…·-—0123456789" for piece in pieces for sign in piece)


def _is_heading(piece: str, wordings: set[str]) -> bool:
    return len(piece) <= _LONGEST_HEADING and number_of(piece) > 0 and key(piece) in wordings


def _paragraphs(pieces: list[str], *, headed: bool) -> list[str]:
    """Pieces of text in paragraphs: one ends with a sentence, and a sub-head stands alone; so do titles above all."""
    paragraphs: list[list[str]] = [[]]
    for piece in pieces:
        last = paragraphs[-1][-1] if paragraphs[-1] else ""
        begins = _SUBHEAD.match(piece) is not None
        ended = last.endswith(_ENDS) or (len(paragraphs[-1]) == 1 and _SUBHEAD.match(last) is not None)
        if last and (begins or ended or not headed):
            paragraphs.append([])
        paragraphs[-1].append(piece)
    return [" ".join(paragraph) for paragraph in paragraphs]
