"""Mistakes that authors of forms may make, each in the small form of the reference: all are reported at their paths."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.generators.keys import key_book
from tests.rules.test_form_mistakes import mistakes_of
from toolkit.errors import FormError
from toolkit.form import Forms
from toolkit.form.locator import FORM_FILE

SOURCE = key_book().example
WORDING = dict.fromkeys(("title", "message", "remedy", "why", "source", "example"), "甲。")
PROBLEMS, ROWS, COLUMNS = "  - id: problems\n", "- {id: received, label: 本年收到", "- {id: email, label: 电子邮件"
DRAFT = "【写明存在的问题】"


def listing(use: str, **options: object) -> str:
    """A check for the end of the form file."""
    return f"checks: {json.dumps([{'use': use, 'code': 'L-09', 'wording': WORDING, **options}], ensure_ascii=False)}\n"


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("id: problems", "id: preamble", "sections[1].id：“preamble”指引言，请换一个"),
        ("id: xinxiang-2024", "id: nul", "id：“nul”在 Windows 里不能作文件夹的名称"),
        (
            "id: xinxiang-2024",
            f"id: {'a' * 300}",
            f"id：“{'a' * 80}”只能用小写英文字母、数字、短横和下划线，最多 40 个",
        ),
        ("{id: branch,", f"{{id: {'a' * 41},", f"levels[1].id：“{'a' * 41}”只能用"),
        ("name: 信箱办理年报\n", "name: ' '\n", "name：不能空着"),
        ("label: 分部}", "label: ''}", "levels[1].label：不能空着"),
        ("label: 分部}", "label: 分部, names: ['']}", "levels[1].names[0]：不能空着"),
        ("years: ", "subjects: ['']\nyears: ", "subjects[0]：不能空着"),
        ("{title: 信箱办理办法,", "{title: '',", "notice.title：不能空着"),
        (PROBLEMS, f"{PROBLEMS}    subheads: ['']\n", "sections[1].subheads[0]：不能空着"),
        (PROBLEMS, f"{PROBLEMS}    subheads: [甲, 甲]\n", "sections[1].subheads：“甲”出现了 2 次"),
        (
            PROBLEMS,
            f"{PROBLEMS}    aliases: [一、来信 办理情况]\n",
            "sections[1].aliases：“一、来信 办理情况”也是 sections[0] 的标题",
        ),
        (
            ROWS,
            f"{ROWS}, aliases: [上年转来]",
            "tables[0].blocks[0].rows[0].aliases：“上年转来”也是 tables[0].blocks[0].rows[1] 的标签",
        ),
        ("label: 本年收到", 'label: "本年\\u200b收到"', "tables[0].blocks[0].rows[0].label：有看不见的字符 U+200B"),
        ("label: 本年收到", 'label: "本年\\x01收到"', "tables[0].blocks[0].rows[0].label：有看不见的字符 U+0001"),
        ("heading: 二、存在的问题", 'heading: "二、存在的\\n问题"', "sections[1].heading：应写成一行"),
        ("{year}年信箱办理报告", "{year}", "title：除了年度，还应写报告的是什么"),
        (
            "{year}年信箱办理报告",
            "{year}年信箱办理报告{year}",
            "title：应有 {year}，报告是哪一年的要从标题看出来；只写",
        ),
        ("sheet: 二 存在的问题", "sheet: _XL_REPORT", "sections[1].sheet：“_XL_REPORT”是本程序或 Excel 自己的工作表"),
        (DRAFT, "【写明存在的问题", "sections[1].drafts[0].text：“【”和“】”应成对"),
        (DRAFT, "【写明【问题】】", "sections[1].drafts[0].text：“【”和“】”应成对"),
        (f"{DRAFT}。", "\\n第二段", "sections[1].drafts[0].text：应写成一行"),
        ("short: 来信表", "short: 年度", "tables[0].short：“年度”已经有别的意思"),
        ("years: ", "examples: {name: 来函}\nyears: ", "examples.name：没有数据名称“来函”"),
        ("= closed + left", "= received + brought", "rules[0].check：两边是同样的数，没有可比的"),
        (
            "severity: error",
            "severity: error\n    severity_at: {note: [office], warning: [office]}",
            "rules[0].severity_at：层级“office”写了不止一次",
        ),
        (
            "{id: paper, label: 纸质来信}",
            "{id: paper, label: 纸质来信, unit: 万件}",
            "sums[0]：“letters.received.total”以件计，“letters.received.paper”以万件计，不能相加",
        ),
        (
            "{id: paper, label: 纸质来信}",
            "{id: paper, label: 纸质来信, kind: amount, unit: 件}",
            "sums[0]：“letters.received.paper”可以有小数，合计“letters.received.total”也应是",
        ),
        ("table: letters}", "table: letters, subheads: [甲], text: false}", "sections[0].subheads：这一部分没有文字"),
        (
            "table: letters}",
            f"table: letters, checks: {listing('length', most=9)[8:-1]}}}",
            "sections[0].checks：这一部分没有文字",
        ),
        ("years: ", "sentences: {甲: '{{ self }}'}\nyears: ", "sentences.甲：没有“self”这个名称"),
        ("years: ", "sentences: {甲: ''}\nyears: ", "sentences.甲：不能空着"),
        ("years: ", f"{listing('length', most=0)}years: ", "checks[0].most：至少应为 1"),
        (
            "years: ",
            f"{listing('amount_for_level', unit='万元', most={'branch': -3})}years: ",
            "checks[0].most.branch：至少应为 1",
        ),
        ("years: ", f"{listing('web_address').replace('甲。', '', 1)}years: ", "checks[0].wording.title：不能空着"),
        ("years: ", f"{listing('only_refusals', litigation='')}years: ", "checks[0].litigation：不能空着"),
        ("title: 合计应等于两种来信之和", "title: ''", "sums[0].wording.title：不能空着"),
        ("- {id: received", "- {id: received, was: ['']", "tables[0].blocks[0].rows[0].was[0]：不能空着"),
    ],
)
def test_a_mistake_is_reported_at_its_path(old: str, new: str, mistake: str) -> None:
    assert old in SOURCE
    found = mistakes_of(SOURCE.replace(old, new, 1).encode())
    assert found
    assert found[0].startswith(mistake), found


@pytest.mark.parametrize(
    ("rows", "mistake"),
    [
        ("{repeat: total, label: 分部, most: 5, total: 合计}", "rows.repeat：“total”是合计行的编号，请换一个"),
        ("{repeat: branch, label: '', most: 5}", "rows.label：不能空着"),
        ("{repeat: branch, label: 分部, most: 0}", "rows.most：应在 1 到 199 之间"),
    ],
)
def test_a_mistake_in_repeated_rows(rows: str, mistake: str) -> None:
    start, rest = SOURCE.split("        rows:\n")
    source = f"{start}        rows: {rows}\nsums:{rest.partition('sums:')[2].partition('rules:')[0]}rules: []\n"
    found = mistakes_of(source.encode())
    assert found[0] == f"tables[0].blocks[0].{mistake}"


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        ("name: 试\n", "id：缺少“id”，不能与所扩展的表式同名"),
        ("id: trial\nwithout: {a: 1}\n", "without：上级表式没有规则、检查或名称“{'a': 1}”"),
        ("id: trial\nwithout: [[L-02]]\n", "without：上级表式没有规则、检查或名称“['L-02']”（是否想写“L-02”？）"),
        (
            "id: trial\nrows:\n  letters.x: {label: 甲, after: 3}\n",
            "rows.letters.x：after 和 before 只写一个，写一个编号",
        ),
        (
            "id: trial\nrows:\n  letters.x: {label: 甲, after: received, before: left}\n",
            "rows.letters.x：after 和 before 只写一个，写一个编号",
        ),
    ],
)
def test_a_mistake_of_a_form_that_extends_another(source: str, mistake: str, tmp_path: Path) -> None:
    for name, text in (("xinxiang-2024", SOURCE), ("trial", f"extends: xinxiang-2024\n{source}")):
        (tmp_path / name).mkdir()
        (tmp_path / name / FORM_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(FormError) as caught:
        Forms(folders=[tmp_path]).form("trial")
    assert caught.value.mistakes[0] == mistake
