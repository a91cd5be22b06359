"""The sentences of a report by which it is compared with others: the author's own, not those that the form composes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.bounds import COMPARED_SENTENCES
from toolkit.filing import Filing
from toolkit.form import Form
from toolkit.form.form import PREAMBLE
from toolkit.patterns import regex
from toolkit.rules.sentences import BOUND, own_words, quoted, sentences

_NO_LETTERS = regex(r"[\s\d\W_]+")
_UNWRITTEN = regex(r"\{\{[^{}]*\}\}|【[^【】]*】")
"""What stands in a draft for figures, and for what staff write."""
_SHORTEST = 10
"""Letters of a sentence that says enough to be compared."""


def compared_sentences(filing: Filing) -> Mapping[str, str]:
    """Each sentence, shortened for a message, by its letters: figures, marks and the agency's own name left out.

    The opening of the report, which forms word, headings, and what stands in the form's own drafts are left out too.
    """
    form = filing.form
    drafted = form.once(_drafted)
    name = filing.agency.value
    found: dict[str, str] = {}
    for slot in form.text_slots:
        for paragraph in filing.narrative.get(slot, ()) if slot != PREAMBLE else ():
            if paragraph.heading:
                continue
            for sentence in sentences(own_words(paragraph, filing)):
                letters = letters_of(sentence.replace(name, "") if name else sentence)
                if len(letters) >= _SHORTEST and letters not in drafted and len(found) < COMPARED_SENTENCES:
                    found.setdefault(letters, quoted(sentence))
    return found


def letters_of(sentence: str) -> str:
    """A sentence without figures and marks."""
    return _NO_LETTERS.sub("", sentence.replace(BOUND, ""))


def _drafted(form: Form) -> frozenset[str]:
    """The letters of every sentence that the form puts before staff."""
    return frozenset(letters for slot in form.text_slots for letters in _of_slot(form, slot))


def _of_slot(form: Form, slot: str) -> Iterator[str]:
    for draft in form.drafts(slot):
        without = _UNWRITTEN.sub("", draft.text)
        yield from (letters_of(sentence) for sentence in sentences(without))
