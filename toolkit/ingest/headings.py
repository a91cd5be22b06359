"""Which lines head the sections of a report, however they are worded and numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.characters import is_shorter
from toolkit.chinese_numerals import TO_TEN, value_of
from toolkit.form import Form
from toolkit.ingest.blocks import Block, SourceGrid, SourceLine
from toolkit.ingest.labels import key, likeness
from toolkit.patterns import regex

_NUMBER = regex(rf"\s*([{TO_TEN}]{{1,3}})\s*[、.．，,:：]\s*(?=\S)")
_BRACKETED = regex(r"\s*[（(〔\[]")
_LONGEST = 45  # Chinese characters, or as much in other writing
_NEAR = 0.7
_SURE = 5  # the weight of a heading with its section's own number
_SECTION_LEVELS = (1, 2)  # below them are sub-heads


@dataclass(frozen=True, kw_only=True)
class HeadingCandidate:
    """A line that may head ``section``; the higher the ``weight``, the surer."""

    place: int
    section: str
    weight: int


def number_of(text: str) -> int:
    """The number that begins ``text`` as 一、 does; 0 for none. （一） is a sub-head's and does not count."""
    found = _NUMBER.match(text)
    return value_of(found[1]) if found else 0


def is_headlike(line: SourceLine) -> bool:
    """Whether the line is short and no sentence."""
    return is_shorter(line.text, _LONGEST) and not re.search(r"[。；;！？]\s*\S", line.text)


def worded_like(form: Form, line: SourceLine) -> str:
    """The section whose number and words ``line`` has: its heading, an entry of a table of contents, or a copy."""
    if line.aside or not is_headlike(line):
        return ""
    number = number_of(line.text)
    known = form.once(heading_keys)[number - 1] if 0 < number <= len(form.sections) else ()
    return form.sections[number - 1].id if key(line.text) in known else ""


def heading_keys(form: Form) -> tuple[tuple[str, ...], ...]:
    """The keys of every wording of each section's heading."""
    return tuple(tuple(map(key, section.headings)) for section in form.sections)


def headings_of(form: Form, blocks: Sequence[Block]) -> Mapping[str, int]:
    """The place in ``blocks`` of each section's heading, as far as there is one.

    Known wordings first, of several in that order in which the most are in sequence and the latest (a table of contents
    comes first); then, between those found, a line that carries the section's number.
    """
    labels = form.once(_row_labels)
    own = frozenset().union(*form.once(heading_keys))
    places = [
        place
        for place, block in enumerate(blocks)
        if isinstance(block, SourceLine)
        and not block.aside
        and (is_headlike(block) or key(block.text) in own)
        and _numbered(block.text) not in labels
    ]
    candidates = [candidate for place in places for candidate in _candidates(form, place, blocks[place])]
    found = _in_sequence(form, candidates)
    for candidate in candidates:  # numbered and well worded, but out of sequence
        if candidate.section not in found and candidate.weight >= _SURE:
            found[candidate.section] = candidate.place
    for index, section in enumerate(form.sections):
        if section.id not in found:
            place = _by_number(form, index, places, blocks, found)
            if place is not None:
                found[section.id] = place
    return found


def _numbered(text: str) -> tuple[int, str]:
    return number_of(text), key(text)


def _row_labels(form: Form) -> frozenset[tuple[int, str]]:
    """Labels of rows with their numbers: 一、本年新收… heads a row, not a section."""
    found = set()
    stack = [node for table in form.tables for block in table.blocks for node in block.rows]
    while stack:
        node = stack.pop()
        stack += node.children
        found.add(_numbered(node.label))
    return frozenset(found)


def _candidates(form: Form, place: int, block: Block) -> Iterator[HeadingCandidate]:
    if not isinstance(block, SourceLine) or _BRACKETED.match(block.text):
        return
    number = number_of(block.text)
    own = key(block.text)
    known = form.once(heading_keys)
    worded = any(own in wordings for wordings in known)
    marked = number or block.level in _SECTION_LEVELS
    for index, (section, wordings) in enumerate(zip(form.sections, known, strict=True), start=1):
        exact = own in wordings
        open_to_it = marked and (number == index or not worded)
        if exact or (open_to_it and max(likeness(own, wording) for wording in wordings) >= _NEAR):
            weight = 4 * (number == index) + 2 * bool(number) + 2 * exact + bool(block.level)
            yield HeadingCandidate(place=place, section=section.id, weight=weight)


def _in_sequence(form: Form, candidates: Sequence[HeadingCandidate]) -> dict[str, int]:
    """The heaviest choice of candidates whose sections and places both rise; of equal ones the latest."""
    order = {section.id: index for index, section in enumerate(form.sections)}
    best: list[tuple[int, int, dict[str, int]]] = []  # weight, last section, places
    for candidate in sorted(candidates, key=lambda c: c.place):
        before = [
            choice
            for choice in best
            if choice[1] < order[candidate.section] and candidate.place not in choice[2].values()
        ]
        weight, _, chosen = max(before, key=lambda choice: choice[0], default=(0, -1, {}))
        entry = (weight + candidate.weight, order[candidate.section], {**chosen, candidate.section: candidate.place})
        best = [choice for choice in best if choice[1] != entry[1] or choice[0] > entry[0]]
        best.append(entry)
    return dict(max(best, key=lambda choice: choice[0], default=(0, -1, {}))[2])


def _by_number(
    form: Form, index: int, places: Sequence[int], blocks: Sequence[Block], found: Mapping[str, int]
) -> int | None:
    """The line between the neighbouring headings that carries the section's number; for a table, right above one."""
    before = max((found[s.id] for s in form.sections[:index] if s.id in found), default=-1)
    after = min((found[s.id] for s in form.sections[index + 1 :] if s.id in found), default=len(blocks))
    numbered = [place for place in places if before < place < after and _number_at(blocks, place) == index + 1]
    if form.sections[index].table:
        numbered = [p for p in numbered if p + 1 < len(blocks) and isinstance(blocks[p + 1], SourceGrid)]
    return numbered[0] if numbered else None


def _number_at(blocks: Sequence[Block], place: int) -> int:
    block = blocks[place]
    return number_of(block.text) if isinstance(block, SourceLine) else 0
