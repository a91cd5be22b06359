"""Every change of one printed figure is found, or comes back as changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

import pytest

from tests.at_hand import FORMS
from tests.ingest.printed import printed, to_html
from tests.ingest.samples import sample
from tests.sizes import sampled
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.form import Severity
from toolkit.form.expression import Number
from toolkit.ingest.blocks import Block, SourceCell, SourceGrid
from toolkit.ingest.html import html_blocks
from toolkit.ingest.recogniser import filing_of
from toolkit.rules.engine import check_filing

WRITTEN: Mapping[str, Callable[[Number], Number]] = {
    "one more": lambda number: number + 1,
    "ten times and three": lambda number: 10 * number + 3,
    "a thousand more": lambda number: number + 1000,
    "cleared or filled": lambda number: 0 if number else 6,
}
SHARES = 8


def blocks_of(form: str) -> tuple[Block, ...]:
    return tuple(html_blocks(to_html(printed(sample(form))).decode()))


def number_cells(blocks: Sequence[Block], filing: Filing) -> Iterator[tuple[str, int, int, int]]:
    """Each printed number: its cell id and where it is (block, row, cell)."""
    grids = [place for place, block in enumerate(blocks) if isinstance(block, SourceGrid)]
    for place, table in zip(grids, filing.form.tables, strict=True):
        entries = {str(e.where): c for c, e in {**filing.inputs, **filing.stated}.items()}
        grid = blocks[place]
        assert isinstance(grid, SourceGrid)
        for y, row in enumerate(grid.rows):
            for x, cell in enumerate(row):
                where = f"{table.short} 第{y + 1}行第{cell.column + 1}列"
                if where in entries:
                    yield entries[where], place, y, x


def with_text(blocks: Sequence[Block], place: int, y: int, x: int, text: str) -> list[Block]:
    grid = blocks[place]
    assert isinstance(grid, SourceGrid)
    rows = [list(row) for row in grid.rows]
    rows[y][x] = SourceCell(text=text, column=rows[y][x].column, span=rows[y][x].span)
    changed = list(blocks)
    changed[place] = replace(grid, rows=tuple(map(tuple, rows)))
    return changed


def errors(filing: Filing, reading: Sequence[Finding]) -> set[str]:
    """The ids of all cells that errors name."""
    found = check_filing(filing, reading)
    return {ref.id for finding in found if finding.severity is Severity.ERROR for ref in finding.cells}


@pytest.mark.parametrize(("form", "change", "first"), sampled(product(FORMS.available, WRITTEN, range(SHARES)), 2))
def test_each_changed_figure_is_found(form: str, change: str, first: int) -> None:
    """190 or so cells, four changes, three forms: over 2,000 changes of 表三 and 表四, one cell in eight at a time."""
    blocks = blocks_of(form)
    filing, reading = filing_of(blocks, FORMS, FORMS.form(form))
    assert errors(filing, reading) == set()
    cells = list(number_cells(blocks, filing))
    assert {cell for cell, *_ in cells} == set(filing.form.cells)
    for cell, place, y, x in cells[first::SHARES]:
        number = filing.number(cell)
        if cell.startswith("disclosure.") and change != "one more":
            continue
        assert number is not None
        other = WRITTEN[change](number)
        back, reported = filing_of(with_text(blocks, place, y, x, str(other)), FORMS, FORMS.form(form))
        assert (back.inputs.get(cell) or back.stated[cell]).number == other, cell
        if not cell.startswith("disclosure."):
            assert cell in errors(back, reported), cell
