"""The blocks of a report by section: text lines to text, rows to their table, the rest told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.filing.numerals import entry_of
from toolkit.form import Form
from toolkit.form.model import Table
from toolkit.ingest.headings import headings_of, number_of
from toolkit.ingest.labels import is_figure, key
from toolkit.ingest.lines import SourceRow
from toolkit.ingest.loose import rows_of_lines
from toolkit.ingest.shapes import parts_of
from toolkit.ingest.source import Block, Cell, Grid, Line

_MOST_ROWS, _MOST_CELLS = 400, 80
_LONGEST_LABEL = 60


@dataclass
class Sections:
    """A report taken apart. ``seventh`` are lines after a heading beyond the form's sections."""

    before: list[Line] = field(default_factory=list)
    headings: dict[str, Line] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    rows: dict[str, list[SourceRow]] = field(default_factory=dict)
    stray: list[Line] = field(default_factory=list)  # text in the section of a table
    seventh: list[Line] = field(default_factory=list)
    strange: list[Grid] = field(default_factory=list)  # tables that are none of the form's
    aside: list[Line] = field(default_factory=list)  # of the page, behind the first heading


def sections_of(form: Form, blocks: Sequence[Block]) -> Sections:
    """``blocks`` by section of ``form``.

    A table is known by its labels wherever it stands; where its section has no heading, it opens the section. A table
    before the first heading, or aside, that is none of the form's belongs to the page.
    """
    blocks = tuple(piece for block in blocks for piece in _opened(form, block))
    vocabulary = {table.id: _words(table) for table in form.tables}
    owner = {section.table: section.id for section in form.sections if section.table}
    heads = {place: section for section, place in headings_of(form, blocks).items()}
    result = Sections(lines={section.id: [] for section in form.sections})
    current, table = "", ""
    for place, block in enumerate(blocks):
        if place in heads and isinstance(block, Line):
            current = heads[place]
            table = form.section(current).table
            result.headings[current] = block
        elif isinstance(block, Line):
            if number_of(block.text) > len(form.sections) and current == form.sections[-1].id:
                current = "seventh"
            _place_line(result, current, block)
        else:
            table = _table_of(block, vocabulary, table)
            if table:
                current = current if owner[table] in heads.values() else owner[table]
                _add(result, table, block)
            elif current and not block.aside:
                _place_strange(result, current, block)
    _read_loose(form, result)
    return result


def _place_strange(result: Sections, current: str, grid: Grid) -> None:
    """A table that is none of the form's; one without numbers only lays out text."""
    cells = [cell for row in grid.rows for cell in row if cell.text]
    if any(entry_of(cell.text, "").number is not None for cell in cells):
        result.strange.append(grid)
        return
    for cell in cells:
        _place_line(result, current, _line(grid, cell))


def _place_line(result: Sections, current: str, line: Line) -> None:
    if not current:
        result.before.append(line)
    elif line.aside:
        result.aside.append(line)
    elif current == "seventh":
        result.seventh.append(line)
    else:
        result.lines[current].append(line)


def _opened(form: Form, block: Block) -> Iterator[Block]:
    """``block``; a grid without two cells side by side is text, and a section heading on top of one a line."""
    if isinstance(block, Line):
        yield block
        return
    if not any(is_figure(cell.text) for row in block.rows for cell in row) and all(len(row) <= 1 for row in block.rows):
        yield from (_line(block, cell) for row in block.rows for cell in row if cell.text)
        return
    rows = list(block.rows)
    headings = {key(text) for section in form.sections for text in (section.heading, *section.aliases)}
    while rows and len(shown := [cell for cell in rows[0] if cell.text]) == 1 and key(shown[0].text) in headings:
        yield _line(block, shown[0])
        rows.pop(0)
    yield Grid(rows=tuple(rows), where=block.where, aside=block.aside)


def _line(grid: Grid, cell: Cell) -> Line:
    return Line(text=cell.text, where=grid.where, aside=grid.aside)


def _words(table: Table) -> frozenset[str]:
    return frozenset().union(*(part.row_words | part.head_words for part in parts_of(table)))


def _table_of(grid: Grid, vocabulary: Mapping[str, frozenset[str]], last: str) -> str:
    """The table that most labels of the grid belong to; without any label the last one goes on; empty for no table."""
    if len(grid.rows) > _MOST_ROWS or any(len(row) > _MOST_CELLS for row in grid.rows):
        return ""
    words = {key(cell.text) for row in grid.rows for cell in row if cell.text and not is_figure(cell.text)} - {""}
    if not words:
        return last
    counts = {table: len(words & known) for table, known in vocabulary.items()}
    best = max(counts, key=lambda table: (counts[table], table == last))
    return best if 2 * counts[best] >= len(words) else ""


def _add(result: Sections, table: str, grid: Grid) -> None:
    rows = result.rows.setdefault(table, [])
    page = f"{grid.where} " if grid.where else ""
    for cells in grid.rows:
        rows.append(SourceRow(cells=cells, number=len(rows) + 1, page=page))


def _read_loose(form: Form, result: Sections) -> None:
    """Tables written one cell a line: where a section has no grid, its short lines are cells."""
    for section in form.sections:
        lines = result.lines.pop(section.id) if section.table else []
        if not section.table:
            continue
        table = form.table(section.table)
        known = {*_words(table), key(table.caption), key(section.heading)}
        cells = [line for line in lines if _is_short(line)]
        if table.id not in result.rows and sum(is_figure(line.text) for line in cells) > 1:
            parts = parts_of(table)
            _add(result, table.id, Grid(rows=tuple(rows_of_lines([line.text for line in cells], parts))))
            lines = [line for line in lines if not _is_short(line)]
        result.stray += [line for line in lines if key(line.text) not in known and not _is_unit(line.text)]


def _is_short(line: Line) -> bool:
    return len(line.text) <= _LONGEST_LABEL


def _is_unit(text: str) -> bool:
    """Whether the line only states the unit of a table, as many print above it."""
    return bool(re.fullmatch(r"[（(]?\s*(?:计量)?单位\s*[:：]\s*\S{1,5}?\s*[）)]?", text))
