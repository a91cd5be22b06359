"""A published table of as many rows as there are: two of one name, names that look like figures or like the total."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.forms.made_up import FOLDER, FORMS
from toolkit.document.compose import compose
from toolkit.filing import Filing
from toolkit.filing.json import filing_from_json
from toolkit.finding import Finding
from toolkit.ingest import read_any
from toolkit.render import FORMATS
from toolkit.rules.engine import check_filing

RAW = json.loads((FOLDER / "ledgers-2024" / "filing.json").read_text(encoding="utf-8"))
TABLES = ("requests", "outcomes")


def filing(names: Sequence[str]) -> Filing:
    """A row of its own figures for each name."""
    raw = json.loads(json.dumps(RAW))
    for table in TABLES:
        rows = raw["tables"][table]
        first = rows["component.1"]
        figures = [
            {"start": number, "received": 10 + number, "processed": 4, "end": 6 + 2 * number}
            if table == "requests"
            else {"granted": number % 5, "refused": 4 - number % 5, "days": 3 + number}
            for number in range(1, len(names) + 1)
        ]
        rows.clear()
        for number, name in enumerate(names, start=1):
            rows[f"component.{number}"] = first | figures[number - 1] | {"name": name}
    return filing_from_json(json.dumps(raw), "数据", FORMS)[0]


def published(
    own: Filing, extension: str, folder: Path, *changes: tuple[str, str]
) -> tuple[Filing, tuple[Finding, ...]]:
    """It as a report in one format, the text changed, read back."""
    report = FORMATS[extension].renderer()(compose(own))
    for old, new in changes:
        assert old.encode() in report
        report = report.replace(old.encode(), new.encode())
    path = folder / f"report.{extension}"
    path.write_bytes(report)
    return read_any(path, FORMS)


def shown(own: Filing) -> dict[str, object]:
    return {
        cell: own.entry(cell).text or own.entry(cell).number for cell in own.form.inputs if not own.entry(cell).blank
    }


NAMES = [
    ["Glass", "Glass", "Wick"],
    ["Glass", "Wick", "Glass"],
    ["2024", "12", "Wick"],
    ["1", "2", "3"],
    ["3件", "100%", "１２"],
    ["Total", "Wick"],
    ["Wick", "Total"],
    ["Total"],
    ["Total", "Total"],
    ["合计", "总计", "小计"],
    ["Component", "Received in year"],
    ["—", "无"],
    ["Office (1)", "Office (2)"],
    ["一、甲", "二、甲"],
    ["Yes", "No"],
]


@pytest.mark.parametrize("names", NAMES, ids=" ".join)
def test_every_name_comes_back(names: list[str], tmp_path: Path) -> None:
    own = filing(names)
    back, findings = published(own, "html", tmp_path)
    assert shown(back) == shown(own)
    assert (findings, back.unplaced, back.unread) == ((), (), frozenset())


@pytest.mark.parametrize("extension", ["docx", "md", "txt"])
def test_in_every_format(extension: str, tmp_path: Path) -> None:
    own = filing(["Glass", "Glass", "2024", "Total"])
    back, findings = published(own, extension, tmp_path)
    assert shown(back) == shown(own)
    assert findings == ()


def test_rows_of_one_name_are_a_finding_of_the_check(tmp_path: Path) -> None:
    back, findings = published(filing(["Glass", "Wick", "Glass"]), "html", tmp_path)
    [first, second] = [each for each in check_filing(back, findings) if each.blocks]
    assert {first.code, second.code} == {"KD-02"}
    assert [ref.id for ref in first.cells] == ["requests.component.1.name", "requests.component.3.name"]


def test_of_two_rows_called_total_the_sum_is_one(tmp_path: Path) -> None:
    """Where neither is what the others come to, none is taken for a component."""
    right, _ = published(filing(["Total", "Wick"]), "html", tmp_path)
    assert right.stated["requests.total.received"].number == 23
    wrong, findings = published(filing(["Total", "Wick"]), "html", tmp_path, (">23<", ">24<"))
    assert "requests.total.received" not in wrong.stated
    assert "IM-02" in {each.code for each in findings if each.blocks}
    assert any("Total 3 24 8 18" in text.text for text in wrong.unplaced)


def test_a_total_at_the_top(tmp_path: Path) -> None:
    own = filing(["Glass", "Wick"])
    report = FORMATS["html"].renderer()(compose(own)).decode()
    rows = [f"<tr>{row.partition('</tr>')[0]}</tr>" for row in report.split("<tr>")[1:]]
    glass = next(row for row in rows if ">Glass<" in row and ">11<" in row)
    total = next(row for row in rows if ">Total<" in row and ">23<" in row)
    back, _ = published(own, "html", tmp_path, (total, ""), (glass, total + glass))
    assert shown(back) == shown(own)
    assert back.stated["requests.total.received"].number == 23


@pytest.mark.parametrize("count", [0, 1, 12])
def test_as_many_rows_as_there_are(count: int, tmp_path: Path) -> None:
    own = filing([f"Shed {number}" for number in range(count)])
    back, findings = published(own, "html", tmp_path)
    assert shown(back) == shown(own)
    assert findings == ()


def test_more_rows_of_one_name_than_there_is_room_for(tmp_path: Path) -> None:
    own = filing(["Shed"] * 12)
    report = FORMATS["html"].renderer()(compose(own)).decode()
    last = next(each for each in report.split("</tr>") if ">Shed<" in each and ">22<" in each)
    back, findings = published(own, "html", tmp_path, (last, f"{last}</tr>{last}"))
    assert "requests.component.12.received" in back.unread
    assert any("13 行" in each.message for each in findings)
