"""A rule on repeated rows is one line of 校验 in the open workbook: how many break it, which first, what turns red.

LibreOffice is the second calculator; what it shows is held against what ``check`` finds in the same workbook.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.worksheet import Worksheet

from tests.built import built, opened
from tests.conftest import Convert
from tests.forms.made_up import FOLDER, FORMS
from tests.libreoffice import LibreOffice
from tests.sizes import sampled
from toolkit.filing import Entry, Filing, Source, Text
from toolkit.form import Form, Forms
from toolkit.form.expression import Number
from toolkit.form.relations import RelationState
from toolkit.ingest import read_any
from toolkit.rules.engine import check_filing
from toolkit.rules.form_rules import outcome_of
from toolkit.workbook.plan import CHECKS, plan_of
from toolkit.workbook.writing.check_sheet import HEADER

LEDGERS = FORMS.form("ledgers-2024")
LAST = 12
FIGURES = ("start", "received", "processed", "end", "granted", "refused")
RULES: Mapping[str, str] = {
    "LG-31": "zero refused unless level in bureau",
    "LG-32": "required outcomes.refused if requests.received > 0",
    "LG-33": "received - processed + 2 >= 1",
    "LG-34": "received <= requests.total.received",
}
"""A relation of each kind, held to every row."""


@pytest.fixture(scope="module")
def stricter(tmp_path_factory: pytest.TempPathFactory) -> tuple[Form, Path]:
    """The form with :data:`RULES` as well, and with a table whose blanks can be declared zeros and may be printed."""
    raw = yaml.safe_load((FOLDER / "ledgers-2024" / "form.yaml").read_text(encoding="utf-8"))
    raw["tables"][1] |= {"zeros": "Blanks of Table II", "blank_counts_as": "zero"}
    for code, check in RULES.items():
        table = "outcomes" if "refused unless" in check else "requests"
        own = {"code": code, "table": table, "check": check}
        raw["rules"].append(raw["rules"][0] | own)
    folder = tmp_path_factory.mktemp("forms") / "ledgers-2024"
    folder.mkdir()
    (folder / "form.yaml").write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    return Forms(folders=[folder.parent]).form("ledgers-2024"), folder


def right(form: Form, rows: int) -> dict[str, Entry]:
    """So many rows in which nothing is wrong, and nothing in the others."""
    inputs = dict.fromkeys(form.inputs, Entry())
    figures = dict(zip(FIGURES, (1, 5, 4, 2, 3, 1), strict=True))
    for number in range(1, rows + 1):
        for table in ("requests", "outcomes"):
            row = f"{table}.component.{number}"
            inputs[f"{row}.name"] = Entry(text=f"Shed {number}")
            inputs |= {f"{row}.{name}": Entry(number=figures[name]) for name in FIGURES if f"{row}.{name}" in inputs}
        inputs[f"outcomes.component.{number}.days"] = Entry(number=9)
        inputs[f"outcomes.component.{number}.portal"] = Entry(text="是")
    return inputs


def filing(form: Form, inputs: Mapping[str, Entry], level: str | None = "bureau") -> Filing:
    agency = Text(value="Bureau of Lanterns")
    return Filing(form=form, source=Source.DATA, agency=agency, year=2024, level=level, inputs=dict(inputs))


def lines(sheet: Worksheet) -> dict[str, tuple[object, ...]]:
    """Left, right and state of each line on rows of 校验, by code; every code has one."""
    rows = [row for row in sheet.iter_rows(HEADER + 1, max_col=5, values_only=True) if "的行数，" in str(row[1])]
    found: dict[str, tuple[object, ...]] = {str(row[0]): tuple(value or "" for value in row[2:]) for row in rows}
    assert len(found) == len(rows)
    return found


def test_a_rule_has_one_line_however_many_rows() -> None:
    blank = opened(built(LEDGERS), values=True)[CHECKS]
    assert lines(blank) == {"LG-11": ("", "", "未填"), "LG-12": ("", "", "未填")}
    whole = opened(built(LEDGERS, filing=filing(LEDGERS, right(LEDGERS, LAST))), values=True)[CHECKS]
    assert lines(whole) == {"LG-11": ("", "", "通过"), "LG-12": ("", "", "通过")}


def test_a_line_names_the_first_row_at_fault() -> None:
    inputs = right(LEDGERS, LAST)
    for row in (3, 7, 12):
        inputs[f"requests.component.{row}.end"] = Entry(number=4)
    inputs["requests.component.1.start"] = Entry()
    inputs["requests.component.3.name"] = Entry()
    shown = lines(opened(built(LEDGERS, filing=filing(LEDGERS, inputs)), values=True)[CHECKS])
    assert shown["LG-11"] == (3, "第3行", "不通过")
    badge = opened(built(LEDGERS, filing=filing(LEDGERS, inputs)), values=True)["I Requests"]
    assert "本表 2 项不通过" in {cell.value for cell in badge[1]}  # the rule, and the name that is not the same


def test_a_rule_costs_no_more_for_more_rows(tmp_path: Path) -> None:
    raw = yaml.safe_load((FOLDER / "ledgers-2024" / "form.yaml").read_text(encoding="utf-8"))
    (tmp_path / "ledgers-2024").mkdir()
    for table in raw["tables"]:
        table["blocks"][0]["rows"]["most"] = 60
    (tmp_path / "ledgers-2024" / "form.yaml").write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    many = opened(built(Forms(folders=[tmp_path]).form("ledgers-2024")))
    few = opened(built(LEDGERS))
    assert many[CHECKS].max_row == few[CHECKS].max_row
    formats = [len(book["I Requests"].conditional_formatting) for book in (many, few)]
    assert formats[0] == formats[1]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ({1: {"end": 9}}, "第1行 Shed 1"),
        ({6: {"start": 0}}, "第6行 Shed 6"),
        ({12: {"end": 0}}, "第12行 Shed 12"),
        ({2: {"end": "无"}, 12: {"received": 9}}, "第2行 Shed 2"),
        ({1: {"end": "two"}, 5: {"end": None}, 11: {"processed": "—"}}, "第11行 Shed 11"),
        ({3: dict.fromkeys(("name", *FIGURES[:4]))}, ""),
    ],
)
def test_faults_in_rows_are_found_as_check_finds_them(
    typed: dict[int, dict[str, Any]], first: str, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    source, target = tmp_path / "填报.xlsx", tmp_path / "填好.xlsx"
    source.write_bytes(built(LEDGERS, filing=filing(LEDGERS, right(LEDGERS, LAST))))
    plan = plan_of(LEDGERS)
    put = {
        str(plan.at(f"requests.component.{row}.{column}").where): "" if value is None else value
        for row, values in typed.items()
        for column, value in values.items()
    }
    libreoffice.edit(source, target, put=put)
    shown = lines(load_workbook(target, data_only=True)[CHECKS])["LG-11"]
    found = [each for each in check_filing(*read_any(target, FORMS)) if each.code == "LG-11"]
    rows = {ref.id.split(".")[2] for each in found for ref in each.cells}
    assert shown[1] == first
    assert (shown[0] or 0, shown[2] == "不通过") == (len(rows), bool(rows))


def random_rows(form: Form, seed: int) -> Filing:
    """Rows right and wrong, with words, dashes, blanks, printed blanks and rows that are not there or were not read."""
    chance, inputs = random.Random(seed), right(form, LAST)
    for name in [name for name in inputs if name.split(".")[-1] in FIGURES]:
        drawn = chance.random()
        number: Number = chance.choice((0, 1, 4, 5))
        if drawn < 0.15:
            inputs[name] = Entry(number=number)
        elif drawn < 0.19:
            inputs[name] = chance.choice((Entry(text="—", number=0, dash=True), Entry(text="about 3"), Entry()))
        elif drawn < 0.22 and seed % 2 and "outcomes" in name:
            inputs[name] = Entry(printed_blank=True)
    for row in chance.sample(range(1, LAST + 1), 2):
        gone = (name for name in inputs if f".component.{row}." in name and (seed % 3 or "requests" in name))
        inputs |= dict.fromkeys(list(gone), Entry())
    if seed % 4 == 3:
        for name in [name for name in inputs if name.startswith("outcomes") and chance.random() < 0.04]:
            del inputs[name]
    return filing(form, inputs, chance.choice(("bureau", None)))


@pytest.mark.parametrize("seed", sampled(range(16), 4))
def test_formulas_judge_rows_as_python_does(
    seed: int, stricter: tuple[Form, Path], soffice: Convert, tmp_path: Path
) -> None:
    form, _ = stricter
    own = random_rows(form, seed)
    package, path = built(form, filing=own), tmp_path / "填报.xlsx"
    path.write_bytes(package)
    ours, theirs = (
        lines(opened(package, values=True)[CHECKS]),
        lines(load_workbook(soffice(path, "xlsx"), data_only=True)[CHECKS]),
    )
    assert theirs == ours
    assert set(ours) == {"LG-11", "LG-12", *RULES}


@pytest.mark.parametrize("seed", sampled(range(4), 2))
def test_rows_at_fault_turn_red(seed: int, stricter: tuple[Form, Path], soffice: Convert, tmp_path: Path) -> None:
    """Each format's formula is put into a column of its own beside the cells that it colours."""
    form, _ = stricter
    own = replace(random_rows(form, seed), level="bureau")
    plan, path = plan_of(form), tmp_path / "填报.xlsx"
    path.write_bytes(built(form, filing=own))
    book = load_workbook(path)
    asked: list[tuple[str, str, str]] = []  # the sheet, the cell that is coloured, the cell that tells
    for sheet in ("I Requests", "II Outcomes"):
        formats = [
            (area.sqref.ranges, rule.formula[0]) for area in book[sheet].conditional_formatting for rule in area.rules
        ]
        judged = [each for each in formats if f"'{CHECKS}'!$F" in each[1] and "SUMPRODUCT" in each[1]]
        for spare, (ranges, formula) in enumerate(judged, start=40):
            top = min(area.min_row for area in ranges)
            for row, column in sorted(place for area in ranges for place in area.cells):
                tells = book[sheet].cell(row, spare)
                tells.value = Translator(f"={formula}", f"A{top}").translate_formula(f"A{row}")
                asked.append((sheet, book[sheet].cell(row, column).coordinate, tells.coordinate))
    book.save(path)
    values = load_workbook(soffice(path, "xlsx"), data_only=True)
    red = {f"{sheet}!{cell}" for sheet, cell, tells in asked if values[sheet][tells].value}
    expected = {
        str(plan.at(ref).where)
        for each in form.rule_instances
        if each.rule.each == "row"
        and not own.lacks(each.relation.refs)
        and outcome_of(each.relation, own, own.number).state is RelationState.VIOLATED
        for ref in each.relation.refs
        if ".component." in ref
    }
    assert red == expected
    assert red
