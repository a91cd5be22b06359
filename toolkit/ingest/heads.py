"""Column labels in reading order into the columns they head.

Labels above a table are read level by level, left to right: first the outermost, then the children of the first group,
then those of the second, and so on. That order needs no spans, so wrong ones, empty cells in their place and labels one
a line are all the same here; and columns that stand in another order than the form's are found where they stand.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.ingest.labels import key, nearest
from toolkit.ingest.shapes import Head, Part


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns of a part, left to right, and what was odd about their labels.

    ``typos`` pairs a printed label with the one it was taken for; ``missing`` and ``unknown`` are labels.
    """

    ids: tuple[str, ...]
    typos: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the place of every column is known: a label nobody declared may stand anywhere."""
        return bool(self.ids) and not self.unknown


@dataclass
class _Found:
    """A group of labels on its way: the children seen, in the order in which they stand."""

    head: Head
    children: list[_Found] = field(default_factory=list)

    def unused(self) -> list[Head]:
        seen = [found.head for found in self.children]
        return [child for child in self.head.children if child not in seen]

    def leaves(self) -> Iterator[Head]:
        if not self.head.children:
            yield self.head
        for child in self.children:
            yield from child.leaves()


def columns_of(part: Part, words: Sequence[str]) -> Columns:
    """The columns of ``part`` that the labels ``words`` name; stub and title among them are passed over."""
    root = _Found(Head(label="", known=(), children=part.heads))
    typos: list[tuple[str, str]] = []
    unknown: list[str] = []
    stub: list[str] = []  # a heading of the row labels that is not the form's
    groups = deque([root])
    waiting = deque(word for word in words if key(word) and key(word) not in (part.title, part.stub))
    while waiting and groups:
        if not groups[0].unused():
            groups.popleft()
            continue
        group = groups[0]
        found = _taken(group, waiting[0], groups)
        if found:
            if key(waiting[0]) not in found.head.known:
                typos.append((waiting[0], found.head.label))
            waiting.popleft()
            continue
        if _named_below(list(groups)[1:], waiting[0]):
            groups.popleft()  # the rest of this group is missing
        elif not root.children and not stub:
            stub.append(waiting.popleft())
        else:
            unknown.append(waiting.popleft())
    leaves = [leaf.id for leaf in root.leaves() if leaf.id]
    missing = [leaf.label for head in part.heads for leaf in head.leaves() if leaf.id not in leaves]
    unknown += waiting if leaves else [*stub, *waiting]
    return Columns(ids=tuple(leaves), typos=tuple(typos), missing=tuple(missing), unknown=tuple(unknown))


def _taken(group: _Found, word: str, groups: deque[_Found]) -> _Found | None:
    """The child of ``group`` that ``word`` names, exactly or nearly, now among its children; or None."""
    choices = group.unused()
    for child in choices:
        if key(word) in child.known:
            return _add(group, child, groups)
    if len(group.head.children) == 1 and choices:  # its label may be left out: it can stand in one place only
        child = choices[0]
        if any(key(word) in grandchild.known for grandchild in child.children):
            return _taken(_add(group, child, groups), word, groups)
    if _named_below(list(groups)[1:], word):
        return None
    near = nearest(key(word), ((number, child.known) for number, child in enumerate(choices)))
    return None if near is None else _add(group, choices[near], groups)


def _add(group: _Found, child: Head, groups: deque[_Found]) -> _Found:
    found = _Found(child)
    group.children.append(found)
    if child.children:
        groups.append(found)
    return found


def _named_below(groups: Sequence[_Found], word: str) -> bool:
    return any(key(word) in child.known for group in groups for child in group.unused())
