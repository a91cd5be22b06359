"""Characters that nobody can see, digits that are small, plain forms of text, and how findings name a character."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from toolkit.patterns import regex

DASHES = frozenset({"-", "--", "—", "——", "–", "－", "/", "／", "无", "\\"})
"""What tables hold instead of a zero."""
_HIDDEN = frozenset({"Cf", "Co", "Cc", "Cs"})
"""Format characters, private use, controls, lone surrogates. What Unicode has assigned since Python knew it is none."""
_RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_WIDTHS = ("<wide>", "<narrow>", "<small>")
"""Kinds of compatibility under which a character means what its plain twin means; a superscript or a ring does not."""
_NO_SMALL_DIGITS = regex("[^²³¹¼-¾⁰-₉⅐-↉①-⓿❶-➓㈠-㈩㉈-㉟㊀-㊉㊱-㊿㋀-㋋㍘-㍰㏠-㏾🄀-🄊]+")
_LAYOUT = frozenset("\t\n\r")
_PIECE = 500


def is_hidden(character: str) -> bool:
    """Whether the character shows nothing of its own on any system: it cannot be meant, and cannot be found by eye."""
    return unicodedata.category(character) in _HIDDEN and character not in _LAYOUT


def hidden_places(text: str) -> list[int]:
    """Where in ``text`` hidden characters stand."""
    return [] if text.isprintable() else [place for place, each in enumerate(text) if is_hidden(each)]


def without_hidden(text: str) -> str:
    """``text`` without the characters for which :func:`is_hidden` is true."""
    hidden = () if text.isprintable() else [sign for sign in set(text) if is_hidden(sign)]
    return text.translate(dict.fromkeys(map(ord, hidden))) if hidden else text


def without_format(text: str) -> str:
    """``text`` without the characters that only steer how others are shown; of private use may be part of a name."""
    return text if text.isprintable() else "".join(c for c in text if unicodedata.category(c) != "Cf")


def superscript(text: str) -> str:
    """``text`` of a superscript as signs that show one: 1 is ¹, which nobody takes for a digit of what it follows."""
    return text.translate(_RAISED)


def subscript(text: str) -> str:
    """``text`` of a subscript as signs that show one: 2 is ₂."""
    return text.translate(_LOWERED)


def cut(text: str, longest: int) -> str:
    """``text``, ending in an ellipsis where it is longer than ``longest`` characters."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def display_name(character: str) -> str:
    """The character as messages name it; one that shows nothing by its number: ``看不见的字符 U+200B``."""
    return f"看不见的字符 U+{ord(character):04X}" if is_hidden(character) else character


def escaped(name: str) -> str:
    """``name`` with what is no text, as in names of files that are no UTF-8, written as its bytes."""
    return os.fsencode(name).decode(errors="backslashreplace")


def nfkc_of_widths(text: str) -> str:
    """``text`` with full-width characters in their plain form, and nothing else changed."""
    if text.isascii():
        return text
    return "".join(
        unicodedata.normalize("NFKC", each) if unicodedata.decomposition(each).startswith(_WIDTHS) else each
        for each in text
    )


def nfkc_without_new_digits(text: str) -> str:
    """``text`` in Unicode's compatibility form, but no sign becomes a digit: ¹ stays ¹."""
    return _NO_SMALL_DIGITS.sub(lambda part: nfkc(part[0]), text)


def nfkc(text: str) -> str:
    """``text`` in Unicode's compatibility form (NFKC), piece by piece.

    Ordering a run of combining marks takes time by the square of its length; no writing has runs as long as a piece.
    """
    if len(text) <= _PIECE:
        return unicodedata.normalize("NFKC", text)
    return "".join(unicodedata.normalize("NFKC", piece) for piece in _pieces(text))


def compact(text: str) -> str:
    """``text`` in the widths that patterns and labels are written in, without white space."""
    return "".join(nfkc(text).split())


def compact_visible(text: str) -> str:
    """The same without characters that nobody sees; small digits, which are marks to the eye, stay small."""
    return "".join(without_hidden(nfkc_without_new_digits(text)).split())


def is_full_width(text: str) -> bool:
    """Whether each character takes the whole width of a Chinese one."""
    return all(unicodedata.east_asian_width(sign) in "WFA" for sign in text)


def ems(text: str) -> float:
    """The width of ``text`` in characters: a Chinese one is 1, a digit or Latin letter about a half, a capital more."""
    return sum(map(_em, text))


@lru_cache(maxsize=4096)
def _em(sign: str) -> float:
    return 1.0 if is_full_width(sign) else 0.7 if sign.isupper() or sign in "mw%@" else 0.5


def is_shorter(text: str, most: float) -> bool:
    """Whether ``text`` takes no more room than ``most`` Chinese characters, as a heading or label must."""
    return len(text) <= most or (len(text) <= 2 * most and ems(text) <= most)


def is_wide(character: str) -> bool:
    """Whether the character is Chinese or a sign of Chinese text: lines break beside it without a blank."""
    return character >= "\u2e80"


def is_chinese(text: str) -> bool:
    """Whether any character of ``text`` is a Chinese one."""
    return any(map(is_wide, text))


def is_latin(text: str) -> bool:
    """Whether the text is in Latin letters, with nothing Chinese in it."""
    return not is_chinese(text) and any(sign.isascii() and sign.isalpha() for sign in text)


def join_words(texts: Iterable[str]) -> str:
    """``texts`` one behind the other, with a blank between two where neither side is Chinese."""
    joined = ""
    for text in texts:
        apart = joined and text and not is_wide(joined[-1]) and not is_wide(text[0])
        joined += f" {text}" if apart else text
    return joined


def _pieces(text: str) -> Iterator[str]:
    """Pieces that begin with a character that no mark before it joins, where there is one within reach."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        while end < min(len(text), start + 2 * _PIECE) and unicodedata.combining(text[end]):
            end += 1
        yield text[start:end]
        start = end
