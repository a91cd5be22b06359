"""Which blocks stand on upright pages, and which on landscape ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from toolkit.document.blocks import Block, ReportHeading, ReportTable


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRun:
    """Blocks on pages of one orientation."""

    landscape: bool
    blocks: tuple[Block, ...]


def page_runs(blocks: Sequence[Block]) -> tuple[PageRun, ...]:
    """``blocks`` in order; the first run, which the title begins, is upright and may have none."""
    runs = [
        PageRun(landscape=landscape, blocks=tuple(block for block, _ in run))
        for landscape, run in groupby(_oriented(blocks), key=lambda entry: entry[1])
    ]
    return tuple(runs) if runs and not runs[0].landscape else (PageRun(landscape=False, blocks=()), *runs)


def _oriented(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block and whether it is on a landscape page: a heading is where the block below it is."""
    oriented: list[tuple[Block, bool]] = []
    below = False
    for block in reversed(blocks):
        if not isinstance(block, ReportHeading):
            below = isinstance(block, ReportTable) and block.landscape
        oriented.append((block, below))
    return reversed(oriented)
