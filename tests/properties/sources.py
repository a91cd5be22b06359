"""Damaged sources of every kind that commands are given: reports, workbooks, Filing JSON, and PDF files of our own."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from functools import cache
from typing import Any

from tests.at_hand import FORMS
from tests.properties.damage import GARBAGE, Damaged, damaged, some_of, whole, with_names
from tests.properties.workbook_damage import WORKBOOK_DAMAGES
from tests.workbook_reading.surgery import Error, Package, Typed
from toolkit.document.compose import compose
from toolkit.filing import Entry, Filing
from toolkit.filing.json import filing_to_json
from toolkit.filing.numerals import entry_of, number_text
from toolkit.render import FORMATS
from toolkit.workbook.plan import plan_of
from toolkit.workbook.writing.build import build_workbook

Shown = dict[str, tuple[str, ...]]
_TYPED: tuple[str | int | Typed | Error | None, ...] = (
    *(None, None, None),
    *(*GARBAGE, "-", "３０", "12 或 13", 7),
    *(Error("#REF!"), Typed("=1+1")),
)
"""What stands in a workbook's cell in place of its figure: nothing, most often."""
_FONTS = ("<strike/>", '<vertAlign val="superscript"/>', '<color rgb="FFFFFFFF"/>', '<sz val="1"/>')
_UNSEEN: tuple[tuple[str | int, str], ...] = (
    *((code, "") for code in (";;;", "0%", '0"0"', "0.0,", '"约"0', 14)),
    *((0, font) for font in _FONTS),
)
"""Number formats and fonts in which a figure is not seen as it is stored."""
_WRITTEN = (None, None, None, *GARBAGE, "/", 7)


def source_of(form_id: str, extension: str, seed: int) -> Damaged:
    """A damaged source of any kind."""
    made = {"xlsx": _workbook, "json": _data, "pdf": _pdf}.get(extension)
    return made(form_id, random.Random(f"{form_id} {extension} {seed}")) if made else damaged(form_id, extension, seed)


@cache
def _original(form_id: str) -> tuple[Filing, bytes]:
    """One workbook a form, for it takes long to build."""
    filing = with_names(whole(form_id, random.Random(form_id)))
    return filing, build_workbook(filing.form, filing=filing)


def _workbook(form_id: str, chance: random.Random) -> Damaged:
    """Cells emptied, garbled, typed over or seen otherwise than they are stored, totals too; often one damage of lines,
    labels, names or sheets as well."""
    filing, content = _original(form_id)
    plan, package = plan_of(filing.form), Package.of(content)
    shown = _shown(filing)
    for cell in _hit(form_id, chance):
        place = str(plan.at(cell).where)
        if chance.random() < 0.25:
            code, font = chance.choice(_UNSEEN)
            package.style(place, code, font)
            shown[cell] = tuple(text for text in shown[cell] if text == "0")  # which it is in any unit
            continue
        value = chance.choice(_TYPED)
        package.put(place, value)
        shown[cell] = (value.code,) if isinstance(value, Error) else () if isinstance(value, Typed) else _seen(value)
    if chance.random() < 0.6:
        chance.choice(WORKBOOK_DAMAGES)(package, plan, shown, chance)
    return Damaged(name="填报.xlsx", content=package.to_bytes(), shown=shown, cut=False, filing=filing)


def _data(form_id: str, chance: random.Random) -> Damaged:
    """Keys absent, null, or with words for a number; some totals stated, some blanks printed."""
    filing = with_names(whole(form_id, chance))
    totals = [cell for cell in _hit(form_id, chance) if filing.form.cells[cell].of]
    filing = replace(filing, stated={cell: Entry(number=filing.number(cell)) for cell in totals})
    shown = _shown(filing)
    values: dict[str, Any] = {cell: _filed(filing, cell) for cell in shown if shown[cell]}
    blank = []
    for cell in _hit(form_id, chance):
        if chance.random() < 0.4:
            values.pop(cell, None)
            shown[cell] = ()
        else:
            values[cell] = chance.choice(_WRITTEN)
            shown[cell] = _seen(values[cell])
            if values[cell] is None and chance.random() < 0.3:
                blank.append(cell)
                shown[cell] = ("",)
    if chance.random() < 0.2:
        gone = chance.choice(filing.form.tables).id
        values = {cell: value for cell, value in values.items() if filing.form.cells[cell].table != gone}
        blank = [cell for cell in blank if cell in values]
        shown |= {cell: () for cell in shown if filing.form.cells[cell].table == gone}
    data = json.loads(filing_to_json(filing)) | {"tables": {}, "printed_blank": blank}
    for cell, value in values.items():
        place = filing.form.cells[cell]
        data["tables"].setdefault(place.table, {}).setdefault(place.row, {})[place.column] = value
    content = json.dumps(data, ensure_ascii=False).encode()
    return Damaged(name="数据.json", content=content, shown=shown, cut=False, filing=filing)


def _pdf(form_id: str, chance: random.Random) -> Damaged:
    """Our own PDF of a filing that lacks figures, or shows words for them."""
    filing = whole(form_id, chance)
    words = {cell: entry_of(chance.choice(("", "", "-", *GARBAGE))) for cell in _hit(form_id, chance)}
    own = {cell: entry for cell, entry in words.items() if cell in filing.inputs}
    document = compose(replace(filing, inputs={**filing.inputs, **own}))
    shown = {place.cell: (place.text,) for table in document.tables for place in table.cells if place.cell}
    content = FORMATS["pdf"].renderer()(document)
    return Damaged(name="报告.pdf", content=content, shown=shown, cut=False, filing=filing)


def _hit(form_id: str, chance: random.Random) -> list[str]:
    """The cells of one to four damages, totals too."""
    cells = list(FORMS.form(form_id).cells)
    hits = [some_of(cells, chance) for _ in range(chance.choice((1, 1, 2, 4)))]
    return sorted(frozenset().union(*hits))


def _shown(filing: Filing) -> Shown:
    """What the filing states: totals only where it does so itself."""
    entries = {**filing.inputs, **filing.stated}
    return {cell: (number_text(entries[cell].number),) if cell in entries else () for cell in filing.form.cells}


def _filed(filing: Filing, cell: str) -> int | str:
    number = (filing.inputs.get(cell) or filing.stated[cell]).number
    return number if isinstance(number, int) else number_text(number)


def _seen(value: str | int | None) -> tuple[str, ...]:
    return () if value is None else (str(value),)
