"""What the window shows as a web page: Tk speaks to no screen reader, a browser does."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Iterator
from pathlib import Path

from toolkit.desktop.window.finding_list import detail
from toolkit.desktop.window.outcome import Outcome, TextLine
from toolkit.render.listing import Listing, render_listings

KEYS = (
    ("Alt+O", "选择工作簿"),
    ("Alt+E", "打开工作簿填写"),
    ("Alt+N", "新建"),
    ("Alt+L", "用上年新建"),
    ("Alt+C 或 F5", "检查"),
    ("Alt+M", "标在格子上"),
    ("Alt+P", "预览"),
    ("Alt+R", "生成报告"),
    ("Alt+H", "汇总"),
    ("Alt+X", "修复，问题里说到时才有"),
    ("Alt+Y", "复制所显示的内容"),
    ("Tab、方向键", "到下一个按钮；在问题之间移动"),
    ("回车", "按下按钮；打开所选问题的工作簿"),
    ("Esc", "停止正在做的事；关闭对话框"),
    ("F1", "使用说明"),
    ("F8", "以网页显示窗口里的内容"),
)
"""Every key of the window, and what it does."""


def written_page(title: str, outcome: Outcome, source: Path | None) -> Path:
    """The page, in a file of its own among the temporary ones."""
    with tempfile.NamedTemporaryFile("wb", prefix="xl-report-", suffix=".html", delete=False) as page:
        page.write(render_listings(title, list(_listings(outcome, source))))
    return Path(page.name)


def fragment(outcome: Outcome) -> str:
    """The findings or the text as a part of a web page."""
    if outcome.findings:
        return "".join(f"<p>{_paragraph(finding)}</p>" for finding in map(detail, outcome.findings))
    return "".join(map(_element, outcome.text))


def _element(line: TextLine) -> str:
    tag = "h2" if line.heading else "h3" if line.subhead else "p"
    return f"<{tag}>{html.escape(line.text)}</{tag}>"


def plain_text(outcome: Outcome) -> str:
    """The same, for programs that know only text."""
    if outcome.findings:
        return "\n\n".join("\n".join(f"{head}：{words}" for head, words in detail(each)) for each in outcome.findings)
    return "\n".join([line.text for line in outcome.text] or [str(path) for path in outcome.written])


def _paragraph(details: list[tuple[str, str]]) -> str:
    return "<br>".join(f"<b>{html.escape(head)}</b>　{html.escape(words)}" for head, words in details)


def _listings(outcome: Outcome, source: Path | None) -> Iterator[Listing]:
    state = [("工作簿", str(source) if source else "还没有选择")]
    state += [("结果", line) for line in outcome.sentence.splitlines()]
    state += [("写出的文件", str(path)) for path in outcome.written]
    yield Listing(heading="现在", headers=("项目", "内容"), rows=state, words=True)
    for number, finding in enumerate(outcome.findings, start=1):
        heading = f"问题 {number}：{finding.severity.label}"
        yield Listing(heading=heading, headers=("项目", "内容"), rows=detail(finding), words=True)
    if outcome.text or not outcome.findings:
        rows = [(line.text + (f"（{line.problem}）" if line.problem else ""),) for line in outcome.lines]
        heading = "正文" if outcome.text else "步骤"
        yield Listing(heading=heading, headers=(heading,), rows=rows, words=True)
    yield Listing(heading="按键", headers=("按键", "做什么"), rows=KEYS, words=True)
