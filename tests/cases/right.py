"""What is right for a case, as data; each kind tests a file against it."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import docx
import pytest
from docx.shared import Pt

import toolkit
from tests.at_hand import FORMS
from toolkit.api import render
from toolkit.errors import ReportError
from toolkit.filing import Filing
from toolkit.filing.numerals import number_text
from toolkit.finding import Finding
from toolkit.ingest import read_any
from toolkit.rules.engine import check_filing

EXAMPLE = Path(toolkit.__file__).parent.parent / "examples" / "hegang-2021"
_OPENINGS = {"2021年，作出": "全年作出", "2021年，因政府": "全年因政府", "2021年，制发": "本年度制发"}
"""How the example's sentences began when the cases were made, and how they do now."""
SLOTS = ("preamble", "overview", "problems", "other")


class Right(Protocol):
    """What holds of a case."""

    def holds(self, path: Path) -> None:
        """Fails unless the file is read rightly."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """The file is not read, and a sentence with these words says why and what to do."""

    words: str

    def holds(self, path: Path) -> None:
        with pytest.raises(ReportError, match=self.words) as caught:
            read_any(path, FORMS)
        assert path.name in caught.value.message
        assert caught.value.way_out


@dataclass(frozen=True, kw_only=True)
class AsExample:
    """A published form of the example comes back whole: cover, tables, headings and text, with no finding but these.

    ``replaced``: text in which the file differs from the example; ``headings``: the headings it words otherwise.
    """

    findings: frozenset[str] = frozenset()
    replaced: Mapping[str, str] | None = None
    headings: Mapping[str, str] | None = None

    def holds(self, path: Path) -> None:
        filing, findings = read_any(path, FORMS)
        twin = example()
        assert cover_of(filing) == cover_of(twin)
        assert numbers_of(filing) == numbers_of(twin)
        assert {section: text.value for section, text in filing.headings.items()} == dict(self.headings or {})
        expected = texts_of(twin)
        for old, new in (self.replaced or {}).items():
            assert any(old in text for text in expected)
            expected = [text.replace(old, new) for text in expected]
        assert [_opened_as_now(text) for text in texts_of(filing)] == expected
        assert codes_of(findings) == self.findings


@dataclass(frozen=True, kw_only=True)
class AsTruth:
    """So many of the report's inputs are read, every one with its true value; a blank or dash counts as its zero.

    ``blank`` of them are printed empty (or as a dash). ``findings`` are the codes of reading, each at least once;
    None: whatever there are.
    """

    inputs: int
    blank: int = 0
    findings: frozenset[str] | None = frozenset()

    def holds(self, path: Path) -> None:
        filing, findings = read_any(path, FORMS)
        truth = truth_of(path.parent / "truth.json")
        known = {cell: entry for cell, entry in (*filing.inputs.items(), *filing.stated.items()) if cell in truth}
        stated = {cell: entry.number for cell, entry in known.items() if entry.number is not None and not entry.dash}
        assert {cell: str(number) for cell, number in stated.items()} == {cell: truth[cell] for cell in stated}
        empty = {cell for cell, entry in known.items() if entry.blank or entry.dash}
        assert {truth[cell] for cell in empty} <= {"0"}
        assert len([cell for cell in stated if cell in filing.form.inputs]) == self.inputs
        assert len([cell for cell in empty if cell in filing.form.inputs]) == self.blank
        if self.findings is not None:
            assert codes_of(findings) == self.findings


@dataclass(frozen=True)
class AsTabbed:
    """The figures are those of the text ``name`` beside it, whose rows have tabs between cells, in the form's order."""

    name: str

    def holds(self, path: Path) -> None:
        filing, _ = read_any(path, FORMS)
        lines = path.with_name(self.name).read_text(encoding="utf-8").splitlines()
        cells = [cell for line in lines if "\t" in line for cell in line.split("\t")]
        figures = [cell for cell in cells if cell.lstrip("+-")[:1].isdigit() and "." not in cell[:2]]
        entries = {**filing.inputs, **filing.stated}
        shown = [entries[cell].text or number_text(entries[cell].number) for cell in filing.form.cells]
        assert shown == [figure.removeprefix("+") for figure in figures]


@dataclass(frozen=True, kw_only=True)
class AsWorkbook:
    """The example's workbook comes back whole, but for these inputs and cover entries, by id as they are printed.

    ``findings`` are the places of all that checking finds, by code.
    """

    changed: Mapping[str, str] | None = None
    findings: Mapping[str, str] | None = None

    def holds(self, path: Path) -> None:
        filing, reading = read_any(path, FORMS)
        assert workbook_of(filing) == workbook_of(example_workbook()) | dict(self.changed or {})
        assert texts_of(filing) == texts_of(example_workbook())
        found = check_filing(filing, reading)
        assert {each.code: str(each.where) for each in found} == dict(self.findings or {}), [
            each.text for each in found
        ]


@dataclass(frozen=True, kw_only=True)
class Found:
    """Checking finds this and no more: the places by code."""

    findings: Mapping[str, str]

    def holds(self, path: Path) -> None:
        found = check_filing(*read_any(path, FORMS))
        assert {each.code: str(each.where) for each in found} == self.findings, [each.text for each in found]


@dataclass(frozen=True)
class Letterhead:
    """As the page for the example: its lines, header and footer stay round the report, which the standard sets."""

    def holds(self, path: Path) -> None:
        (book,) = EXAMPLE.glob("*.xlsx")
        made = docx.Document(io.BytesIO(render(book, ["docx"], reference_doc=path).reports["docx"].content))
        office = docx.Document(str(path))
        lines = [each.text for each in office.paragraphs]
        before = lines.index("{{正文}}")
        after = before + 1 - len(lines)
        assert [each.text for each in made.paragraphs[:before]] == lines[:before]
        assert [each.text for each in made.paragraphs[after:]] == lines[after:]
        for edge in ("header", "footer"):
            assert getattr(made.sections[0], edge)._element.xml == getattr(office.sections[0], edge)._element.xml
        styles = {each.style.name: each.style for each in made.paragraphs[before:after] if each.style}
        assert styles["报告正文文本"].font.size == styles["报告标题 1"].font.size == Pt(16)
        assert {str(style.font.color.rgb) for style in styles.values()} <= {"None", "000000"}


@cache
def example_workbook() -> Filing:
    """The example as its own workbook reads."""
    (book,) = EXAMPLE.glob("*.xlsx")
    return read_any(book, FORMS)[0]


def workbook_of(filing: Filing) -> dict[str, str]:
    """The cover, inputs, and indicators, as text."""
    cover = {
        "agency": filing.agency.value,
        "year": str(filing.year),
        "level": str(filing.level),
        "title": filing.title.value,
        "issued_on": str(filing.issued_on),
        "contact": filing.contact.value,
    }
    own = {f"indicators.{each.name}": each.entry for each in filing.indicators}
    return cover | {key: entry.text or number_text(entry.number) for key, entry in {**filing.inputs, **own}.items()}


@cache
def example() -> Filing:
    """The example as its own web page reads."""
    (page,) = EXAMPLE.glob("*.html")
    filing, findings = read_any(page, FORMS)
    assert findings == ()
    return filing


def _opened_as_now(text: str) -> str:
    for then, now in _OPENINGS.items():
        text = text.replace(then, now)
    return text


@cache
def truth_of(path: Path) -> Mapping[str, str]:
    """Every figure of the made-up report, by cell."""
    tables = json.loads(path.read_text(encoding="utf-8"))["tables"]
    return {
        f"{table}.{row}.{column}": str(value)
        for table, rows in tables.items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }


def cover_of(filing: Filing) -> tuple[object, ...]:
    return filing.form.id, filing.agency.value, filing.year, filing.title_text, filing.issued_on


def numbers_of(filing: Filing) -> dict[str, object]:
    entries = {**filing.inputs, **filing.stated}
    return {cell: (entry.number, entry.text) for cell, entry in entries.items()}


def texts_of(filing: Filing) -> list[str]:
    return [f"{slot}: {piece.text}" for slot in SLOTS for piece in filing.narrative.get(slot, ())]


def codes_of(findings: tuple[Finding, ...]) -> frozenset[str]:
    return frozenset(finding.code for finding in findings)
