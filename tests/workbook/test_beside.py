"""What is shown beside what staff fill in: sentences as they were composed, and last year's figures."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook

from tests.at_hand import FORMS
from tests.built import built
from tests.conftest import Convert
from tests.forms.made_up import FORMS as MADE_UP
from tests.rules.cases import TODAY, filing, with_prior, with_text
from tests.workbook_reading.surgery import Package
from toolkit.filing import Prior
from toolkit.rules.engine import check_filing
from toolkit.workbook.reading.read import read_workbook

NAME = "复议诉讼概述"
BASE = filing()


def listed(data: bytes, name: str) -> str:
    """What 指标 shows for a name."""
    rows = load_workbook(io.BytesIO(data), data_only=True)["指标"].iter_rows(min_row=5, min_col=6, max_col=7)
    return next(str(value.value) for key, value in rows if key.value == name)


def test_a_sentence_stands_as_it_was_composed_and_in_the_preview_of_its_paragraph() -> None:
    filed = with_text(BASE, "other", "{{ 信息处理费概述 }}")
    data = built(filed.form, filing=filed)
    said = listed(data, NAME)
    assert said.startswith("全年因") and said.endswith("。")
    book = load_workbook(io.BytesIO(data), data_only=True)
    text = {row[1].value: row[2].value for row in book["六 其他事项"].iter_rows(min_row=4, max_col=3)}
    assert text["{{ 信息处理费概述 }}"] == listed(data, "信息处理费概述")


def test_while_figures_are_missing_a_sentence_is_its_name() -> None:
    assert listed(built(BASE.form, agency="某局", year=2025), NAME) == f"〔{NAME}〕"


def test_a_sentence_of_other_figures_says_so(soffice: Convert, tmp_path: Path) -> None:
    package = Package.of(built(BASE.form, filing=BASE))
    package.put("四 复议诉讼!A6", 5)
    path = tmp_path / "改.xlsx"
    path.write_bytes(package.to_bytes())
    saved = soffice(path, "xlsx").read_bytes()
    assert listed(saved, NAME).startswith("（数字已改）全年")
    assert listed(saved, "信息处理费概述").startswith("2025年")


def test_last_years_figures_stand_beside_the_table_locked_and_foldable(tmp_path: Path) -> None:
    filed = with_prior(BASE, **{"applications.received.natural_person": 41})
    data = built(filed.form, filing=filed)
    shown, formulas = (load_workbook(io.BytesIO(data), data_only=values)["三 申请办理"] for values in (True, False))
    first = formulas["L6"]
    assert [shown[place].value for place in ("L2", "L3", "L4")] == ["2024年（上年）", "申请人情况", "自然人"]
    assert shown["L6"].value == 41
    assert str(first.value).startswith("='上年'!$B$")
    assert first.protection.locked
    assert [formulas.column_dimensions[letter].outlineLevel for letter in "JKLR"] == [0, 1, 1, 1]
    assert formulas.print_area == f"'三 申请办理'!$A$1:$J${formulas.max_row}"
    path = tmp_path / "上年.xlsx"
    path.write_bytes(data)
    assert [each.code for each in check_filing(*read_workbook(path, FORMS), today=TODAY) if each.code[:2] == "WB"] == []


def test_rows_that_repeat_stand_beside_the_table_as_they_were_called_last_year() -> None:
    form = MADE_UP.form("ledgers-2024")
    row = "requests.component.1"
    last = Prior(form=form, year=2024, numbers={f"{row}.start": 7}, names={f"{row}.name": "Records"})
    sheet = load_workbook(io.BytesIO(built(form, year=2025, prior=last)), data_only=True)["I Requests"]
    assert [cell.value for cell in sheet[4]][-6:-3] == ["1", "Records", 7]
