"""How forms list checks: every mistake with its path, and what lists of codes and explanations make of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.at_hand import FORMS
from tests.form.test_loader import SOURCE, mistakes_of, replacing
from tests.rules.cases import codes, filing
from toolkit.errors import FormError
from toolkit.filing import Text
from toolkit.form.loader import parse_form
from toolkit.location import Location
from toolkit.rules.checks import CHECKS, checks_of
from toolkit.rules.engine import check_filing
from toolkit.rules.explain import explain
from toolkit.rules.waivers import codes_of

LISTED = "  - use: title_in_agency\n    code: TX-21\n    severity: error\n"
PATH = next(path for path, _, listed in FORMS.form("gkgb-2021").listed_checks if listed.code == "TX-21")


def listing_mistakes(change: Callable[[str], str]) -> tuple[str, ...]:
    """What is said of the checks of the 2021 form after ``change``, which the loader has nothing against."""
    with pytest.raises(FormError) as caught:
        checks_of(parse_form(change(SOURCE).encode(), "试验表式"))
    return caught.value.mistakes


@pytest.mark.parametrize("form", FORMS.available)
def test_every_shipped_form_lists_its_checks_rightly(form: str) -> None:
    """And all that hold for every form: they come by stage, those of one stage as the form lists them."""
    checks = {each.listed.code: each.check.stage for each in checks_of(FORMS.form(form))}
    listed = [listed.code for _, _, listed in FORMS.form(form).listed_checks]
    assert list(checks) == sorted(listed, key=checks.__getitem__)


def test_every_check_is_listed_by_some_form() -> None:
    """An option or a message that no form gives is tried by nothing."""
    assert {each.listed.use for form in FORMS.available for each in checks_of(FORMS.form(form))} == set(CHECKS)


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        (
            "title_in_agency",
            "title_in_agnecy",
            f"{PATH}.use：没有检查“title_in_agnecy”（是否想写“title_in_agency”？）",
        ),
        ("    words: [报告, 年报]", "    wrods: [报告, 年报]", f"{PATH}：不认识“wrods”（是否想写“words”？）"),
        ("    words: [报告, 年报]", "    words: 报告", f"{PATH}.words：应为列表，现为 '报告'"),
        (
            "机关全称填的是“{actual}”",
            "机关全称填的是“{actul}”",
            f"{PATH}.wording.message：没有占位符“actul”（是否想写“actual”？）",
        ),
        ("机关全称填的是“{actual}”", "机关全称填的是“{actual”", f"{PATH}.wording.message：花括号不成对"),
        (
            "        around: 机关全称填的是",
            "        odd: 不对。\n        around: 机关全称填的是",
            f"{PATH}.wording.messages：不认识“odd”",
        ),
    ],
)
def test_a_mistake_in_the_list(old: str, new: str, mistake: str) -> None:
    assert any(found.startswith(mistake) for found in listing_mistakes(replacing((old, new))))


def test_a_section_that_the_form_does_not_have() -> None:
    change = replacing(("    ahead: [problems, other]", "    ahead: [problem, other]"))
    assert [each.partition(".")[2] for each in listing_mistakes(change)] == [
        "ahead：没有部分“problem”（是否想写“problems”？）"
    ]


def test_all_mistakes_in_the_list_come_at_once() -> None:
    change = replacing(("    words: [报告, 年报]", "    wrods: 3"), ("“{actual}”，连报告", "“{actul}”，连报告"))
    assert listing_mistakes(change) == (
        f"{PATH}.wording.message：没有占位符“actul”（是否想写“actual”？）",
        f"{PATH}.words：缺少“words”",
        f"{PATH}：不认识“wrods”（是否想写“words”？）",
    )


@pytest.mark.parametrize(
    ("new", "mistake"),
    [
        (LISTED.replace("use: ", "ues: "), f"{PATH}.use：缺少“use”"),
        (LISTED.replace("TX-21", "T3-01"), f"{PATH}.code：“T3-01”已经是 rules[2] 的编号"),
        (LISTED.replace("error", "grave"), f"{PATH}.severity：“grave”"),
    ],
)
def test_the_loader_knows_what_every_listing_needs(new: str, mistake: str) -> None:
    assert any(found.startswith(mistake) for found in mistakes_of(replacing((LISTED, new))))


def test_a_form_that_extends_another_can_drop_and_swap_checks() -> None:
    extending = "extends: gkgb-2021\nid: trial\nversion: 1\nname: 试验\n"
    dropped = parse_form(f"{extending}without: [TX-21]\n".encode(), "试验")
    assert "TX-21" in codes_of(FORMS.form("gkgb-2021"))
    assert "TX-21" not in codes_of(dropped)
    titled = replace(
        filing(), agency=Text(value="某市某局2025年政府信息公开工作年度报告", where=Location.parse("封面!B3"))
    )
    assert "TX-21" in codes(titled)
    assert "TX-21" not in codes(replace(titled, form=dropped))


@pytest.mark.parametrize(
    ("name", "said"), [("..", "里面没有名称"), ("12345", "里面没有名称"), ("某局：", "不只是名称")]
)
def test_a_cell_without_a_name_is_not_told_to_hold_nothing(name: str, said: str) -> None:
    stated = replace(filing(), agency=Text(value=name, where=Location.parse("封面!B3")))
    (found,) = (each for each in check_filing(stated) if each.code == "TX-21")
    assert said in found.message
    assert "“”" not in found.text


def test_what_a_check_weighs_in_a_published_report_is_explained() -> None:
    (explained,) = explain("TX-21", FORMS)
    assert explained.weight == "错误；公布的报告：提醒"
    assert explained.forms == ("gkgb-2021", "gkgb-2019", "gkgb-2021-condensed")


@pytest.mark.parametrize("form", FORMS.available)
def test_shipped_forms_which_are_not_looked_through_again_have_no_mistakes(form: str) -> None:
    own = FORMS.form(form)
    assert own.verified
    assert checks_of(replace(own, verified=False, digest="")) == checks_of(own)
