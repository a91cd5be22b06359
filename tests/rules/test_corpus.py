"""Published reports' figures: exactly the faults that they are known to have."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from toolkit.filing import Entry, Filing, Source, Text
from toolkit.filing.numerals import entry_of
from toolkit.finding import Finding
from toolkit.form import Severity
from toolkit.location import Location
from toolkit.rules.engine import check_filing


def numeric_findings(path: Path) -> list[Finding]:
    data = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    form = FORMS.form(data["form"])
    entries: dict[str, Entry] = {}
    for table, rows in data["tables"].items():
        for row, columns in rows.items():
            for column, value in columns.items():
                cell = f"{table}.{row}.{column}"
                entry = entry_of(value, Location.parse(cell))
                entries[cell] = replace(entry, printed_blank=entry.blank)
    filing = Filing(
        form=form,
        source=Source.REPORT,
        agency=Text(value=data["agency"]),
        year=data["year"],
        inputs={cell: entry for cell, entry in entries.items() if not form.cells[cell].of},
        stated={cell: entry for cell, entry in entries.items() if form.cells[cell].of},
    )
    return [each for each in check_filing(filing) if each.code.startswith(("T2", "T3", "T4"))]


def test_two_blocks_of_hongze(corpus: Path) -> None:
    [each] = [f for f in numeric_findings(corpus / "corpus/hongze-2023.json") if f.severity is Severity.ERROR]
    assert each.code == "T4-01"
    totals = ["disputes.reconsideration.total", "disputes.litigation_after_reconsideration.total"]
    assert [ref.id for ref in each.cells][:2] == totals
    assert (each.actual, each.expected) == ("0；0", "11；5")


@pytest.mark.parametrize("name", ["huaian-2024", "shuyang-fgj-2023", "shanghai-office-2019"])
def test_reports_that_add_up(corpus: Path, name: str) -> None:
    every = numeric_findings(corpus / f"corpus/{name}.json")
    assert [each.text for each in every if each.severity is Severity.ERROR] == []


@pytest.mark.parametrize(("name", "blanks"), [("shuyang-fgj-2023", 125), ("shanghai-office-2019", 135)])
def test_their_blanks_are_counted_once_a_table(corpus: Path, name: str, blanks: int) -> None:
    notes = [each for each in numeric_findings(corpus / f"corpus/{name}.json") if each.severity is Severity.NOTE]
    assert sum(len(each.cells) for each in notes) == blanks
