"""``phrases.yaml`` in its own shape: how reports word the figures of a form, and what is meant where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

SUBJECT = "subject"
"""In ``means``: what the sentence named last of the terms that are ``subjects``."""


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """Where a phrase is meant; each entry is a pattern.

    The paragraph (with the sub-head over it) says each of ``paragraph``, the clause one of ``clause``. The others name
    what is not said: in the clause, in the sentence, in the sentence before it up to a semicolon, directly before it.
    """

    paragraph: tuple[str, ...] = ()
    clause: tuple[str, ...] = ()
    clause_without: tuple[str, ...] = ()
    sentence_without: tuple[str, ...] = ()
    before_without: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()

    def entries(self) -> Mapping[str, tuple[str, ...]]:
        """The patterns of each."""
        return {each.name: getattr(self, each.name) for each in fields(Conditions)}


@dataclass(frozen=True, kw_only=True)
class Topic(Conditions):
    """Conditions that several phrases have in common; ``share_of`` are the wholes that a share after one may be of."""

    share_of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Phrase(Conditions):
    """Ways to word one figure, or that it is none, and the sums of names that it can mean, the usual one first.

    A term in braces in ``means`` is what ``says`` says there; of a list the figure is all together, none is each. A
    phrase of one ``section`` is meant in its text alone. ``quote`` is how findings put words that are no figure.
    ``yes`` gives sentences with what they say of whom, ``no`` sentences that say nothing.
    """

    id: str
    says: tuple[str, ...]
    means: tuple[str, ...]
    topic: str = ""
    section: str = ""
    quote: str = ""
    yes: Mapping[str, str] = field(default_factory=dict)
    no: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """All of a form. Of two ``figures`` that read the same number, the first is meant.

    ``heads`` are the sub-heads whose words count as said in each paragraph under them; ``joint`` stands between two
    subjects that share a figure; ``wider`` is what a subject may also stand for; ``this_year`` says no other time,
    though it sounds so. ``readings`` are figures of fields so plain that they are taken from a report.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    subjects: tuple[str, ...] = ()
    joint: str = ""
    wider: Mapping[str, str] = field(default_factory=dict)
    heads: str = ""
    this_year: str = ""
    topics: Mapping[str, Topic] = field(default_factory=dict)
    figures: tuple[Phrase, ...] = ()
    readings: tuple[Phrase, ...] = ()

    def topic(self, phrase: Phrase) -> Topic:
        """What a phrase has in common with others."""
        return self.topics.get(phrase.topic, Topic())
