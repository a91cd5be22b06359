"""Rows of which there are as many as are filled in: what is there, what is not, and what is wrong with them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from tests.command_line import run, succeeds
from tests.forms.made_up import FOLDER, FORMS
from toolkit.errors import FormError
from toolkit.filing import Filing
from toolkit.filing.json import filing_from_json, filing_to_json
from toolkit.filing.prior import names_by_id
from toolkit.finding import Finding
from toolkit.form.loader import parse_form
from toolkit.ingest import read_any
from toolkit.ingest.comparison import compare_years
from toolkit.narrative.names import value_of
from toolkit.rules.engine import check_filing
from toolkit.workbook.plan import plan_of
from toolkit.workbook.writing.next_year import prior_of

FOLDER = FOLDER / "ledgers-2024"
RAW = json.loads((FOLDER / "filing.json").read_text(encoding="utf-8"))


def filing(**changes: object) -> Filing:
    """The example; a change names a cell with ``__`` for each dot, or a whole row to leave out (None)."""
    raw = json.loads(json.dumps(RAW))
    for place, value in changes.items():
        table, number, *column = place.split("__")
        rows = raw["tables"][table]
        if column:
            rows.setdefault(f"component.{number}", {})[column[0]] = value
        else:
            del rows[f"component.{number}"]
    return filing_from_json(json.dumps(raw), "数据", FORMS)[0]


def codes(found: Filing) -> list[tuple[str, str]]:
    return [(each.code, each.cells[0].id) for each in check_filing(found) if each.blocks]


def test_rows_that_are_not_there_are_no_blanks() -> None:
    whole = filing()
    assert codes(whole) == []
    assert whole.number("requests.total.received") == 1172
    assert whole.number("outcomes.component.3.all") == 1040
    assert list(whole.names("requests").values()) == ["Office of Wicks", "Glassworks", "Archive, North Annex"]
    assert "component.4" not in filing_to_json(whole)


def test_a_row_with_anything_in_it_is_there() -> None:
    blanks = {f"requests__5__{column}": None for column in ("name", "start", "processed", "end")}
    found = filing(requests__5__received=2, **blanks)
    assert found.number("requests.total.received") == 1174
    assert found.number("requests.total.start") is None
    [blank] = [each for each in check_filing(found) if each.code == "NM-01"]
    assert [ref.id for ref in blank.cells] == [
        f"requests.component.5.{column}" for column in ("name", "start", "processed", "end")
    ]


def test_rules_hold_each_row_that_is_there() -> None:
    assert codes(filing(requests__2__end=4)) == [("LG-11", "requests.component.2.end")]
    assert codes(filing(outcomes__3__granted=901)) == [("LG-12", "requests.component.3.processed")]


def test_the_same_row_of_each_table_is_about_the_same() -> None:
    assert codes(filing(outcomes__2__name="Brassworks")) == [("KD-02", "requests.component.2.name")]
    assert ("KD-02", "requests.component.3.name") in codes(filing(outcomes__3=None))
    twice = filing(requests__2__name="Office of Wicks", outcomes__2__name="Office of Wicks")
    assert codes(twice) == [("KD-02", "requests.component.1.name"), ("KD-02", "outcomes.component.1.name")]


def test_a_report_prints_the_rows_that_are_there(tmp_path: Path) -> None:
    book, report = tmp_path / "填报.xlsx", tmp_path / "report.html"
    succeeds("fill", FOLDER / "filing.json", "-o", book)
    succeeds("render", book, "--to", "html", "-o", report)
    page = report.read_text(encoding="utf-8").partition("<template")[0]  # behind it all stands again, for editors
    assert page.count("Glassworks") >= 2
    assert page.count("<tr") == 2 * (1 + 3 + 1)


def test_a_row_of_the_workbook_is_open_and_found(tmp_path: Path) -> None:
    path = tmp_path / "填报.xlsx"
    succeeds("fill", FOLDER / "filing.json", "-o", path)
    book, plan = load_workbook(path), plan_of(FORMS.form("ledgers-2024"))
    for name, value in (("name", "Lamp Store"), ("start", 1), ("received", 1), ("processed", 2), ("end", 1)):
        cell_address = plan.at(f"requests.component.4.{name}")
        book[cell_address.sheet][cell_address.address] = value
    book.save(path)
    [entry] = json.loads(run("check", path, "--format", "json").stdout)["files"]
    found = [(each["code"], each["cells"][0]["where"]) for each in entry["findings"] if each["severity"] == "error"]
    assert ("LG-11", str(plan.at("requests.component.4.end").where)) in found
    assert "KD-02" in {code for code, _ in found}


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"most": 0}, "tables[0].blocks[0].rows.most：应在 1 到 199 之间"),
        ({"most": "many"}, "tables[0].blocks[0].rows.most：应为整数"),
        ({"label": None}, "tables[0].blocks[0].rows.label：应为文字"),
        ({"total": ""}, "tables[0].blocks[0].rows.total：不能空着"),
        ({"least": 1}, "tables[0].blocks[0].rows：不认识“least”"),
        ({"repeat": "Component"}, "tables[0].blocks[0].rows.repeat：“Component”只能用"),
    ],
)
def test_mistakes_of_a_declaration(change: dict[str, Any], mistake: str) -> None:
    raw = yaml.safe_load((FOLDER / "form.yaml").read_text(encoding="utf-8"))
    raw["tables"][0]["blocks"][0]["rows"] |= change
    with pytest.raises(FormError) as caught:
        parse_form(yaml.safe_dump(raw, allow_unicode=True).encode(), "表式")
    assert any(reported.startswith(mistake) for reported in caught.value.mistakes), caught.value.mistakes


def test_what_repeats_is_a_table_of_its_own() -> None:
    raw = yaml.safe_load((FOLDER / "form.yaml").read_text(encoding="utf-8"))
    raw["tables"][0]["layout"] = "strip"
    del raw["tables"][1]["blocks"][0]["rows"]["label"]
    with pytest.raises(FormError) as caught:
        parse_form(yaml.safe_dump(raw, allow_unicode=True).encode(), "表式")
    assert caught.value.mistakes == (
        "tables[0].blocks[0].rows：这样的行只能单独成一张表，不能用 strip 布局",
        "tables[1].blocks[0].rows.label：缺少“label”",
    )


def test_years_are_compared_by_name() -> None:
    before = filing(requests__1__name="Glassworks", requests__2__name="Office of Wicks", requests__3=None)
    changes = {each.label: (each.last, each.this, each.rate) for each in compare_years(before, filing()).changes}
    assert changes["Glassworks，Received in year"] == (120, 7, "-94.2%")
    assert changes["Office of Wicks，Received in year"] == (7, 120, "+1614.3%")
    assert changes["Archive, North Annex，Received in year"] == (None, 1045, "")
    assert changes["Total，Received in year"] == (127, 1172, "+822.8%")


def following(**changes: object) -> Filing:
    """The year after the example, with last year's filing behind it."""
    return replace(filing(**changes), year=2025, prior=prior_of(filing()))


def test_last_year_is_known_by_name() -> None:
    swapped = following(requests__1__name="Glassworks", requests__2__name="Office of Wicks")
    assert swapped.last_year("requests.component.1.received") == 7
    assert swapped.last_year("requests.component.2.received") == 120
    assert swapped.last_year("outcomes.component.2.all") == 7
    renamed = following(requests__1__name="Office of Lamps")
    assert renamed.last_year("requests.component.1.received") is None
    assert renamed.last_year("requests.component.4.received") is None
    assert renamed.last_year("requests.total.received") == 1172
    twice = following(requests__1__name="Glassworks")
    assert twice.last_year("requests.component.1.received") is twice.last_year("requests.component.2.received") is None


def test_last_years_sums_are_of_last_years_rows() -> None:
    this = following(requests__3=None, outcomes__3=None)
    assert (this.number("requests.total.received"), this.last_year("requests.total.received")) == (127, 1172)
    assert this.prior
    numbers = {cell: number for cell, number in this.prior.numbers.items() if ".total." not in cell}
    parts = replace(this, prior=replace(this.prior, numbers=numbers))
    assert parts.last_year("requests.total.received") == 1172
    assert parts.last_year("outcomes.total.all") == 118 + 7 + 1040
    received = value_of("Received", parts)
    assert received
    assert received.prior == 1172
    del numbers["requests.component.2.received"]
    lacking = replace(this, prior=replace(this.prior, numbers=numbers))
    assert lacking.last_year("requests.total.received") is None
    without = replace(this, prior=replace(this.prior, numbers={}, names={}))
    assert without.last_year("requests.total.received") is None  # and not 0


def test_stock_and_flow_are_held_to_the_row_of_that_name() -> None:
    start = {"requests__1__start": 5, "requests__2__start": 0, "requests__3__start": 17}
    end = {"requests__1__end": 7, "requests__2__end": 0, "requests__3__end": 22}
    assert codes_of(following(**start, **end), "LG-21") == []
    [wrong] = codes_of(following(**start, **end | {"requests__3__end": 17}), "LG-21")
    assert wrong.cells[0].id == "requests.component.3.end"
    assert wrong.message.startswith("第3行（Archive, North Annex）: pending at end is 17; 17 last year")


def codes_of(found: Filing, code: str) -> list[Finding]:
    return [each for each in check_filing(found) if each.code == code]


def test_last_years_rows_come_back_from_workbook_and_data(tmp_path: Path) -> None:
    succeeds("fill", FOLDER / "filing.json", "-o", tmp_path / "上年.xlsx")
    succeeds("new", "--from", tmp_path / "上年.xlsx", "-o", tmp_path / "本年.xlsx")
    blank = read_any(tmp_path / "本年.xlsx", FORMS)[0]
    assert list(blank.names("requests").values()) == ["Office of Wicks", "Glassworks", "Archive, North Annex"]
    assert blank.entry("requests.component.1.received").blank
    assert blank.prior
    assert blank.prior.names == names_by_id(filing().row_names)
    again = filing_from_json(filing_to_json(blank), "数据", FORMS)[0]
    assert again.prior == replace(blank.prior, indicators={})


@pytest.mark.parametrize("extension", ["docx", "html", "md", "txt"])
def test_a_report_says_where_there_is_no_total(extension: str, tmp_path: Path) -> None:
    book, report = tmp_path / "填报.xlsx", tmp_path / f"report.{extension}"
    succeeds("fill", FOLDER / "filing.json", "-o", book)
    succeeds("render", book, "--to", extension, "-o", report)
    back, findings = read_any(report, FORMS)
    assert findings == ()
    assert back.stated["outcomes.total.all"].number == 1165
    assert back.unplaced == ()


def published(tmp_path: Path, changes: dict[str, str], rows: int = 3) -> Filing:
    """The example as a web page with so many components, its text changed, and read back."""
    raw = json.loads(json.dumps(RAW))
    for table in raw["tables"].values():
        for number in range(4, rows + 1):
            table[f"component.{number}"] = {**table["component.2"], "name": f"Shed {number}"}
    data, book, page = tmp_path / "数据.json", tmp_path / "填报.xlsx", tmp_path / "report.html"
    data.write_text(json.dumps(raw), encoding="utf-8")
    succeeds("fill", data, "-o", book)
    succeeds("render", book, "--to", "html", "-o", page)
    text = page.read_text(encoding="utf-8")
    for old, new in changes.items():
        text = text.replace(old, new)
    page.write_text(text, encoding="utf-8")
    return read_any(page, FORMS)[0]


def test_a_row_without_a_name_leaves_the_sum_open(tmp_path: Path) -> None:
    found = published(tmp_path, {">Glassworks<": "><"})
    assert [*found.names("requests").values()][:2] == ["Office of Wicks", "Archive, North Annex"]
    assert "requests.component.3.received" in found.unread
    assert found.number("requests.total.received") == 1172  # as the page states it, and not 1165
    assert len(found.unplaced) == 2


def test_more_rows_than_there_is_room_for_are_no_whole_sum(tmp_path: Path) -> None:
    row = re.compile(r"<tr>(?:(?!</tr>).)*Shed 12(?:(?!</tr>).)*</tr>", re.DOTALL)
    whole = published(tmp_path, {}, rows=12)
    assert not whole.unread
    page = tmp_path / "report.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(row.sub(lambda own: own[0] + own[0].replace("Shed 12", "Shed 13"), text), encoding="utf-8")
    found, findings = read_any(page, FORMS)
    assert "requests.component.12.received" in found.unread
    assert found.number("requests.component.11.received") == 7
    said = [each.message for each in findings if each.code == "IM-02"]
    assert "Table I 在来源里有 13 行，表里只有 12 行，放不下的没有读入：“Shed 12”、“Shed 13”。" in said
