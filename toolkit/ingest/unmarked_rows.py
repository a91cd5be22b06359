"""The cells of a table whose source marks no rows, cut where labels follow figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.ingest.column_headers import columns_of
from toolkit.ingest.labels import is_figure, key
from toolkit.ingest.split_labels import LabelWord, join_labels
from toolkit.ingest.table_schema import TablePart

_MOST_HEADS = 60
"""Labels above numbers; a table of three groups of five columns has 24."""


@dataclass(slots=True)
class FigureRun:
    """Labels and the figures that follow them, blank cells among these."""

    labels: list[LabelWord] = field(default_factory=list)
    figures: list[LabelWord] = field(default_factory=list)

    @property
    def filled(self) -> list[LabelWord]:
        """The figures that are not blank."""
        return [figure for figure in self.figures if figure.text]

    @property
    def lines(self) -> set[int]:
        """The lines on which the figures stand."""
        return {figure.line for figure in self.filled}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLabels:
    """The labels of a run: what ends earlier rows (``before``), what heads columns, what heads the row."""

    part: TablePart
    before: tuple[LabelWord, ...]
    headers: tuple[LabelWord, ...]
    labels: tuple[LabelWord, ...]


def runs_of(words: Sequence[LabelWord], parts: Sequence[TablePart]) -> Iterator[FigureRun]:
    """Labels with the figures behind them; a blank cell counts where a figure or the label of a row precedes it."""
    own = frozenset[str]().union(*(part.own_words - part.header_words for part in parts))
    run = FigureRun()
    for word in words:
        if not word.text:
            if run.figures or (run.labels and key(run.labels[-1].text) in own):
                run.figures.append(word)
        elif is_figure(word.text):
            run.figures.append(word)
        elif run.figures:
            yield run
            run = FigureRun(labels=[word])
        else:
            run.labels.append(word)
    if run.labels or run.figures:
        yield run


def run_labels(run: FigureRun, parts: Sequence[TablePart], last: TablePart) -> RunLabels:
    """What the labels of ``run`` are; of the part ``last`` where none decides otherwise."""
    known = frozenset[str]().union(*(part.row_words | part.header_words for part in parts))
    labels = [LabelWord(whole.text, run.labels[whole.places[-1]].line) for whole in join_labels(run.labels, known)]
    part = _part(labels, parts) or last
    start = max((place for place, word in enumerate(labels) if part.title and key(word.text) == part.title), default=0)
    count = _headers(labels[start:], part)
    return RunLabels(
        part=part,
        before=tuple(labels[:start]),
        headers=tuple(labels[start : start + count]),
        labels=tuple(labels[start + count :]),
    )


def _part(labels: Sequence[LabelWord], parts: Sequence[TablePart]) -> TablePart | None:
    """The part that the last of ``labels`` is a row of, or whose title is among them."""
    for label in reversed(labels):
        for part in parts:
            if key(label.text) in part.row_words or (part.title and key(label.text) == part.title):
                return part
    return None


def _headers(labels: Sequence[LabelWord], part: TablePart) -> int:
    """How many of ``labels`` head columns: as few as name the most of them; none where an input's is missing."""
    best, most = 0, 0
    if not any(key(label.text) in part.header_words for label in labels):
        return 0
    for count in range(1, min(len(labels), _MOST_HEADS) + 1):
        columns = columns_of(part, labels[:count])
        if len(columns.ids) > most and part.is_complete(columns.ids):
            best, most = count, len(columns.ids)
    return best
