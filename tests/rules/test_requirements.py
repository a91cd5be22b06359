"""Local requirements: what they ask, what is wrong with them, and that they only add to what the form asks."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.at_hand import FORMS
from tests.notices import DATA, NOTICE, NUMBER, asking, changed
from tests.regenerate import ROOT
from tests.rules.cases import filing, found, with_text
from toolkit.bounds import REQUIREMENT_CHECKS, REQUIREMENTS_BYTES
from toolkit.errors import InvalidRequirements, UnreadableFile
from toolkit.filing import Entry, Filing, Indicator, Source, Waiver
from toolkit.form.requirements import Requirements, requirements_of
from toolkit.form.structure import StructureFault
from toolkit.rollup.roster import Unit
from toolkit.rollup.unit_status import RollupScope, due_date
from toolkit.rules.checks.required_indicators import RequiredIndicators
from toolkit.rules.requirement_files import checked_requirements
from toolkit.rules.requirements import KINDS, forms_of, local_checks, with_indicator_rows

BASE = filing()


def own(name: str, number: int | None, unit: str = "") -> Indicator:
    return Indicator(name=name, unit=unit, entry=Entry(number=number))


def held(checked: Filing, *notices: Requirements) -> list[tuple[str, str]]:
    """Code and message of what local requirements find."""
    every = found(replace(checked, requirements=notices))
    return [(each.code, each.message) for each in every if each.code.startswith("LN")]


def test_a_filing_that_fails_the_demands_is_told_by_which_notice() -> None:
    assert held(BASE, NOTICE) == [
        ("LN-02", f"成文日期是 2026年1月18日，晚于本地要求的 2026年1月15日（依据：{NUMBER}第二条）。"),
        ("LN-04", f"本部分有 164 字，超过 100 字（依据：{NUMBER}第四条）。"),
        ("LN-03", f"没有写到：干部培训（依据：{NUMBER}第三条）。"),
        ("LN-03", f"没有找到小标题“重点任务”（依据：{NUMBER}）。"),
        ("LN-05", f"“指标”表里没有填：网站条数（条，不少于 1）、培训次数（依据：{NUMBER}）。"),
    ]


def test_a_filing_that_meets_them_has_no_finding() -> None:
    met = with_text(BASE, "overview", "开展工作考核、测评和培训，没有发生责任追究的情形。")
    met = with_text(met, "other", "重点任务。已完成。没有收取信息处理费。")
    met = replace(met, issued_on=dt.date(2026, 1, 15), indicators=(own("网站条数", 1, "条"), own("培训 次数", 0)))
    kept = [each for each in DATA["checks"] if each["use"] != "length"]
    assert held(met, asking(*kept, {"use": "length", "section": "overview", "least": 142})) == []


@pytest.mark.parametrize(
    ("indicators", "message"),
    [
        ((own("网站条数", 0, "条"),), "指标“网站条数”是 0，少于 1"),
        ((own("网站条数", 3, "篇"),), "指标“网站条数”的单位是“篇”，应为“条”"),
        ((own("网站条数", 3),), "指标“网站条数”的单位是“空的”，应为“条”"),
        ((own("网站条数", 10, "条"),), "指标“网站条数”是 10，多于 9"),
    ],
)
def test_an_indicator_out_of_bounds(indicators: tuple[Indicator, ...], message: str) -> None:
    wanted = {"name": "网站条数", "unit": "条", "least": 1, "most": 9}
    notice = asking({"use": "required_indicators", "names": [wanted]})
    assert held(replace(BASE, indicators=indicators), notice) == [("LN-05", f"{message}（依据：{NUMBER}）。")]


def test_a_remedy_of_the_notice_is_given_to_the_letter() -> None:
    every = found(replace(BASE, requirements=(NOTICE,)))
    assert [each.remedy for each in every if each.code == "LN-05"] == ["请问办公室{电话}。"]


def test_of_a_published_report_nothing_is_said_about_indicators_but_that() -> None:
    (code, message), *_ = held(replace(BASE, source=Source.REPORT), NOTICE)
    assert (code, "没有核对：网站条数、培训次数" in message) == ("LN-05", True)


def test_a_short_section_and_one_without_any_text() -> None:
    notice = asking({"use": "length", "section": "problems", "least": 50})
    assert held(BASE, notice) == [("LN-04", f"本部分有 17 字，不到 50 字（依据：{NUMBER}）。")]
    assert held(replace(BASE, narrative={**BASE.narrative, "problems": ()}), notice) == []


def test_other_levels_are_not_asked() -> None:
    due = {"use": "due_by", "by": "01-15", "levels": ["township"]}
    terms = {"use": "must_cover", "section": "overview", "terms": {"甲": ["甲乙"]}, "levels": ["township"]}
    assert held(BASE, asking(due, terms)) == []
    assert [code for code, _ in held(replace(BASE, level="township"), asking(due, terms))] == ["LN-02", "LN-03"]


def test_they_never_loosen_what_the_form_asks() -> None:
    """A later day than the law's, fewer sub-heads, a longer text: each finding of the form stays."""
    late = replace(BASE, issued_on=dt.date(2026, 2, 3), narrative={**BASE.narrative, "other": ()})
    loose = asking(
        {"use": "due_by", "by": "12-31"},
        {"use": "must_cover", "section": "overview", "subheads": False, "terms": {"考核": ["考核"]}},
        {"use": "length", "section": "overview", "most": 90_000},
    )
    before = found(late)
    assert {"DL-01", "TX-01"} <= {each.code for each in before}
    assert found(replace(late, requirements=(loose,))) == before


def test_a_roll_up_takes_the_earlier_of_the_two_days() -> None:
    def day(level: str, *checks: dict[str, Any]) -> dt.date | None:
        forms = FORMS.holding_to([asking(*checks)] if checks else ())
        scope = RollupScope(year=2025, form=BASE.form, forms=forms, by_roster=True)
        return due_date(Unit(code="1", name="某局", level=level), scope)

    early, late = {"use": "due_by", "by": "01-15"}, {"use": "due_by", "by": "02-15"}
    assert (day("city_department"), day("township")) == (dt.date(2026, 1, 31), None)
    assert (day("city_department", early), day("township", early)) == (dt.date(2026, 1, 15), dt.date(2026, 1, 15))
    assert (day("city_department", late), day("township", late)) == (dt.date(2026, 1, 31), dt.date(2026, 2, 15))


def test_a_waiver_answers_for_what_is_no_error() -> None:
    waived = (Waiver(code="LN-03", reason="没有这项工作"), Waiver(code="LN-04", reason="要写的多"))
    every = found(replace(BASE, requirements=(NOTICE,), waivers=waived))
    assert [(each.code, bool(each.waived)) for each in every if each.code in ("LN-03", "LN-04", "WV-01")] == [
        ("LN-04", False), ("LN-03", True), ("LN-03", True), ("WV-01", False),
    ]  # fmt: skip


def test_of_another_form_or_year_it_is_said() -> None:
    assert held(BASE, asking(DATA["checks"][0], requirements_for="gkgb-2019")) == [
        ("LN-01", f"本地要求（{NUMBER}）是“gkgb-2019”的，不是“{BASE.form.name}”的，没有按它检查。")
    ]
    codes = [code for code, _ in held(replace(BASE, year=2026, issued_on=dt.date(2027, 1, 18)), NOTICE)]
    assert codes[0] == "LN-01" and "LN-02" in codes


def test_what_a_form_has_no_place_for_is_said_and_the_rest_is_held() -> None:
    notice = asking({"use": "length", "section": "nowhere", "most": 5}, DATA["checks"][0])
    (first, message), (second, _) = held(BASE, notice)
    assert (first, second) == ("LN-01", "LN-02")
    assert "checks[0].section：没有文字部分“nowhere”" in message


def test_a_blank_gets_the_rows_that_are_wanted_once() -> None:
    blank = replace(BASE, requirements=(NOTICE,), indicators=(own("培训次数", 3),))
    rows = with_indicator_rows(with_indicator_rows(blank)).indicators
    assert [(row.name, row.unit, row.entry.number) for row in rows] == [("培训次数", "", 3), ("网站条数", "条", None)]


def test_the_same_data_is_the_same_notice_whatever_it_was_read_from() -> None:
    again = requirements_of(NOTICE.data)
    assert (again, again.digest) == (NOTICE, NOTICE.digest)
    assert requirements_of(changed(title="另一份通知")).digest != NOTICE.digest


WRONG: tuple[tuple[str, Any, str], ...] = (
    ("requirements_for", "gkbg", "requirements_for：没有表式或一族表式“gkbg”（是否想写“gkgb”？）"),
    ("number", "", "number：不能空着"),
    ("title", "甲\n乙", "title：应写成一行"),
    ("year", 25, "year：应为报告年度"),
    ("deadline", "01-20", "文件：不认识“deadline”"),
    ("checks", [], "checks：应有 1 到 60 条要求，现有 0 条"),
    ("checks", [{"use": "due_by", "by": "01-20"}] * (REQUIREMENT_CHECKS + 1), "checks：应有 1 到 60 条要求"),
)
WRONG_CHECKS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"use": "due_by", "by": "02-30"}, "checks[0].by：“02-30”不是每年都有的日期"),
    ({"use": "due_by", "by": "01-20", "levels": ["citi"]}, "checks[0].levels：没有层级“citi”（是否想写“city”？）"),
    ({"use": "due_by", "by": "01-20", "section": "overview"}, "checks[0].section：这种检查不分部分"),
    ({"use": "must_cover", "terms": {"甲": ["甲"]}}, "checks[0].section：应写明是哪一部分：overview"),
    ({"use": "must_cover", "section": "overview"}, "checks[0].terms：应写明要写到的事"),
    ({"use": "must_cover", "section": "overview", "terms": {"甲": []}}, "checks[0].terms.甲：应写明说到它的词"),
    ({"use": "length", "section": "applications", "most": 5}, "checks[0].section：没有文字部分“applications”"),
    ({"use": "length", "section": "overview"}, "checks[0].most：应写明最多多少字"),
    ({"use": "length", "section": "overview", "most": 0}, "checks[0].most：至少应为 1"),
    ({"use": "length", "section": "overview", "most": 5, "least": 6}, "checks[0].least：最少 6 字，多于最多的 5 字"),
    ({"use": "length", "section": "overview", "most": "5"}, "checks[0].most：应为整数，现为 '5'"),
    ({"use": "length", "section": "overview", "most": 5.5}, "checks[0].most：'5.5' 应加引号，或改为整数"),
    ({"use": "required_indicators", "names": []}, "checks[0].names：应写明要填的指标"),
    ({"use": "required_indicators", "names": [{"name": "甲"}] * 2}, "checks[0].names[1].name：“甲”写了不止一次"),
    (
        {"use": "required_indicators", "names": [{"name": "网站（条）"}]},
        "checks[0].names[0].name：“网站（条）”不能作指标",
    ),
    ({"use": "required_indicators", "names": [{"name": "新收申请"}]}, "已经是表格里的数或固定的名称"),
    ({"use": "own_report"}, "checks[0].use：本地要求里不能用检查“own_report”；可用的：due_by"),
    ({"use": "lenght", "section": "overview"}, "checks[0].use：没有检查“lenght”（是否想写“length”？）"),
    ({"use": "length", "section": "甲" * 201, "most": 5}, "checks[0].section：有 201 个字，最多 200 个"),
    ({"use": "due_by", "by": "01-20", "severity": "错误"}, "checks[0].severity：“错误”应为error、warning、note之一"),
)


def mistakes_of(folder: Path, data: object) -> str:
    import yaml

    path = folder / "要求.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(InvalidRequirements) as fault:
        checked_requirements(path, FORMS)
    return "\n".join(fault.value.mistakes)


@pytest.mark.parametrize(("key", "value", "mistake"), WRONG, ids=range(len(WRONG)))
def test_mistakes_of_the_whole_are_told_by_their_path(tmp_path: Path, key: str, value: Any, mistake: str) -> None:
    assert mistake in mistakes_of(tmp_path, changed(**{key: value}))


@pytest.mark.parametrize(("check", "mistake"), WRONG_CHECKS, ids=range(len(WRONG_CHECKS)))
def test_mistakes_of_a_requirement_are_told_by_their_path(tmp_path: Path, check: dict[str, Any], mistake: str) -> None:
    """All at once: those of the others, of the whole and of the form too."""
    wrong = changed(year="2025", checks=[check, {"use": "due_by", "by": "13-01"}])
    reported = mistakes_of(tmp_path, wrong)
    assert mistake in reported
    assert "year：应为整数" in reported and "checks[1].by：“13-01”不是每年都有的日期" in reported


def test_what_the_readme_shows_and_the_example_are_right(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```yaml\n(requirements_for.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    path = tmp_path / "要求.yaml"
    path.write_text(shown, encoding="utf-8")
    kinds = {each.use for each in checked_requirements(path, FORMS).checks}
    assert kinds == {each.use for each in checked_requirements(ROOT / "examples" / "本地要求示例.yaml", FORMS).checks}
    assert kinds == set(KINDS)


def test_a_file_that_is_too_large_too_deep_or_something_else(tmp_path: Path) -> None:
    path = tmp_path / "要求.yaml"
    deep: Any = "甲"
    for _ in range(12):
        deep = [deep]
    assert "套得太深" in mistakes_of(tmp_path, changed(checks=[{"use": "due_by", "by": deep}]))
    for content, mistake in (
        (b"a" * (REQUIREMENTS_BYTES + 1), "超过"),
        (b"PK\x03\x04", "是工作簿"),
        (b"id: form\n", "缺少“requirements_for”"),
        (b"a: [", "不是合法的 YAML"),
    ):
        path.write_bytes(content)
        with pytest.raises(InvalidRequirements, match=mistake):
            checked_requirements(path, FORMS)
    with pytest.raises(UnreadableFile, match="文件不存在"):
        checked_requirements(tmp_path / "没有.yaml", FORMS)


def test_they_are_for_a_form_or_for_those_of_a_family_in_their_year() -> None:
    assert [form.id for form in forms_of(NOTICE, FORMS)] == ["gkgb-2021", "gkgb-2021-condensed"]
    older = asking(DATA["checks"][0], year=2020)
    assert [form.id for form in forms_of(older, FORMS)] == ["gkgb-2019"]


def test_what_cannot_be_a_notice_is_none() -> None:
    every: tuple[object, ...] = (None, [], "甲", {"checks": 3}, {**DATA, "checks": [None]})
    for data in every:
        with pytest.raises(StructureFault):
            requirements_of(data)


def test_each_kind_says_what_it_asks() -> None:
    asks = [each.asks for each in local_checks((NOTICE,), BASE.form)]
    assert asks == [
        "市级部门成文日期不晚于次年 1月15日",
        "要写到干部培训、评议",
        "要有小标题“（一）重点任务”",
        "不少于 20 字、不超过 100 字",
        "“指标”表要填网站条数（条，不少于 1）、培训次数",
    ]
    assert isinstance(local_checks((NOTICE,), BASE.form)[-1].scoped.check, RequiredIndicators)
