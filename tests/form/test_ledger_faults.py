"""``ledger:`` of a form file: whose rows and columns it names, and that each cell is counted once."""

from __future__ import annotations

import pytest

from tests.at_hand import FORMS
from tests.form.test_patching import mistakes_of
from toolkit.form.ledger import outcome_rows


@pytest.mark.parametrize(
    ("ledger", "mistakes"),
    [
        ("table: application", ["ledger.table：没有表“application”（是否想写“applications”？）"]),
        ("table: disclosure", ["ledger.table：表 disclosure 不止一块，或者有几行填几行，不能由台账得出"]),
        ("received: receive", ["ledger.received：表 applications 中没有“receive”"]),
        ("closed: denied", ["ledger.closed：表 applications 中没有“denied”"]),
        ("closed: carried_in", ["ledger.closed：applications.carried_in.natural_person 应是各种办理结果之和"]),
        ("channels: []", ["ledger.channels：不能空着"]),
        ("limits: {answer: {days: 0}}", ["ledger.limits.answer.days：应是不小于 1 的整数"]),
        (
            "applicants: [natural_person, business, research, nonprofit, legal_service]",
            ["ledger：没有一件申请会计入 applications.carried_in.other"],
        ),
        (
            "applicants: [natural_person, business, research, nonprofit, legal_service, other, total]",
            ["ledger：applications.carried_in.total 由其他格算出，不能由台账计数"],
        ),
        (
            "outcomes: [granted, partial, denied, unavailable, not_processed]",
            [
                "ledger：没有一件申请会计入 applications.other.fee_unpaid.natural_person",
                "ledger.closed：applications.total.natural_person 应是各种办理结果之和",
            ],
        ),
        (
            "outcomes: [granted, partial, denied, denied.third_party, unavailable, not_processed, other]",
            ["ledger：“denied.third_party”这一行写了不止一次"],
        ),
    ],
)
def test_mistakes_are_named_with_their_path(ledger: str, mistakes: list[str]) -> None:
    found = mistakes_of(f"ledger: {{{ledger}}}")
    for mistake in mistakes:
        assert any(each.startswith(mistake) for each in found), found


def test_outcomes_are_rows_under_their_kinds() -> None:
    form = FORMS.form("gkgb-2021")
    assert form.ledger
    rows = outcome_rows(form.ledger, form.table("applications"))
    assert len(rows) == 21
    assert [(each.row, each.kind, each.label) for each in rows[:3]] == [
        ("granted", "（一）予以公开", "（一）予以公开"),
        ("partial", rows[1].label, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        ("denied.state_secret", "（三）不予公开", "1.属于国家秘密"),
    ]
    assert rows[-1].row == "other.remaining"
    assert all(each.basis for each in rows)


def test_another_edition_counts_as_its_own_rows_say() -> None:
    for edition in ("gkgb-2021-condensed", "gkgb-2019"):
        form = FORMS.form(edition)
        assert form.ledger
        rows = outcome_rows(form.ledger, form.table("applications"))
        assert (len(rows), rows[-1].row) == (19, "other")
