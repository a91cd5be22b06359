"""A report that stands twice in its source, as pages do that carry a copy for print or for phones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from toolkit.ingest.blocks import Block, SourceGrid, SourceLine
from toolkit.ingest.headings import number_of
from toolkit.ingest.labels import is_figure
from toolkit.ingest.note_marks import unspaced

_FEWEST_PARTS = 6
_MOST_LEFT = 3
"""Lines below a report that its copy may lack: who may print or share the page."""

_MOST_HEADINGS = 5
"""Lines numbered as the first heading is that are tried: those of the report, and rows of its tables."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A line, or tables that only page ends part: the place of its first block, and what it shows."""

    place: int
    shown: str
    begins: bool  # it is numbered 一、


def without_copy(blocks: Sequence[Block]) -> tuple[Sequence[Block], Block | None]:
    """``blocks`` without a second printing of the whole report, and the block with which that began.

    It is one only where every character is the same, from the first heading to the report's end. The lines above that
    heading which are the same too belong to it.
    """
    parts = list(_parts(blocks))
    places = [*(part.place for part in parts), len(blocks)]
    for start, again in _repeated(parts):
        above = 0
        while above < min(start, again - start) and parts[start - above - 1].shown == parts[again - above - 1].shown:
            above += 1
        stop = _end(parts, range(start, again - above), again)
        if stop:
            first = places[again - above]
            return (*blocks[:first], *blocks[places[stop] :]), blocks[first]
    return blocks, None


def _parts(blocks: Sequence[Block]) -> Iterator[_Part]:
    for are_grids, group in groupby(enumerate(blocks), key=lambda entry: isinstance(entry[1], SourceGrid)):
        own = list(group)
        if are_grids:
            yield _Part(
                own[0][0], _fingerprint([block for _, block in own if isinstance(block, SourceGrid)]), begins=False
            )
            continue
        for place, line in own:
            if isinstance(line, SourceLine):
                yield _Part(place, unspaced(line.text), begins=number_of(line.text) == 1)


def _fingerprint(grids: Sequence[SourceGrid]) -> str:
    """All figures in reading order, and all characters in none: a page's end cuts labels wherever they are."""
    texts = [unspaced(cell.text) for grid in grids for row in grid.rows for cell in row]
    figures = [text for text in texts if is_figure(text)]
    return " ".join([*figures, *sorted("".join(texts))])


def _repeated(parts: Sequence[_Part]) -> Iterator[tuple[int, int]]:
    """The places of parts numbered 一、 each with the next place of the same text."""
    first = [place for place, part in enumerate(parts) if part.begins]
    for place in first[:_MOST_HEADINGS]:
        again = next((other for other in first if other > place and parts[other].shown == parts[place].shown), None)
        if again is not None:
            yield place, again


def _end(parts: Sequence[_Part], original: range, again: int) -> int:
    """The place behind the copy of the ``original`` parts that begins at ``again``; 0 where it is none."""
    text = "".join(parts[place].shown for place in original)
    done, stop = 0, again
    while stop < len(parts) and done < len(text) and text.startswith(parts[stop].shown, done):
        done += len(parts[stop].shown)
        stop += 1
    ends = [0, *accumulate(len(parts[place].shown) for place in original)]
    left = len(ends) - 1 - ends.index(done) if done in ends else len(ends)
    return stop if left <= _MOST_LEFT and stop - again >= _FEWEST_PARTS else 0
