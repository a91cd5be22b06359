"""Matches column labels, given in reading order, to the columns of the form.

Labels above a table are read level by level, left to right: first the outermost, then the children of the first group,
then those of the second, and so on. That order needs no spans, so wrong ones, empty cells in their place and labels one
a line are all the same here; and columns that stand in another order than the form's are found where they stand. Labels
that wrap are put together first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.ingest.labels import key, nearest
from toolkit.ingest.split_labels import JoinedLabel, LabelWord, join_labels
from toolkit.ingest.table_schema import ColumnHeader, TablePart


@dataclass(frozen=True, kw_only=True)
class MatchedColumns:
    """The columns of a part, left to right, and what was odd about their labels.

    ``places`` are those of their labels among the words read. ``typos`` pairs a printed label with the one it was taken
    for; ``missing`` and ``unknown`` are labels. ``ordered`` is False where the columns are not in the form's order and
    their labels not side by side on one line: labels that wrap may stand in the order of their first lines.
    """

    ids: tuple[str, ...]
    places: tuple[int, ...] = ()
    typos: tuple[tuple[str, str], ...] = ()
    missing: tuple[ColumnHeader, ...] = ()
    unknown: tuple[str, ...] = ()
    ordered: bool = True

    @property
    def certain(self) -> bool:
        """Whether the place of every column is known: a label nobody declared may stand anywhere."""
        return bool(self.ids) and not self.unknown and self.ordered


NO_COLUMNS = MatchedColumns(ids=())


@dataclass
class _Found:
    """A group of labels on its way: the children seen, in the order in which they stand; ``place`` is its label's."""

    header: ColumnHeader
    place: int = -1
    children: list[_Found] = field(default_factory=list)

    def unused(self) -> list[ColumnHeader]:
        seen = [found.header for found in self.children]
        return [child for child in self.header.children if child not in seen]

    def leaves(self) -> Iterator[_Found]:
        if not self.header.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def is_on_lines(self, words: Sequence[LabelWord]) -> bool:
        """Whether the labels of each group stand side by side."""
        lines = {words[child.place].line for child in self.children if child.place >= 0}
        return len(lines) <= 1 and all(child.is_on_lines(words) for child in self.children)


def columns_of(part: TablePart, words: Sequence[LabelWord]) -> MatchedColumns:
    """The columns of ``part`` that the labels ``words`` name; stub and title among them are passed over.

    Labels of groups may be left out, all of them, where no two columns are called the same and one line holds all.
    """
    wholes = join_labels(words, part.header_words)
    labels = [whole for whole in wholes if key(whole.text) and key(whole.text) not in (part.title, part.stub)]
    return _ungrouped(part, labels, words) or _grouped(part, labels, words)


def _ungrouped(part: TablePart, labels: Sequence[JoinedLabel], words: Sequence[LabelWord]) -> MatchedColumns | None:
    """The columns where each has its own label and there is no other but one before them, over the row labels.

    On several lines, or where the source has none, only those in the form's order stand from left to right.
    """
    leaves = [leaf for header in part.headers for leaf in header.leaves() if leaf.id]
    labels = labels[len(labels) > len(leaves) :]
    named = [[leaf.id for leaf in leaves if key(label.text) in leaf.known] for label in labels]
    ids = tuple(own[0] for own in named if len(own) == 1)
    if not len(ids) == len(named) == len(leaves) == len(set(ids)):
        return None
    places = tuple(label.places[0] for label in labels)
    lines = {words[place].line for place in places}
    if ids != part.columns and (len(lines) > 1 or LabelWord("").line in lines):
        return None
    return MatchedColumns(ids=ids, places=places)


def _grouped(part: TablePart, labels: Sequence[JoinedLabel], words: Sequence[LabelWord]) -> MatchedColumns:
    """The columns by the labels of groups and columns, level by level."""
    root = last = _Found(ColumnHeader(label="", known=(), children=part.headers))
    typos: list[tuple[str, str]] = []
    unknown: list[str] = []
    stub: list[str] = []  # a heading of the row labels that is not the form's
    groups = deque([root])
    waiting = deque(labels)
    while groups:
        group = groups[0]
        if not group.unused():
            groups.popleft()
            continue
        if _is_shared(group, last, waiting[0].text if waiting else ""):
            last = _add(group, group.header.children[0], -1, groups)
            continue
        if not waiting:
            groups.popleft()
            continue
        text, place = waiting[0].text, waiting[0].places[0]
        found = _matched_child(group, text, place, groups)
        if found:
            last = found
            if key(text) not in found.header.known:
                typos.append((text, found.header.label))
            waiting.popleft()
            continue
        if _named_below(list(groups)[1:], text):
            groups.popleft()  # the rest of this group is missing
        elif not root.children and not stub:
            stub.append(waiting.popleft().text)
        else:
            unknown.append(waiting.popleft().text)
    leaves = [leaf for leaf in root.leaves() if leaf.header.id]
    ids = tuple(leaf.header.id for leaf in leaves)
    rest = [whole.text for whole in waiting]
    unknown += rest if leaves else [*stub, *rest]
    return MatchedColumns(
        ids=ids,
        places=tuple(leaf.place for leaf in leaves),
        typos=tuple(typos),
        missing=tuple(leaf for header in part.headers for leaf in header.leaves() if leaf.id not in ids),
        unknown=tuple(unknown),
        ordered=ids == tuple(column for column in part.columns if column in ids) or root.is_on_lines(words),
    )


def _is_shared(group: _Found, last: _Found, word: str) -> bool:
    """Whether the only label of ``group`` is the ``last`` one, of another group: of equal neighbours one counts."""
    only = group.unused() if len(group.header.children) == 1 else []
    return bool(only and only[0].known == last.header.known and key(word) not in last.header.known)


def _matched_child(group: _Found, word: str, place: int, groups: deque[_Found]) -> _Found | None:
    """The child of ``group`` that ``word`` names, exactly or nearly, now among its children; or None."""
    choices = group.unused()
    for child in choices:
        if key(word) in child.known:
            return _add(group, child, place, groups)
    if len(group.header.children) == 1 and choices:  # its label may be left out: it can stand in one place only
        child = choices[0]
        if any(key(word) in grandchild.known for grandchild in child.children):
            return _matched_child(_add(group, child, -1, groups), word, place, groups)
    if _named_below(list(groups)[1:], word):
        return None
    near = nearest(key(word), ((number, child.known) for number, child in enumerate(choices)))
    return None if near is None else _add(group, choices[near], place, groups)


def _add(group: _Found, child: ColumnHeader, place: int, groups: deque[_Found]) -> _Found:
    found = _Found(child, place)
    group.children.append(found)
    if child.children:
        groups.append(found)
    return found


def _named_below(groups: Sequence[_Found], word: str) -> bool:
    return any(key(word) in child.known for group in groups for child in group.unused())
