"""``校验规则.md``, the list of all rules for staff, made from the words that findings use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import workbook_templates
from toolkit.form import Forms
from toolkit.rules.explain import explanations

NAME = "校验规则.md"
PLACE = Path(next(iter(workbook_templates.__path__))) / NAME

_INTRODUCTION = """\
# 校验规则

校验只看数据和文字，不改动任何内容。结果分三种：**错误**必须改正，否则不能生成正式报告；**提醒**请核对，确有理由的可以不改；**提示**供参考。

在命令行用 `xl-report explain 编号` 查看其中一条，例如 `xl-report explain {code}`。
"""


def rule_book(forms: Forms) -> str:
    """The whole list as Markdown: a table of contents, then one entry with an anchor for each code."""
    return "\n".join(_lines(forms))


def _lines(forms: Forms) -> Iterator[str]:
    known = explanations(forms)
    yield _INTRODUCTION.format(code=next(iter(known)))
    yield "| 编号 | 规则 |"
    yield "| --- | --- |"
    for code, (first, *_) in known.items():
        yield f"| [{code}](#{code}) | {first.title} |"
    for code, explained in known.items():
        yield ""
        yield f'<a id="{code}"></a>'
        for each in explained:
            yield ""
            yield f"## {code} {each.title}"
            yield ""
            yield from (f"- **{heading}**：{words}" for heading, words in each.points.items())
    yield ""
