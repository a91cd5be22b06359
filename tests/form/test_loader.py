"""A faulty form file gives all its mistakes at once, each with its path."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

import pytest

from tests.at_hand import FORMS
from tests.ingest.samples import sample
from tests.zips import zip_of
from toolkit.errors import FormError, UnknownForm
from toolkit.filing.json import filing_to_json
from toolkit.form.loader import parse_form

SOURCE = resources.files("workbook_templates").joinpath("gkgb-2021", "form.yaml").read_text("utf-8")


def mistakes_of(change: Callable[[str], str]) -> tuple[str, ...]:
    """What the loader says of the 2021 form after ``change``."""
    changed = change(SOURCE)
    assert changed != SOURCE
    with pytest.raises(FormError) as caught:
        parse_form(changed.encode(), "试验表式")
    return caught.value.mistakes


def replacing(*pairs: tuple[str, str]) -> Callable[[str], str]:
    """Replace the first occurrence of each."""

    def change(text: str) -> str:
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        return text

    return change


def test_all_mistakes_of_shape_at_once() -> None:
    mistakes = mistakes_of(
        replacing(
            ("id: overview", "id: 3"),
            ("short: 表二", "short: [甲]"),
            ("blank_counts_as: zero", "blank_counts_as: zeros"),
            ("layout: matrix", "layuot: matrix"),
            ("severity: error", "severity: eror"),
        )
    )
    assert mistakes == (
        "sections[0].id：应为文字，现为 3",
        "tables[0].short：应为文字，现为 ['甲']",
        "tables[0].blank_counts_as：“zeros”应为nothing、zero之一（是否想写“zero”？）",
        "tables[1].layout：缺少“layout”",
        "tables[1]：不认识“layuot”（是否想写“layout”？）",
        "rules[0].severity：“eror”应为error、warning、note之一（是否想写“error”？）",
    )


def test_all_mistakes_of_meaning_at_once() -> None:
    mistakes = mistakes_of(
        replacing(
            ("table: disputes\n", "table: dispute\n"),
            ("message: 总计是 {actual}", "message: 总计是 {actul}"),
            ("of: upheld", "of: uphold"),
        )
    )
    assert mistakes == (
        "sections[3].table：没有表“dispute”（是否想写“disputes”？）",
        "sums[0].wording.message：没有占位符“actul”（是否想写“actual”？）",
        "sums[2].of：表 disputes 中没有“uphold”（是否想写“upheld”？）",
    )


def test_rules_and_names_are_checked() -> None:
    mistakes = mistakes_of(
        replacing(
            ("received + carried_in", "recieved + carried_in"),
            ("unless level in state_department", "unless level in state_departmant"),
            ("收办申请: applications.received.total", "收办 申请: applications.received.total"),
        )
    )
    assert mistakes == (
        "rules[0]：没有层级“state_departmant”（是否想写“state_department”？）",
        "rules[2].check：表 applications 中没有“recieved”（是否想写“received”？）",
        "names：“收办 申请”不能作为名称（只用汉字、字母、数字和下划线，不以数字开头）",
    )


@pytest.mark.parametrize(
    ("rounds", "mistake"),
    [
        ("[]", "rounds：应有 1 至 9 轮"),
        ("[初审, 初审]", "rounds：“初审”出现了 2 次"),
        ("['初审、复审']", "rounds[0]：“初审、复审”应是一个不含标点和空格的名称，最多 12 个字"),
    ],
)
def test_rounds_of_review_are_names(rounds: str, mistake: str) -> None:
    assert mistakes_of(replacing(("level_note:", f"rounds: {rounds}\nlevel_note:"))) == (mistake,)


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        ("a: [", "列：不是合法的 YAML"),
        ("- 1", "文件：最外层应为“键: 值”的形式"),
        ("extends: gkgb-2012", "extends：没有表式“gkgb-2012”（是否想写“gkgb-20"),
        (
            "extends: gkgb-2021\nrows: {applications.others: {id: x, label: y}}",
            "rows.applications.others：上级表式中没有",
        ),
        ("extends: gkgb-2021\nwithout: [T3-94]", "without：上级表式没有规则、检查或名称“T3-94”（是否想写“T3-49”？）"),
        ("!!python/object/apply:os.system [ls]", "不是合法的 YAML"),
    ],
)
def test_broken_files(source: str, mistake: str) -> None:
    with pytest.raises(FormError) as caught:
        parse_form(source.encode(), "试验表式")
    assert any(mistake in reported for reported in caught.value.mistakes), caught.value.mistakes


@pytest.mark.parametrize(
    ("source", "what"),
    [
        (filing_to_json(sample("gkgb-2021")).encode(), "，是按表式“gkgb-2021”填写的数据；要检查数据，请用 check"),
        (zip_of({"[Content_Types].xml": b""}), "，是工作簿、Word 文档一类的文件；要检查填好的工作簿或报告，请用 check"),
        (b"words: {fee: x}\nsubjects: [x]", "，是表式旁边的 phrases.yaml；请写它们所在的文件夹，一并检查"),
        (b"a: 1", "：id、name、sections、tables 这些键一个也没有；写法见《表式说明》"),
    ],
    ids=["data", "workbook", "phrases", "anything"],
)
def test_another_file_is_said_to_be_none(source: bytes, what: str) -> None:
    with pytest.raises(FormError) as caught:
        parse_form(source, "试验表式")
    assert caught.value.mistakes == (f"文件：这不是表式文件{what}",)


def test_unknown_form_names_the_nearest() -> None:
    with pytest.raises(UnknownForm, match=r"是否想写“gkgb-2021”"):
        FORMS.form("gkgb-202l")


def test_condensed_form_differs_in_one_row_group() -> None:
    whole, condensed = FORMS.form("gkgb-2021"), FORMS.form("gkgb-2021-condensed")
    gone = [cell for cell in whole.cells if cell not in condensed.cells]
    assert {cell.rpartition(".")[0] for cell in gone} == {
        "applications.other.not_corrected",
        "applications.other.fee_unpaid",
        "applications.other.remaining",
    }
    assert {cell.rpartition(".")[0] for cell in condensed.cells if cell not in whole.cells} == {"applications.other"}
    assert {rule.code for rule in whole.rules} - {rule.code for rule in condensed.rules} == {"T3-49"}
    assert whole.digest != condensed.digest
    assert set(FORMS.available) >= {"gkgb-2021", "gkgb-2021-condensed"}
