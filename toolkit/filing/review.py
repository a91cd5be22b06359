"""The review of a filing before it is published: its rounds, and which of them count for what the report says now.

A round counts once it is signed: recorded with the digest of what the report said (:data:`Content`). Nothing is secret
about that and nobody is identified: it says which name somebody typed, and that nothing was changed since.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile

from toolkit.location import NOWHERE, Location

SHOWN_DIGITS = 16
"""Of a digest, where people see it: enough to see whether two are the same."""
Content = Mapping[str, str]
"""What a reader of the report sees, by id: the cover, headings, figures, and texts with theirs. Nothing is empty."""


class Decision(StrEnum):
    """How a round ended; the value is what staff write."""

    PASSED = "通过"
    RETURNED = "退回"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRound:
    """One round. ``name`` is that of the round, ``reviewer`` that of the person, as somebody typed it.

    ``digest`` is of the content that it was signed over (:func:`content_digest`); one without was only written down.
    ``decision`` is None where what was written is neither.
    """

    name: str
    reviewer: str
    role: str = ""
    day: dt.date | None = None
    opinion: str = ""
    decision: Decision | None = None
    reason: str = ""
    digest: str = ""
    where: Location = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Review:
    """The rounds in the order in which they were recorded, signed ones first.

    ``names`` are the rounds that the office has, in their order; none: those of the form. ``contents`` are what was
    signed, by digest, as far as it was kept.
    """

    names: tuple[str, ...] = ()
    rounds: tuple[ReviewRound, ...] = ()
    contents: Mapping[str, Content] = field(default_factory=dict)

    @property
    def signed(self) -> tuple[ReviewRound, ...]:
        """The rounds with a digest."""
        return tuple(each for each in self.rounds if each.digest)

    @property
    def unsigned(self) -> tuple[ReviewRound, ...]:
        """The rounds that were only written down."""
        return tuple(each for each in self.rounds if not each.digest)

    @property
    def written(self) -> Mapping[str, ReviewRound]:
        """Of each name the last round that was only written down."""
        return {each.name: each for each in self.unsigned}

    def valid(self, digest: str) -> tuple[ReviewRound, ...]:
        """The last rounds in a row that were signed over the content of ``digest``: any change voids those before."""
        last = takewhile(lambda each: each.digest == digest, reversed(self.signed))
        return tuple(reversed([*last]))


def content_digest(content: Content) -> str:
    """The SHA-256 of a content, whatever the order of its ids."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def rounds_passed(names: Sequence[str], rounds: Sequence[ReviewRound]) -> int:
    """How many of the rounds ``names`` are passed, in order, after ``rounds`` over the same content.

    A round whose turn it is not yet, or that is none of ``names``, changes nothing; one that is returned has to be
    passed again, and so have those behind it.
    """
    passed = 0
    for each in rounds:
        at = names.index(each.name) if each.name in names else len(names)
        if at > passed or at == len(names):
            continue
        if each.decision is Decision.RETURNED:
            passed = at
        elif each.decision is Decision.PASSED:
            passed = max(passed, at + 1)
    return passed
