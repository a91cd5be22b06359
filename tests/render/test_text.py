"""Plain text in the reading order that a published report has."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

from tests.at_hand import FORMS
from tests.render.reading import said_by_text, squeezed
from tests.render.samples import zeros
from toolkit.document.blocks import Role
from toolkit.document.compose import compose
from toolkit.filing import Entry, Filing, Paragraph, Text
from toolkit.filing.numerals import entry_of
from toolkit.render.text import render


def test_cells_stand_behind_tabs_row_by_row() -> None:
    lines = render(compose(zeros())).decode().split("\n")
    start = lines.index("\t（一）予以公开")
    assert lines[start - 1] == "\t三、本年度办理结果"
    assert lines[start + 1 : start + 9] == ["\t0"] * 7 + [""]


def test_a_published_report_comes_out_as_it_was(corpus: Path) -> None:
    """Read off the seed by hand, its filing is written exactly as published but for white space."""
    seed = (corpus / "seed" / "hegang-2021.txt").read_text("utf-8")
    assert said_by_text(render(compose(_filing_of(seed)))) == squeezed(seed)


def _filing_of(seed: str) -> Filing:
    heads = re.findall(r"^[\s　]*([一二三四五六]、.*(?:情况|事项))\s*$", seed, re.MULTILINE)
    lines = [line.strip() for line in seed.splitlines() if line.strip()]
    starts = [lines.index(head) for head in heads]
    parts = [lines[start + 1 : end] for start, end in zip(starts, [*starts[1:], len(lines) - 2], strict=True)]
    form = FORMS.form("gkgb-2021-condensed")
    numbers = iter([line for part in parts[1:4] for line in part if line.isdecimal()])
    inputs: dict[str, Entry] = {}
    for table in compose(zeros()).tables:
        inputs |= {cell.cell: entry_of(next(numbers)) for cell in table.cells if cell.role is Role.NUMBER}
    texts = {"preamble": lines[2 : starts[0]], "overview": parts[0], "problems": parts[4], "other": parts[5]}
    narrative = {slot: tuple(Paragraph(text=text, literal=True) for text in part) for slot, part in texts.items()}
    return replace(
        zeros(),
        agency=Text(value=lines[0]),
        title=Text(value=lines[1]),
        issued_on=dt.date(2022, 1, 18),
        inputs={cell: inputs[cell] for cell in form.inputs if cell in inputs},
        narrative=narrative,
        headings={section.id: Text(value=head) for section, head in zip(form.sections, heads, strict=True)},
    )
