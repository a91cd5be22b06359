"""Counts out the rows of a table whose source marks none, and says where the figures of a row are uncertain.

Three things may go wrong unseen: a foreign number (of a page) comes in while a blank drops out; figures are copied
before their labels; or a column after another. So what a row took in is held against its sums and against the rows
around it, unless label and figures stand on one line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, takewhile

from toolkit.form import Form
from toolkit.ingest.blocks import SourceCell
from toolkit.ingest.column_headers import columns_of
from toolkit.ingest.header_rows import DataRow, HeaderRows, SourceRow
from toolkit.ingest.labels import key
from toolkit.ingest.serial_numbers import words_without_serials
from toolkit.ingest.split_labels import LabelWord
from toolkit.ingest.sum_evidence import adds_up, held_by_sums
from toolkit.ingest.table_schema import TablePart, TableRow
from toolkit.ingest.unmarked_rows import FigureRun, run_labels, runs_of
from toolkit.patterns import regex

_PAGE_NUMBER = regex("[1-9][0-9]{0,2}")


@dataclass(slots=True)
class _Stretch:
    """The rows under one set of headers; ``broken``: labels and figures do not take turns."""

    part: TablePart
    words: tuple[LabelWord, ...] = ()
    headers: HeaderRows = field(default_factory=HeaderRows)
    rows: list[tuple[DataRow, bool]] = field(default_factory=list)  # and whether its label stands beside the figures
    broken: bool = False

    def ended(self) -> Iterator[DataRow]:
        """The rows, those in doubt marked."""
        wide = any(row.wide for row, _ in self.rows)
        for row, anchored in self.rows:
            doubtful = row.source.doubtful or (self.broken and not anchored)
            yield replace(row, source=replace(row.source, doubtful=doubtful), wide=wide)

    def leaves_without_figures(self, labels: Sequence[LabelWord]) -> None:
        """Take in ``labels`` below the last row: one of a row that has no figures says that they stand elsewhere."""
        own = self.part.own_words - self.part.header_words
        self.broken |= any(key(label.text) in own for label in labels)


@dataclass(frozen=True, slots=True)
class RowSplitter:
    """How the rows of one table are counted out. ``paged``: the source has bare page numbers between its lines."""

    form: Form
    parts: Sequence[TablePart]
    paged: bool = False

    def data_rows(self, words: Sequence[LabelWord], page: str, numbers: count[int]) -> Iterator[DataRow]:
        """The rows of the cells ``words``, blank ones of the source included, each under its headers."""
        runs = list(runs_of(words_without_serials(words), self.parts))
        users = Counter(line for run in runs for line in run.lines)
        stretch = _Stretch(self.parts[0])
        for run in runs:
            found = run_labels(run, self.parts, stretch.part)
            if found.headers or found.before or found.part is not stretch.part:
                stretch.leaves_without_figures((*found.before, *found.headers))
                yield from stretch.ended()
                words_above = found.headers or stretch.words
                stretch = _Stretch(found.part, words_above, _headed(found.part, words_above))
            if run.filled or (run.figures and found.labels):
                together = len(run.lines) == 1 and users[min(run.lines)] == 1
                source = SourceRow(cells=(), number=next(numbers), page=page)
                self._enter(stretch, found.labels, run, source, together=together)
            else:
                stretch.leaves_without_figures(found.labels)
        yield from stretch.ended()

    def _enter(
        self, stretch: _Stretch, labels: Sequence[LabelWord], run: FigureRun, source: SourceRow, *, together: bool
    ) -> None:
        part, columns = stretch.part, stretch.headers.columns.ids
        own = [key(label.text) for label in labels if key(label.text) in part.own_words]
        row = next((row for row in part.rows if not row.label or (own and own[-1] in row.known)), None)
        anchored = together and any(label.line in run.lines for label in run.labels)
        certain = anchored or (together and len(run.filled) > 1)
        held = held_by_sums(self.form, part, row, columns) if row else frozenset[str]()
        summed = bool(held) and held.issuperset(columns)
        figures = run.figures
        if row and summed and not certain and len(run.filled) == len(columns) + 1:
            figures = self._without_page_number(part, row, columns, figures)
        stretch.broken |= bool(part.own_words) and not labels
        stretch.broken |= bool(columns) and sum(bool(figure.text) for figure in figures) > len(columns)
        source = replace(
            source,
            cells=tuple(SourceCell(text=word.text, column=place) for place, word in enumerate((*labels, *figures))),
            counted=not certain,
            summed=summed,
            apart=not anchored,
            doubtful=(not anchored and len(own) > 1)
            or _may_be_cut(labels, part)
            or (not certain and not summed and (self.paged or bool(held))),
        )
        wide = not figures[0].text and _reach(figures) > len(columns)
        stretch.rows.append((DataRow(source=source, part=part, headers=stretch.headers, wide=wide), anchored))

    def _without_page_number(
        self, part: TablePart, row: TableRow, columns: Sequence[str], figures: Sequence[LabelWord]
    ) -> list[LabelWord]:
        """``figures`` without the one that may be the number of a page, where the sums hold without that one alone."""
        found: dict[tuple[str, ...], list[LabelWord]] = {}
        for place, figure in enumerate(figures):
            rest = [*figures[:place], *figures[place + 1 :]]
            cells = [SourceCell(text=word.text, column=0) for word in rest]
            fits = _is_page_number(figure.text) and len(rest) == len(columns)
            if fits and adds_up(self.form, part, row, columns, cells):
                found[tuple(word.text for word in rest)] = rest
        return next(iter(found.values())) if len(found) == 1 else list(figures)


def _headed(part: TablePart, words: Sequence[LabelWord]) -> HeaderRows:
    cells = tuple(SourceCell(text=word.text, column=place) for place, word in enumerate(words))
    return HeaderRows(cells=cells, columns=columns_of(part, words))


def _may_be_cut(labels: Sequence[LabelWord], part: TablePart) -> bool:
    """Whether words of no label behind the row's own, which stand for cells, may be one cell cut at its blanks."""
    strange = list(takewhile(lambda label: key(label.text) not in part.own_words, reversed(labels)))
    lines = {word.line for word in strange}
    return len(strange) < len(labels) and len(lines) < len(strange)


def _reach(figures: Sequence[LabelWord]) -> int:
    """The cells up to the last that is filled: blank ones behind may be before the label of the next row."""
    return max((place for place, figure in enumerate(figures, start=1) if figure.text), default=0)


def _is_page_number(text: str) -> bool:
    return _PAGE_NUMBER.fullmatch(text) is not None
