"""Which row of the form a row of the source is: by its label, within its group, a near miss only between neighbours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.header_rows import DataRow
from toolkit.ingest.labels import is_figure, key, nearest, rest_key
from toolkit.ingest.split_labels import LabelWord, join_labels
from toolkit.ingest.table_schema import TablePart, TableRow
from toolkit.ingest.units import units_in


@dataclass(frozen=True, kw_only=True)
class LabelledRow:
    """A data row as group labels, its own label and number cells; and the row of the form that it is.

    ``unsure`` is the variant of IM-02 that says why the figures may be those of another row, or empty.
    """

    data: DataRow
    groups: tuple[str, ...]
    label: str
    values: tuple[SourceCell, ...]
    row: TableRow | None = None
    typo: bool = False
    unsure: str = ""

    @cached_property
    def units(self) -> frozenset[str]:
        """Those that the labels of the row state."""
        return units_in((*self.groups, self.label))

    def cell(self, column: str) -> str:
        """The id of its number in a column, once it is known which row of the form it is."""
        return self.data.part.cell(self.row.id if self.row else "", column)

    @property
    def empty(self) -> bool:
        """Whether no number cell holds anything, not even a picture."""
        return not any(cell.filled for cell in self.values)


def match_rows(rows: Sequence[DataRow], parts: Sequence[TablePart]) -> tuple[LabelledRow, ...]:
    """``rows`` with the row of the form that each is; ``row`` is None where none is found."""
    order = [row for part in parts for row in part.rows]
    exact = _exact(_joined([_taken_apart(data) for data in rows], order), order)
    found = [_near(labelled, index, exact, order) for index, labelled in enumerate(exact)]
    labelled = {id(row.row) for row in found if row.row}
    pairs = zip(found, [*found, None][1:], strict=True)
    return tuple(replace(row, unsure=_unsure(row, below, labelled)) for row, below in pairs)


def _unsure(row: LabelledRow, below: LabelledRow | None, labelled: Collection[int]) -> str:
    """Why the figures may be those of another row: the label is a group's, or that of the next row is not there."""
    blank = len(row.values) > len(row.data.columns.ids) and not row.values[0].filled
    if blank and below is not None and below.row is None and not below.empty:
        return "row_group"
    following = (after for each, after in pairwise(row.data.part.rows) if each is row.row)
    return "row_next" if row.data.source.apart and any(id(after) not in labelled for after in following) else ""


def _taken_apart(data: DataRow) -> LabelledRow:
    """Labels are left of the numbers: at most so many cells as the headers leave over, and never a number.

    A repeated row may be called anything: its name is the one cell before those of the columns.
    """
    cells = data.source.cells
    if data.part.repeat and not data.source.counted and len(cells) == len(data.columns.ids) + 1:
        return LabelledRow(data=data, groups=(), label=" ".join(cells[0].text.split()), values=cells[1:])
    most = max(len(cells) - len(data.columns.ids or data.part.columns), 1)
    if data.part.rows[0].label == "":
        most = 0 if len(cells) <= len(data.part.columns) else most
    count = 0
    while count < min(most, len(cells)) and not is_figure(cells[count].text):
        count += 1
    shown = [index for index in range(count) if cells[index].text]
    wholes = join_labels([LabelWord(cells[index].text) for index in shown], data.part.row_words)
    own = next(
        (place for place in reversed(range(len(wholes))) if key(wholes[place].text) in data.part.own_words),
        len(wholes) - 1,
    )
    last = shown[wholes[own].places[-1]] if wholes else -1
    return LabelledRow(
        data=data,
        groups=tuple(whole.text for whole in wholes[: max(own, 0)]),
        label=wholes[own].text if wholes else "",
        values=cells[last + 1 :],
    )


def _joined(rows: list[LabelledRow], order: Sequence[TableRow]) -> list[LabelledRow]:
    """Rows with those labels put together that were cut in two, by a page as a rule.

    The rest of a label stands in a row of its own without numbers, or among the labels of the next row.
    """
    whole = {known for row in order for known in row.known}
    joined: list[LabelledRow] = []
    for row in rows:
        before = joined[-1] if joined else None
        rest = _rest_of(before.label, row, whole) if before else None
        if before is None or rest is None:
            joined.append(row)
        elif rest in row.groups:
            joined[-1] = replace(before, label=before.label + rest)
            place = row.groups.index(rest)
            joined.append(replace(row, groups=(*row.groups[:place], *row.groups[place + 1 :])))
        elif before.empty or row.empty:
            joined[-1] = replace(row if before.empty else before, label=before.label + rest, groups=before.groups)
        else:
            joined.append(row)
    return joined


def _rest_of(label: str, row: LabelledRow, whole: Collection[str]) -> str | None:
    """The one of the labels of ``row`` that is the rest of ``label``, or None."""
    for text in (*row.groups, row.label):
        if key(label) and rest_key(text) and key(text) not in whole and key(label) + rest_key(text) in whole:
            return text
    return None


def _exact(rows: Sequence[LabelledRow], order: Sequence[TableRow]) -> list[LabelledRow]:
    """Rows found by label; headers and the last group named decide between equal labels, another group is refused.

    A row of those that repeat has the very name of one.
    """
    found: list[LabelledRow] = []
    group = ""
    last = -1
    taken: set[int] = set()  # of repeated rows: of those of one name each is another
    known_groups = {word for row in order for level in row.groups for word in level}
    for row in rows:
        named = [key(text) for text in row.groups if key(text) in known_groups]
        group = named[-1] if named else group
        label = key(row.label)
        fitting = [
            index
            for index, candidate in enumerate(order)
            if index not in taken
            and (row.label == candidate.label if row.data.part.repeats(candidate.id) else label in candidate.known)
            and (index == last + 1 or _within(candidate, group, order))
        ]
        if len(fitting) > 1:
            own = {id(candidate) for candidate in row.data.part.rows}
            fitting = [index for index in fitting if id(order[index]) in own] or fitting
        if not row.label and not order[0].label:
            fitting = [0]
        if fitting:
            last = min(fitting, key=lambda index: (index <= last, index))
            taken |= {last} if row.data.part.repeats(order[last].id) else set()
        found.append(replace(row, row=order[last] if fitting else None))
    return found


def _within(row: TableRow, group: str, order: Sequence[TableRow]) -> bool:
    """Whether ``row`` may follow under the label ``group``: it is in that group, or in none of its depth."""
    depths = {depth for other in order for depth, level in enumerate(other.groups) if group in level}
    return all(depth >= len(row.groups) or group in row.groups[depth] for depth in depths)


def _near(row: LabelledRow, index: int, rows: Sequence[LabelledRow], order: Sequence[TableRow]) -> LabelledRow:
    """``row`` with the one row of the form that is missing between its neighbours and has nearly its label.

    A row without a figure is not taken for another: it may be the rest of a label, and no blank is printed in it. Nor
    is one under a label of the form's own: a group's, where the row's stands among the numbers.
    """
    if row.row or not row.label or row.empty or key(row.label) in row.data.part.row_words:
        return row
    places = {id(candidate): place for place, candidate in enumerate(order)}
    before = [places[id(other.row)] for other in rows[:index] if other.row]
    after = [places[id(other.row)] for other in rows[index + 1 :] if other.row]
    between = range((before[-1] if before else -1) + 1, after[0] if after else len(order))
    taken = {places[id(other.row)] for other in rows if other.row}
    place = nearest(key(row.label), ((place, order[place].known) for place in between if place not in taken))
    return row if place is None else replace(row, row=order[place], typo=True)
