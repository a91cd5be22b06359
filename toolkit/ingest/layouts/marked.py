"""Which layout each line of a text is in, recognised by the marks between its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from toolkit.ingest.blocks import SourceGrid
from toolkit.ingest.layouts import bars, commas, tabs


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedLayout:
    """``claims`` says of each line whether it has this layout; ``grid`` is the table of such lines, or None for text.

    ``alone``: a single line may be a table in Markdown too, which escapes this layout's mark where it is text.
    """

    claims: Callable[[Sequence[str]], Sequence[bool]]
    grid: Callable[[Sequence[str]], SourceGrid | None]
    alone: bool = False


LAYOUTS = (
    MarkedLayout(claims=bars.claims, grid=bars.grid, alone=True),
    MarkedLayout(claims=tabs.claims_cells, grid=tabs.grid_of_cells),
    MarkedLayout(claims=tabs.claims_rows, grid=tabs.grid_of_rows),
    MarkedLayout(claims=commas.claims, grid=commas.grid),
)
"""The surest marks first: a line belongs to the first layout that claims it."""


def tables_in(lines: Sequence[str], *, marked_down: bool) -> Iterator[tuple[range, SourceGrid | None]]:
    """Runs of ``lines`` in reading order, each with the table that it is, or None where it is text."""
    owners: list[MarkedLayout | None] = [None] * len(lines)
    for layout in reversed(LAYOUTS):
        for place, claimed in enumerate(layout.claims(lines)):
            if claimed:
                owners[place] = layout
    for owner, run in groupby(range(len(lines)), key=lambda place: owners[place]):
        places = list(run)
        is_table = owner and (len(places) > 1 or owner.alone or not marked_down)
        yield (
            range(places[0], places[-1] + 1),
            owner.grid([lines[place] for place in places]) if owner and is_table else None,
        )
