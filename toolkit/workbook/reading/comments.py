"""The comments on cells: notes, and the threads of newer programs, which keep a note beside for older ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from toolkit.workbook.reading.cell_addresses import place_of
from toolkit.workbook.reading.source_workbook import Comment

THREADS, NOTES = "threadedComment", "comments"
"""The parts that hold them, by the last word of their type; what a thread says stands in full there alone."""
_MOST_CHARACTERS = 2_000


def comments_in(roots: Iterable[Any]) -> Iterator[Comment]:
    """The first comment on each cell in these parts; what names no cell is over the first."""
    taken = set()
    for root in roots:
        for comment in root.iter("{*}comment", "{*}threadedComment"):
            try:
                place = place_of(comment.get("ref", ""))
            except ValueError:
                place = (1, 1)
            if place not in taken:
                taken.add(place)
                text = "".join(piece.text or "" for piece in comment.iter("{*}t", "{*}text"))
                yield Comment(*place, text[:_MOST_CHARACTERS].strip())
