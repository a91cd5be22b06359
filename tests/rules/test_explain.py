"""Every code can be explained, and the list of rules is current."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from tests.at_hand import FORMS
from tests.command_line import run
from tests.forms.made_up import FOLDER
from tests.generators.rule_book import PLACE, rule_book
from tests.strategies import filings
from toolkit.errors import ReportError
from toolkit.filing import Filing
from toolkit.finding.catalogue import catalogue
from toolkit.form import Forms
from toolkit.rules.engine import check_filing
from toolkit.rules.explain import explain, explanations

OTHER = FOLDER / "zhandian-2024"
"""A form that says nothing of the program's own rules."""


def test_every_code_of_forms_and_catalogue_is_explained_in_full() -> None:
    forms = [FORMS.form(form_id) for form_id in FORMS.available]
    declared = {
        code
        for form in forms
        for code in (
            *(rule.code for rule in form.rules),
            *(total.code for total in form.sums),
            *(listed.code for _, _, listed in form.listed_checks),
        )
    }
    assert set(explanations(FORMS)) == declared | set(catalogue())
    assert not declared & set(catalogue())
    for code, explained in explanations(FORMS).items():
        for each in explained:
            assert all((each.title, each.weight, each.why, each.source, each.example, each.remedy)), code
            assert "{label}" not in each.remedy


@pytest.mark.parametrize("code", ["T3-01", "t3-01", " Ｔ３-０１ "])
def test_a_code_is_known_however_it_is_typed(code: str) -> None:
    (explained,) = explain(code, FORMS)
    assert explained.title == "表三勾稽关系：新收加结转，等于办结加下年结转"


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(ReportError, match="没有规则“PD-02”（是否想写“PD-01”？）"):
        explain("PD-02", FORMS)


def test_weights_by_level_are_reported() -> None:
    assert {each.weight for each in explain("T2-02", FORMS)} == {
        "错误；省级部门、市级部门、其他（开发区管委会、垂直管理机构等）：提醒；"
        "国务院部门、省级政府、设区的市/自治州政府：不查"
    }
    assert "不能以理由代替" in explain("T3-01", FORMS)[0].points["程度"]
    assert "可以在“校验”表写明理由" in explain("T3-40", FORMS)[0].points["程度"]


def test_forms_that_word_a_rule_otherwise_are_explained_one_after_another() -> None:
    newest, former = explain("T2-02", FORMS)
    assert newest.forms == ("gkgb-2021", "gkgb-2021-condensed")
    assert former.forms == ("gkgb-2019",)
    assert "现行有效件数" in newest.example
    assert "对外公开总数量" in former.example
    assert explain("T2-02", Forms(named=["gkgb-2019"])) == (former,)
    assert explain("T2-02", Forms(named=["gkgb-2021-condensed"])) == (newest,)
    shown = run("explain", "T2-02").stdout
    assert shown.index(newest.example) < shown.index(former.example)


def test_a_rule_of_the_program_rests_on_what_the_form_says() -> None:
    def source(code: str, *named: str) -> str:
        (explained,) = explain(code, Forms(named=named))
        return explained.source

    notices = ("国办公开办函〔2021〕30号（2021 年度起）", "国办公开办函〔2019〕60号（2019、2020 年度）")
    assert source("FM-01") == f"gkgb-2021、gkgb-2021-condensed：{notices[0]}；gkgb-2019：{notices[1]}"
    assert (source("FM-01", "gkgb-2021"), source("FM-01", "gkgb-2019")) == notices
    assert source("PD-01") == "《条例》第十五条"
    assert source("NM-01") == catalogue()["NM-01"].source
    assert source("PD-01", str(OTHER)) == catalogue()["PD-01"].source


@given(filings())
def test_whatever_is_found_can_be_explained(filing: Filing) -> None:
    assert {each.code for each in check_filing(filing)} <= set(explanations(FORMS))


def test_the_list_of_rules_is_current() -> None:
    """``python -m tests.regenerate`` rewrites it."""
    assert PLACE.read_text(encoding="utf-8") == rule_book(FORMS)


def test_the_list_has_one_anchor_a_code() -> None:
    book = rule_book(FORMS)
    assert re.findall(r'<a id="(.+?)">', book) == list(explanations(FORMS))
    assert book.count("## T2-02 ") == len(explain("T2-02", FORMS)) == 2
