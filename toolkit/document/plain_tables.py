"""Tables that no form declares: lists with a head, and pairs of a label and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.characters import cut
from toolkit.document.blocks import GridCell, ReportTable, Role
from toolkit.document.printable import printable_lines
from toolkit.form.kinds import COUNT, Choice, FreeText, Kind

_LONGEST = 400
"""Characters of a cell: a row stays whole, and so much fits on a page in any column."""
_WORDS, _CENTRED = FreeText(), Choice()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column by its ``head``, ``width`` in mm. It holds words from the left, words in the middle, or a ``number``."""

    head: str
    width: float
    centred: bool = False
    number: bool = False

    @property
    def kind(self) -> Kind:
        """What its cells hold."""
        return COUNT if self.number else _CENTRED if self.centred else _WORDS


def list_table(
    name: str,
    columns: Sequence[ListColumn],
    rows: Sequence[Sequence[str]],
    *,
    size: float = 9.0,
    heights: Sequence[float] = (),
) -> ReportTable:
    """A table with a head that repeats on each page; ``heights`` in mm, one a row, where there is room to write in."""
    heads = [GridCell(row=0, column=place, role=Role.HEAD, text=each.head) for place, each in enumerate(columns)]
    kinds = [each.kind for each in columns]
    return ReportTable(
        id=name,
        caption=name,
        widths=tuple(each.width for each in columns),
        size=size,
        landscape=False,
        rows=len(rows) + 1,
        header_rows=1,
        label_columns=0,
        cells=(*heads, *_cells(rows, kinds, first=1)),
        heights=(8.0, *heights) if heights else (),
    )


def pair_table(name: str, pairs: Iterable[tuple[str, str]], widths: tuple[float, float]) -> ReportTable:
    """Labels on the left, each with what it says."""
    rows = [*pairs]
    return ReportTable(
        id=name,
        caption=name,
        widths=widths,
        size=10.5,
        landscape=False,
        rows=len(rows),
        header_rows=0,
        label_columns=1,
        cells=tuple(_cells(rows, [None, _WORDS])),
    )


def _cells(rows: Sequence[Sequence[str]], kinds: Sequence[Kind | None], first: int = 0) -> Iterator[GridCell]:
    """The cells of ``rows``; of no kind are labels."""
    for row, texts in enumerate(rows, start=first):
        for column, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
            if kind is None:
                yield GridCell(row=row, column=column, role=Role.ROW, text=text)
            else:
                yield GridCell(row=row, column=column, role=Role.NUMBER, text=_fitting(text), kind=kind)


def _fitting(text: str) -> str:
    return cut("\n".join(printable_lines(text)), _LONGEST)
