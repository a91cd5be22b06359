"""The phrases of a form, made ready to be found in its text. Each pattern is compiled when it is first looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.form.phrases.grammar import Grammar
from toolkit.form.phrases.model import SUBJECT, Phrase, Phrases
from toolkit.patterns import regex

Meaning = tuple[str, ...]
"""Names of the form whose sum is meant."""

_PLACEHOLDER = regex(r"\{([a-z0-9_]{1,60})\}")


def placeholders(means: Iterable[str]) -> frozenset[str]:
    """The terms that stand in braces."""
    return frozenset(name for each in means for name in _PLACEHOLDER.findall(each))


def meaning(means: str, parts: Mapping[str, str]) -> Meaning:
    """The names that ``means`` adds up, with ``parts`` in the place of terms; a term of none leaves it empty."""
    return tuple(_PLACEHOLDER.sub(lambda match: parts.get(match[1], ""), means).split("+"))


@dataclass(frozen=True, kw_only=True)
class PhraseTerm:
    """The names that a term stands for, and what finds them."""

    names: tuple[str, ...]
    pattern: re.Pattern[str]

    def found(self, text: str) -> list[str]:
        """The names that ``text`` says, in its order."""
        return [self.names[int(str(match.lastgroup)[1:])] for match in self.pattern.finditer(text)]


@dataclass(frozen=True, kw_only=True)
class PhraseWording:
    """A phrase with the conditions of its topic and its own. ``counts``: it has a figure; else it says none."""

    phrase: Phrase
    counts: bool
    patterns: tuple[re.Pattern[str], ...]
    paragraph: tuple[re.Pattern[str], ...]
    conditions: Mapping[str, re.Pattern[str]]
    share_of: tuple[Meaning, ...]

    def about(self, context: str) -> bool:
        """Whether a paragraph may hold it; ``context`` is its text, with the sub-head over it."""
        return all(pattern.search(context) for pattern in self.paragraph)

    def says(self, condition: str, text: str) -> bool:
        """Whether ``text`` says what a condition names."""
        return condition in self.conditions and bool(self.conditions[condition].search(text))

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of which it means what they say."""
        return placeholders(self.phrase.means) - {SUBJECT}


@dataclass(frozen=True, kw_only=True)
class PhraseBook:
    """All wordings of a form, in their order."""

    phrases: Phrases

    @cached_property
    def grammar(self) -> Grammar:
        """What its patterns are written in: they may use all of its words."""
        return Grammar(words=self.phrases.words, terms=self.phrases.terms)

    def read_all(self) -> Grammar:
        """The grammar once it has read every pattern of the book."""
        for phrase in (*self.phrases.figures, *self.phrases.readings):
            self._wording(phrase)
        _ = self.terms, self.subjects, self.joint, self.this_year, self.heads
        return self.grammar

    @cached_property
    def wordings(self) -> tuple[PhraseWording, ...]:
        """Those that are meant in any text."""
        return tuple(self._wording(phrase) for phrase in self.phrases.figures if not phrase.section)

    def of_section(self, section: str) -> tuple[PhraseWording, ...]:
        """Those that are meant in the text of one section."""
        return self._sections.get(section, ())

    def readings(self, section: str) -> tuple[PhraseWording, ...]:
        """Those by which figures are taken from the text of one section."""
        return self._readings.get(section, ())

    @cached_property
    def terms(self) -> Mapping[str, PhraseTerm]:
        """Every term by the name under which patterns use it."""
        return {
            name: PhraseTerm(names=tuple(entries), pattern=regex(self.grammar.term(name)))
            for name, entries in self.phrases.terms.items()
        }

    @cached_property
    def subjects(self) -> re.Pattern[str]:
        """What later figures of a sentence belong to, by its term, and the marks that end its reach."""
        named = [f"(?P<{name}>{self.grammar.named(name, ()).source})" for name in self.phrases.subjects]
        return regex("|".join((*named, "[（(；）)]")))

    @cached_property
    def joint(self) -> re.Pattern[str]:
        """What joins two subjects to share a figure, of which nobody knows in which parts."""
        return regex(self.grammar.part(self.phrases.joint).source if self.phrases.joint else "(?!)")

    @cached_property
    def this_year(self) -> re.Pattern[str]:
        """What sounds like another time, and is none."""
        return regex(self.grammar.part(self.phrases.this_year).source if self.phrases.this_year else "(?!)")

    @cached_property
    def heads(self) -> re.Pattern[str]:
        """The sub-heads whose words count as said in each paragraph under them."""
        return regex(self.grammar.part(self.phrases.heads).source if self.phrases.heads else "(?!)")

    @cached_property
    def _sections(self) -> Mapping[str, tuple[PhraseWording, ...]]:
        return self._by_section(self.phrases.figures)

    @cached_property
    def _readings(self) -> Mapping[str, tuple[PhraseWording, ...]]:
        return self._by_section(self.phrases.readings)

    def _by_section(self, phrases: tuple[Phrase, ...]) -> Mapping[str, tuple[PhraseWording, ...]]:
        sections = dict.fromkeys(phrase.section for phrase in phrases if phrase.section)
        return {name: tuple(self._wording(each) for each in phrases if each.section == name) for name in sections}

    def _wording(self, phrase: Phrase) -> PhraseWording:
        topic, captured = self.phrases.topic(phrase), placeholders(phrase.means)
        shared = topic.entries()
        entries = {name: (*shared[name], *own) for name, own in phrase.entries().items()}
        conditions = {name: self.grammar.condition(texts) for name, texts in entries.items() if texts}
        if "not_after" in conditions:
            conditions["not_after"] = f"(?:{conditions['not_after']})$"
        parts = [self.grammar.part(text, captured) for text in phrase.says]
        return PhraseWording(
            phrase=phrase,
            counts=any(part.figure for part in parts),
            patterns=tuple(regex(part.source, needs=part.needs) for part in parts),
            paragraph=tuple(regex(self.grammar.condition((text,)), re.DOTALL) for text in entries["paragraph"]),
            conditions={name: regex(source) for name, source in conditions.items() if name != "paragraph"},
            share_of=tuple(meaning(each, {}) for each in topic.share_of),
        )
