"""Putting values into the sentences that staff read."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from toolkit.characters import is_latin
from toolkit.patterns import regex

_FORMATTER = Formatter()
_CHINESE = regex("[\u4e00-\u9fff]")


def fill_in(template: str, values: Mapping[str, object]) -> str:
    """``template``, one of ``str.format``, with ``values``.

    One in Latin letters, as the name of a table in an English form is, stands apart from Chinese characters beside it.
    """
    text, word = "", ""
    for literal, name, kind, conversion in _FORMATTER.parse(template):
        text += f" {literal}" if word[-1:].isalnum() and _CHINESE.match(literal) else literal
        if name is None:
            word = ""
            continue
        value = _FORMATTER.convert_field(_FORMATTER.get_field(name, (), values)[0], conversion)
        shown = _FORMATTER.format_field(value, kind or "")
        word = shown if is_latin(shown) else ""
        text += f" {shown}" if word[:1].isalnum() and _CHINESE.match(text[-1:]) else shown
    return text
