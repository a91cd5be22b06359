"""Tables damaged at random: a number stands in its own cell or is reported, never silently in another's."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.at_hand import FORMS
from tests.ingest.samples import sample
from tests.ingest.test_changes import blocks_of
from tests.sizes import sampled
from toolkit.ingest.blocks import Block, SourceCell, SourceGrid
from toolkit.ingest.recogniser import filing_of
from toolkit.rules.engine import check_filing

Rows = list[list[SourceCell]]
DAMAGES = 150


def _cell_out(rows: Rows, y: int, x: int, _: random.Random) -> None:
    del rows[y][x]


def _number_in(rows: Rows, y: int, x: int, chance: random.Random) -> None:
    rows[y].insert(x, SourceCell(text=str(chance.randrange(50)), column=x))


def _blank_in(rows: Rows, y: int, x: int, _: random.Random) -> None:
    rows[y].insert(x, SourceCell(text="", column=x))


def _row_out(rows: Rows, y: int, _x: int, _: random.Random) -> None:
    del rows[y]


def _row_twice(rows: Rows, y: int, _x: int, _: random.Random) -> None:
    rows.insert(y, list(rows[y]))


def _rows_swapped(rows: Rows, y: int, _x: int, chance: random.Random) -> None:
    other = chance.randrange(len(rows))
    rows[y], rows[other] = rows[other], rows[y]


def _strange_row_in(rows: Rows, y: int, _x: int, _: random.Random) -> None:
    rows.insert(y, [SourceCell(text=text, column=place) for place, text in enumerate(("序号", "1", "2"))])


OPERATIONS: tuple[Callable[[Rows, int, int, random.Random], None], ...] = (
    _cell_out,
    _number_in,
    _blank_in,
    _row_out,
    _row_twice,
    _rows_swapped,
    _strange_row_in,
)


def damaged(blocks: list[Block], chance: random.Random) -> None:
    """One damage to one of the tables."""
    place = chance.choice([place for place, block in enumerate(blocks) if isinstance(block, SourceGrid)])
    grid = blocks[place]
    assert isinstance(grid, SourceGrid)
    rows = [list(row) for row in grid.rows]
    filled = [y for y, row in enumerate(rows) if row]
    if filled:
        y = chance.choice(filled)
        chance.choice(OPERATIONS)(rows, y, chance.randrange(len(rows[y])), chance)
    blocks[place] = replace(grid, rows=tuple(map(tuple, rows)))


@pytest.mark.parametrize("start", sampled(range(0, DAMAGES, 30), 1))
@pytest.mark.parametrize("form", sampled(FORMS.available[::-1], 1))
def test_no_number_is_silently_lost_or_put_into_anothers_cell(form: str, start: int) -> None:
    whole = blocks_of(form)
    filing = sample(form)
    for seed in range(start, start + 30):
        chance = random.Random(seed)
        blocks = list(whole)
        for _ in range(chance.choice((1, 1, 2, 4))):
            damaged(blocks, chance)
        back, findings = filing_of(blocks, FORMS, FORMS.form(form))
        check_filing(back, findings)
        read = {**back.inputs, **back.stated}
        right = all(cell in read and (read[cell].number or 0) == filing.number(cell) for cell in filing.form.cells)
        assert right or {"IM-01", "IM-02", "IM-03"} & {finding.code for finding in findings}, seed
