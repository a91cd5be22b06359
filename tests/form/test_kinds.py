"""Kinds of value: what they take for theirs, what they print, and what a form file may not say of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from toolkit.errors import FormError
from toolkit.filing import Entry
from toolkit.filing.values import entry_fault, entry_for, printed_value
from toolkit.form.kinds import COUNT, Amount, Choice, Date, FreeText, Kind, Rate, SignedCount, YesNo
from toolkit.form.loader import parse_form
from toolkit.location import NOWHERE, Location

SITES = Path(__file__).parents[1] / "forms" / "zhandian-2024" / "form.yaml"
MODES = Choice(of=("自建", "集约化平台"))


@pytest.mark.parametrize(
    ("kind", "given", "held", "printed"),
    [
        (MODES, " 自建 ", "自建", "自建"),
        (YesNo(), True, "是", "是"),
        (YesNo(of=("Yes", "No")), "NO", "No", "No"),
        (Date(), "２０２４年５月１日", "2024-05-01", "2024年5月1日"),
        (Date(), "2024.05.01", "2024-05-01", "2024年5月1日"),
        (FreeText(), "两行\n文字", "两行 文字", "两行 文字"),
    ],
)
def test_words_are_held_in_one_writing(kind: Kind, given: object, held: str, printed: str) -> None:
    entry = entry_for(kind, given, Location("A1", "表"))
    assert entry == Entry(where=Location("A1", "表"), text=held)
    assert entry_fault(kind, entry) == ""
    assert printed_value(kind, entry) == printed


@pytest.mark.parametrize(
    ("kind", "given", "fault"),
    [
        (MODES, "托管", "choice"),
        (YesNo(), "基本完成", "choice"),
        (Date(), "2024年2月30日", "date"),
        (Date(), "元月中旬", "date"),
        (COUNT, "3件", "default"),
        (COUNT, Decimal("1.5"), "decimal"),
        (COUNT, -1, "negative"),
        (SignedCount(), -1, ""),
        (Amount(), Decimal("1.5"), ""),
        (Rate(), Decimal("-0.1"), "negative"),
        (FreeText(), None, ""),
        (YesNo(), None, ""),
    ],
)
def test_what_is_wrong_with_a_value(kind: Kind, given: object, fault: str) -> None:
    entry = entry_for(kind, given, NOWHERE)
    assert entry_fault(kind, entry) == fault
    assert isinstance(given, int | Decimal | None) or entry.text == given


def test_others_words_for_yes_and_no_are_read() -> None:
    assert [YesNo().read(word) for word in ("√", "YES", "×", "无", "—")] == ["是", "是", "否", "", ""]
    assert YesNo().parsed("√") == ""


def test_only_numbers_of_which_there_is_a_sum_add_up() -> None:
    assert [kind.adds for kind in (COUNT, Amount(), SignedCount(), Rate(), YesNo(), MODES, FreeText(), Date())] == [
        *[True] * 3,
        *[False] * 5,
    ]


@pytest.mark.parametrize(
    ("path", "value", "mistake"),
    [
        (("kind",), "colour", "tables[0].blocks[0].columns[3].kind：“colour”应为"),
        (("of",), ["自建"], "tables[0].blocks[0].columns[3].of：choice 应列出可选的词，至少两个"),
        (("of",), ["自建", "自 建"], "tables[0].blocks[0].columns[3].of：有两个词相同"),
        (("of",), ["自建,托管", "无"], "tables[0].blocks[0].columns[3].of：“自建,托管”不能作为选项"),
        (("of",), ["很长" * 70, "更长" * 70], "tables[0].blocks[0].columns[3].of：合起来超过 255 个字"),
        (("unit",), "个", "tables[0].blocks[0].columns[3].unit：不是数字，没有单位"),
    ],
)
def test_mistakes_of_a_column(path: tuple[str, ...], value: object, mistake: str) -> None:
    raw = yaml.safe_load(SITES.read_text(encoding="utf-8"))
    raw["tables"][0]["blocks"][0]["columns"][3][path[0]] = value
    assert any(reported.startswith(mistake) for reported in mistakes(raw)), mistakes(raw)


def test_words_do_not_enter_sums_and_rules() -> None:
    raw = yaml.safe_load(SITES.read_text(encoding="utf-8"))
    wording = raw["rules"][0]["wording"]
    raw["sums"] = [{"code": "ZD-01", "table": "sites", "row": "main", "column": "uptime", "of": "sites.mobile.uptime",
                    "wording": wording}]  # fmt: skip
    raw["rules"][0]["check"] = "sites.main.opened <= sites.mobile.opened"
    raw["names"]["方式"] = "sites.main.mode + sites.mobile.mode"
    assert mistakes(raw) == (
        "sums[0]：“sites.mobile.uptime”不是能相加的数",
        "rules[0].check：“sites.main.opened”不是数字，不能比较或相加",
        "names：“方式”：“sites.main.mode”不是数字，不能比较或相加",
    )


def test_rates_are_compared_and_not_added_up() -> None:
    raw = yaml.safe_load(SITES.read_text(encoding="utf-8"))
    raw["rules"][0]["check"] = "sites.main.uptime >= sites.mobile.uptime"
    raw["names"]["可用率"] = "sites.main.uptime"
    parse_form(yaml.safe_dump(raw, allow_unicode=True).encode(), "表式")
    raw["rules"][0]["check"] = "sites.main.uptime + sites.mobile.uptime = sites.main.updates"
    raw["names"]["可用率"] = "sites.main.uptime + sites.main.updates"
    assert mistakes(raw) == (
        "rules[0].check：“sites.main.uptime”这样的数不能相加",
        "names：“可用率”：“sites.main.uptime”这样的数不能相加",
    )


def test_a_sum_over_what_does_not_add_up_says_how_to_leave_it_out() -> None:
    raw = yaml.safe_load(SITES.read_text(encoding="utf-8"))
    wording = raw["rules"][0]["wording"]
    raw["sums"] = [{"code": "ZD-01", "table": "sites", "row": "main", "of": "mobile", "wording": wording}]
    [first, *_] = mistakes(raw)
    assert first.startswith("sums[0]：“sites.mobile.")
    assert first.endswith("不是能相加的数；只合计其中能相加的，请同时写 row 和 column，一格一条")


def mistakes(raw: object) -> tuple[str, ...]:
    with pytest.raises(FormError) as caught:
        parse_form(yaml.safe_dump(raw, allow_unicode=True).encode(), "表式")
    return caught.value.mistakes
