"""Figures that a sentence gives for something the tables hold too: what is counted, and which names it can mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.filing import Filing
from toolkit.patterns import regex
from toolkit.rules.sentences import clause
from toolkit.rules.wordings import AREA, CALLED, ELSEWHERE, JOINT, LISTED, SUBJECTS, WIDER, WORDINGS, Wording

Meaning = tuple[str, ...]
"""Names of the form whose sum is meant."""

_LONGEST = 2_000  # characters of a sentence; what is longer is none
_GOVERNMENT = regex("政府|街道办事处|管理委员会|管委会")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A figure in a sentence, or words for none. Any of ``meanings`` may be the one meant; the first is the usual.

    ``start`` is where the figure begins, or the words for none.
    """

    start: int
    end: int
    number: Decimal
    words: str
    meanings: tuple[Meaning, ...]


def wordings_for(context: str) -> tuple[Wording, ...]:
    """The wordings that may be meant in a paragraph; ``context`` is its text, with the sub-head over it."""
    return tuple(wording for wording in WORDINGS if re.search(wording.about, context))


def claims(sentence: str, wordings: Iterable[Wording], filing: Filing) -> list[Claim]:
    """What ``sentence`` (the author's own words, without blanks) claims in any of ``wordings``, in its order."""
    sentence = sentence[:_LONGEST]
    found: list[Claim] = []
    for wording in wordings:
        if not _said(wording.silent, sentence):
            for match in wording.words.finditer(sentence):
                told = any(claim.start == _place(match) for claim in found)
                if not told and _applies(wording, match, filing):
                    found += _claims(wording, match)
    return sorted(found, key=lambda claim: claim.start)


def _said(pattern: str, text: str) -> bool:
    return bool(pattern) and bool(re.search(pattern, text))


def _applies(wording: Wording, match: re.Match[str], filing: Filing) -> bool:
    sentence = match.string
    around, before = clause(sentence, match.start(), match.end()), sentence[: match.start()]
    return (
        bool(re.search(wording.needs, around))
        and not _said(wording.unless, around)
        and not _said(wording.after, before)
        and _of_this_year(sentence[: match.end()], filing)
        and (_of_an_area(filing) or not AREA.search(sentence[: match.end()]))
    )


def _of_this_year(before: str, filing: Filing) -> bool:
    last = next(reversed(list(ELSEWHERE.finditer(before))), None)
    return last is None or bool(last["own"]) or last["year"] == str(filing.year)


def _of_an_area(filing: Filing) -> bool:
    level = filing.form.level(filing.level)
    return level.government if level else bool(_GOVERNMENT.search(filing.agency.value))


def _place(match: re.Match[str]) -> int:
    return match.start("n" if "n" in match.re.groupindex else 0)


def _claims(wording: Wording, match: re.Match[str]) -> Iterator[Claim]:
    parts = {name: CALLED.get(words, words) for name, words in match.groupdict().items() if words}
    number = Decimal(parts.get("n", "0")).scaleb(-4 if parts.get("unit") == "元" else 0)
    parts.setdefault("subject", _subject(match.string[: match.start()]))
    listed = [CALLED.get(word, word) for word in LISTED.findall(match["each"])] if "each" in parts else [""]
    if "all" in parts:
        parts["all"] = "+".join(LISTED.findall(match["all"]))
    for each in listed:
        meanings = [_meaning(means, {**parts, "each": each}) for means in wording.means]
        if wider := WIDER.get(parts["subject"]):
            meanings += [_meaning(means, {**parts, "each": each, "subject": wider}) for means in wording.means]
        yield Claim(
            start=_place(match),
            end=match.end(),
            number=number,
            words=match[0],
            meanings=tuple(dict.fromkeys(meanings)),
        )


def _meaning(means: str, parts: dict[str, str]) -> Meaning:
    return tuple(means.format_map(parts).split("+"))


def _subject(before: str) -> str:
    """What was named last; brackets give back what was named before them, within them semicolons do."""
    stack, end = [""], -1
    for mark in SUBJECTS.finditer(before):
        if mark["named"]:
            joint = stack[-1] and JOINT.fullmatch(before[end : mark.start()])
            stack[-1] = "" if joint else CALLED.get(mark["named"], mark["named"])
            end = mark.end()
        elif mark[0] in "（(":
            stack.append(stack[-1])
        elif len(stack) > 1 and mark[0] in "）)":
            stack.pop()
        elif len(stack) > 1:
            stack[-1] = stack[-2]
    return stack[-1]
