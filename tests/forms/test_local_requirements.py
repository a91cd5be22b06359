"""Any form can be held to local requirements, whatever it has and has not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.forms.made_up import FORMS, MADE_UP
from tests.sizes import sampled
from toolkit.filing.json import filing_from_json, filing_to_json
from toolkit.form import Form
from toolkit.form.references import base_id
from toolkit.form.requirements import Requirements, requirements_of
from toolkit.rules.engine import check_filing
from toolkit.rules.requirements import requirement_mistakes, with_indicator_rows
from toolkit.workbook.reading.read import read_workbook
from toolkit.workbook.writing.build import blank_filing, build_workbook


def everything(form: Form) -> Requirements:
    """A notice that asks for one of each kind of every section of text, in words that formulas and templates read."""
    checks: list[dict[str, Any]] = [
        {"use": "due_by", "by": "01-15"},
        {"use": "required_indicators", "names": [{"name": "甲乙"}]},
    ]
    for section in form.sections:
        own = {"section": section.id, "clause": "{一}"}
        if section.holds_text:
            checks.append({"use": "length", "least": 5000, **own})
            checks.append({"use": "must_cover", "terms": {"甲": ['乙"丙', "丁戊"]}, "further": ["（九）{甲}"], **own})
    form_id = base_id(form.id)
    return requirements_of({"requirements_for": form_id, "number": "=甲{}〔1〕", "title": "=1+1", "checks": checks})


@pytest.mark.parametrize("form_id", sampled(MADE_UP, 1))
def test_a_form_is_held_to_a_notice_that_its_workbook_and_data_carry(form_id: str, tmp_path: Path) -> None:
    form = FORMS.form(form_id)
    notice = everything(form)
    assert requirement_mistakes(notice, form) == ()
    level = form.levels[0].id if form.levels else None
    blank = replace(blank_filing(form, "某局", form.years.first, level), requirements=(notice,))
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(build_workbook(form, filing=with_indicator_rows(blank)))
    filing, reading = read_workbook(path, FORMS)
    assert (filing.requirements, reading) == ((notice,), ())
    asked = {each.code for each in check_filing(filing) if each.basis.startswith("=甲{}〔1〕")}
    assert asked >= {"LN-05"} | ({"LN-03"} if any(filing.narrative.values()) else set())
    assert filing_from_json(filing_to_json(filing), "数据.json", FORMS)[0].requirements == (notice,)
