"""What can be wrong with ``phrases.yaml`` once its shape is right: patterns, and the names that phrases mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import product
from math import prod

from toolkit.bounds import PHRASE_READINGS, PHRASES
from toolkit.form.cells import did_you_mean, unknown
from toolkit.form.form import Form
from toolkit.form.phrases.book import meaning, placeholders
from toolkit.form.phrases.grammar import RESERVED, PhraseFault
from toolkit.form.phrases.model import SUBJECT, Conditions, Phrase, Phrases
from toolkit.patterns import regex

_ID = regex(r"[a-z][a-z0-9_]*+")


def phrase_faults(form: Form) -> Iterator[str]:
    """Every mistake in the phrases of ``form`` as “path：what is wrong”."""
    phrases = form.phrases
    if phrases is None:
        return
    if len(phrases.figures) + len(phrases.readings) > PHRASES:
        yield f"phrases：说法太多（最多 {PHRASES} 种）"
        return
    faults = [*_Faults(form, phrases).all()]
    yield from (f"phrases.{fault}" for fault in faults)


class _Faults:
    """Goes through one form's phrases."""

    def __init__(self, form: Form, phrases: Phrases) -> None:
        self.form, self.phrases = form, phrases
        self.grammar = form.phrase_book.grammar

    def all(self) -> Iterator[str]:
        """What is wrong, in the order of the file."""
        unnamed = [*self.names()]
        yield from unnamed
        if unnamed:
            return
        for key in ("joint", "heads", "this_year"):
            yield from self.pattern(key, text) if (text := getattr(self.phrases, key)) else ()
        for name, topic in self.phrases.topics.items():
            yield from self.conditions(f"topics.{name}", topic)
            for means in topic.share_of:
                yield from self.unknown(f"topics.{name}.share_of", [means.split("+")])
        for key, every in (("figures", self.phrases.figures), ("readings", self.phrases.readings)):
            for each, times in Counter(phrase.id for phrase in every).items():
                if times > 1:
                    yield f"{key}：“{each}”出现了 {times} 次"
            for phrase in every:
                yield from (f"{key}.{phrase.id}{fault}" for fault in self.phrase(phrase))
                if key == "readings" and not phrase.section:
                    yield f"{key}.{phrase.id}.section：应写明从哪一部分读"

    def names(self) -> Iterator[str]:
        """Words and terms, and what is a subject."""
        words, terms = self.phrases.words, self.phrases.terms
        for key, names in (("words", words), ("terms", terms)):
            for name in names:
                if not _ID.fullmatch(name) or name in RESERVED:
                    yield f"{key}：“{name}”不能作为名称（只用小写英文字母、数字和下划线；{{{name}}} 没有别的意思）"
        yield from (f"terms：“{name}”在 words 里已经有了" for name in terms if name in words)
        for name, text in words.items():
            yield from self.pattern(f"words.{name}", text, name)
        for name, entries in terms.items():
            if not entries:
                yield f"terms.{name}：不能空着"
            for own, text in entries.items():
                yield from self.pattern(f"terms.{name}.{own}", text)
        yield from unknown("subjects：terms 里没有", self.phrases.subjects, terms)
        said = [own for name in self.phrases.subjects for own in terms.get(name, ())]
        yield from unknown("wider：subjects 里没有", self.phrases.wider, said)

    def pattern(self, path: str, text: str, within: str = "") -> Iterator[str]:
        """What is wrong with a pattern, or that it takes nothing."""
        try:
            part = self.grammar.named(within, ()) if within else self.grammar.part(text)
        except PhraseFault as fault:
            yield f"{path}：{fault}"
            return
        if not part.least and within == "":
            yield f"{path}：不能什么都不说"
        if part.figure:
            yield f"{path}：这里不能有 {{n}} 和 {{money}}"

    def conditions(self, path: str, conditions: Conditions) -> Iterator[str]:
        """What is wrong with the patterns of conditions."""
        for key, texts in conditions.entries().items():
            for at, text in enumerate(texts):
                yield from self.pattern(f"{path}.{key}[{at}]", text)

    def phrase(self, phrase: Phrase) -> Iterator[str]:
        """What is wrong with one."""
        if not _ID.fullmatch(phrase.id):
            yield f".id：“{phrase.id}”只能用小写英文字母、数字和下划线，以字母开头"
        for key, value, known in (
            ("topic", phrase.topic, self.phrases.topics),
            ("section", phrase.section, [section.id for section in self.form.sections if section.holds_text]),
        ):
            yield from unknown(f".{key}：没有", filter(None, [value]), known)
        for key in ("says", "means", "yes"):
            if not getattr(phrase, key):
                yield f".{key}：不能空着"
        yield from (fault.removeprefix("figure") for fault in self.conditions("figure", phrase))
        wanted = placeholders(phrase.means) - {SUBJECT}
        known_terms = [name for name in wanted if name in self.phrases.terms]
        for at, text in enumerate(phrase.says):
            try:
                part = self.grammar.part(text, wanted)
            except PhraseFault as fault:
                yield f".says[{at}]：{fault}"
                continue
            missing = [name for name in sorted(wanted) if name not in part.captured]
            if missing:
                yield f".says[{at}]：means 里的 {{{missing[0]}}} 这里没有说到"
            if not part.least:
                yield f".says[{at}]：不能什么都不说"
        if len(known_terms) == len(wanted):
            yield from self.means(phrase, sorted(wanted))

    def means(self, phrase: Phrase, terms: list[str]) -> Iterator[str]:
        """Names that the form does not have, whatever the terms say; of subjects one that it has is enough."""
        choices = [list(self.phrases.terms[name]) for name in terms]
        said = [own for name in self.phrases.subjects for own in self.phrases.terms[name]]
        subjects = said if any(f"{{{SUBJECT}}}" in means for means in phrase.means) else [""]
        if not subjects or prod(map(len, choices)) * len(subjects) > PHRASE_READINGS:
            yield ".means：没有 subjects，或者可以指的名称太多"
            return
        for means in phrase.means:
            for chosen in product(*choices):
                parts = dict(zip(terms, chosen, strict=True))
                yield from self.unknown(".means", [meaning(means, {**parts, SUBJECT: each}) for each in subjects])

    def unknown(self, path: str, ways: Iterable[Collection[str]]) -> Iterator[str]:
        """A mistake if none of ``ways`` to name a sum has all its names."""
        numbers = self.form.numbers
        lacking = [[name for name in names if name not in numbers] for names in ways]
        if all(lacking):
            name = lacking[0][0]
            missing = f"“{name}”不是数" if name in self.form.quantities else f"没有名称“{name}”"
            yield f"{path}：{missing}{did_you_mean(name, numbers)}"
