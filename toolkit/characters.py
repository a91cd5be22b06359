"""Characters that nobody can see, and how findings name a character."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cf", "Co", "Cc", "Cs", "Cn"})
"""Format characters, private use, controls, lone surrogates, unassigned."""
_LAYOUT = frozenset("\t\n\r")


def is_hidden(character: str) -> bool:
    """Whether the character shows nothing of its own on any system: it cannot be meant, and cannot be found by eye."""
    return unicodedata.category(character) in _HIDDEN and character not in _LAYOUT


def without_hidden(text: str) -> str:
    """``text`` without the characters that :func:`is_hidden` tells."""
    return text if text.isascii() and text.isprintable() else "".join(c for c in text if not is_hidden(c))


def named(character: str) -> str:
    """The character as messages name it; one that shows nothing by its number: ``看不见的字符 U+200B``."""
    return f"看不见的字符 U+{ord(character):04X}" if is_hidden(character) else character
