"""Where everything is."""

from __future__ import annotations

import pytest

from tests.at_hand import FORMS
from toolkit.workbook.plan import TEXT_ROWS, plan_of

IDS = tuple(FORMS.available)


def test_places_that_messages_and_guides_quote() -> None:
    plan = plan_of(FORMS.form("gkgb-2021"))
    assert str(plan.at("applications.total.natural_person").where) == "三 申请办理!D29"
    assert str(plan.at("applications.received.natural_person").where) == "三 申请办理!D6"
    assert str(plan.at("disclosure.fees.amount").where) == "二 主动公开!B16"
    assert str(plan.at("cover.agency").where) == "封面!B3"
    assert plan.sheets == (
        *("填报说明", "封面", "引言", "一 总体情况", "二 主动公开", "三 申请办理"),
        *("四 复议诉讼", "五 问题改进", "六 其他事项", "图表", "指标", "校验", "审核"),
    )


@pytest.mark.parametrize("form_id", IDS)
@pytest.mark.parametrize("prior", [False, True])
def test_every_number_has_a_place_of_its_own(form_id: str, prior: bool) -> None:
    form = FORMS.form(form_id)
    plan = plan_of(form, prior=prior)
    assert set(plan.cell_addresses) >= {*form.cells, *form.fields}
    assert len(set(plan.cell_addresses.values())) == len(plan.cell_addresses)


@pytest.mark.parametrize("form_id", IDS)
def test_nothing_lies_in_a_region(form_id: str) -> None:
    plan = plan_of(FORMS.form(form_id), prior=True)
    for region in plan.regions.values():
        rows = range(region.header, region.last + 1)
        inside = [s for s in plan.cell_addresses.values() if s.sheet == region.sheet and s.row in rows]
        assert not [cell_address for cell_address in inside if cell_address.column in region.columns.values()]


def test_more_rows_on_demand_never_fewer() -> None:
    form = FORMS.form("gkgb-2021")
    assert plan_of(form, rows={"narrative.overview": 200}).regions["narrative.overview"].rows == 200
    assert plan_of(form, rows={"narrative.overview": 3}).regions["narrative.overview"].rows == TEXT_ROWS


def test_an_unknown_id_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        plan_of(FORMS.form("gkgb-2021")).at("applications.received.nobody")
