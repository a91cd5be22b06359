"""``charts:`` of a form file: what is wrong with it, where, and how another form changes it."""

from __future__ import annotations

import pytest

from tests.form.test_patching import PARENT, extended, mistakes_of
from tests.forms.made_up import FOLDER
from toolkit.errors import FormError
from toolkit.form.loader import parse_form

SOURCE = (FOLDER / "records-2025" / "form.yaml").read_text("utf-8")


DISPUTES = "table: disputes, rows: [reconsideration]"
UPHELD = f"{DISPUTES}, columns: [upheld]"


@pytest.mark.parametrize(
    ("chart", "mistake"),
    [
        (
            "table: dispute, rows: [reconsideration], columns: [upheld]",
            ".table：没有表“dispute”（是否想写“disputes”？）",
        ),
        ("table: disputes, rows: [reconsider], columns: [upheld]", ".rows：表 disputes 中没有“reconsider”（是否想写"),
        ("table: applications, rows: [denied], columns: [denied]", ".columns：表 applications 中没有“denied”"),
        (f"{DISPUTES}, columns: []", ".columns：不能空着"),
        (f"{DISPUTES}, columns: [upheld, upheld]", ".columns：同一个写了不止一次"),
        (f"{DISPUTES}, columns: [upheld, other], last_year: true", ".last_year：与上年对比的图，columns只能写一个"),
        (f"{DISPUTES}, columns: [upheld, corrected, other, pending, total]", ".columns：写了 5 个，一条最多 4 根"),
        (
            "table: disclosure, rows: [licensing], columns: [amount]",
            "：表 disclosure 中没有这样的格：licensing",
        ),
        (
            "table: disclosure, rows: [fees], columns: [issued, amount]",
            ".columns：单位不同的列（issued、amount）",
        ),
        (f"{UPHELD}, along: row", ".along：“row”应为rows、columns之一（是否想写“rows”？）"),
        (f"{UPHELD}, colour: red", "：不认识“colour”"),
    ],
)
def test_mistakes_are_named_with_their_path(chart: str, mistake: str) -> None:
    found = mistakes_of(f"charts: [{{id: a, title: 甲, {chart}}}]")
    assert any(each.startswith(f"charts[4]{mistake}") for each in found), found


def test_ids_and_titles_are_those_of_a_form() -> None:
    found = mistakes_of(f"charts: [{{id: Bad, title: '', {UPHELD}}}]")
    assert [each.split("：")[0] for each in found] == ["charts[4].id", "charts[4].title"]


@pytest.mark.parametrize(
    ("instead", "mistake"),
    [
        ("rows: [component.1]", "charts[0].rows：有几行填几行的表，只有合计行能画图"),
        ("last_year: true\n    rows: [total]", "charts[0].last_year：有几行填几行的表，不能画上年"),
    ],
)
def test_of_rows_that_repeat_only_the_total_can_be_drawn(instead: str, mistake: str) -> None:
    with pytest.raises(FormError) as caught:
        parse_form(SOURCE.replace("rows: [total]", instead, 1).encode(), "records-2025")
    assert mistake in caught.value.mistakes


def test_another_form_changes_adds_and_drops_charts() -> None:
    form = extended(
        "charts:",
        "  outcomes: {title: 结果}",
        "  disputes: null",
        "  fees: {title: 收费, table: disclosure, rows: [fees], columns: [amount], before: outcomes}",
    )
    assert [chart.id for chart in form.charts] == ["requests", "fees", "outcomes", "applicants"]
    assert form.charts[2].title == "结果"
    assert form.charts[2].rows == PARENT.charts[1].rows


def test_without_the_table_there_is_no_chart_of_it() -> None:
    assert [each for each in mistakes_of("tables: {disputes: null}", "sections: {disputes: null}") if "charts" in each]


def test_highlights_are_names_of_numbers() -> None:
    assert mistakes_of("highlights: [新收申请, 新收申诉]") == (
        "highlights[1]：没有数据名称“新收申诉”，或它不是一个数（是否想写“新收申请”？）",
    )
