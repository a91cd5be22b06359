"""Mistakes in a form file, one at a time: each is reported at its path; those that the grammar carries are legal."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.form.test_loader import SOURCE, replacing
from toolkit.errors import FormError
from toolkit.finding.catalogue import catalogue
from toolkit.form.loader import parse_form
from toolkit.form.locator import shipped, sources_of
from toolkit.form.source import read_yaml
from toolkit.rules.form_check import checked_form

PLANTED = {
    "deadline_words": "levels[0].deadline：“1月31日”不是每年都有的日期，应写成 01-31 这样的月和日",
    "draft_bad_syntax": "sections[4].drafts[0].text：“{{”没有与之配对的“}}”，应写成 {{ 名称 }}",
    "draft_unknown_name": "sections[4].drafts[0].text：没有“新收申清”这个名称（是否想写“新收申请”？）",
    "duplicate_name": "names：“行政处罚”同时是 disclosure.licensing.decisions 和 disclosure.penalties.decisions 的名称",
    "empty_heading": "sections[4].heading：不能空着",
    "empty_label": "tables[0].blocks[1].rows[0].label：不能空着",
    "field_id_dup_cell": "sections[5].fields[0].id：“disclosure.fees.amount”的第一部分是一张表的 id",
    "field_id_no_dot": "sections[5].fields[0].id：“notices”应写成“组.名”",
    "id_chinese": "tables[0].blocks[1].rows[0].id：“许可”只能用小写英文字母、数字和下划线",
    "id_not_folder": "id：应与文件夹的名称“gkgb-2021”相同，现为 'gkgb-9999'",
    "id_uppercase": "tables[0].blocks[1].rows[0].id：“Licensing”只能用小写英文字母、数字和下划线",
    "id_with_dash": "tables[0].blocks[1].rows[0].id：“licensing-x”只能用小写英文字母、数字和下划线",
    "label_number": "tables[0].blocks[0].rows[0].label：应为文字，现为 2026",
    "level_label_dup": "levels[].label：“国务院部门”出现了 2 次",
    "name_like_indicator": "names：“年度”（disclosure.licensing.decisions 的名称）已经有别的意思，请换一个名称",
    "names_wrong_column": "tables[0].blocks[1].rows[0].names.amount：这一块没有“amount”这一列",
    "quote_in_sheet": "sections[4].sheet：“五'问题”里有工作表名不能用的符号",
    "rule_over_missing": "rules[1].over：each 为 row 时，应写明是哪几行",
    "rule_over_unknown": "rules[1].over：表 disclosure 中没有“regulation”（是否想写“regulations”？）",
    "rule_percent": "rules[1].check：“issued <= 0.5 * in_force”不是已知的关系式",
    "same_heading": "sections[].heading：“六、其他需要报告的事项”出现了 2 次",
    "same_row_id_two_blocks": "tables[0].blocks[3].rows：“licensing”这一行在 blocks[1] 里已经有了",
    "sentence_bad_syntax": "sentences.新句：例句的写法不对（",
    "sentence_unknown_filter": "sentences.新句：例句里没有“大写”这种写法",
    "sheet_name_long": "sections[4].sheet：“五、存在的主要问题及改进情况五、存在的主要问题及改进情况五、存在的主要"
    "问题及改进情况”有 42 个字",
    "sheet_name_reserved": "sections[4].sheet：“封面”是本程序或 Excel 自己的工作表",
    "sum_dup_code": "sums[1].code：“T3-15”已经是 sums[0] 的编号",
    "sum_of_two_levels": "sums[0].of：表 applications 中没有“bussiness”（是否想写“business”？）",
    "sum_row_unknown": "sums[1].row：表 applications 中没有“totale”（是否想写“total”？）",
    "tab_indent": "第 59 行第 1 列：不是合法的 YAML（",
    "table_in_two_sections": "sections[4].table：表“disputes”已经在 sections[3] 里",
    "title_braces": "title：花括号不成对（",
    "title_no_year": "title：应有 {year}，报告是哪一年的要从标题看出来",
    "title_placeholder": "title：没有占位符“jahr”",
    "two_sheets_same_name": "sections[].sheet：“六 其他事项”出现了 2 次",
    "typo_key": "tables[0].blocks[0].rows[0]：不认识“guidence”（是否想写“guidance”？）",
    "version_text": "version：应为整数，现为 '1.1'",
    "wording_missing": "rules[1].wording.why：缺少“why”",
    "wording_placeholder": "rules[1].wording.message：没有占位符“lable”（是否想写“label”？）",
    "years_reversed": "years：第一年 2026，最后一年 2021，先后不对",
}
"""What is said first of each file of the corpus with one mistake."""

LEGAL = {
    "blocks_nested_columns": "columns may be grouped in every layout",
    "blocks_with_groups": "rows may be grouped in every layout",
    "fields_removed": "no code asks for the fields of one form",
    "flat_matrix": "rows need no groups",
    "levels_empty": "a form may know no levels, if no rule asks for one",
    "matrix_two_blocks": "blocks lie under one another in every layout but strips",
    "rule_code_clash_catalogue": "TX-01 is no code of the program's own any more",
    "rule_constant": "rules compare with integers",
    "rule_ge": "rules compare with >= too",
    "section_table_and_drafts": "a section may hold a table and text",
    "section_table_and_fields": "a section may hold a table and fields",
    "strip_nested_columns": "columns may be grouped in every layout",
    "subheads_unused": "subheads are what the text should have, with drafts or without",
    "text_section_other_id": "a text section may be called anything",
    "widths_count": "columns are as wide as their labels ask for",
}
"""Files of the corpus that are right, and why."""


def mistakes_of(source: bytes, form_id: str = "") -> tuple[str, ...]:
    """What loading and checking a form file reports."""
    try:
        checked_form(parse_form(source, "试验表式", form_id=form_id), FORMS)
    except FormError as error:
        return error.mistakes
    return ()


@pytest.mark.parametrize("form_id", shipped().files)
def test_our_own_forms_are_without_mistakes(form_id: str) -> None:
    """Those that the loader looks for, and those that the command forms does."""
    file = shipped().files[form_id]
    source, phrases = sources_of(file)
    form = parse_form(source, form_id, form_id=form_id, phrases=phrases)
    assert checked_form(form, FORMS) == FORMS.form(form_id)


def test_the_catalogue_is_without_mistakes() -> None:
    """The program relies on it, and does not look for any when it is loaded."""
    assert read_yaml(resources.files("toolkit.finding").joinpath("catalogue.yaml").read_bytes()).keys() == (
        catalogue().keys()
    )


def test_every_file_is_accounted_for(corpus: Path) -> None:
    files = {file.stem for file in (corpus / "cases" / "forms" / "mistakes").glob("*.yaml")}
    assert files == PLANTED.keys() | LEGAL.keys()


@pytest.mark.parametrize("name", PLANTED)
def test_the_planted_mistake_is_the_first_thing_reported(name: str, corpus: Path) -> None:
    source = (corpus / "cases" / "forms" / "mistakes" / f"{name}.yaml").read_bytes()
    found = mistakes_of(source, "gkgb-2021")
    assert found
    assert found[0].startswith(PLANTED[name]), found


@pytest.mark.parametrize("name", LEGAL)
def test_what_is_legal_loads(name: str, corpus: Path) -> None:
    source = (corpus / "cases" / "forms" / "mistakes" / f"{name}.yaml").read_bytes()
    assert parse_form(source, name, form_id="gkgb-2021").input_sums


@pytest.mark.parametrize("name", ["A-gkgb-2026", "gkgb-2026-naive", "B-website-one-table", "C2-fzzf-2019"])
def test_forms_by_others_load(name: str, corpus: Path) -> None:
    assert mistakes_of((corpus / "cases" / "forms" / f"{name}.yaml").read_bytes()) == ()


TOWN = "names: [镇人民政府, 乡人民政府, 街道办事处]"


@pytest.mark.parametrize(
    ("change", "mistakes"),
    [
        (replacing(("deadline: 01-31", "deadline: 02-30")), ("levels[0].deadline：“02-30”不是每年都有的日期",)),
        (replacing(("deadline: 01-31", "deadline: 02-29")), ("levels[0].deadline：“02-29”不是每年都有的日期",)),
        (replacing((TOWN, f"{TOWN}, names: [镇]")), ("第 ",)),
        (
            replacing(("id: licensing\n", "id: licensing\n            kind: amount\n")),
            ("tables[0].blocks[1].rows[0].kind：行没有自己的 kind，应写在列上",),
        ),
        (
            replacing(
                ("{id: decisions, label: 本年处理决定数量}", "{id: decisions, label: 本年处理决定数量, name: 决定}")
            ),
            ("tables[0].blocks[1].columns[0].name：列没有自己的 name，应写在行上",),
        ),
        (
            replacing(('title: "{year}年', 'title: "{year:>999999999}年')),
            ("title：占位符“year”只能单独写，后面不能有“:”或“!”",),
        ),
        (
            replacing(("“{label}”列第一项", "“{label!r}”列第一项")),
            ("rules[2].wording.message：占位符“label”只能单独写",),
        ),
        (
            replacing(("sheet: 五 问题改进", "sheet: 五/问题")),
            ("sections[4].sheet：“五/问题”里有工作表名不能用的符号",),
        ),
        (
            lambda text: text.replace("processing_fee.charged", "tables.charged"),
            ("sections[5].fields[1].id：“tables”在数据文件里有别的意思，请换一个",),
        ),
        (replacing(("code: T3-08", "code: IM-03")), ("sums[1].code：“IM-03”是通用规则的编号",)),
        (replacing(("  PD-01: 《", "  PD-10: 《")), ("sources.PD-10：没有通用规则“PD-10”（是否想写“PD-01”？）",)),
        (replacing(("  PD-01: 《", "  T3-08: 《")), ("sources.T3-08：这是本表式自己的规则，依据写在它的 wording 里",)),
        (replacing(("  PD-01: 《条例》第十五条", '  PD-01: ""')), ("sources.PD-01：不能空着",)),
        (
            replacing(("  部门: [state_department,", "  部门: [state_departments,")),
            ("unit_kinds.部门：没有层级“state_departments”（是否想写“state_department”？）",),
        ),
        (replacing(("  其他: [other]", "  其他: [township]")), ("unit_kinds.其他：层级“township”已经属于“乡镇街道”",)),
        (replacing(("  其他: [other]", '  "": [other]')), ("unit_kinds：类别的名称不能空着",)),
        (replacing(("code: T3-08", "code: t3 08")), ("sums[1].code：“t3 08”应由大写英文字母、短横和数字组成",)),
        (
            replacing(("    table: disputes\n    basis", "    basis")),
            ("tables[2]：没有哪个部分（sections）写明 table: disputes",),
        ),
    ],
)
def test_further_mistakes(change: Callable[[str], str], mistakes: tuple[str, ...]) -> None:
    found = mistakes_of(change(SOURCE).encode())
    assert len(found) == len(mistakes), found
    for one, start in zip(found, mistakes, strict=True):
        assert one.startswith(start)


@pytest.mark.parametrize(
    ("sentence", "mistake"),
    [
        ("{% for 甲 in [1] %}{% endfor %}", "例句里不能用循环，只能用 if、set、macro、名称和本程序的写法"),
        ("{{ 新收申请.real }}", "例句里不能用点号取属性"),
        ("{{ 新收申请 * 2 }}", "例句里不能用计算"),
        ("{{ '甲' * 999999999 }}", "例句里不能用计算"),
        ("{{ 新收申请 ~ 1 }}", "例句里不能用拼接"),
        ("{{ range(9) }}", "例句里只能调用前面写好的宏"),
        ("{{ ''.join(['甲']) }}", "例句里只能调用前面写好的宏"),
        ("{{ 新收申请['real'] }}", "例句里方括号中只能写整数"),
        ("{{ [1][0:1] }}", "例句里方括号中只能写整数"),
        ("{% macro 甲() %}{{ 甲() }}{% endmacro %}{{ 甲() }}", "例句里只能调用前面写好的宏"),
        ("{% set 甲, 乙 = [1, 2] %}", "例句里 set 一次只能取一个名称"),
        ("{% include 'x' %}", "例句里不能用Include"),
        ("{% filter 列举 %}{% endfilter %}", "例句里不能用FilterBlock"),
        ("{{ 新收申请 | attr('x') }}", "例句里没有“attr”这种写法"),
        ("{{ 新收申清 }}", "没有“新收申清”这个名称（是否想写“新收申请”？）"),
        ("{{ range }}", "没有“range”这个名称"),
        ("(" * 10_001, "例句超过 10000 个字"),
        ("{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}", "例句套得太深"),
        (
            "{% macro 甲0() %}甲{% endmacro %}"
            + "".join(
                f"{{% macro 甲{n}() %}}{{{{ 甲{n - 1}() }}}}{{{{ 甲{n - 1}() }}}}{{% endmacro %}}" for n in range(1, 40)
            ),
            "例句太长：宏一层套一层，展开后没有尽头",
        ),
    ],
)
def test_sentences_are_no_programs(sentence: str, mistake: str) -> None:
    changed = SOURCE.replace("\nsentences:\n", f"\nsentences:\n  新句: |\n    {sentence}\n", 1)
    (found,) = mistakes_of(changed.encode())
    assert found.startswith(f"sentences.新句：{mistake}")
