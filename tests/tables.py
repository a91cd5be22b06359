"""Forms made up of one table, of whatever size and shape; their labels are no law."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from toolkit.filing import Entry, Filing, Source, Text
from toolkit.form import Form
from toolkit.form.loader import parse_form

Raw = dict[str, Any]
"""A form as its file has it."""

Tree = list[Any]
"""Labels; ``(label, labels)`` is a group."""


def raw_form(
    layout: str, columns: Tree, rows: Tree, *, title: str = "", stub: str = "", more: Iterable[Raw] = ()
) -> Raw:
    """A form of one table ``t``: of one block, and ``more`` blocks as they stand in a form file."""
    block = {"title": title, "stub": stub, "columns": nodes(columns, "c"), "rows": nodes(rows, "r")}
    table = {"id": "t", "caption": "统计表", "short": "表", "layout": layout, "zeros": "本表空白格"}
    return {
        "id": "made-up",
        "version": 1,
        "name": "试验表式",
        "notice": {"title": "试验", "number": "试验", "law": "试验"},
        "years": {"first": 2020},
        "title": "{year}年统计报告",
        "preamble": [],
        "levels": [{"id": "office", "label": "机关"}],
        "sections": [
            {"id": "overview", "heading": "一、说明", "sheet": "一 说明"},
            {"id": "figures", "heading": "二、统计情况", "sheet": "二 统计", "table": "t"},
            {"id": "other", "heading": "三、其他", "sheet": "三 其他"},
        ],
        "tables": [table | {"blocks": [block, *more]}],
        "sums": [],
        "rules": [],
    }


def form_of(raw: Raw) -> Form:
    """The form that ``raw`` declares."""
    return parse_form(json.dumps(raw, ensure_ascii=False).encode(), raw["id"])


def nodes(tree: Tree, letter: str) -> list[Raw]:
    """The nodes of ``tree`` as a form file has them: ``c1``, ``c2``; groups have ids too."""
    return [_node(each, f"{letter}{number}", letter) for number, each in enumerate(tree, start=1)]


def _node(each: Any, name: str, letter: str) -> Raw:
    if isinstance(each, str):
        return {"id": name, "label": each}
    label, below = each
    return {"id": name, "label": label, "children": nodes(below, letter)}


def filled(form: Form) -> Filing:
    """A filing of ``form`` in which no two numbers that stand near each other are alike."""
    return Filing(
        form=form,
        source=Source.DATA,
        agency=Text(value="某某市统计局"),
        year=2025,
        inputs={name: Entry(number=37 * place % 9973) for place, name in enumerate(form.inputs, start=1)},
    )


ENGLISH = [
    "Number of Requests Pending as of Start of Fiscal Year",
    "Number of Requests Received in Fiscal Year",
    "Number of Requests Processed in Fiscal Year",
    "Number of Requests Pending as of End of Fiscal Year",
]
OFFICES = [f"Office of {subject} and Intergovernmental Affairs" for subject in ("Budget", "Justice", "Labor", "Energy")]


def shapes() -> dict[str, Raw]:
    """Forms of every size and shape, by name."""
    count = [f"第{number}类情况" for number in range(1, 21)]
    groups = [("规范性文件", ["制发", "废止"]), ("其他文件", ["制发", "废止", "现行有效"])]
    answers, long = "三、本年度办理结果", [f"第{number}项统计事项" for number in range(1, 201)]
    made = {
        "one-number": raw_form("strip", ["数量"], ["事项"]),
        "one-column": raw_form("blocks", ["数量"], ["信息发布总数", "专栏总数"], title="发布情况", stub="项目"),
        "two-columns-matrix": raw_form("matrix", ["数量", "占比"], ["信息发布总数", "专栏总数"], stub="项目"),
        "one-column-in-strip": raw_form("strip", ["数量"], ["访问", ("互动", ["留言", "答复"])]),
        "groups-in-blocks": raw_form("blocks", groups, [("本级", ["政府", "部门"]), "下级"], title="甲", stub="项目"),
        "groups-in-strip": raw_form("strip", groups, ["甲类", ("乙类", ["新的", "旧的"])]),
        "one-group-in-strip": raw_form(
            "strip", [("结果", ["维持", "纠正", "其他"])], ["复议", ("诉讼", ["直接起诉", "复议后起诉"])]
        ),
        "twenty-columns": raw_form("matrix", count[:19], ["甲机关", "乙机关"], stub="机关"),
        "twenty-in-strip": raw_form("strip", count[:10], ["甲机关", "乙机关"]),
        "twenty-english": raw_form("matrix", [*(4 * ENGLISH), "Other", "Total", "Net"], OFFICES, stub="Agency"),
        "english": raw_form("matrix", ENGLISH, [("Headquarters", OFFICES[:2]), *OFFICES[2:]], stub="Component"),
        "long-matrix": raw_form("matrix", [("本年", ["新收", "办结"]), "结转"], long, stub="事项"),
        "long-grouped": raw_form("matrix", ["新收", "办结"], [(answers, long[:120]), *long[120:]], stub="事项"),
        "long-blocks": raw_form(
            "blocks",
            ["制发", "废止", "有效"],
            long[:60],
            title="第一块",
            stub="事项",
            more=[{"title": "第二块", "stub": "事项", "columns": nodes(["金额"], "d"), "rows": nodes(long[:80], "s")}],
        ),
    }
    return {name: raw | {"id": f"made-up-{name}"} for name, raw in made.items()}
