"""Labels that a source cut into pieces, over two cells or lines, put together by the labels of the form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from toolkit.ingest.labels import key, rest_key

_MOST_WORDS = 300
_MOST_NEIGHBOURS = 16
_FARTHEST = 40


@dataclass(frozen=True, slots=True)
class LabelWord:
    """A label or a piece of one; ``line`` is the line or row that it stands on."""

    text: str
    line: int = 0


@dataclass(slots=True)
class JoinedLabel:
    """A label with the places of its pieces among the words that it was put together from."""

    text: str
    places: list[int] = field(default_factory=list)


def join_labels(words: Sequence[LabelWord], known: Iterable[str]) -> list[JoinedLabel]:
    """``words`` with the pieces of each known label in one, where its first piece stands.

    Neighbours are one label where together they are a known one, though not each is one alone. Pieces that others are
    between are, where none of them is known alone and each stands on a later line than the one before: cells side by
    side whose labels wrap. Of a label whose end is not there, the pieces that can only be its are put together. What is
    of no known label stays as it is.
    """
    labels = frozenset(known)
    if len(words) > _MOST_WORDS or all(key(word.text) in labels for word in words):
        return [JoinedLabel(word.text, [place]) for place, word in enumerate(words)]
    taken: set[int] = set()
    wholes: list[JoinedLabel] = []
    for place, word in enumerate(words):
        if place in taken:
            continue
        pieces = _neighbours(words, place, labels, taken) or _scattered(words, place, labels, taken) or [place]
        taken.update(pieces)
        wholes.append(JoinedLabel(word.text + "".join(words[piece].text for piece in pieces[1:]), pieces))
    return wholes


def _neighbours(words: Sequence[LabelWord], place: int, labels: frozenset[str], taken: set[int]) -> list[int]:
    """The longest run of words from ``place`` that is one known label."""
    text = key(words[place].text)
    alone = text in labels
    found: list[int] = []
    for other in range(place + 1, min(place + _MOST_NEIGHBOURS, len(words))):
        if other in taken or not text:
            break
        rest = rest_key(words[other].text)
        text += rest
        alone = alone and key(words[other].text) in labels
        if rest and text in labels and not alone:  # signs alone, as □□ for a garbled figure, end no label
            found = list(range(place, other + 1))
    return found


def _scattered(words: Sequence[LabelWord], place: int, labels: frozenset[str], taken: set[int]) -> list[int]:
    """The pieces of the label that begins at ``place`` and ends the soonest."""
    start = key(words[place].text)
    if not start or start in labels:
        return []
    begun = [_pieces_of(label, words, place, labels, taken) for label in labels if label.startswith(start)]
    whole = [pieces for pieces, done in begun if done]
    if whole:
        return min(whole, key=lambda pieces: pieces[-1])
    longest = max((len(pieces) for pieces, _ in begun), default=0)
    parts = [pieces for pieces, _ in begun if len(pieces) == longest]
    return parts[0] if longest > 1 and len(parts) == 1 else []


def _pieces_of(
    label: str, words: Sequence[LabelWord], place: int, labels: frozenset[str], taken: set[int]
) -> tuple[list[int], bool]:
    """The places of the pieces of ``label``, and whether they are all of it."""
    pieces = [place]
    done = len(key(words[place].text))
    for other in range(place + 1, min(place + _FARTHEST, len(words))):
        rest = rest_key(words[other].text)
        below = words[other].line > words[pieces[-1]].line or other == pieces[-1] + 1
        if other in taken or not rest or not below or key(words[other].text) in labels:
            continue
        if label.startswith(rest, done):
            pieces.append(other)
            done += len(rest)
            if done == len(label):
                return pieces, True
    return pieces, False
