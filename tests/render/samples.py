"""Filings of very different size, made up for the tests of the report's form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial

from tests.at_hand import FORMS
from tests.tables import filled, form_of, raw_form
from toolkit.document.blocks import Document, PageMark
from toolkit.document.compose import compose
from toolkit.filing import Entry, Filing, Paragraph, Source, Text
from toolkit.form import Form
from toolkit.form.expression import Number

SENTENCE = "政府信息公开工作坚持以公开为常态、以不公开为例外，依法保障公民、法人和其他组织获取政府信息的权利，"


def _filing(
    numbers: Callable[[Form, str], Number],
    narrative: Mapping[str, tuple[Paragraph, ...]],
    *,
    form_id: str = "gkgb-2021",
    agency: str = "某某市市场监督管理局",
    headings: Mapping[str, str] | None = None,
) -> Filing:
    form = FORMS.form(form_id)
    return Filing(
        form=form,
        source=Source.DATA,
        agency=Text(value=agency),
        year=2025,
        issued_on=dt.date(2026, 1, 8),
        inputs={cell: Entry(number=numbers(form, cell)) for cell in form.inputs},
        narrative=narrative,
        headings={section: Text(value=text) for section, text in (headings or {}).items()},
    )


def _text(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text=text.removeprefix("#"), heading=text.startswith("#"), literal=True) for text in texts)


def zeros() -> Filing:
    """An office where nothing happened."""
    return _filing(
        lambda form, cell: 0,
        {
            "preamble": _text(
                "根据《中华人民共和国政府信息公开条例》编制本报告，统计期限自2025年1月1日至2025年12月31日。"
            ),
            "overview": _text("#（一）主动公开", "全年没有主动公开政府信息。"),
            "problems": _text("无。"),
            "other": _text("2025年未收取信息处理费。"),
        },
        form_id="gkgb-2021-condensed",
    )


def awkward() -> Filing:
    """Text that looks like markup, brings its own blanks, or is written across lines; headings of the agency's own."""
    return _filing(
        lambda form, cell: len(cell),
        {
            "preamble": _text(" 句首有一个空格，<b>不是</b>标记 & 也不是 &amp; 实体。"),
            "overview": _text(
                "#（一）“主动公开”",
                "　　自带两个空格的一段，含*星号*、_下划线_、[方括号](#x)、`反引号`、$美元$、#井号、~波浪~。",
                "含\\反斜线、@at、{{花括号}}、|竖线|、<!-- 注释 -->。",
                "1. 像编号的一段\n# 像标题的一段\n- 像列表的一段\n> 像引用的一段",
                "    四个半角空格开头，不是代码；\t中间有制表符。",
                "=cmd|' /C calc'!A0",
                "+++\n***\n===",
            ),
            "problems": _text("姓名含生僻字：\U00020bb7野家、囧、喆、堃。"),
            "other": _text("<script>alert(1)</script>"),
        },
        headings={"disclosure": "二、主动公开政务信息情况"},
    )


def large() -> Filing:
    """Six-digit counts, fees of five decimals, text of more than 6,000 characters, a long name."""
    paragraph = SENTENCE * 5 + "全年公开信息123456条。"
    overview = [part for name in "一二三四五" for part in (f"#（{name}）第{name}方面的工作情况", *([paragraph] * 4))]

    def numbers(form: Form, cell: str) -> Number:
        if cell.endswith(".amount"):
            return Decimal("316441.72701")
        if cell.startswith("applications."):
            return 123456 if cell.rpartition(".")[2] == "natural_person" else 40000
        return 11398889 if cell.startswith("disclosure.") else 54321

    return _filing(
        numbers,
        {
            "preamble": _text(paragraph),
            "overview": _text(*overview),
            "problems": _text(*[paragraph] * 4),
            "other": _text(*[paragraph] * 2),
        },
        agency="新疆维吾尔自治区伊犁哈萨克自治州人民政府政务服务和公共资源交易管理办公室",
    )


def wide(length: int = 40) -> Filing:
    """A table of twenty columns, as a rule longer than a page, between text."""
    columns = [f"第{number}类情况" for number in range(1, 20)]
    rows = [f"第{number}项统计事项" for number in range(1, length + 1)]
    filing = filled(form_of(raw_form("matrix", columns, rows, stub="事项")))
    narrative = {"overview": _text(SENTENCE * 3), "other": _text("没有其他需要报告的事项。")}
    return replace(filing, issued_on=dt.date(2026, 1, 8), narrative=narrative)


SAMPLES: Mapping[str, Callable[[], Filing]] = {
    "zeros": zeros,
    "awkward": awkward,
    "large": large,
    "wide": wide,
    "one-wide": partial(wide, 1),
}


def document(name: str, *, draft: bool = False) -> Document:
    """The report of a sample."""
    return compose(SAMPLES[name](), mark=PageMark.DRAFT if draft else None)
