"""Cells for words and repeated rows in an open workbook: what its formulas show is what LibreOffice computes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.built import built, opened
from tests.conftest import Convert
from tests.forms.made_up import FOLDER, FORMS
from toolkit.filing import Entry, Filing
from toolkit.filing.json import filing_from_json
from toolkit.location import Location
from toolkit.workbook.plan import plan_of

ODD: Mapping[str, Mapping[str, Entry]] = {
    "zhandian-2024": {
        "sites.main.mode": Entry(text="外包"),
        "sites.mobile.friendly": Entry(),
        "sites.mobile.updates": Entry(),
        "sites.main.opened": Entry(text="五月初"),
    },
    "ledgers-2024": {
        "requests.component.2.end": Entry(),
        "requests.component.3.end": Entry(number=4),
        "requests.component.5.received": Entry(number=2),
        "outcomes.component.3.name": Entry(),
        "outcomes.component.7.name": Entry(text="office of Wicks"),
        "requests.component.5.name": Entry(text="Glassworks"),
    },
}


def filings(form: str) -> dict[str, Filing]:
    whole, _ = filing_from_json((FOLDER / form / "filing.json").read_bytes(), form, FORMS)
    empty = json.dumps({"form": form, "agency": "", "year": None, "tables": {}})
    return {
        "whole": whole,
        "odd": replace(whole, inputs={**whole.inputs, **ODD[form]}),
        "empty": replace(filing_from_json(empty, form, FORMS)[0], inputs=dict.fromkeys(whole.form.inputs, Entry())),
    }


@pytest.mark.parametrize("state", ["whole", "odd", "empty"])
@pytest.mark.parametrize("form", sorted(ODD))
def test_formulas_show_what_libreoffice_computes(form: str, state: str, soffice: Convert, tmp_path: Path) -> None:
    filing = filings(form)[state]
    plan = plan_of(filing.form)
    partial = {plan.at(cell).where for cell in filing.form.derived if filing.number(cell) is None}
    package = built(filing.form, filing=filing)
    path = tmp_path / "填报.xlsx"
    path.write_bytes(package)
    ours, formulas = opened(package, values=True), opened(package)
    theirs = load_workbook(soffice(path, "xlsx"), data_only=True)
    different = [
        (sheet.title, cell.coordinate, cell.value, own, other)
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
        and (own := ours[sheet.title][cell.coordinate].value or "")
        != (other := theirs[sheet.title][cell.coordinate].value or "")
    ]
    of_wholes = [each for each in different if Location(each[1], each[0]) not in partial]
    assert of_wholes == []  # SUM passes over a blank, and we write no sum of the others


def test_names_of_rows_are_held_against_one_another() -> None:
    def shown(state: str) -> dict[str, tuple[object, object]]:
        sheet = opened(built(filings("ledgers-2024")[state].form, filing=filings("ledgers-2024")[state]), values=True)[
            "校验"
        ]
        rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "KD-02"]
        return {str(row[1]): (row[2], row[4]) for row in rows}

    assert set(shown("whole").values()) == {(0, "通过")}
    assert list(shown("odd").values()) == [(1, "不通过"), (3, "不通过"), (0, "通过")]
