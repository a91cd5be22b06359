"""The names of the rounds of review: what one may be, and how staff write them in one cell."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.patterns import regex

MOST_ROUNDS = 9
LONGEST_NAME = 12
_NAME = regex(rf"\w{{1,{LONGEST_NAME}}}+")
_JOINT = "、"
_JOINTS = regex(r"[、，,;；/\s]+")


def is_round_name(name: str) -> bool:
    """Whether a round may be called so: it stands in lists and in names of files."""
    return _NAME.fullmatch(name) is not None


def are_round_names(names: Sequence[str]) -> bool:
    """Whether these may be the rounds of an office."""
    return 0 < len(names) <= MOST_ROUNDS and len(set(names)) == len(names) and all(map(is_round_name, names))


def joined_names(names: Sequence[str]) -> str:
    """Names in one cell."""
    return _JOINT.join(names)


def split_names(text: str) -> tuple[str, ...]:
    """The names in one cell, in order."""
    return tuple(filter(None, _JOINTS.split(text)))
