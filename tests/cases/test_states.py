"""What reports do not print, or print empty: as read, and in the workbook that is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.cases.right import truth_of
from toolkit.filing import Filing
from toolkit.ingest import read_any
from toolkit.rules.engine import check_filing
from toolkit.workbook.reading.read import read_workbook
from toolkit.workbook.writing.build import build_workbook

FEES = 2
"""Figures on the fee that the report's one sentence on it does not give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """How many inputs are stated, printed empty, printed as a mark for none, and not read."""

    stated: int
    blank: int = 0
    marks: int = 0
    unread: int = FEES


DASHES = States(stated=121, marks=45)
BLANKS = States(stated=121, blank=45)
RIGHT: Mapping[str, States] = {
    "h15-dash-for-zero.html": DASHES,
    "h15b-slash-for-zero.html": DASHES,
    "h15c-wu-for-zero.html": DASHES,
    "h16-blank-for-zero.html": BLANKS,
    "c-h16-blank-for-zero.docx": BLANKS,
    "c-h16-blank-for-zero.pdf": BLANKS,
    "h18-tables-as-pictures.html": States(stated=0, unread=166 + FEES),
    "h19-table3-picture-only.html": States(stated=22, unread=144 + FEES),
    "h22-truncated-in-table3.html": States(stated=64, unread=102 + FEES + 1),  # its section six is cut off too
    "h23-one-total-blank.html": States(stated=166),
    "h24-row-one-cell-short.html": States(stated=160, unread=6 + FEES),
    "h25-two-numbers-in-a-cell.html": States(stated=165, unread=FEES + 1),
    "k08-glued-one-line.txt": States(stated=0, unread=166 + FEES + 1),
    "m02-head-and-rows-lack-research.html": States(stated=142, unread=24 + FEES),
    "m02b-head-lacks-research-rows-have-it.html": States(stated=22, unread=144 + FEES),
    "m03-table3-transposed.html": States(stated=22, unread=144 + FEES),
    "m08-lines-zero-cells-vanish.txt": States(stated=46, unread=120 + FEES),
}


Case = tuple[Filing, States, Mapping[str, str]]
"""The filing read, what is right of it, and the report's true figures."""


@pytest.fixture(scope="module", params=RIGHT)
def case(request: pytest.FixtureRequest, corpus: Path) -> Case:
    name: str = request.param
    filing, _ = read_any(corpus / "cases" / "reports" / name, FORMS)
    return filing, RIGHT[name], truth_of(corpus / "cases" / "reports" / "truth.json")


@pytest.fixture(scope="module")
def workbook(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    filing, _, _ = case
    path = tmp_path_factory.mktemp("states") / "导入.xlsx"
    path.write_bytes(build_workbook(filing.form, filing=filing))
    return path


def test_each_input_is_in_its_state(case: Case) -> None:
    filing, right, truth = case
    entries = {cell: filing.inputs[cell] for cell in filing.form.inputs if cell in filing.inputs}
    stated = {cell: str(entry.number) for cell, entry in entries.items() if entry.number is not None and not entry.dash}
    zeros = [cell for cell, entry in entries.items() if entry.printed_blank or entry.dash]
    assert {cell: truth[cell] for cell in stated if cell in truth} == {c: n for c, n in stated.items() if c in truth}
    assert {truth[cell] for cell in zeros} <= {"0"}
    assert all(filing.number(cell) == 0 for cell in zeros)
    unread = filing.unread.intersection(filing.form.inputs)
    assert right == States(
        stated=len([cell for cell in stated if cell in filing.form.cells]),
        blank=sum(entry.printed_blank for entry in entries.values()),
        marks=sum(entry.dash for entry in entries.values()),
        unread=len(unread),
    )


def test_no_rule_finds_fault_with_what_is_not_there(case: Case) -> None:
    filing, _, _ = case
    rules = {rule.code for rule in filing.form.rules} | {total.code for total in filing.form.sums} | {"TX-04"}
    assert rules.isdisjoint(each.code for each in check_filing(filing))


def test_the_workbook_keeps_the_states(case: Case, workbook: Path) -> None:
    filing, _, _ = case
    back, _ = read_workbook(workbook, FORMS)
    assert back.unread == filing.unread
    for cell, entry in filing.inputs.items():
        kept = back.entry(cell)
        assert (kept.number, kept.text, kept.dash, kept.printed_blank) == (
            entry.number,
            entry.text,
            entry.dash,
            entry.printed_blank,
        )


def test_its_check_names_what_was_not_read_and_counts_the_blanks_once_a_table(case: Case, workbook: Path) -> None:
    filing, right, _ = case
    findings = check_filing(*read_workbook(workbook, FORMS))
    named = {ref.id for each in findings if each.code == "IM-06" for ref in each.cells}
    typed = {cell for cell, entry in filing.inputs.items() if entry.unclear}
    assert named | typed == filing.unread.intersection(filing.form.inputs) - set(filing.form.fields)
    assert typed == {each.cells[0].id for each in findings if each.code == "T3-47" and each.severity == "error"}
    assert not [each.text for each in findings if each.code == "IM-06" and "空白" in each.text]
    notes = [each for each in findings if each.code == "T3-47" and each.severity == "note"]
    assert sum(len(each.cells) for each in notes) == right.blank + right.marks
    tables = [each.cells[0].id.partition(".")[0] for each in notes]
    assert len(tables) == len(set(tables))
