"""The schema that a source's table is matched with: the form's table as parts, each with column headers and rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from toolkit.form import Form
from toolkit.form.model import Block, Node, Table, TableLayout
from toolkit.ingest.labels import key, keys
from toolkit.ingest.units import units_in


@dataclass(frozen=True, kw_only=True)
class ColumnHeader:
    """A column label or a group of them; a leaf has the ``id`` of its column."""

    label: str
    known: tuple[str, ...]
    id: str = ""
    children: tuple[ColumnHeader, ...] = ()
    numeric: bool = True

    def leaves(self) -> Iterator[ColumnHeader]:
        """The columns below, or this one."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def words(self) -> Iterator[str]:
        """Every key in this tree."""
        yield from self.known
        for child in self.children:
            yield from child.words()


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """A row of numbers: its label and the labels of the groups around it, outermost first.

    ``computed``: the form adds up each of its numbers.
    """

    id: str
    label: str
    known: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    computed: bool = False


@dataclass(frozen=True, kw_only=True)
class TablePart:
    """Rows under one set of columns. A part whose rows have no label has one row of id ``""``.

    ``computed`` are the columns whose numbers the form adds up in every row; ``worded``: some hold words.
    ``repeat`` is what the ids of rows begin with of which there are as many as a source prints; they have no keys.
    """

    table: str
    layout: TableLayout
    title: str  # key of the line across, or empty
    stub: str  # key of what heads the row labels, or empty
    headers: tuple[ColumnHeader, ...]
    rows: tuple[TableRow, ...]
    computed: frozenset[str] = frozenset()
    worded: bool = False
    repeat: str = ""

    def cell(self, row: str, column: str) -> str:
        """The id of a number."""
        return ".".join(filter(None, (self.table, row, column)))

    def repeats(self, row: str) -> bool:
        """Whether a row is one of those of which there are as many as a source prints."""
        return bool(self.repeat) and row.startswith(f"{self.repeat}.")

    def is_complete(self, columns: Collection[str]) -> bool:
        """Whether ``columns`` are all that the form does not compute."""
        return all(column in columns for column in self.columns if column not in self.computed)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The ids of the columns in the order of the form."""
        return tuple(leaf.id for header in self.headers for leaf in header.leaves())

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The columns that hold numbers."""
        return frozenset(leaf.id for header in self.headers for leaf in header.leaves() if leaf.numeric)

    @cached_property
    def header_units(self) -> frozenset[str]:
        """The units that the form states above numbers."""
        return frozenset().union(*self._column_units.values())

    @cached_property
    def units_elsewhere(self) -> Mapping[str, frozenset[str]]:
        """Of each column the units that the form states above others and not above it."""
        return {column: self.header_units - own for column, own in self._column_units.items()}

    @cached_property
    def _column_units(self) -> Mapping[str, frozenset[str]]:
        return {leaf.id: units_in([leaf.label]) for header in self.headers for leaf in header.leaves()}

    @cached_property
    def header_words(self) -> frozenset[str]:
        """Every key that stands above numbers."""
        words = {word for header in self.headers for word in header.words()}
        return frozenset(words | ({self.title, self.stub} - {""}))

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Every key of a row itself."""
        return frozenset(known for row in self.rows for known in row.known)

    @cached_property
    def row_words(self) -> frozenset[str]:
        """Every key of a row or a row group."""
        return self.own_words | {word for row in self.rows for group in row.groups for word in group} - {""}


def parts_of(form: Form, table: Table) -> tuple[TablePart, ...]:
    """The parts of ``table`` from the top down, as the form prints it."""
    return form.once(_parts, table.id, table.layout)


def unfolded(form: Form, table: Table) -> tuple[TablePart, ...]:
    """The parts of a table in one line of values as they are where each of its rows has a line of its own."""
    return form.once(_parts, table.id, TableLayout.MATRIX)


def _parts(form: Form, table: str, layout: TableLayout) -> tuple[TablePart, ...]:
    own = form.table(table)
    return tuple(_part(form, own, block, layout) for block in own.blocks)


def _part(form: Form, table: Table, block: Block, layout: TableLayout) -> TablePart:
    if layout is TableLayout.STRIP:
        headers = tuple(_crossed(node, block.columns, "") for node in block.rows)
        rows: tuple[TableRow, ...] = (TableRow(id="", label="", known=(), groups=()),)
    else:
        columns = block.columns[1:] if block.repeat else block.columns
        headers = tuple(_header(node, "") for node in columns)
        rows = tuple(row for node in block.rows for row in _rows(node, "", ()))
    if repeat := block.repeat.id if block.repeat else "":
        rows = tuple(replace(row, known=()) if block.repeats(row.id) else row for row in rows)
    stub = key(block.repeat.label if block.repeat else block.stub)
    part = TablePart(
        table=table.id, layout=layout, title=key(block.title), stub=stub, headers=headers, rows=rows, repeat=repeat
    )
    sums = {identity for identity, cell in form.cells.items() if cell.of}
    computed = {column for column in part.columns if all(part.cell(row.id, column) in sums for row in rows)}
    marked = tuple(
        replace(row, computed=sums.issuperset(form.cells.keys() & {part.cell(row.id, each) for each in part.columns}))
        for row in rows
    )
    held = [leaf for node in block.columns for _, leaf in node.leaves()][bool(repeat) :]
    worded = any(not leaf.holds.numeric for leaf in held)
    return replace(part, rows=marked, computed=frozenset(computed), worded=worded)


def _header(node: Node, prefix: str) -> ColumnHeader:
    path = ".".join(part for part in (prefix, node.id) if part)
    children = tuple(_header(child, path) for child in node.children)
    kind = node.holds.numeric
    return ColumnHeader(
        label=node.label, known=keys(node), id="" if children else path, children=children, numeric=kind
    )


def _crossed(node: Node, columns: tuple[Node, ...], prefix: str) -> ColumnHeader:
    """A row that heads columns, with the columns below it."""
    path = ".".join(part for part in (prefix, node.id) if part)
    below = tuple(_crossed(child, columns, path) for child in node.children)
    return ColumnHeader(label=node.label, known=keys(node), children=below or tuple(_header(c, path) for c in columns))


def _rows(node: Node, prefix: str, groups: tuple[tuple[str, ...], ...]) -> Iterator[TableRow]:
    path = ".".join(part for part in (prefix, node.id) if part)
    if not node.children:
        yield TableRow(id=path, label=node.label, known=keys(node), groups=groups)
    for child in node.children:
        yield from _rows(child, path, (*groups, keys(node)))
