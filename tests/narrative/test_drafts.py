"""The drafts that a blank workbook offers: right names, marked blanks, and nothing wrong for any size of filing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.at_hand import FORMS
from tests.narrative.sample import MANY, ONE, filled
from toolkit.form import Form
from toolkit.form.expression import Number
from toolkit.form.model import Draft
from toolkit.narrative import evaluate, text_problems


def drafts(form: Form) -> list[Draft]:
    return [draft for slot in form.text_slots for draft in form.drafts(slot)]


@pytest.mark.parametrize("form_id", FORMS.available)
@pytest.mark.parametrize("values", [{}, ONE, MANY], ids=["zero", "one", "many"])
def test_drafts_evaluate(form_id: str, values: Mapping[str, Number]) -> None:
    filing = filled(form_id, values)
    for draft in drafts(filing.form):
        assert text_problems(draft.text, filing) == [], draft.text
        words = evaluate(draft.text, filing)
        assert "{{" not in words
        assert words.count("【") == words.count("】")
        assert not any(doubled in words for doubled in ("。。", "，，", "，。", "；。"))


@pytest.mark.parametrize("form_id", FORMS.available)
def test_every_subhead_is_followed_by_a_draft(form_id: str) -> None:
    overview = FORMS.form(form_id).section("overview")
    assert tuple(draft.text for draft in overview.drafts if draft.heading) == overview.subheads
    for draft, following in zip(overview.drafts, overview.drafts[1:], strict=False):
        assert not (draft.heading and following.heading)
    assert not overview.drafts[-1].heading


@pytest.mark.parametrize("form_id", FORMS.available)
def test_an_untouched_text_section_can_be_told_by_its_blanks(form_id: str) -> None:
    form = FORMS.form(form_id)
    for section in form.sections:
        assert section.table or any("【" in draft.text for draft in section.drafts), section.id


@pytest.mark.parametrize("form_id", FORMS.available)
def test_only_governments_are_asked_for_appraisal(form_id: str) -> None:
    asked = "".join(draft.text for draft in FORMS.form(form_id).section("overview").drafts if draft.government)
    assert all(word in asked for word in ("工作考核", "社会评议", "责任追究"))


def test_drafts_cover_what_notices_ask_for() -> None:
    text = "".join(draft.text for draft in drafts(FORMS.form("gkgb-2021")))
    for wanted in (
        "政府网站",
        "政务新媒体",
        "政府公报",
        "公示栏",
        "政策解读",
        "回应社会关切",
        "重点领域",
        "政务公开专区",
        "数字公报",
    ):
        assert wanted in text
    assert "统计期限自{{ 年度 }}年1月1日至{{ 年度 }}年12月31日" in text
