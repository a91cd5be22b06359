"""Reports of which any part is cut out, covered or garbled, and what can still be seen of each figure.

Every figure of the report but its zeros is different, so that one that turns up anywhere else is found out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from tests.at_hand import FORMS
from tests.ingest.printed import WRITERS, Cell, Item, Line, Printed, Table, map_cells, printed, spread
from tests.ingest.samples import sample
from tests.ingest.variants import NEUTRAL
from tests.properties.typeset import to_pdf
from toolkit.filing import Entry, Filing, Paragraph
from toolkit.filing.numerals import entry_of
from toolkit.form import Form
from toolkit.form.kinds import Amount, SignedCount

Damage = Callable[[Printed, random.Random], Printed]
FORMATS = (*WRITERS, "bars")
"""Those that are quickly written and read; ``pdf`` is another."""
_CUTTABLE = ("html", "txt", "md", "bars")
GARBAGE = ("□□", "4?2", "?", "l8O", "12□7", "##", "…")
_CHANGED_FIGURES = ("signed", "dash", "long dash", "slash")
"""Variants that are damages of figures here."""
_CUT_UP = tuple(name for name in NEUTRAL if "page through" in name or "spans" in name)
"""Variants of how tables are cut up, which one table bears one of."""
_WORDED = tuple(name for name in NEUTRAL if name not in (*_CUT_UP, *_CHANGED_FIGURES))


@dataclass(frozen=True, kw_only=True)
class Damaged:
    """A file, and the texts that it shows for each cell: none where it shows nothing.

    ``cut``: it breaks off, so that any text may have lost its end.
    """

    name: str
    content: bytes
    shown: Mapping[str, tuple[str, ...]]
    cut: bool
    filing: Filing

    def may_be(self, cell: str) -> frozenset[Decimal]:
        """The figures that somebody stated for that very cell, or that a printed blank counts as."""
        texts = self.shown.get(cell, ())
        pieces = [text[:end] for text in texts for end in range(1, len(text) + 1)] if self.cut else texts
        numbers = {entry.number for entry in (entry_of(text) for text in pieces) if entry.number is not None}
        if "" in (text.strip() for text in texts) and cell in self.filing.form.zero_if_printed_blank:
            numbers.add(0)
        return frozenset(map(Decimal, numbers))


def whole(form_id: str, chance: random.Random) -> Filing:
    """A filing whose figures are all different, a fifth of them zero; its tables add up."""
    form = FORMS.form(form_id)
    cells = [cell for cell in form.cells.values() if not cell.of]
    numbers = iter(chance.sample(range(101, 999_999), len(cells)))
    inputs = {}
    for cell in cells:
        number: int | Decimal = next(numbers)
        if isinstance(cell.holds, Amount):
            number = Decimal(number) / 1000 + Decimal("0.0001")
        elif isinstance(cell.holds, SignedCount) and chance.random() < 0.5:
            number = -number
        inputs[cell.id] = Entry(number=0 if chance.random() < 0.2 else number)
    return replace(sample(form_id), inputs={**sample(form_id).inputs, **inputs}, charts=True)


def with_names(filing: Filing) -> Filing:
    """``filing`` with a paragraph that says the figure of each name of a row or total."""
    said = "；".join(f"{name}为{{{{ {name} }}}}" for name in row_names(filing.form))
    slot = filing.form.sections[-1].id
    paragraphs = (*filing.narrative.get(slot, ()), Paragraph(text=f"{said}。"))
    return replace(filing, narrative={**filing.narrative, slot: paragraphs})


def row_names(form: Form) -> list[str]:
    """The names of figures that text uses, but for those of single columns, of which there are hundreds."""
    return [name for name in form.quantities if "_" not in name]


def damaged(form_id: str, extension: str, seed: int) -> Damaged:
    """A report in a layout of its own, with one to four damages."""
    chance = random.Random(f"{form_id} {extension} {seed}")
    filing = whole(form_id, chance)
    report = printed(filing)
    for name in (chance.choice(_WORDED), chance.choice(_CUT_UP)):
        report = NEUTRAL[name](report)
    if extension == "txt":
        report = replace(report, extra=report.extra | {"txt": chance.choice(("stacked", "rows", "plain"))})
    for _ in range(chance.choice((1, 1, 2, 4))):
        report = chance.choice(DAMAGES_OF_PAGES if extension == "pdf" else DAMAGES)(report, chance)
    content = {**WRITERS, "bars": to_bars, "pdf": to_pdf}[extension](report)
    cut = extension in _CUTTABLE and chance.random() < 0.3
    if cut:
        content = content[: chance.randrange(len(content) // 4, len(content))]
    shown: dict[str, tuple[str, ...]] = {}
    for cell in _figures(report):
        shown[cell.id] = (*shown.get(cell.id, ()), "〔图〕" if cell.text.startswith("<img") else cell.text)
    name = f"报告.{'txt' if extension == 'bars' else extension}"
    return Damaged(name=name, content=content, shown=shown, cut=cut, filing=filing)


def to_bars(report: Printed) -> bytes:
    """Text with the cells of a row between bars, as pages are copied."""
    lines: list[str] = []
    for item in report.everything:
        if isinstance(item, Line):
            lines.append(item.text)
        else:
            lines += (" | ".join(" ".join(cell.text.split()) if cell else "" for cell in row) for row in spread(item))
    return "\n".join(lines).encode()


def _figures(report: Printed) -> Iterator[Cell]:
    rows = chain.from_iterable(item.rows for item in report.items if isinstance(item, Table))
    return (cell for cell in chain.from_iterable(rows) if cell.id)


def _some(report: Printed, chance: random.Random) -> frozenset[str]:
    return some_of([cell.id for cell in _figures(report)], chance)


def some_of(cells: Sequence[str], chance: random.Random) -> frozenset[str]:
    """One figure, a few, a row of them or a column."""
    if not cells:
        return frozenset()
    first = chance.choice(cells)
    kind = chance.choice(("one", "few", "row", "column"))
    if kind == "one":
        return frozenset([first])
    if kind == "few":
        return frozenset(chance.sample(cells, min(5, len(cells))))
    table, _, rest = first.partition(".")
    row, _, column = rest.rpartition(".")
    return frozenset(
        cell
        for cell in cells
        if (cell.startswith(f"{table}.{row}.") if kind == "row" else cell.startswith(table) and cell.endswith(column))
    )


def _written_over(words: Callable[[random.Random], str]) -> Damage:
    def damage(report: Printed, chance: random.Random) -> Printed:
        hit = _some(report, chance)
        return map_cells(report, "", lambda cell: replace(cell, text=words(chance)) if cell.id in hit else cell)

    return damage


def _cells_out(report: Printed, chance: random.Random) -> Printed:
    hit = _some(report, chance)
    return _with_rows(report, lambda row: tuple(cell for cell in row if cell.id not in hit))


def _rows_out(report: Printed, chance: random.Random) -> Printed:
    hit = _some(report, chance)
    return _with_rows(report, lambda row: () if any(cell.id in hit for cell in row) else row)


def _labels_out(report: Printed, chance: random.Random) -> Printed:
    """Words beside the figures are covered."""
    return map_cells(report, "", lambda cell: replace(cell, text="") if not cell.id and chance.random() < 0.1 else cell)


def _items_out(report: Printed, chance: random.Random) -> Printed:
    """A table or a line is a picture."""
    place = chance.randrange(len(report.items))
    items: list[Item] = list(report.items)
    items[place] = Line(text="（图）")
    return replace(report, items=tuple(items))


def _with_rows(report: Printed, change: Callable[[tuple[Cell, ...]], tuple[Cell, ...]]) -> Printed:
    items = [
        replace(item, rows=tuple(row for row in map(change, item.rows) if row)) if isinstance(item, Table) else item
        for item in report.items
    ]
    return replace(report, items=tuple(items))


DAMAGES: tuple[Damage, ...] = (
    _written_over(lambda _: ""),
    _written_over(lambda chance: chance.choice(("-", "/", "无"))),
    _written_over(lambda chance: chance.choice(GARBAGE)),
    _written_over(lambda _: '<img src="figure.png">'),
    _cells_out,
    _rows_out,
    _labels_out,
    _items_out,
)
DAMAGES_OF_PAGES = tuple(damage for damage in DAMAGES if damage is not _cells_out)
"""On a page nothing moves up into the place of a cell cut out: what is left of it is a blank one."""
