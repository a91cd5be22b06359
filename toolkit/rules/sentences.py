"""The author's own words, cut into sentences: what rules about figures in the text look at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from toolkit.characters import cut
from toolkit.filing import Filing, Paragraph
from toolkit.form.phrases.grammar import EXPRESSION
from toolkit.form.references import Family, is_of
from toolkit.narrative import EvaluatedText, pieces
from toolkit.patterns import regex

BOUND = EXPRESSION
"""Stands for an expression: its figures come from the cells and need no check. Years and names are read as printed."""

_DIGITS = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (*range(0xFF10, 0xFF1A), 0xFF05)}
)
_GROUPING = regex(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_LONGEST_QUOTE = 90
_NAMED = 3


def own_words(paragraph: Paragraph, filing: Filing) -> str:
    """The paragraph without blanks, digits half-width and ungrouped, :data:`BOUND` for each expression."""
    text = "".join(BOUND if _bound(piece) else piece.text for piece in pieces(paragraph, filing))
    return _GROUPING.sub("", re.sub(r"\s+", "", text).translate(_DIGITS))


def with_places(paragraph: Paragraph, filing: Filing) -> str:
    """The paragraph as written, each sign of an expression as :data:`BOUND`: a place in it is one in the source."""
    return "".join(BOUND * len(piece.expression) or piece.text for piece in pieces(paragraph, filing))


def _bound(piece: EvaluatedText) -> bool:
    """Whether an expression put it there, other than one for what stands on the cover."""
    cells = [cell for use in piece.uses for cell in use.cells]
    return bool(piece.expression) and not (cells and all(is_of(Family.COVER, cell) for cell in cells))


def sentences(text: str) -> Iterator[str]:
    """The sentences of ``text`` without their full stops, empty ones left out."""
    return (sentence for sentence in re.split(r"[。！？!?]", text) if sentence)


def clause(sentence: str, start: int, end: int) -> str:
    """The part of the sentence around ``start``–``end``, between two marks.

    They are commas, colons, semicolons and opening brackets; behind it closing ones too.
    """
    left = max((sentence.rfind(mark, 0, start) for mark in "，；：,;（("), default=-1) + 1
    right = min((place for mark in "，；：,;（()）" if (place := sentence.find(mark, end)) >= 0), default=len(sentence))
    return sentence[left:right]


def quoted(sentence: str) -> str:
    """The sentence for a message: expressions as an ellipsis, cut where it is long."""
    return cut(sentence.replace(BOUND, "…"), _LONGEST_QUOTE)


def listed(found: Sequence[str]) -> str:
    """``“【数量】”、“【问题】”等 5 处``."""
    named = list(dict.fromkeys(found))[:_NAMED]
    more = f"等 {len(found)} 处" if len(found) > len(named) else ""
    return "、".join(f"“{text}”" for text in named) + more
