"""What changed between two texts, paragraph by paragraph, in clauses; where paragraphs begin and end is no change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from toolkit.patterns import regex
from toolkit.review.passages import PrintedPassage
from toolkit.review.plain_text import plain_text

_CLAUSE = regex(
    r"(?:[^，。；;！!？?：:,]|,(?=[0-9]))*+(?:[，。；;！!？?：:]|,(?![0-9]))*+",
    matches=("全年收到3件，", "共1,234件。"),
    whole=True,
)
_ALIKE = 0.6
"""The share of their characters that two pieces have in common of which one is taken to be made of the other."""
_AHEAD = 8
"""How many pieces further on the one is looked for that a piece has become."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageChange:
    """A ``passage`` of the first text that is another one or missing in the second, or one that is ``added`` there.

    ``found`` is what stands there in its place. ``edits`` are the clauses that changed, each as it was and as it is;
    either may be empty.
    """

    passage: PrintedPassage
    found: str = ""
    edits: tuple[tuple[str, str], ...] = ()
    added: bool = False

    @property
    def replaced(self) -> tuple[tuple[str, str], ...]:
        """The edits; of a passage that is missing or added its whole text as one."""
        whole = ("", self.passage.text) if self.added else (self.passage.text, "")
        return self.edits or (whole,)


@dataclass(frozen=True, slots=True)
class _Clause:
    key: str
    shown: str
    passage: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Clauses of one passage that follow one another; ``whole``: all of its clauses."""

    passage: int
    key: str
    shown: str
    whole: bool


def passage_changes(before: Sequence[PrintedPassage], after: Sequence[PrintedPassage]) -> tuple[PassageChange, ...]:
    """Every passage of ``before`` that is not the same in ``after``, then those that are new there.

    Texts are the same where :func:`~toolkit.review.plain_text.plain_text` of them is.
    """
    old, new = _clauses(before), _clauses(after)
    edits: dict[int, list[tuple[str, str]]] = {}
    gone: list[int] = []
    come: dict[int, None] = {}
    matched: dict[int, int] = {}
    for kind, a, b, c, d in SequenceMatcher(None, [e.key for e in old], [e.key for e in new]).get_opcodes():
        if kind == "equal":
            matched |= {clause.passage: other.passage for clause, other in zip(old[a:b], new[c:d], strict=True)}
            continue
        if _joined(old[a:b]) == _joined(new[c:d]):
            continue
        for was, now in _pairs(_pieces(old, a, b), _pieces(new, c, d)):
            if was and was.whole and now is None:
                gone.append(was.passage)
            elif was is None and now and (now.whole or not old):
                come[now.passage] = None
            else:
                passage = was.passage if was else _beside(old, a)
                edits.setdefault(passage, []).append((was.shown if was else "", now.shown if now else ""))
                if was and now:
                    matched.setdefault(passage, now.passage)
    changes = [
        (place, PassageChange(passage=before[place], found=_text(after, matched.get(place)), edits=tuple(own)))
        for place, own in edits.items()
    ]
    changes += [(place, PassageChange(passage=before[place])) for place in gone]
    changes.sort(key=lambda each: each[0])
    added = (PassageChange(passage=after[place], found=after[place].text, added=True) for place in come)
    return (*(change for _, change in changes), *added)


def _text(passages: Sequence[PrintedPassage], place: int | None) -> str:
    return "" if place is None else passages[place].text


def _clauses(passages: Sequence[PrintedPassage]) -> list[_Clause]:
    return [
        _Clause(key, shown.strip(), place)
        for place, passage in enumerate(passages)
        for shown in _CLAUSE.findall(passage.text)
        if (key := plain_text(shown))
    ]


def _joined(clauses: Sequence[_Clause]) -> str:
    return "".join(clause.key for clause in clauses)


def _pieces(clauses: Sequence[_Clause], start: int, stop: int) -> list[_Piece]:
    """``clauses[start:stop]`` by passage."""
    pieces = []
    for passage, group in groupby(clauses[start:stop], key=lambda clause: clause.passage):
        own = list(group)
        end = start + len(own)
        begins = start == 0 or clauses[start - 1].passage != passage
        ends = end == len(clauses) or clauses[end].passage != passage
        shown = "".join(clause.shown for clause in own)
        pieces.append(_Piece(passage, _joined(own), shown, begins and ends))
        start = end
    return pieces


def _pairs(old: list[_Piece], new: list[_Piece]) -> Iterator[tuple[_Piece | None, _Piece | None]]:
    """Each old piece with the new one that it has become, in order; those left over alone."""
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    taken = 0
    for piece in old:
        ahead = range(taken, min(len(new), taken + _AHEAD))
        found = next((place for place in ahead if _likeness(piece, new[place]) >= _ALIKE), None)
        if found is None:
            yield piece, None
            continue
        yield from ((None, left) for left in new[taken:found])
        if piece.key != new[found].key:
            yield piece, new[found]
        taken = found + 1
    yield from ((None, left) for left in new[taken:])


def _likeness(old: _Piece, new: _Piece) -> float:
    return SequenceMatcher(None, old.key, new.key, autojunk=False).quick_ratio()


def _beside(clauses: Sequence[_Clause], place: int) -> int:
    """The passage that something put in before clause ``place`` belongs to: of the clause above it, or else below."""
    return clauses[max(0, min(place, len(clauses)) - 1)].passage
