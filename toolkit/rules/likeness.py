"""How much of a text stood in another one: the measure of everything that looks for last year's words."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.patterns import regex

_NO_LETTERS = regex(r"[\s\d\W_]+")
_WINDOW = 6


def likeness(now: Iterable[str], before: Iterable[str]) -> float:
    """How much of this year's text stood in last year's, from 0 to 1; figures do not count, years least of all."""
    return share(windows(now), windows(before))


def windows(texts: Iterable[str]) -> frozenset[str]:
    """Every run of a few letters in ``texts``, figures and punctuation left out."""
    plain = _NO_LETTERS.sub("", "".join(texts))
    runs = range(max(1, len(plain) - _WINDOW + 1)) if plain else ()
    return frozenset(plain[start : start + _WINDOW] for start in runs)


def share(now: frozenset[str], before: frozenset[str]) -> float:
    """How many of the windows ``now`` are among those ``before``, from 0 to 1."""
    return len(now & before) / len(now) if now else 0.0
