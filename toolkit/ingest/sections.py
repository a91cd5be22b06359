"""The blocks of a report by section: text lines to text, pieces of tables to their table, the rest reported."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from toolkit.characters import compact, is_shorter
from toolkit.form import Form
from toolkit.form.model import Section
from toolkit.ingest.blocks import Block, SourceCell, SourceGrid, SourceLine
from toolkit.ingest.duplicate_tables import PlacedPiece
from toolkit.ingest.figures import states_number
from toolkit.ingest.headings import heading_keys, headings_of, number_of, worded_like
from toolkit.ingest.labels import is_figure, key, rest_key
from toolkit.ingest.layouts.unmarked import cells_and_text, cells_then_text
from toolkit.ingest.lost_line_breaks import unfolded_line
from toolkit.ingest.rows_in_lines import rows_in_lines
from toolkit.ingest.split_labels import LabelWord
from toolkit.ingest.table_parts import TablePiece
from toolkit.ingest.table_schema import TablePart, parts_of
from toolkit.ingest.units import units_in
from toolkit.patterns import regex

_MOST_ROWS, _MOST_CELLS = 400, 80
_LONGEST_LABEL = 60
_BEYOND = "+"  # no section can have that id
_UNIT_LINE = regex(r"\(?(?:计量|金额|数量)?单位:[^()。;]{1,20}\)?")
_PAGE_NUMBER = regex(r"\d{1,3}")


@dataclass
class Sections:
    """A report taken apart. ``beyond`` are lines after a heading beyond the form's sections."""

    before: list[SourceLine] = field(default_factory=list)
    headings: dict[str, SourceLine] = field(default_factory=dict)
    lines: dict[str, list[SourceLine]] = field(default_factory=dict)
    tables: dict[str, list[PlacedPiece]] = field(default_factory=dict)
    units: dict[str, frozenset[str]] = field(default_factory=dict)  # that the text around a table states for it
    above: dict[str, int] = field(default_factory=dict)  # lines of a section before the last piece of its table
    beside_tables: list[SourceLine] = field(default_factory=list)  # text in a section that has a table alone
    beyond: list[SourceLine] = field(default_factory=list)
    strange: list[SourceGrid] = field(default_factory=list)  # tables that are none of the form's
    aside: list[SourceLine] = field(default_factory=list)  # of the page, behind the first heading

    @property
    def paged(self) -> bool:
        """Whether a line of the text is a bare number, as those of pages are."""
        lines = (line for lines in self.lines.values() for line in lines)
        return any(_PAGE_NUMBER.fullmatch(line.text) for line in lines)


def sections_of(form: Form, blocks: Sequence[Block]) -> Sections:
    """``blocks`` by section of ``form``.

    A table is known by its labels wherever it stands; where its section has no heading, it opens the section. A table
    before the first heading, or aside, that is none of the form's belongs to the page.
    """
    blocks = tuple(_doubted(tuple(piece for block in blocks for piece in _opened(form, block))))
    vocabulary = form.once(_vocabulary)
    worded = [part for table in form.tables for part in parts_of(form, table) if part.worded or part.repeat]
    owner = {section.table: section.id for section in form.sections if section.table}
    headers = {place: section for section, place in headings_of(form, blocks).items()}
    result = Sections(lines={section.id: [] for section in form.sections})
    current = table = headed = ""  # headed: the last section whose heading, or a copy of it, was passed
    for place, block in enumerate(blocks):
        if isinstance(block, SourceLine):
            headed = headers.get(place) or worded_like(form, block) or headed
        if place in headers and isinstance(block, SourceLine):
            current = headers[place]
            table = form.section(current).table
            result.headings[current] = block
        elif isinstance(block, SourceLine):
            if number_of(block.text) > len(form.sections) and current == form.sections[-1].id:
                current = _BEYOND
            _place_line(result, current, block)
            if table and current == owner[table] and _is_piece_of_label(block, vocabulary[table]):
                _add_label(result, table, block, own=True)
        else:
            table = _worded_table(worded, block, table) or _table_of(block, vocabulary, table)
            if table:
                own = headed == owner[table] or owner[table] not in headers.values()
                current = current if owner[table] in headers.values() else owner[table]
                _add(result, table, block, own=own)
                result.above[owner[table]] = len(result.lines[owner[table]])
            elif current and not block.aside:
                _place_strange(result, current, block)
    _read_unmarked(form, result, vocabulary)
    return result


def _place_strange(result: Sections, current: str, grid: SourceGrid) -> None:
    """A table that is none of the form's; one without numbers only lays out text."""
    cells = [cell for row in grid.rows for cell in row if cell.text]
    if any(states_number(cell.text) for cell in cells):
        result.strange.append(grid)
        return
    for cell in cells:
        _place_line(result, current, _line(grid, cell))


def _place_line(result: Sections, current: str, line: SourceLine) -> None:
    if not current:
        result.before.append(line)
    elif line.aside:
        result.aside.append(line)
    elif current == _BEYOND:
        result.beyond.append(line)
    else:
        result.lines[current].append(line)


def _opened(form: Form, block: Block) -> Iterator[Block]:
    """``block`` as several where it holds more than one: a section's heading above a table, or a text in one line."""
    if isinstance(block, SourceLine):
        yield from unfolded_line(form, block)
        return
    if not any(is_figure(cell.text) for row in block.rows for cell in row) and all(len(row) <= 1 for row in block.rows):
        yield from (_line(block, cell) for row in block.rows for cell in row if cell.text)
        return
    headings = frozenset().union(*form.once(heading_keys))
    rows = list(block.rows)
    if block.rowless:
        yield from _cut_at(headings, block)
        return
    while rows and len(shown := [cell for cell in rows[0] if cell.text]) == 1 and key(shown[0].text) in headings:
        yield _line(block, shown[0])
        rows.pop(0)
    yield replace(block, rows=tuple(rows))


def _doubted(blocks: Sequence[Block]) -> Iterator[Block]:
    """``blocks``; not with the blank cell that ends a table where a figure, maybe its own, follows on the next line."""
    for block, after in zip_longest(blocks, blocks[1:]):
        figure = after.text if isinstance(after, SourceLine) and is_figure(after.text) else ""
        last = block.rows[-1] if isinstance(block, SourceGrid) and block.rows else ()
        if figure and isinstance(block, SourceGrid) and len(last) > 1 and not last[-1].filled and not block.rowless:
            yield replace(block, rows=(*block.rows[:-1], last[:-1]))
        else:
            yield block


def _cut_at(headings: Collection[str], grid: SourceGrid) -> Iterator[Block]:
    """The cells of a table between cells that hold a section's heading, and these as lines."""
    cells: list[SourceCell] = []
    for cell in grid.rows[0]:
        if number_of(cell.text) and key(cell.text) in headings:
            if cells:
                yield replace(grid, rows=(tuple(cells),))
            cells = []
            yield _line(grid, cell)
        else:
            cells.append(cell)
    if cells:
        yield replace(grid, rows=(tuple(cells),))


def _line(grid: SourceGrid, cell: SourceCell) -> SourceLine:
    return SourceLine(text=cell.text, where=grid.where, aside=grid.aside)


def _vocabulary(form: Form) -> Mapping[str, frozenset[str]]:
    """Every key in each table."""
    return {
        table.id: frozenset().union(*(part.row_words | part.header_words for part in parts_of(form, table)))
        for table in form.tables
    }


def _worded_table(parts: Sequence[TablePart], grid: SourceGrid, last: str) -> str:
    """The table of one of ``parts`` whose columns are all headed in the grid, the last one first; empty for none.

    Of its other words most may be no labels.
    """
    words = {key(cell.text) for row in grid.rows for cell in row if cell.text} if parts else set()
    headed = [
        part.table
        for part in parts
        if all(words.intersection(leaf.known) for header in part.headers for leaf in header.leaves())
    ]
    return last if last in headed else next(iter(headed), "")


def _table_of(grid: SourceGrid, vocabulary: Mapping[str, frozenset[str]], last: str) -> str:
    """The table that most labels of the grid belong to; without any label the last one goes on; empty for no table."""
    widest = _MOST_ROWS * _MOST_CELLS if grid.rowless else _MOST_CELLS
    if len(grid.rows) > _MOST_ROWS or any(len(row) > widest for row in grid.rows):
        return ""
    words = {key(cell.text) for row in grid.rows for cell in row if cell.text and not is_figure(cell.text)} - {""}
    if not words:
        return last
    if not vocabulary:
        return ""
    counts = {table: len(words & known) for table, known in vocabulary.items()}
    best = max(counts, key=lambda table: (counts[table], table == last))
    return best if 2 * counts[best] >= len(words) else ""


def _add(result: Sections, table: str, grid: SourceGrid, *, own: bool) -> None:
    if grid.rowless:
        words = tuple(LabelWord(cell.text, place) for place, cell in enumerate(grid.rows[0]))
        piece = TablePiece(words=words, page=grid.where)
    else:
        piece = TablePiece(rows=grid.rows, page=grid.where)
    result.tables.setdefault(table, []).append(PlacedPiece(piece=piece, own=own))


def _is_piece_of_label(line: SourceLine, words: frozenset[str]) -> bool:
    text = rest_key(line.text) if is_shorter(line.text, _LONGEST_LABEL) else ""
    return bool(text) and any(text in word for word in words)


def _add_label(result: Sections, table: str, line: SourceLine, *, own: bool) -> None:
    """A label, or a piece of one, that stands as a line between the pieces of its table."""
    piece = TablePiece(rows=((SourceCell(text=line.text, column=0),),))
    result.tables.setdefault(table, []).append(PlacedPiece(piece=piece, own=own, label=True))


def _read_unmarked(form: Form, result: Sections, vocabulary: Mapping[str, frozenset[str]]) -> None:
    """Tables whose cells nothing marks: where a section has no other, its lines are looked through for cells."""
    for section in form.sections:
        if not section.table:
            continue
        lines: Sequence[SourceLine] = result.lines.pop(section.id)
        table = form.table(section.table)
        below: Sequence[SourceLine] = ()
        unmarked = all(piece.label for piece in result.tables.get(table.id, []))
        if unmarked and any(part.worded or part.repeat for part in parts_of(form, table)):
            rows, taken = rows_in_lines(parts_of(form, table), lines)
            if rows:
                result.tables[table.id] = [PlacedPiece(piece=TablePiece(rows=rows), own=True)]
                result.above[section.id] = 0
                lines = lines[taken:]
        if section.holds_text or section is form.sections[-1]:
            lines, below = _parted(form, section, result, lines, vocabulary[table.id])
        heading = [result.headings[section.id]] if section.id in result.headings else []
        result.units[table.id] = units_in(line.text for line in (*heading, *lines))
        pieces = result.tables.get(table.id, [])
        if all(piece.label for piece in pieces):
            units = {cell.unit for cell in form.cells.values() if cell.table == table.id}
            words, text = cells_and_text(lines, vocabulary[table.id], units)
            result.tables.pop(table.id, None)
            if sum(is_figure(word.text) for word in words) > 1:
                result.tables[table.id] = [PlacedPiece(piece=TablePiece(words=tuple(words)), own=True)]
                lines = text
        known = {*vocabulary[table.id], key(table.caption), key(section.heading)}
        others = [
            line
            for line in lines
            if key(line.text) not in known
            and not _is_piece_of_label(line, vocabulary[table.id])
            and not _is_unit(line.text)
        ]
        if section.holds_text:
            result.lines[section.id] = [*others, *below]
        else:
            result.beside_tables += [*others, *below]


def _parted(
    form: Form, section: Section, result: Sections, lines: Sequence[SourceLine], words: frozenset[str]
) -> tuple[Sequence[SourceLine], Sequence[SourceLine]]:
    """The lines of a section above the end of its table, and those below, which are no part of it."""
    pieces = result.tables.get(section.table, [])
    if section.id not in result.above:
        cells = sum(1 for cell in form.cells.values() if cell.table == section.table)
        return cells_then_text(lines, words, cells)
    while pieces and pieces[-1].label:
        pieces.pop()
    above = result.above[section.id]
    return lines[:above], lines[above:]


def _is_unit(text: str) -> bool:
    """Whether the line only states the units of a table, as many print above it."""
    return bool(_UNIT_LINE.fullmatch(compact(text)) and units_in([text]))
