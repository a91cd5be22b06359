"""The sentence that a finding on text is about."""

from __future__ import annotations

from toolkit.characters import cut
from toolkit.filing import Filing, Paragraph
from toolkit.finding import Finding
from toolkit.narrative import evaluate
from toolkit.patterns import regex

_SENTENCE = regex(r"[^。！？；]+[。！？；]*")
_QUOTED = regex(r"“([^“”]+)”")
_LONGEST = 200


def sentence_of(finding: Finding, paragraph: Paragraph, filing: Filing) -> str:
    """The first sentence, as the report prints it, that holds what the finding names; else how the paragraph begins."""
    text = evaluate(paragraph, filing)
    sentences = [match[0].strip() for match in _SENTENCE.finditer(text)]
    named = [part.strip("…") for part in (finding.actual, *_QUOTED.findall(finding.message))]
    held = (sentence for part in named if part for sentence in sentences if part in sentence)
    return cut(next(held, text), _LONGEST)
