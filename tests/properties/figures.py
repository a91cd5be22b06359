"""The figures that a result shows, by cell, and whether each may be there."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

import openpyxl

from tests.at_hand import FORMS
from tests.properties.damage import Damaged, row_names
from toolkit.charts.data import NOT_KNOWN
from toolkit.filing import Filing
from toolkit.filing.numerals import entry_of, number_text
from toolkit.form import Form
from toolkit.form.charts import Chart
from toolkit.form.expression import Total
from toolkit.ingest import read_any
from toolkit.workbook.plan import CHARTS, CHECKS, META, PRIOR, Plan, plan_of
from toolkit.workbook.writing.chart_sheet import chart_places
from toolkit.workbook.writing.check_sheet import HEADER

Figures = Mapping[str, Decimal]
_NUMBER = rf"-?[\d.]+|{NOT_KNOWN}"
_CHART = re.compile("横条图“([^”]+?)(?:（单位：[^”]+）)?”：([^。]*)")


def invented(figures: Figures, source: Damaged, form: Form) -> list[str]:
    """The cells whose figure nobody stated for them, no printed blank counts as, and no such figures add up to."""
    return [
        f"{cell} is {number}, where the source shows {source.shown.get(cell, ())}"
        for cell, number in figures.items()
        if number not in source.may_be(cell) and number != _computed(cell, figures, source, form)
    ]


def _computed(cell: str, figures: Figures, source: Damaged, form: Form) -> Decimal | None:
    """The sum of the figures that a derived cell adds up; a part that is not shown may be a zero printed as a blank."""
    of = form.cells[cell].of.refs if cell in form.cells else ()
    parts = [figures[part] if part in figures else _blank(part, source, form) for part in of]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if of and len(known) == len(of) else None


def _blank(cell: str, source: Damaged, form: Form) -> Decimal | None:
    if cell not in form.cells:
        return None
    if form.cells[cell].of:
        return _computed(cell, {}, source, form)
    return Decimal(0) if 0 in source.may_be(cell) else None


def of_filing(path: Path) -> Figures:
    """What a report, workbook or JSON reads as."""
    return figures_of(read_any(path, FORMS)[0])


def figures_of(filing: Filing) -> Figures:
    """All that a filing knows."""
    numbers = ((cell, filing.number(cell)) for cell in filing.form.cells)
    return {cell: Decimal(number) for cell, number in numbers if number is not None}


def of_json(text: str) -> Figures:
    """What stands in the tables of a Filing JSON."""
    tables = json.loads(text)["tables"]
    return dict(
        _numbers(
            (f"{table}.{row}.{column}", value)
            for table, rows in tables.items()
            for row, columns in rows.items()
            for column, value in columns.items()
        )
    )


def of_workbook(path: Path, form: Form) -> Figures:
    """What the cells of the tables hold, totals as any program shows them that does not compute."""
    book = _opened(path)
    plan = plan_of(form, prior=PRIOR in book.sheetnames)
    return dict(_numbers(_held(book, plan)))


def of_last_year(path: Path, last: Form) -> Figures:
    """What the workbook of the next year holds as last year's: the list, and what is handed on, summed or not.

    Any other figure in it is none of last year's, and has no cell there.
    """
    book = _opened(path)
    form = FORMS.form(str(book[META].cell(1, 2).value))
    rows = list(book[PRIOR].iter_rows(values_only=True))
    listed = dict(_numbers((str(row[4]), row[1]) for row in rows if len(row) > 4 and row[4] in last.cells))
    handed = dict(_numbers(_held(book, plan_of(form, prior=True))))
    return listed | {_handed_on(form, cell): number for cell, number in handed.items()}


def _handed_on(form: Form, cell: str) -> str:
    """The cell of last year whose figure a cell takes over, or, as a total of such cells, adds up anew."""
    last = {form.carried.get(part, "") for part in form.cells[cell].of.refs}
    totals = (derived for derived in form.derived if set(form.cells[derived].of.refs) == last)
    return form.carried.get(cell) or next(totals, f"{cell} of this year")


def of_rendered(path: Path, form: Form) -> Figures:
    """What stands in the tables of a report: a blank that our own report prints is no figure."""
    filing, _ = read_any(path, FORMS, form=form)
    shown = {cell: entry.number for cell, entry in (*filing.inputs.items(), *filing.stated.items())}
    return {cell: Decimal(number) for cell, number in shown.items() if cell in form.cells and number is not None}


def of_list(path: Path) -> Figures:
    """What a CSV list of a table holds."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return dict(_numbers((row[0], row[-1]) for row in csv.reader(lines)))


def misquoted(text: str, figures: Figures, form: Form) -> list[str]:
    """The names of which ``text`` says another figure than ``figures`` give, or any where they lack a part of it.

    Those of cells alone; :func:`~tests.properties.damage.with_names` writes the sentence.
    """
    wrong = []
    for name in row_names(form):
        for said in re.findall(rf"(?:^|；){name}为([^；。]+?)(?=；|。$)", text, re.MULTILINE):
            quantity, number = form.quantities[name], entry_of(said).number
            if number is not None and form.cells.keys() >= set(quantity.refs) and quantity.value(figures.get) != number:
                wrong.append(f"{name} is said to be {number}")
    return wrong


def of_comparison(path: Path, form: Form) -> tuple[Figures, Figures, Figures]:
    """Last year's, this year's, and the change from one to the other."""
    labels: dict[tuple[object, ...], str] = {
        (form.table(cell.table).short, cell.label): cell.id for cell in form.cells.values()
    }
    rows = list(_opened(path)["数字"].iter_rows(values_only=True))
    lines = [(labels[row[:2]], (*row, None, None, None)[3:6]) for row in rows if row[:2] in labels]
    assert lines
    last, this, change = (dict(_numbers((cell, row[place]) for cell, row in lines)) for place in range(3))
    return last, this, change


def misdrawn(path: Path, figures: Figures, form: Form) -> list[str]:
    """The charts of a report, and the numbers that stand out in a 图解, that are not what ``figures`` give.

    Of the report that shows any chart, or is a 图解, those that it lacks, too.
    """
    words = _markup(path)
    said = {chart: re.findall(rf" ({_NUMBER})(?=[、；]|$)", bars) for chart, bars in _CHART.findall(words)}
    poster = path.suffix == ".svg"
    due = {chart.title: [_printed(figure, figures) for figure in _bars(chart, form)] for chart in form.charts}
    due = {chart: numbers for chart, numbers in due.items() if {*numbers} - {"0", NOT_KNOWN}}
    wrong = [f"the charts are {said}, not {due}"] if said != due and (said or poster) else []
    if poster:
        tiles = dict(re.findall(rf"[：，](\S+) ({_NUMBER}) ", _CHART.sub("", words)))
        if tiles != {name: _printed(form.quantities[name], figures) for name in form.highlights}:
            wrong.append(f"what stands out is {tiles}")
        seen = re.findall(rf">({_NUMBER})<", words)
        if sorted(seen) != sorted([*tiles.values(), *chain.from_iterable(said.values())]):
            wrong.append(f"what is seen is {seen}")
    return wrong


def _markup(path: Path) -> str:
    """The markup of a report, of Word's its main part."""
    if path.suffix != ".docx":
        return path.read_text("utf-8")
    with ZipFile(path) as package:
        return package.read("word/document.xml").decode()


def _bars(chart: Chart, form: Form) -> Iterator[Total]:
    return (chart.total(form.directories, bar, series) for bar in chart.bars for series in chart.series)


def _printed(total: Total, figures: Figures) -> str:
    value = total.value(figures.get)
    return NOT_KNOWN if value is None else number_text(value)


def wrong_sides(path: Path, figures: Figures, source: Damaged, form: Form) -> list[str]:
    """Sums on the 校验 sheet to which a figure is missing, or that are not what the figures add up to; and numbers of
    the 图表 sheet that are not those of their cells."""
    book = _opened(path)
    if form.id not in next(book[META].iter_rows(values_only=True)):  # what is left may fit another form
        return []
    plan = plan_of(form)
    shown: dict[tuple[str, str], list[tuple[object, ...]]] = {}
    for row in book[CHECKS].iter_rows(HEADER + 1, max_col=7, values_only=True):
        shown.setdefault((str(row[0]), str(row[6])), []).append(row)

    def known(quantity: str) -> Decimal | None:
        return figures[quantity] if quantity in figures else _blank(quantity, source, form)

    wrong = []

    def compare(value: object, total: Total, place: str) -> None:
        number = entry_of(value).number
        if number is not None and number != total.value(known):
            wrong.append(f"{place} shows {number} for {' '.join(total.refs)}")

    for check in form.rule_instances:
        relation = check.relation
        line = shown[check.rule.code, str(plan.at(relation.refs[0]).where)].pop(0)
        for side, value in zip(relation.sides, line[2:4], strict=False):
            compare(value, side, check.rule.code)
    for place in chart_places(plan):
        bars = _bars(place.chart, form)
        for row in book[CHARTS].iter_rows(
            place.bars[0], place.bars[-1], 2, 1 + len(place.chart.series), values_only=True
        ):
            for value in row:
                compare(None if value == NOT_KNOWN else value, next(bars), place.chart.id)
    return wrong


def _opened(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True, read_only=True)


def _held(book: openpyxl.Workbook, plan: Plan) -> Iterator[tuple[str, object]]:
    cell_addresses = {cell: plan.at(cell) for cell in plan.form.cells}
    sheets = {
        sheet: list(book[sheet].iter_rows(values_only=True)) for sheet in {s.sheet for s in cell_addresses.values()}
    }
    for cell, cell_address in cell_addresses.items():
        row = (
            sheets[cell_address.sheet][cell_address.row - 1]
            if cell_address.row <= len(sheets[cell_address.sheet])
            else ()
        )
        yield cell, row[cell_address.column - 1] if cell_address.column <= len(row) else None


def _numbers(values: Iterator[tuple[str, object]]) -> Iterator[tuple[str, Decimal]]:
    for cell, value in values:
        number = entry_of(value).number
        if number is not None:
            yield cell, Decimal(number)
