"""A form gets the rules that it lists and those of every form, on paper and in its workbook, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.at_hand import FORMS
from tests.form.test_patching import extended
from tests.forms.made_up import FORMS as WITH_MADE_UP
from tests.forms.made_up import MADE_UP
from tests.forms.words import bound_words
from tests.rules.cases import TODAY, filing, with_prior, with_text, with_values
from toolkit.errors import FormError
from toolkit.filing import Entry, Filing, Paragraph, Prior, Source, Text
from toolkit.finding import Finding
from toolkit.finding.catalogue import catalogue
from toolkit.form import Form
from toolkit.location import Location
from toolkit.rules.checks import checks_of
from toolkit.rules.engine import check_filing
from toolkit.rules.explain import explanations, title_of
from toolkit.workbook.plan import plan_of
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.check_sheet import CheckSheet

BASE = filing()
PLAIN = {**BASE.narrative, "overview": (Paragraph(text="全年正常。"),)}


def made_up(name: str) -> Form:
    return WITH_MADE_UP.form(name)


def untidy(form: Form) -> Filing:
    """A filing with words in its first cell, nothing in the others, and a placeholder in each text."""
    return Filing(
        form=form,
        source=Source.WORKBOOK,
        agency=Text(value="某市某局"),
        year=form.years.first,
        inputs={
            quantity: Entry(text="" if place else "三", where=Location(quantity))
            for place, quantity in enumerate(form.inputs)
        },
        narrative={slot: (Paragraph(text="共有____件。", where=Location(slot)),) for slot in form.text_slots},
    )


def ruled(code: str) -> tuple[str, ...]:
    """The balance of applications as a rule of that code."""
    rule = FORMS.form("gkgb-2021").rules[2]
    return (
        f"  {code}: {{code: {code}, table: applications, each: column, severity: error, check: {rule.check},",
        "    wording: {title: t, message: '“{label}”不平。', remedy: r, why: w, source: s, example: e}}",
    )


def found(broken: Filing) -> tuple[Finding, ...]:
    return check_filing(broken, today=TODAY)


def codes(broken: Filing) -> set[str]:
    return {each.code for each in found(broken)}


def lines(filing: Filing) -> list[str]:
    """The codes of the live lines of its workbook."""
    plan = plan_of(filing.form, prior=filing.prior is not None)
    return [line.code for line in CheckSheet(plan, CachedValues(filing)).lines]


@pytest.mark.parametrize("name", [name for name in MADE_UP if not made_up(name).checks])
def test_a_form_that_lists_nothing_is_held_to_what_every_form_is(name: str) -> None:
    broken = untidy(made_up(name))
    strange = bound_words(FORMS.form("gkgb-2021")) - bound_words(broken.form)
    own = {rule.code for rule in broken.form.rules}
    for each in found(broken):
        assert each.code in own | set(catalogue())
        assert not [word for word in strange if word in each.message + each.remedy], each.text
    assert [each.cells[0].id for each in found(broken) if each.code == "TX-30"] == [
        f"narrative.{slot}" for slot in broken.form.text_slots
    ]
    assert not {"TX-01", "TX-05", "TX-06", "T3-40", "DL-01", "T2-01"} & set(lines(broken))


def test_figures_of_any_form_are_figures() -> None:
    form = made_up("gongju-2024")
    first, *_ = form.inputs
    wrong, *blank = [each for each in found(untidy(form)) if each.code == "NM-01"]
    assert (wrong.cells[0].id, wrong.actual) == (first, "三")
    zeros = {table.short: table.zeros for table in form.tables}
    assert len(blank) == len(zeros)
    for each, (short, cell) in zip(blank, zeros.items(), strict=True):
        assert each.message.startswith(f"{short}还有")
        assert (f"请在“{cell}”处选" in each.remedy) == bool(cell), each.remedy


@pytest.mark.parametrize(
    ("code", "patch", "broken"),
    [
        ("TX-06", "sections: {other: {checks: {TX-06: null}}}", with_text(BASE, "other", "无其他需要报告的事项。")),
        ("TX-02", "sections: {overview: {checks: {TX-02: null}}}", replace(BASE, narrative=PLAIN)),
        ("TX-01", "checks: {TX-01: null}", with_text(BASE, "problems", "无。")),
        ("T2-03", "checks: {T2-03: null}", with_prior(BASE, disclosure__normative_documents__in_force=11)),
        ("T3-40", "checks: {T3-40: null}", with_prior(BASE, applications__carried_out__natural_person=3)),
        ("DL-01", "checks: {DL-01: null}", replace(BASE, issued_on=None)),
    ],
)  # fmt: skip
def test_a_check_that_a_form_does_not_list_finds_nothing_and_has_no_line(code: str, patch: str, broken: Filing) -> None:
    assert code in codes(broken)
    without = replace(broken, form=extended(patch))
    assert code not in codes(without)
    assert code not in lines(without)


def test_what_last_year_hands_on_is_what_the_form_says() -> None:
    form = extended("checks: {T3-40: {into: applications.received}}")
    assert form.carried["applications.received.business"] == "applications.carried_out.business"
    assert set(form.carry_codes.values()) == {"T3-40"}
    assert not extended("checks: {T3-40: null}").carried
    last = Prior(form=form, year=2024, numbers={"applications.carried_out.natural_person": 3})
    broken = replace(BASE, form=form, prior=last)
    assert [each.cells[0].id for each in found(broken) if each.code == "T3-40"] == [
        "applications.received.natural_person"
    ]
    assert "T3-40" in lines(broken)


def test_only_errors_that_the_form_names_may_be_answered_for() -> None:
    assert all(each.waivable for each in explanations(FORMS)["T3-40"])
    assert not any(each.waivable for each in explanations(FORMS)["TX-01"])


def test_options_that_name_what_the_form_has_not_are_mistakes() -> None:
    form = extended("checks: {T2-03: {stock: in_froce}, TX-01: {not_only_nothing: [problem]}, T3-40: {out_of: a.b}}")
    with pytest.raises(FormError) as caught:
        checks_of(form)
    paths = {path: listed.code for path, _, listed in form.listed_checks}
    mistakes = [mistake.partition("：")[0].rpartition(".") for mistake in caught.value.mistakes]
    assert {(paths[path], option) for path, _, option in mistakes} == {
        ("T2-03", "stock"),
        ("TX-01", "not_only_nothing"),
        ("T3-40", "out_of"),
    }


def test_a_code_of_every_form_is_no_forms_own() -> None:
    with pytest.raises(FormError, match="code：“FM-01”是通用规则的编号"):
        checks_of(extended("rules:", *ruled("FM-01")))


def test_a_rule_is_called_what_its_form_calls_it() -> None:
    form = extended("checks: {TX-21: {wording: {title: 试验}}}")
    assert [title_of(code, form) for code in ("TX-21", "FM-01", "ZZ-1")] == ["试验", catalogue()["FM-01"].title, ""]
    assert title_of("TX-21", BASE.form) == explanations(FORMS)["TX-21"][0].title


def test_codes_stand_by_family_and_number() -> None:
    families = list(dict.fromkeys(code.partition("-")[0] for code in explanations(FORMS)))
    assert families == [
        "T2",
        "T3",
        "T4",
        "TX",
        "DL",
        "NM",
        "FM",
        "WV",
        "PD",
        "KD",
        "WB",
        "IM",
        "RQ",
        "RU",
        "PB",
        "RV",
        "LN",
    ]
    for family in families:
        numbers = [int(code.partition("-")[2]) for code in explanations(FORMS) if code.partition("-")[0] == family]
        assert numbers == sorted(numbers)


def test_a_numeric_rule_of_any_code_gives_one_finding_for_all_its_columns() -> None:
    form = extended("rules:", "  T3-01: null", *ruled("V-1"))
    broken = replace(with_values(BASE, applications__granted__natural_person=19), form=form)
    assert [each.message for each in found(broken) if each.code == "V-1"] == ["“自然人”不平；“总计”不平。"]
