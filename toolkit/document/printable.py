"""Text as any format can hold it."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.patterns import regex

# What no format can hold: control characters (tab apart), lone surrogates, and the two non-characters of XML.
_UNPRINTABLE = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def printable_lines(text: str) -> Iterator[str]:
    """The lines of ``text`` that hold anything; characters that cannot be printed become U+FFFD."""
    return (line for line in _UNPRINTABLE.sub("\ufffd", text.replace("\r", "\n")).split("\n") if line.strip())


def printable_line(text: str) -> str:
    """A title, heading or label: one line without blanks around it."""
    return "".join(line.strip() for line in printable_lines(text))
