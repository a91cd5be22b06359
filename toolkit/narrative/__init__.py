"""Text with its figures: ``{{ 来信 | 同比 }}`` in a paragraph, and whole sentences of the form's own."""

from __future__ import annotations

from toolkit.narrative.evaluation import (
    EvaluatedText,
    UsedValue,
    evaluate,
    paragraphs,
    pieces,
    text_problems,
)
from toolkit.narrative.filters import BLANK, FILTERS
from toolkit.narrative.names import COVER_NAMES, Value, known_names, value_of
from toolkit.narrative.sentences import sentence
from toolkit.narrative.syntax import Expression, InvalidExpression, tokens

__all__ = [
    "BLANK",
    "COVER_NAMES",
    "FILTERS",
    "EvaluatedText",
    "Expression",
    "InvalidExpression",
    "UsedValue",
    "Value",
    "evaluate",
    "known_names",
    "paragraphs",
    "pieces",
    "sentence",
    "text_problems",
    "tokens",
    "value_of",
]
